use proptest::prelude::*;

use super::*;

fn safe(raw: &str) -> String {
    SafeText::new(raw).as_str().to_owned()
}

#[test]
fn terminal_commands_lose_their_control_characters() {
    assert_eq!(safe("a\u{1b}]0;title\u{7}b\u{9b}31mc\u{7f}d\u{0}"), "a]0;titleb31mcd");
}

#[test]
fn every_kind_of_terminal_command_is_disarmed() {
    let commands = [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{1b}\\",
        "\u{1b}]8;;https://a.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
        "\u{1b}]9;note\u{7}\u{1b}]777;notify;a;b\u{7}\u{1b}]1337;File=:AA\u{7}",
        "\u{1b}P$q\"p\u{1b}\\\u{1b}_apc\u{1b}\\\u{1b}^pm\u{1b}\\\u{1b}Xsos\u{1b}\\",
        "\u{1b}[5i\u{1b}[21t\u{1b}[6n\u{1b}c",
        "\u{9d}0;title\u{9c}\u{90}x\u{9c}\u{9f}y\u{9c}",
        "\u{8}\u{e}\u{f}\u{5}\u{18}\u{1a}",
    ];
    for command in commands {
        assert!(!safe(command).contains(char::is_control), "{command:?}");
        assert!(!Markup::clean(command).source().contains(char::is_control), "{command:?}");
    }
}

#[test]
fn bidi_overrides_and_invisible_characters_go() {
    let text = "\u{feff}a\u{202e}b\u{2066}c\u{200b}d\u{e0041}e\u{2060}f\u{ad}g\u{2063}h\u{206a}i\u{fff9}j";
    assert_eq!(safe(text), "abcdefghij");
    for c in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}').chain('\u{e0000}'..='\u{e007f}') {
        assert_eq!(safe(&format!("a{c}b")), "ab", "{:x}", c as u32);
    }
}

#[test]
fn direction_marks_of_real_text_stay() {
    assert_eq!(safe("a\u{200f}b\u{200e}c\u{61c}d"), "a\u{200f}b\u{200e}c\u{61c}d");
}

#[test]
fn line_breaks_become_spaces_in_a_line_and_stay_in_markup() {
    assert_eq!(safe("a\nb\tc\u{2028}d\u{b}e\u{c}f\u{85}g\rh"), "a b c d e f g h");
    assert_eq!(Markup::clean("a\r\nb\tc\rd").source(), "a\nb\tc\nd");
    assert_eq!(Markup::clean("a\u{2029}b\u{c}c").source(), "a b c");
}

#[test]
fn joiners_stay_in_emoji_and_between_letters_only() {
    for kept in ["👩\u{200d}💻", "می\u{200c}خواهم", "❤\u{fe0f}\u{200d}🔥", "क्\u{200d}ष"]
    {
        assert_eq!(safe(kept), kept);
    }
    assert_eq!(safe("a \u{200d} b"), "a  b");
    assert_eq!(safe("a\u{200d}\u{202e}b\u{200d}\u{200d}\u{200d}c"), "ab\u{200d}c");
}

/// Terminals disagree about the width of a text character with VS16 (ratatui#2431).
#[test]
fn vs16_stays_in_joined_sequences_only() {
    assert_eq!(safe("❤\u{fe0f} 1\u{fe0f}\u{20e3}"), "❤ 1\u{20e3}");
    assert_eq!(safe("❤\u{fe0f}\u{200d} x"), "❤ x");
}

#[test]
fn a_tower_of_marks_is_cut_in_every_script() {
    for mark in
        ['\u{301}', '\u{e35}', '\u{94d}', '\u{f71}', '\u{5b0}', '\u{654}', '\u{20dd}', '\u{1161}', '\u{34f}']
    {
        let text = safe(&format!("a{}b", String::from(mark).repeat(100)));
        assert_eq!(text.chars().count(), 1 + MAX_MARKS + 1, "{:x}", mark as u32);
    }
}

#[test]
fn what_is_removed_does_not_make_room_for_more_marks() {
    for between in ["\u{202e}", "\u{200b}", "\u{200d}", "\u{0}", "\u{fe0f}"] {
        let zalgo = format!("a{}", format!("\u{301}\u{302}{between}").repeat(50));
        let marks = safe(&zalgo).chars().filter(|c| is_mark(*c)).count();
        assert_eq!(marks, MAX_MARKS, "{between:?}");
    }
}

#[test]
fn an_endless_joined_emoji_is_cut() {
    let endless = "👩\u{200d}".repeat(1000) + "👩";
    let longest = safe(&endless).graphemes(true).map(str::len).max();
    assert!(longest.is_some_and(|length| length < 100), "{longest:?}");
}

#[test]
fn folding_cuts_visibly() {
    for (raw, max, expected) in [
        ("  one \n two  three ", 100, "one two three"),
        ("abcdefgh", 4, "abc…"),
        ("one two three", 8, "one two…"),
        ("one two", 3, "on…"),
        ("one two", 4, "one…"),
        ("one", 3, "one"),
        ("one", 0, ""),
        ("👩\u{200d}👩\u{200d}👧 x", 4, "…"),
    ] {
        assert_eq!(SafeText::folded(raw, max).as_str(), expected, "{raw:?} in {max}");
    }
}

#[test]
fn stored_text_is_cleaned_again_when_it_is_read() {
    let text: SafeText = serde_json::from_str("\"a\\u001b[31m\\u202eb\"").expect("a string");
    assert_eq!(text.as_str(), "a[31mb");
}

/// Characters that the rules are about, mixed with any others.
fn hostile() -> impl Strategy<Value = String> {
    let picked = prop::sample::select(vec![
        '\u{1b}',
        '\u{9b}',
        '\u{202e}',
        '\u{2067}',
        '\u{200d}',
        '\u{200c}',
        '\u{200b}',
        '\u{fe0f}',
        '\u{301}',
        '\u{94d}',
        '\u{e0041}',
        '\u{ad}',
        '\r',
        '\n',
        '\t',
        ' ',
        'a',
        'क',
        '👩',
        '❤',
        '\u{1f3fd}',
        '\u{2028}',
    ]);
    prop::collection::vec(prop_oneof![3 => picked, 1 => any::<char>()], 0..60)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn nothing_forbidden_passes(raw in hostile()) {
        for text in [SafeText::new(&raw), SafeText::piece(&raw), SafeText::folded(&raw, 20)] {
            prop_assert!(!text.as_str().contains(is_forbidden), "{text:?}");
            let mut pile = 0;
            for c in text.as_str().chars() {
                pile = if is_mark(c) { pile + 1 } else { 0 };
                prop_assert!(pile <= MAX_MARKS, "{text:?}");
            }
        }
        let markup = Markup::clean(&raw);
        prop_assert!(!markup.source().contains(|c| is_forbidden(c) && c != '\n' && c != '\t'));
    }

    #[test]
    fn cleaning_twice_changes_nothing(raw in hostile()) {
        let once = SafeText::new(&raw);
        prop_assert_eq!(&SafeText::new(once.as_str()), &once);
        let piece = SafeText::piece(&raw);
        prop_assert_eq!(&SafeText::piece(piece.as_str()), &piece);
        let markup = Markup::clean(&raw);
        prop_assert_eq!(&Markup::clean(markup.source()), &markup);
    }

    #[test]
    fn folding_keeps_its_limit(raw in hostile(), max in 0_usize..40) {
        prop_assert!(SafeText::folded(&raw, max).as_str().chars().count() <= max);
    }
}
