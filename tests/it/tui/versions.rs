//! What publishers change: the mark in the list, the line in the article, and the difference.

use insta::assert_snapshot;
use tidings::app::Effect;
use tidings::domain::{Edit, EditCount, EntryId, Event, FullText, TextOrigin};
use tidings::text::Markup;
use tidings::text::diff::{compare, compare_lines};
use tidings::ui::Theme;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, NOON, Newsroom, at, url};

const SECOND: EntryId = EntryId(2);
const BEFORE: &str = "The regulator cleared the restart on Thursday, ending a pause of nine years.\n\
    Engineers spent years on it, and three offices checked every figure of the long report that they wrote.\n\
    The figures were checked by three offices, and every one of them came to the same result in the end.\n\
    The work is to cost 1.2 billion, the chair said.\nOne hundred and forty jobs depend on it.";

fn edits() -> Vec<Edit> {
    let after = BEFORE
        .replace("nine years", "eleven years")
        .replace("1.2 billion, the chair said", "1.5 billion, the chair said on Friday");
    let last = after.replace("One hundred and forty jobs", "Nobody knows how many jobs");
    let edit = |since: &str, at_: &str, title: [&str; 2], text: [&str; 2]| Edit {
        origin: TextOrigin::Feed,
        since: at(since),
        at: at(at_),
        title: compare_lines(title[0], title[1]),
        text: compare(text[0], text[1], None),
    };
    let old = "Reactor restart approved after nine-year pause";
    let new = "Reactor restart approved after eleven-year pause";
    vec![
        edit("2026-05-07T06:40:00Z", "2026-05-07T09:10:00Z", [old, new], [BEFORE, &after]),
        edit("2026-05-07T09:10:00Z", "2026-05-07T11:40:00Z", [new, new], [&after, &last]),
    ]
}

fn edited() -> Library {
    let mut library = Library { edits: edits(), ..Library::islands() };
    let entry = library.entry(2);
    entry.row.edited = Some(at("2026-05-07T11:40:00Z"));
    entry.edits = Some(EditCount { held: 2, last: at("2026-05-07T11:40:00Z") });
    library
}

fn room() -> Newsroom {
    Newsroom::new(edited()).sized(80, 24)
}

#[test]
fn an_edited_entry_is_marked_in_shape_and_colour() {
    assert_snapshot!(room().keys("j").screen_with_faces());
}

#[test]
fn the_mark_is_seen_without_unicode_and_in_one_line() {
    let mut room = Newsroom::new(edited()).sized(80, 24).ascii();
    room.keys("j");
    assert!(room.screen().contains("^ Reactor restart approved"), "{}", room.screen());
    room.model.preferences.compact = true;
    assert!(room.screen().contains("^ Reactor restart"), "{}", room.screen());
}

#[test]
fn opening_takes_the_mark_away_and_leaves_the_line() {
    let mut room = room();
    room.keys("j<enter>");
    assert!(room.orders.contains(&Effect::SeeEdit { entry: SECOND }));
    let screen = room.keys("h").screen();
    assert!(!screen.contains("Δ Reactor") && screen.contains("Δ Changed May 7, 11:40"), "{screen}");
    room.keys("<enter>h<enter>");
    let told = room.orders.iter().filter(|order| matches!(order, Effect::SeeEdit { .. })).count();
    assert_eq!(told, 1);
}

#[test]
fn moving_past_leaves_the_mark() {
    let mut room = room();
    room.keys("jjk");
    assert!(!room.orders.contains(&Effect::SeeEdit { entry: SECOND }));
    assert!(room.screen().contains("Δ Reactor"));
}

#[test]
fn the_newest_edit_is_shown_first() {
    let mut room = room();
    room.keys("jd");
    assert!(room.orders.contains(&Effect::SeeEdit { entry: SECOND }));
    assert_snapshot!(room.screen_with_faces());
}

#[test]
fn the_edit_before_has_another_title() {
    let mut room = room();
    assert_snapshot!(room.keys("jd[").screen());
    room.keys("[");
    assert!(room.screen().contains("1 of 2"), "there is none before");
    room.keys("<right>");
    assert!(room.screen().contains("2 of 2"));
    room.keys("]<esc>");
    assert!(room.model.overlays.is_empty());
}

#[test]
fn without_colours_signs_stand_around_what_changed() {
    let mut room = room().themed(Theme::built_in("mono").expect("a theme"));
    let screen = room.keys("jd[").screen();
    assert!(screen.contains("ending a pause of [-nine-]") && screen.contains("{+on Friday+}"), "{screen}");
}

#[test]
fn a_difference_fits_wide_and_narrow_screens() {
    let wide = Newsroom::new(edited()).sized(120, 40).keys("jd[").screen();
    let narrow = Newsroom::new(edited()).sized(50, 15).keys("jd[").screen();
    assert_snapshot!(format!("{wide}\n{narrow}"));
}

#[test]
fn nothing_known_is_said() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    let screen = room.keys("d").screen();
    assert!(screen.contains("No change is known since tidings first saw this, May 7, 10:00."), "{screen}");
}

#[test]
fn fetching_again_keeps_and_tells() {
    let mut library = Library::islands();
    library.entry(1).full_text = Some(FullText {
        content: Markup::clean("<p>As it was.</p>"),
        url: url("https://a.example/"),
        fetched: at(NOON),
    });
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys(":fetch-again<enter>");
    assert_eq!(room.orders.last(), Some(&Effect::FetchAgain { entry: EntryId(1) }));
    room.event(Event::FullTextRefetched { entry: EntryId(1), is_edited: false });
    assert_eq!(room.notice(), "The article is as it was");
    room.event(Event::FullTextRefetched { entry: EntryId(1), is_edited: true });
    assert!(room.screen().contains("The article was changed · d shows what"), "{}", room.screen());
    assert!(room.screen().contains("Δ Anthropic"));
}

#[test]
fn what_is_not_held_is_simply_fetched() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys(":fetch-again<enter>");
    assert_eq!(room.orders.last(), Some(&Effect::FetchFullText { entry: EntryId(1) }));
}

#[test]
fn the_demo_edits_an_article_between_two_refreshes() {
    let mut app = TestApp::demo(120, 40);
    app.keys("R").keys("/third cable<enter>");
    assert!(app.screen().contains("Δ After the break"), "{}", app.screen());
    // The screen of a search tells how long it took, which no stored screen can hold.
    app.keys("<esc><ctrl-p>third cable<enter>");
    assert!(!app.screen().contains("Δ After the break"), "it was opened: {}", app.screen());
    app.keys("d");
    assert_snapshot!(app.screen());
}
