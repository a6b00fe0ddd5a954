//! Pictures in the text: when they come, where they stand, what stands in for them. Over the demo
//! edition on a terminal that shows them as blocks of colour.

use insta::assert_snapshot;
use tidings::config::{Images, Settings};

use crate::support::app::{TestApp, settings};

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
    assert_snapshot!(app.screen());
}

#[test]
fn a_picture_on_a_small_screen_leaves_room_for_the_text() {
    let app = opened(Images::Auto);
    assert_snapshot!(app.screen());
}

#[test]
fn a_picture_on_a_telephone() {
    let mut app = at_the_ferry(Images::Auto, 50, 15);
    app.keys("<enter>").keys("<pagedown>");
    assert_snapshot!(app.screen());
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
    let before = app.screen();
    app.keys(":");
    assert_eq!(rows(&app), 0, "{}", app.screen());
    app.keys("<esc>");
    assert_eq!(app.screen(), before);
}

#[test]
fn on_a_click_the_words_stand_until_it_is_asked_for() {
    let mut app = opened(Images::Click);
    assert_eq!(rows(&app), 0);
    assert_snapshot!(app.screen());
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
