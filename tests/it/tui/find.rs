//! Finding in the article: marks as one types, hits by keys, and back to where one was.

use insta::assert_snapshot;
use tidings::app::Focus;

use crate::support::newsroom::{Library, Newsroom};

/// The long article of the library, in a small window.
fn long() -> Newsroom {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys("j<enter>");
    room
}

fn told(room: &Newsroom) -> String {
    room.main().article.finding.as_ref().map_or_else(String::new, tidings::app::panes::article::Finding::told)
}

/// How often what is looked for stands on the page; in the text alone it is at least `least` times.
fn total(room: &Newsroom, least: usize) -> usize {
    let total = room.main().article.finding.as_ref().map_or(0, |finding| finding.total);
    assert!(total >= least, "{total}");
    total
}

#[test]
fn hits_are_marked_as_one_types() {
    let mut room = long();
    room.keys("<ctrl-f>off");
    assert_snapshot!(room.screen_with_faces());
    room.keys("ices");
    let all = total(&room, 8);
    assert_eq!(told(&room), format!("1 of {all}"));
}

#[test]
fn escape_goes_back_to_where_one_was() {
    let mut room = long();
    room.keys("jj<ctrl-f>corners");
    assert!(room.main().article.top > 2, "the hit is far below");
    room.keys("<esc>");
    assert_eq!(room.main().article.top, 2);
    assert_eq!(room.main().article.finding, None);
    assert!(!room.screen_with_faces().contains('!'), "no marks are left");
}

#[test]
fn enter_stays_and_n_goes_through_the_hits_around_the_end() {
    let mut room = long();
    room.keys("<ctrl-f>offices<enter>");
    let all = total(&room, 8);
    assert_eq!(room.notice(), format!("1 of {all}"));
    room.keys("n");
    assert_eq!((told(&room), room.notice()), (format!("2 of {all}"), format!("2 of {all}")));
    room.keys("N");
    assert_eq!(room.notice(), format!("1 of {all}"));
    room.keys("N");
    assert_eq!(room.notice(), format!("{all} of {all} · on from the end"));
    room.keys("n");
    assert_eq!(room.notice(), format!("1 of {all} · on from the start"));
    assert_eq!(room.shown(), "Reactor restart approved after eleven-year pause", "no other entry was opened");
    let top = room.main().article.top;
    room.keys("<esc>");
    assert_eq!(
        (room.main().article.top, room.model.focus),
        (top, Focus::Article),
        "marks go, the place stays"
    );
    room.keys("n");
    assert_eq!(room.shown(), "Court rules on data brokers", "and n is for entries again");
}

#[test]
fn hits_stand_on_the_screen_whichever_way_one_goes() {
    let mut room = long();
    room.keys("<ctrl-f>offices<enter>");
    for step in ["n", "n", "n", "N", "N", "n", "n", "n", "n"] {
        room.keys(step);
        assert!(room.screen_with_faces().contains('@'), "after {step}");
    }
}

#[test]
fn up_and_down_go_through_hits_while_one_types() {
    let mut room = long();
    room.keys("<ctrl-f>offices<down><down><up>");
    let second = format!("2 of {}", total(&room, 8));
    assert_eq!(told(&room), second);
    room.keys("<enter>");
    assert_eq!(told(&room), second);
}

#[test]
fn case_counts_where_a_capital_is_typed_and_accents_never_do() {
    let mut library = Library::islands();
    library.entry(2).content = tidings::text::Markup::clean("<p>Café cafe CAFE. A line break<br>café.</p>");
    let mut room = Newsroom::new(library);
    room.keys("j<enter><ctrl-f>cafe");
    assert_eq!(told(&room), "1 of 4");
    room.keys("<ctrl-u>Cafe");
    assert_eq!(told(&room), "1 of 1");
    room.keys("<ctrl-u>break cafe");
    assert_eq!(told(&room), "1 of 1");
}

#[test]
fn what_is_not_there_is_said_and_the_line_stays() {
    let mut room = long();
    room.keys("<ctrl-f>nothing of it<enter>");
    assert_eq!(told(&room), "not in this text");
    assert!(room.screen().contains("not in this text"));
    room.keys("<ctrl-u><enter>");
    assert!(room.model.overlays.is_empty(), "with nothing typed it ends");
    assert_eq!(room.main().article.finding, None);
}

#[test]
fn from_the_list_it_opens_the_article() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    room.keys("j<ctrl-f>wind");
    assert_eq!(room.model.focus, Focus::Article);
    assert!(room.main().entries.rows()[1].read);
    let mut library = Library::islands();
    library.entries.clear();
    let mut empty = Newsroom::new(library);
    empty.keys("<ctrl-f>");
    assert_eq!(empty.notice(), "There is no article here to find in");
}

#[test]
fn it_is_on_the_screen_of_a_telephone() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    room.keys("j<enter><ctrl-f>thursday");
    assert_snapshot!(room.screen());
}

#[test]
fn another_entry_ends_it() {
    let mut room = long();
    room.keys("<ctrl-f>offices<enter>hj");
    assert_eq!(room.main().article.finding, None);
}
