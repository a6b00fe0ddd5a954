//! Pictures in the text: when they come, where they stand, what stands in for them. Over the demo
//! edition on a terminal that shows them as blocks of colour.

use insta::assert_snapshot;
use tidings::app::{Effect, Target};
use tidings::config::{Images, Settings};
use tidings::domain::{Cells, Completeness, Event, PictureId, PictureOutcome};
use tidings::text::{Markup, SafeText};

use super::mouse::click;
use crate::support::app::{TestApp, settings};
use crate::support::newsroom::{Library, Newsroom};

fn with(images: Images) -> Settings {
    Settings { images, ..settings() }
}

/// The demo's article on a ferry, which has a picture, shown but not opened.
fn at_the_ferry(images: Images, width: u16, height: u16) -> TestApp {
    let mut app = TestApp::demo_with_pictures(with(images), width, height);
    app.keys("/").paste("funnel").keys("<enter>");
    app
}

/// The same, opened and scrolled to its picture on a screen of 80 by 24.
fn opened(images: Images) -> TestApp {
    let mut app = at_the_ferry(images, 80, 24);
    app.keys("<enter>").keys("jjjjjjjjjj");
    app
}

/// The panes without their first line, which tells how long the search took.
fn below_head(app: &TestApp) -> String {
    let screen = app.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[1..lines.len() - 2].join("\n")
}

/// Lines of the screen with dots of a picture.
fn rows(app: &TestApp) -> usize {
    app.screen().lines().filter(|line| line.contains("▀▀▀▀")).count()
}

/// The line on which something stands.
fn line_of(app: &TestApp, text: &str) -> Option<usize> {
    app.screen().lines().position(|line| line.contains(text))
}

#[test]
fn a_picture_comes_when_its_article_is_opened_and_nothing_moves() {
    let mut app = at_the_ferry(Images::Auto, 120, 40);
    assert!(app.screen().contains("comes when the article is opened"), "{}", app.screen());
    let (before, caption) = (rows(&app), line_of(&app, "The funnel is for show"));
    app.keys("<enter>");
    assert_eq!((before, rows(&app)), (0, 15), "{}", app.screen());
    assert_eq!(line_of(&app, "The funnel is for show"), caption, "the text stays where it was");
    assert_snapshot!(below_head(&app));
}

#[test]
fn a_picture_on_a_small_screen_leaves_room_for_the_text() {
    let app = opened(Images::Auto);
    assert_snapshot!(below_head(&app));
}

#[test]
fn a_picture_on_a_telephone() {
    let mut app = at_the_ferry(Images::Auto, 50, 15);
    app.keys("<enter>").keys("<pagedown>");
    assert_snapshot!(below_head(&app));
}

#[test]
fn what_is_scrolled_out_of_the_pane_is_not_drawn() {
    let mut app = at_the_ferry(Images::Auto, 80, 24);
    app.keys("<enter>");
    let mut seen = vec![rows(&app)];
    for _ in 0..40 {
        app.keys("j");
        seen.push(rows(&app));
    }
    let most = *seen.iter().max().expect("frames");
    assert!(most > 5 && seen.windows(2).all(|two| two[0].abs_diff(two[1]) <= 1), "{seen:?}");
    assert!(seen[0] < most && seen.last() == Some(&0), "{seen:?}");
    app.keys("gg");
    let head = app.screen();
    assert!(head.contains("arrives four"), "the heading is not covered:\n{head}");
}

#[test]
fn an_overlay_lies_over_a_picture_and_gives_it_back() {
    let mut app = opened(Images::Auto);
    let before = below_head(&app);
    app.keys(":");
    assert_eq!(rows(&app), 0, "{}", app.screen());
    app.keys("<esc>");
    assert_eq!(below_head(&app), before);
}

#[test]
fn on_a_click_the_words_stand_until_it_is_asked_for() {
    let mut app = opened(Images::Click);
    assert_eq!(rows(&app), 0);
    assert_snapshot!(below_head(&app));
    app.keys("I");
    assert!(rows(&app) > 5, "{}", app.screen());
}

#[test]
fn they_can_be_turned_off_and_on() {
    let mut app = opened(Images::Auto);
    app.keys(":").paste("images").keys("<enter>");
    assert!(app.screen().contains("[image: A white ferry"), "{}", app.screen());
    assert!(app.screen().contains("Images are off until tidings ends"), "{}", app.screen());
    app.keys(":").paste("images").keys("<enter>");
    assert!(rows(&app) > 0, "{}", app.screen());
    let mut off = opened(Images::Off);
    off.keys("gg<pagedown>");
    assert!(off.screen().contains("[image: A white ferry"), "{}", off.screen());
}

#[test]
fn a_terminal_without_pictures_shows_their_texts() {
    let mut app = TestApp::demo(80, 24);
    app.keys("/").paste("funnel").keys("<enter><enter>");
    app.keys("<pagedown>");
    assert!(app.screen().contains("[image: A white ferry"), "{}", app.screen());
    app.keys("I");
    assert!(app.screen().contains("This terminal cannot show images"), "{}", app.screen());
}

/// A library whose first entry has a picture.
fn room(images: Images) -> Newsroom {
    let mut library = Library::islands();
    let html = "<p>Before.</p><img src=/ferry.jpg alt='A white ferry' width=320 height=160><p>After.</p>";
    library.entry(1).content = Markup::clean(html);
    library.entry(1).row.completeness = Completeness::FeedText;
    let mut room = Newsroom::new(library);
    room.model.main.article.pictures.set_up(images, true);
    room.orders.clear();
    room
}

/// Pictures that were ordered, with the room that is kept for them.
fn ordered(room: &Newsroom) -> Vec<(PictureId, Cells)> {
    let orders = room.orders.iter();
    let loads = orders.filter_map(|order| match order {
        Effect::LoadPicture { picture, room, .. } => Some((picture.id, *room)),
        _ => None,
    });
    loads.collect()
}

#[test]
fn a_picture_is_ordered_once_for_the_room_that_is_kept() {
    let mut room = room(Images::Auto);
    room.screen();
    assert_eq!(ordered(&room), [], "its article was not opened");
    room.keys("<enter>jjkk");
    let ordered = ordered(&room);
    assert_eq!(ordered.len(), 1);
    assert_eq!(ordered[0].1, Cells { columns: 40, rows: 10 });
}

#[test]
fn leaving_an_article_stops_what_is_still_on_its_way() {
    let mut room = room(Images::Auto);
    room.keys("<enter>");
    room.keys("hj");
    assert!(room.orders.contains(&Effect::CancelPictures));
}

#[test]
fn a_failure_is_told_in_words_and_a_click_tries_again() {
    let mut room = room(Images::Auto);
    room.keys("<enter>");
    let (picture, kept) = ordered(&room)[0];
    let reason = SafeText::new("the server answered 404");
    let outcome = PictureOutcome::Failed(reason);
    room.event(Event::PictureLoaded { picture, room: kept, outcome });
    let screen = room.screen();
    let lines = screen.lines().skip_while(|line| !line.contains("Before."));
    let lines: Vec<&str> = lines.take_while(|line| !line.contains("After.")).collect();
    assert_snapshot!(lines.join("\n"));
    room.orders.clear();
    room.keys("jk");
    assert_eq!(ordered(&room), []);
    let targets = &room.model.metrics.article.targets;
    let (area, _) = targets.iter().find(|(_, target)| *target == Target::Picture(picture)).expect("a place");
    let (column, row) = (area.x + 2, area.y + 2);
    click(&mut room, column, row);
    room.screen();
    assert_eq!(ordered(&room), [(picture, kept)]);
}

#[test]
fn an_article_without_images_says_so() {
    let mut room = room(Images::Auto);
    room.keys("j<enter>I");
    assert_eq!(room.notice(), "This text has no images");
}
