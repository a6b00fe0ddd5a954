//! Prompts: tags of entries, numbers of links.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Input, Marking, Message};
use tidings::domain::{EntryId, Event, Note};
use tidings::text::Markup;

use crate::support::newsroom::{Library, Newsroom, safe};

fn markings(room: &Newsroom) -> Vec<Marking> {
    let marks = room.orders.iter().filter_map(|order| match order {
        Effect::Mark { marking, .. } => Some(marking.clone()),
        _ => None,
    });
    marks.collect()
}

#[test]
fn tags_are_given_and_taken_in_one_line() {
    let mut library = Library::islands();
    library.entry(1).row.tags = vec![safe("ai"), safe("old")];
    library.tags = vec![safe("ai"), safe("old"), safe("space")];
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys("t");
    assert_snapshot!(room.keys("sp").screen());
    room.keys("<tab>").keys("<ctrl-a><ctrl-right><ctrl-right><ctrl-w><enter>");
    assert_eq!(markings(&room), [Marking::Untagged(safe("old")), Marking::Tagged(safe("space"))]);
}

#[test]
fn a_range_shares_its_tags() {
    let mut library = Library::islands();
    library.entry(1).row.tags = vec![safe("ai"), safe("old")];
    library.entry(2).row.tags = vec![safe("ai")];
    let mut room = Newsroom::new(library);
    room.keys("vjt");
    room.keys("new<enter>");
    assert_eq!(markings(&room), [Marking::Tagged(safe("new"))]);
    let tags = |row: usize| room.main().entries.rows()[row].tags.len();
    assert_eq!((tags(0), tags(1)), (3, 2));
}

#[test]
fn a_link_is_opened_by_its_number() {
    let mut library = Library::of(1);
    let links: Vec<String> =
        (1..=12).map(|n| format!("<a href=\"https://l.example/{n}\">link {n}</a>")).collect();
    library.entry(1).content = Markup::clean(&format!("<p>{}</p>", links.join(" ")));
    let mut room = Newsroom::new(library);
    room.keys("O3");
    assert_eq!(room.model.overlays.len(), 0, "no other digit can follow");
    room.keys("O12");
    assert_eq!(room.opened(), ["https://l.example/3", "https://l.example/12"]);
}

#[test]
fn a_number_that_is_no_link_stays_to_be_mended() {
    let mut library = Library::of(1);
    library.entry(1).content = Markup::clean("<p><a href=\"https://l.example/1\">one</a></p>");
    let mut room = Newsroom::new(library).sized(50, 15);
    room.keys("O0<enter>");
    assert_snapshot!(room.screen());
    room.keys("<backspace>1");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn pasted_text_goes_into_the_line_and_nowhere_else() {
    let mut room = Newsroom::new(Library::islands());
    room.message(Message::Input(Input::Paste("msq".to_owned())));
    assert_eq!(room.orders, []);
    room.keys("t");
    room.message(Message::Input(Input::Paste("a\nb".to_owned())));
    room.keys("<enter>");
    assert_eq!(markings(&room), [Marking::Tagged(safe("a b"))]);
}

fn changes(room: &Newsroom) -> Vec<ChangeOrder> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    orders.collect()
}

fn note(id: i64, text: &str) -> ChangeOrder {
    let text = (!text.is_empty()).then(|| text.to_owned());
    ChangeOrder::SetNote { entry: EntryId(id), text }
}

#[test]
fn a_note_is_written_and_taken_away() {
    let mut library = Library::islands();
    library.entry(2).note = Note::new("Ask the chair");
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys("eCompare with last year<enter>").keys("je");
    assert_snapshot!(room.screen());
    room.keys("<ctrl-u><enter>");
    assert_eq!(changes(&room), [note(1, "Compare with last year"), note(2, "")]);
}

#[test]
fn the_other_lines_of_a_note_stay() {
    let mut library = Library::islands();
    library.entry(1).note = Note::new("One\n\n  three");
    let mut room = Newsroom::new(library);
    room.keys("e");
    assert!(room.screen().contains("The first line; 2 more stay"));
    room.keys("!<enter>");
    assert_eq!(changes(&room), [note(1, "One!\n\n  three")]);
}

#[test]
fn a_note_stands_under_the_byline_and_in_what_is_known() {
    let mut library = Library::islands();
    library.entry(1).note = Note::new("Compare with the figures of last year, which were higher\nand ask");
    let mut room = Newsroom::new(library).sized(80, 24);
    assert_snapshot!(room.screen());
    let screen = room.keys("i").screen();
    assert!(screen.contains("Note ") && screen.contains("and ask"), "{screen}");
}

#[test]
fn a_category_is_made_by_its_path() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys(":new-category<enter>");
    assert_snapshot!(room.screen());
    room.keys("News<enter>");
    assert!(room.screen().contains("There is a category News already"));
    room.keys(" / Tech<enter>").keys(":new-category<space>Art<enter>");
    let made = |path| ChangeOrder::NewCategory(safe(path));
    assert_eq!(changes(&room), [made("News/Tech"), made("Art")]);
}

#[test]
fn a_long_note_is_written_in_the_persons_editor() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":long-note<enter>");
    let entry = room.main().entries.rows()[0].id;
    assert!(room.orders.contains(&Effect::EditNote { entry, text: String::new() }));
    room.event(Event::NoteWritten { entry, text: "One\nTwo".to_owned() });
    let written = room.orders.iter().any(|order| match order {
        Effect::Change { order, .. } => {
            **order == ChangeOrder::SetNote { entry, text: Some("One\nTwo".to_owned()) }
        }
        _ => false,
    });
    assert!(written);
}
