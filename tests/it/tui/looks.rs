//! Screens: text, and where it says something the face of each cell.

use insta::assert_snapshot;
use tidings::store::Listing;
use tidings::text::Markup;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, safe};

#[test]
fn wide() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 40);
    assert_snapshot!(room.keys("j").screen_with_faces());
}

#[test]
fn medium_shows_list_and_article() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.screen());
}

#[test]
fn medium_slides_to_sources_and_list() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.keys("h").screen_with_faces());
}

#[test]
fn narrow_shows_one_pane() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    assert_snapshot!(room.keys("jj").screen());
}

#[test]
fn narrow_article() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    assert_snapshot!(room.keys("j<enter><space>").screen());
}

#[test]
fn zen() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 24);
    assert_snapshot!(room.keys("jz").screen());
}

#[test]
fn help_over_the_panes() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 40);
    assert_snapshot!(room.keys("?").screen());
}

#[test]
fn signs_of_ascii() {
    let mut library = Library::islands();
    library.entry(5).row.read = false;
    let mut room = Newsroom::new(library).sized(120, 24).ascii();
    let screen = room.keys("s").screen();
    assert_eq!(odd_signs(&screen), "");
    assert_ne!(odd_signs(&Newsroom::new(Library::islands()).screen()), "", "there is something to find");
    assert_snapshot!(screen);
}

#[test]
fn the_border_of_overlays_in_ascii() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15).ascii();
    assert_snapshot!(room.keys("?").screen());
}

#[test]
fn an_overlay_cuts_wide_signs_at_its_border() {
    let mut library = Library::of(12);
    for entry in &mut library.entries {
        entry.row.title = safe(&"広".repeat(40));
    }
    for width in 76..80 {
        let mut room = Newsroom::new(library).sized(width, 16);
        let screen = room.keys("?").screen();
        let borders = screen.lines().filter(|line| line.matches('│').count() == 2).count();
        assert_eq!(borders, 12, "{screen}");
        library = room.library;
    }
}

#[test]
fn every_page_of_the_demo_has_no_sign_that_is_not_ascii() {
    let mut app = TestApp::demo_in_ascii(120, 100);
    let all = app.services.store.list(&Listing::default(), &app.services.clock.moment()).expect("a list");
    let mut odd = odd_signs(&app.screen());
    odd += &odd_signs(&app.keys("?").screen());
    // Down the sources, then down the list of unread entries with the article beside it.
    app.keys("qhgg");
    for _ in 0..8 {
        odd += &odd_signs(&app.keys("j").screen());
    }
    app.keys("ggjl").keys(":stories<enter>");
    for _ in &all.rows {
        odd += &odd_signs(&app.keys("j").screen());
    }
    let count = all.rows.len();
    assert!(app.screen().contains(&format!("{count} of {count}")), "{}", app.screen());
    assert_eq!(odd, "");
}

/// Signs of our own that are not ASCII: from punctuation to dingbats, and the few from elsewhere. Letters,
/// CJK, emoji and the like are what publishers wrote.
fn odd_signs(screen: &str) -> String {
    let is_sign = |c: &char| {
        ('\u{2010}'..='\u{2bff}').contains(c) || "\u{b7}\u{b6}\u{394}\u{ab}\u{bb}\u{a0}".contains(*c)
    };
    // A delta that begins a Greek word is a letter; alone it would be the mark of what was updated.
    let words = screen.split_whitespace().filter(|word| !word.starts_with('Δ') || word.chars().count() == 1);
    // Currency and letter-like signs stand among them.
    words.flat_map(str::chars).filter(|c| is_sign(c) && !('\u{20a0}'..='\u{214f}').contains(c)).collect()
}

#[test]
fn empty() {
    let mut room = Newsroom::new(Library::default()).sized(80, 10);
    assert_snapshot!(room.keys("q").screen());
}

#[test]
fn too_small_says_so_and_keys_still_work() {
    let mut room = Newsroom::new(Library::of(3)).sized(19, 4);
    room.keys("j");
    assert_eq!(room.screen().trim(), "tidings: too small");
    assert_eq!(room.selected(), "Entry 2");
}

#[test]
fn no_size_panics_and_no_line_is_wider_than_the_screen() {
    for (width, height) in
        [(0, 0), (1, 1), (1, 50), (20, 5), (21, 6), (35, 7), (69, 9), (70, 8), (109, 5), (110, 5), (500, 200)]
    {
        for keys in ["", "h", "<enter>", "z", "?"] {
            let mut room = Newsroom::new(Library::islands()).sized(width, height);
            let screen = room.keys("j").keys(keys).keys("jG").screen();
            for line in screen.lines() {
                assert!(tidings::text::width::width(line) <= usize::from(width), "{width}x{height}: {line}");
            }
        }
    }
}

#[test]
fn text_from_right_to_left_is_ordered_by_the_terminal_or_by_us() {
    let library = || {
        let mut library = Library::of(1);
        library.entry(1).row.title = "שלום עולם".into();
        library.entry(1).content = Markup::clean("<p>בוקר טוב.</p>");
        library
    };
    let theirs = Newsroom::new(library()).screen();
    assert_eq!(theirs.matches("שלום עולם").count(), 2, "in the list and over the article: {theirs}");
    assert!(theirs.contains("בוקר טוב."), "{theirs}");
    let ours = Newsroom::new(library()).ordering_bidi().screen();
    assert_eq!(ours.matches("םלוע םולש").count(), 2, "{ours}");
    assert!(ours.contains(".בוט רקוב"), "{ours}");
}
