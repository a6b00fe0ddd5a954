//! The production loop over a real store on the demo edition: screens by key script, changes that
//! last, and how often it draws.

use insta::assert_snapshot;
use tidings::query::Query;
use tidings::store::Listing;

use crate::support::app::TestApp;

fn listed(app: &TestApp, query: &str) -> Vec<String> {
    let listing = Listing { query: Query::parse(query).expect("a query"), ..Listing::default() };
    let moment = app.services.clock.moment();
    let page = app.services.store.list(&listing, &moment).expect("a list");
    page.rows.iter().map(|row| row.title.to_string()).collect()
}

#[test]
fn the_first_screen_of_the_demo() {
    assert_snapshot!(TestApp::demo(120, 40).screen());
}

#[test]
fn the_demo_on_a_small_terminal() {
    let mut app = TestApp::demo(80, 24);
    assert_snapshot!(app.keys("j<enter>").screen());
}

#[test]
fn the_demo_on_a_telephone() {
    let mut app = TestApp::demo(50, 15);
    assert_snapshot!(app.keys("jj").screen());
}

#[test]
fn every_entry_of_the_demo_can_be_walked_through() {
    let mut app = TestApp::demo(120, 40);
    let all = listed(&app, "").len();
    app.keys("hk").keys("jl").keys(":stories<enter>").keys(&"j".repeat(all)).keys("<enter>G");
    assert!(app.screen().contains(&format!("{all} of {all}")), "{}", app.screen());
}

#[test]
fn what_is_marked_and_starred_is_in_the_store_and_can_be_undone() {
    let mut app = TestApp::demo(120, 40);
    let unread = listed(&app, "unread");
    app.keys("ms");
    assert_eq!(listed(&app, "unread"), unread[1..]);
    assert_eq!(listed(&app, "starred"), unread[..1]);
    app.keys("uu");
    assert_eq!(listed(&app, "unread"), unread);
    assert_eq!(listed(&app, "starred"), Vec::<String>::new());
    app.keys("<ctrl-r>");
    assert_eq!(listed(&app, "unread"), unread[1..]);
}

#[test]
fn undo_brings_the_mark_back_to_the_screen() {
    let mut app = TestApp::demo(120, 40);
    let before = app.screen();
    app.keys("m");
    assert_ne!(app.screen(), before);
    app.keys("u").keys("?q");
    assert_eq!(app.screen(), before);
}

#[test]
fn a_read_entry_stays_until_another_source_is_chosen() {
    let mut app = TestApp::demo(120, 40);
    let title: String = listed(&app, "unread")[0].chars().take(20).collect();
    app.keys("m");
    assert!(app.screen().contains(&title));
    app.keys("hjkl");
    assert!(!app.screen().lines().nth(2).expect("a line").contains(&title), "{}", app.screen());
}

#[test]
fn refreshing_asks_the_network_and_tells_how_it_ended() {
    let mut app = TestApp::demo(120, 40);
    app.keys("R");
    let status = app.screen().lines().last().expect("a line").trim().to_owned();
    assert_eq!(status, "1 changed · 1 failed", "one article was edited, and one feed has moved away");
}

#[test]
fn the_original_of_the_demo_exists_only_here() {
    let mut app = TestApp::demo(120, 40);
    app.keys("o");
    let status = app.screen().lines().last().expect("a line").to_owned();
    assert!(status.contains("exists only here"), "{status}");
}

#[test]
fn tidings_opens_where_it_was_left() {
    let mut app = TestApp::demo(120, 24);
    app.keys("jj<enter>jj");
    let before = app.screen();
    let app = app.restart(120, 24);
    assert_eq!(app.screen(), before);
}

#[test]
fn a_thousand_keys_are_a_few_frames() {
    let mut app = TestApp::demo(120, 40);
    let before = app.frames();
    app.keys_at_once(&"jk".repeat(500));
    let drawn = app.frames() - before;
    assert!(drawn < 100, "{drawn} frames");
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut app = TestApp::demo(120, 40);
    app.keys("Z");
    let before = app.frames();
    app.keys("ZZZ");
    assert_eq!(app.frames(), before, "a key that means nothing draws nothing");
}

#[test]
fn leaving_by_key_ends_the_loop() {
    let mut app = TestApp::demo(80, 24);
    app.keys("q");
    let frames = app.frames();
    app.keys_unanswered("q");
    app.join();
    assert_eq!(app.frames(), frames);
}

fn feeds(app: &TestApp) -> Vec<String> {
    app.services.store.feeds().expect("feeds").iter().map(|feed| feed.url.to_string()).collect()
}

#[test]
fn a_feed_is_unsubscribed_from_subscribed_to_again_and_that_is_undone() {
    let mut app = TestApp::demo(120, 40);
    app.keys("/coastal<esc>hgg");
    let before = feeds(&app);
    while !app.screen().contains("▌ Systems Weekly") {
        app.keys("j");
    }
    app.keys("D");
    assert_eq!(feeds(&app).len(), before.len() - 1);
    assert!(app.screen().contains("Unsubscribed from Systems Weekly"), "{}", app.screen());
    app.keys("+<ctrl-u>systemsweekly.example<enter>");
    assert_snapshot!(app.screen());
    app.keys("<ctrl-u>Blogs/Slow<enter>");
    assert_eq!(feeds(&app).len(), before.len());
    assert!(app.screen().contains("▌   Systems Weekly"), "it is selected:\n{}", app.screen());
    assert!(app.screen().contains("Subscribed to Systems Weekly · u undoes"), "{}", app.screen());
    app.keys("u");
    assert_eq!(feeds(&app).len(), before.len() - 1);
    app.keys("u");
    assert_eq!(feeds(&app), before);
}

#[test]
fn a_search_a_note_and_a_category_are_kept_and_undone_in_one_step() {
    let mut app = TestApp::demo(120, 40);
    app.keys("/harbour<ctrl-s>Harbours<enter><esc>");
    assert!(app.screen().contains("Harbours"), "{}", app.screen());
    app.keys("eask the chair<enter>");
    assert!(app.screen().contains("¶ ask the chair"), "{}", app.screen());
    app.keys(":new-category<space>Empty<enter>");
    let screen = app.screen();
    assert!(screen.contains("category Empty · u undoes"), "{screen}");
    app.keys("Ujj<enter>");
    assert!(app.screen().contains("Undone: 3 changes"), "{}", app.screen());
    app.keys("q");
    let screen = app.screen();
    assert!(
        !screen.contains("Harbours") && !screen.contains("¶ ask") && !screen.contains("Empty"),
        "{screen}"
    );
}

#[test]
fn the_count_of_an_own_smart_feed_follows_marks() {
    let mut app = TestApp::demo(120, 40);
    let unread = listed(&app, "unread").len();
    app.keys("/unread<ctrl-s>All of it<enter><esc>");
    let row = |app: &TestApp| {
        let screen = app.screen();
        let row = screen.lines().find(|line| line.contains("All of it")).expect("its row").to_owned();
        row.chars().take(24).collect::<String>()
    };
    assert!(row(&app).contains(&unread.to_string()), "{}", row(&app));
    app.keys("m");
    assert!(row(&app).contains(&(unread - 1).to_string()), "{}", row(&app));
}

#[test]
fn tags_that_are_known_complete_what_is_typed() {
    let mut app = TestApp::demo(120, 40);
    app.keys("tweather<enter>").keys("jtwe");
    assert!(app.screen().contains("tab: weather"), "{}", app.screen());
}

#[test]
fn the_settings_of_a_feed_are_written_at_once() {
    let mut app = TestApp::demo(120, 40);
    app.keys("E<enter><ctrl-u>Another title<enter>");
    let titled = |app: &TestApp| {
        app.services.store.feeds().expect("feeds").iter().any(|feed| feed.title.as_str() == "Another title")
    };
    assert!(titled(&app) && app.screen().contains("Another title"));
    app.keys("u");
    assert!(!titled(&app) && app.screen().contains("Undone: "), "{}", app.screen());
}
