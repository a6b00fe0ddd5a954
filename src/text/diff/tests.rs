//! Tests of differences: what is told of an edit, and what is none.

use super::*;

/// `[-gone-]` and `{+new+}`, one paragraph a line; `=` stands for an unchanged one.
fn told(before: &str, after: &str) -> String {
    let diff = compare(before, after, None);
    let shown = diff.paragraphs.iter().map(|paragraph| match paragraph {
        Paragraph::Same(_) => "=".to_owned(),
        Paragraph::Changed(pieces) => pieces
            .iter()
            .map(|piece| match piece.kind {
                Kind::Same => piece.text.to_string(),
                Kind::Removed => format!("[-{}-]", piece.text),
                Kind::Inserted => format!("{{+{}+}}", piece.text),
            })
            .collect(),
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn words_are_told_apart_with_their_spaces_outside() {
    for (before, after, expected) in [
        ("the cost is 1.2 bn euros", "the cost is 1.5 bn euros", "the cost is [-1.2-]{+1.5+} bn euros"),
        ("one two three", "one two three four", "one two three {+four+}"),
        ("one two three", "two three", "[-one-] two three"),
        ("He said yes.", "He said yes!", "He said yes[-.-]{+!+}"),
        ("the sixty-fifth day", "the seventy-third day", "the [-sixty-fifth-]{+seventy-third+} day"),
        ("日本語の見出し", "日本語の新見出し", "日本語の{+新+}見出し"),
        ("a", "a", "="),
        ("", "a new text", "{+a new text+}"),
        ("an old text", "", "[-an old text-]"),
    ] {
        assert_eq!(told(before, after).replace("] {", "]{"), expected, "{before} → {after}");
    }
}

#[test]
fn a_small_word_between_two_changes_is_told_with_them() {
    let told = told(
        "The minister of finance spoke for an hour about the budget of the coming year",
        "The chancellor of state spoke for an hour about the budget of the coming year",
    );
    assert!(told.starts_with("The [-minister of finance-] {+chancellor of state+} spoke"), "{told}");
}

#[test]
fn paragraphs_that_stayed_are_not_taken_apart() {
    let before =
        "First paragraph stands.\nThe second one tells of 12 boats in the harbour.\nThe third ends it.";
    let after = "First paragraph stands.\nThe second one tells of 14 boats in the harbour.\nA new one.\nThe third ends it.";
    assert_eq!(
        told(before, after),
        "=\nThe second one tells of [-12-] {+14+} boats in the harbour.\n{+A new one.+}\n="
    );
}

#[test]
fn a_paragraph_that_has_little_in_common_goes_and_another_comes() {
    let told = told(
        "Ferries run as planned on all days of the week, the harbour office said.",
        "Nobody knows yet why three engines failed in the same hour at sea.",
    );
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].starts_with("[-Ferries") && lines[1].starts_with("{+Nobody"),
        "{told}"
    );
}

#[test]
fn what_runs_on_by_itself_is_no_edit() {
    for (before, after) in [
        ("A text  with\u{a0}spaces", "A text with spaces"),
        ("He said “yes”", "He said \"yes\""),
        ("A story\nPoints: 12\n# Comments: 40", "A story\nPoints: 13\n# Comments: 55"),
        ("Read on · 12 comments", "Read on · 1,204 comments"),
        ("Published 3 hours ago by the desk", "Published 5 hours ago by the desk"),
        ("News\nAdvertisement: buy boats now", "News\nAdvertisement: buy a new roof"),
        ("News", "News\nAnzeige"),
    ] {
        assert!(says_the_same(before, after), "{before} → {after}");
    }
}

#[test]
fn what_a_reader_would_miss_is_an_edit() {
    for (before, after) in [
        ("The cost is 1.2 bn", "The cost is 1.5 bn"),
        ("The index fell 300 points", "The index fell 400 points"),
        ("A delay of 12 minutes", "A delay of 15 minutes"),
        ("He did", "He did not"),
        (
            "Advertisement prices rise as the large papers of the islands lose readers to the radio and sell less",
            "Advertisement prices fall as the large papers of the islands lose readers to the radio and sell less",
        ),
        ("", "A text"),
    ] {
        assert!(!says_the_same(before, after), "{before} → {after}");
    }
}

#[test]
fn unchanged_paragraphs_are_folded_and_counted() {
    let long = "A long paragraph that stands as it stood before, with nothing in it that was touched by anybody at all.";
    let before = format!("{long}\n{long} 2\n{long} 3\nHere is one that was changed now.\nShort.");
    let after = before.replace("one that was", "one that is");
    let lines = to_lines(&compare(&before, &after, None), 80, true);
    let shown: Vec<String> = lines
        .iter()
        .map(|line| match line {
            DiffLine::Blank => String::new(),
            DiffLine::Folded(n) => format!("… {n}"),
            DiffLine::Text(pieces) => pieces.iter().map(|piece| piece.text.as_str()).collect(),
        })
        .collect();
    assert_eq!(shown, ["… 3", "", "Here is one that [-was-] {+is+} changed now.", "", "Short."]);
}

#[test]
fn no_line_is_wider_than_asked_and_no_word_is_lost() {
    let diff = compare("one two three four five six", "one 2 three 四四四四 five six seven", None);
    for width in 1..30 {
        for line in to_lines(&diff, width, true) {
            let DiffLine::Text(pieces) = line else { continue };
            let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert!(crate::text::width::width(&text) <= width.max(2), "{width}: {text}");
        }
    }
}

#[test]
fn texts_without_anything_in_common_are_quick() {
    let words = |seed: u64| -> String {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 40
        };
        let mut text = String::new();
        for n in 0..200_000 {
            text.push_str(&next().to_string());
            text.push(if n % 60 == 59 { '\n' } else { ' ' });
        }
        text
    };
    let (before, after) = (words(1), words(2));
    let started = Instant::now();
    let diff = compare(&before, &after, Some(started + std::time::Duration::from_millis(200)));
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    assert!(!diff.is_empty());
}
