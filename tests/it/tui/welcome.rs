//! The welcome: the first screen of a person without feeds, and the ways from there to the first feeds.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;
use tidings::app::{self, Ctx, Effect, Input, Message, Overlay};
use tidings::config::HomeFolders;
use tidings::domain::FoundList;
use tidings::runtime::Surroundings;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, moment, safe};

fn newcomer() -> Library {
    let list = FoundList {
        reader: "newsboat",
        path: PathBuf::from("/home/ada/.newsboat/urls"),
        shown: safe("~/.newsboat/urls"),
    };
    Library { lists: vec![list], ..Library::default() }
}

fn is_open(room: &Newsroom) -> bool {
    matches!(room.model.overlays.as_slice(), [Overlay::Welcome(_)])
}

#[test]
fn the_first_screen() {
    let mut room = Newsroom::new(newcomer()).sized(80, 24);
    assert_snapshot!(room.screen_with_faces());
}

#[test]
fn the_first_screen_on_a_large_terminal() {
    let mut room = Newsroom::new(newcomer()).sized(120, 40);
    assert_snapshot!(room.keys("jj").screen());
}

#[test]
fn the_first_screen_on_a_telephone() {
    let mut room = Newsroom::new(newcomer()).sized(50, 15);
    assert_snapshot!(room.screen());
}

#[test]
fn it_opens_only_while_there_is_no_feed_and_orders_no_network() {
    let room = Newsroom::new(Library::default());
    assert!(is_open(&room));
    assert_eq!(room.orders, []);
    assert!(!is_open(&Newsroom::new(Library::islands())));
}

#[test]
fn after_the_first_frame_only_a_reader_with_feeds_asks_the_network() {
    for (library, is_asked) in [(Library::default(), false), (Library::islands(), true)] {
        let mut room = Newsroom::new(library);
        let ctx = Ctx { moment: moment(), settings: &room.settings };
        assert_eq!(!app::settle_in(&mut room.model, &ctx).is_empty(), is_asked);
    }
}

#[test]
fn help_is_about_the_place_it_is_asked_in() {
    let mut room = Newsroom::new(newcomer());
    room.keys("<enter>?");
    assert!(room.screen().contains("Subscribe to what is chosen"), "{}", room.screen());
    room.keys("q");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Catalogue(_)]));
}

#[test]
fn leaving_it_shows_the_empty_reader_and_the_command_brings_it_back() {
    for key in ["q", "<esc>"] {
        let mut room = Newsroom::new(Library::default());
        room.keys(key);
        assert!(room.screen().contains("No feeds yet."));
        room.keys(":catalogue<enter>");
        assert!(is_open(&room));
    }
}

#[test]
fn with_no_feeds_leaving_at_the_top_quits() {
    let mut room = Newsroom::new(Library::default());
    room.keys("qqq");
    assert_eq!(room.orders.last(), Some(&Effect::Quit));
}

#[test]
fn every_way_leads_somewhere_and_back() {
    let mut room = Newsroom::new(newcomer());
    room.keys("<enter>");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Catalogue(_)]));
    room.keys("q");
    assert!(is_open(&room));
    room.keys("j<enter>");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Subscribe(_)]));
    room.keys("<esc>");
    assert!(is_open(&room));
    room.keys("jj<enter>");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Import(_)]));
    room.keys("<esc>");
    assert!(is_open(&room));
    room.keys("G<enter>");
    assert!(room.notice().ends_with("type: tidings demo"), "{}", room.notice());
}

#[test]
fn a_pasted_address_leaves_the_welcome_for_the_subscription() {
    let mut room = Newsroom::new(Library::default());
    room.message(Message::Input(Input::Paste(" \n".to_owned())));
    assert!(is_open(&room), "blanks are no address");
    room.message(Message::Input(Input::Paste("https://a.example/\n".to_owned())));
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Subscribe(_)]));
}

#[test]
fn it_fits_any_size() {
    for (width, height) in [(20, 5), (21, 6), (30, 8), (40, 10), (69, 12), (200, 60)] {
        let mut room = Newsroom::new(newcomer()).sized(width, height);
        let screen = room.keys("jjj").screen();
        assert!(screen.contains("Look around"), "{width}x{height}:\n{screen}");
    }
}

#[test]
fn a_new_data_folder_begins_here_and_a_pack_is_one_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = TestApp::without_feeds(folder, Surroundings::default(), 100, 30);
    assert!(app.screen().contains("Nothing has been fetched yet."), "{}", app.screen());
    let feeds = |app: &TestApp| app.services.store.feeds().expect("feeds");
    app.keys("<enter>j<space>s");
    let subscribed = feeds(&app);
    assert_eq!(subscribed.len(), 12, "the whole pack");
    let categories = subscribed.iter().map(|feed| feed.subscription.category_path.clone());
    assert!(
        categories.clone().all(|path| path == Some(safe("World news"))),
        "{:?}",
        categories.collect::<Vec<_>>()
    );
    assert!(subscribed.iter().all(|feed| feed.health.last_attempt.is_some()), "all were fetched");
    assert!(app.screen().contains("12 failed"), "the demo's network knows none of them: {}", app.screen());
    assert!(app.screen().contains("No feed could be fetched."), "{}", app.screen());
    app.keys("u");
    assert_eq!(feeds(&app), []);
}

#[test]
fn the_list_of_another_reader_is_found_and_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    fs::create_dir_all(home.join(".newsboat")).expect("a folder");
    let urls = "https://www.harbour-post.example/feed.xml news \"~The Post\"\nhttps://b.example/f tech\n";
    fs::write(home.join(".newsboat/urls"), urls).expect("a file");
    let folder_of_home = home.clone();
    let home = HomeFolders { config: home.join("config"), data: home.join("data"), home };
    let around = Surroundings { home: Some(home), ..Surroundings::default() };
    let mut app = TestApp::without_feeds(folder, around, 100, 30);
    assert!(app.screen().contains("Found: ~/.newsboat/urls"), "{}", app.screen());
    fs::write(folder_of_home.join("list one.txt"), "").expect("a file");
    fs::write(folder_of_home.join("list two.txt"), "").expect("a file");
    app.keys("jj<enter>~/l<tab>");
    assert!(app.screen().contains("Import from  ~/list "), "{}", app.screen());
    assert!(app.screen().contains("list one.txt  list two.txt"), "{}", app.screen());
    app.keys("<ctrl-u><enter>");
    assert!(app.screen().contains("2 new feeds in 2 categories"), "{}", app.screen());
    assert_eq!(app.services.store.feeds().expect("feeds"), [], "nothing happened yet");
    app.keys("<enter>");
    let titles: Vec<String> =
        app.services.store.feeds().expect("feeds").iter().map(|feed| feed.title.to_string()).collect();
    assert!(titles.contains(&"The Post".to_owned()) && titles.len() == 2, "{titles:?}");
    app.keys("u");
    assert_eq!(app.services.store.feeds().expect("feeds"), [], "one change, one undo");
}
