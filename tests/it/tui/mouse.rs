//! The mouse: clicks, the wheel, and the lines between panes.

use tidings::app::{Effect, Focus, Input, Message, Mouse, MouseKind};
use tidings::text::Markup;

use crate::support::newsroom::{Library, Newsroom};

fn mouse(room: &mut Newsroom, kind: MouseKind, column: u16, row: u16) {
    room.message(Message::Input(Input::Mouse(Mouse { kind, column, row })));
}

pub fn click(room: &mut Newsroom, column: u16, row: u16) {
    mouse(room, MouseKind::Press, column, row);
    mouse(room, MouseKind::Release, column, row);
}

/// The place where `text` stands on the screen.
fn place_of(room: &mut Newsroom, text: &str) -> (u16, u16) {
    let screen = room.screen();
    let (row, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("on the screen");
    let column = tidings::text::width::width(&line[..line.find(text).expect("in the line")]);
    (u16::try_from(column).expect("narrow"), u16::try_from(row).expect("low"))
}

fn click_on(room: &mut Newsroom, text: &str) {
    let (column, row) = place_of(room, text);
    click(room, column, row);
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut room = Newsroom::new(Library::islands());
    click_on(&mut room, "Court rules");
    assert_eq!((room.model.focus, room.selected().as_str()), (Focus::Entries, "Court rules on data brokers"));
    assert!(!room.main().entries.rows()[2].read, "selecting is not reading");
    click_on(&mut room, "Court rules");
    assert_eq!(room.model.focus, Focus::Article);
    assert!(room.main().entries.rows()[2].read);
}

#[test]
fn a_click_in_the_sources_lists_one() {
    let mut room = Newsroom::new(Library::islands());
    click_on(&mut room, "Systems weekly");
    assert_eq!(room.model.focus, Focus::Sources);
    assert_eq!(room.main().entries.rows().len(), 2);
}

#[test]
fn a_click_in_the_article_reads_it_and_its_links_open() {
    let mut library = Library::of(1);
    library.entry(1).content =
        Markup::clean("<p>See <a href=\"https://l.example/1\">the report</a> of today.</p>");
    let mut room = Newsroom::new(library);
    click_on(&mut room, "of today");
    assert!(room.main().entries.rows()[0].read);
    click_on(&mut room, "the report");
    click_on(&mut room, "Read original");
    let opened = room.opened();
    assert_eq!(opened.len(), 2);
    assert_eq!(opened[0], "https://l.example/1");
    click_on(&mut room, "← ");
    assert_eq!(room.model.focus, Focus::Entries);
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 16);
    room.keys("j");
    mouse(&mut room, MouseKind::WheelDown, 100, 5);
    assert_eq!(room.main().article.top, 3);
    mouse(&mut room, MouseKind::WheelUp, 100, 5);
    assert_eq!(room.main().article.top, 0);
    mouse(&mut room, MouseKind::WheelDown, 40, 5);
    assert_eq!(room.selected(), "Court rules on data brokers");
    mouse(&mut room, MouseKind::WheelDown, 5, 5);
    assert_eq!(room.main().sources.cursor.selected, 2);
}

#[test]
fn the_lines_between_panes_are_dragged_and_kept() {
    let mut room = Newsroom::new(Library::islands());
    let rules =
        |room: &Newsroom| -> Vec<u16> { room.model.metrics.rules.iter().map(|rule| rule.x).collect() };
    let before = rules(&room);
    mouse(&mut room, MouseKind::Press, before[1], 9);
    for column in [before[1] + 2, before[1] + 6] {
        mouse(&mut room, MouseKind::Drag, column, 9);
        room.screen();
    }
    mouse(&mut room, MouseKind::Release, before[1] + 6, 9);
    assert_eq!(rules(&room), [before[0], before[1] + 6]);
    assert!(room.orders.iter().any(|order| matches!(order, Effect::SavePreferences(_))));
    mouse(&mut room, MouseKind::Drag, 3, 9);
    room.screen();
    assert_eq!(rules(&room), [before[0], before[1] + 6], "nothing is held any more");
    room.keys("h>").screen();
    assert_eq!(rules(&room)[0], before[0] + 2, "keys move them, too");
}

#[test]
fn a_click_chooses_in_an_overlay_and_beside_it_closes() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":tostar");
    click_on(&mut room, "toggle-star");
    assert_eq!(room.model.overlays.len(), 0);
    assert!(room.main().entries.rows()[0].starred);
    room.keys(":");
    room.screen();
    click(&mut room, 0, 0);
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":mouse<enter>:mouse<enter>");
    let orders: Vec<&Effect> = room.orders.iter().filter(|o| matches!(o, Effect::SetMouse(_))).collect();
    assert_eq!(orders, [&Effect::SetMouse(false), &Effect::SetMouse(true)]);
}

#[test]
fn a_theme_is_chosen_by_a_click_and_the_panes_beside_it_have_theirs() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":theme<enter>");
    click_on(&mut room, "nord");
    let shows = |order: &Effect| matches!(order, Effect::SetTheme { name, keeps: false } if name == "nord");
    assert!(room.orders.iter().any(shows), "{:?}", room.orders);
    let listed = room.selected();
    let (column, row) = place_of(&mut room, "nord");
    mouse(&mut room, MouseKind::WheelDown, column, row);
    assert_eq!(room.selected(), listed, "the wheel moves in the chooser");
    click_on(&mut room, "Court rules");
    assert_eq!(room.selected(), "Court rules on data brokers");
    assert_eq!(room.model.overlays.len(), 1);
}

#[test]
fn a_click_in_a_pane_ends_the_line_of_a_search() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/court");
    click_on(&mut room, "Court rules");
    assert_eq!((room.model.overlays.len(), room.model.focus), (0, Focus::Entries));
    assert!(room.main().search.is_some(), "its hits stay");
    room.keys("/");
    click_on(&mut room, "Systems weekly");
    assert_eq!((room.model.overlays.len(), room.model.focus), (0, Focus::Sources));
    assert_eq!(room.main().entries.rows().len(), 2, "what was clicked is listed");
}
