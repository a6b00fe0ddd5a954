//! Pictures in the text: when they come, where they stand, what stands in for them.

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

fn blocks(app: &TestApp) -> usize {
    app.screen().matches('▀').count()
}

#[test]
fn a_picture_comes_when_its_article_is_opened() {
    let mut app = at_the_ferry(Images::Auto, 120, 40);
    assert!(app.screen().contains("comes when the article is opened"), "{}", app.screen());
    app.keys("<enter>");
    assert!(blocks(&app) > 200, "{}", app.screen());
    assert_snapshot!(app.screen());
}
