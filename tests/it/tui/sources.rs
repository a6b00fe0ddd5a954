//! The sources pane: the tree, choosing, and the way out.

use tidings::app::{Effect, Focus, RefreshScope, Source};
use tidings::domain::FeedId;

use crate::support::newsroom::{Library, Newsroom, category, feed};

fn titles(room: &Newsroom) -> Vec<String> {
    let rows = room.main().sources.list().iter();
    rows.map(|row| format!("{}{} {}", "  ".repeat(row.depth), row.title, row.count)).collect()
}

#[test]
fn smart_feeds_stand_above_the_tree_of_categories() {
    let room = Newsroom::new(Library::islands());
    assert_eq!(
        titles(&room),
        [
            "Today 3",
            "Unread 5",
            "Starred 1",
            "News 4",
            "  Technology 2",
            "  The Harbour Post 2",
            "Blogs 1",
            "  Systems weekly 1",
            "  Kernel notes 0"
        ]
    );
}

#[test]
fn categories_nest_and_feeds_without_one_come_first() {
    let library = Library {
        feeds: vec![feed(1, "Deep", Some(2)), feed(2, "Loose", None), feed(3, "Shallow", Some(1))],
        categories: vec![
            category(1, None, "News"),
            category(2, Some(1), "News/Tech"),
            category(3, None, "Art"),
        ],
        ..Library::default()
    };
    let room = Newsroom::new(library);
    assert_eq!(titles(&room)[3..], ["Loose 0", "News 0", "  Shallow 0", "  Tech 0", "    Deep 0", "Art 0"]);
    let sources = &room.main().sources;
    let news = sources.list()[4].source;
    assert_eq!(sources.feeds_of(news), Some(vec![FeedId(3), FeedId(1)]));
}

#[test]
fn a_mark_counts_for_the_feed_and_every_category_above_it_and_no_other() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("m");
    let counts: Vec<u64> = room.main().sources.list().iter().map(|row| row.count).collect();
    assert_eq!(counts, [2, 4, 1, 3, 1, 2, 1, 1, 0]);
}

#[test]
fn the_list_follows_the_selected_source_and_read_entries_are_gone_then() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("m");
    room.library.entry(1).row.read = true;
    assert_eq!(room.main().entries.rows().len(), 5);
    room.keys("hjk");
    assert_eq!(room.main().entries.source(), Some(room.main().sources.list()[1].source));
    assert_eq!(room.main().entries.rows().len(), 4);
    room.keys("G");
    assert_eq!(room.main().entries.source(), Some(Source::Feed(FeedId(4))));
    assert_eq!(room.main().entries.rows().len(), 0);
    assert_eq!(room.shown(), "");
}

#[test]
fn refresh_takes_what_is_selected() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("h").keys("jj").keys("r").keys("j").keys("r").keys("R");
    let scopes: Vec<&RefreshScope> = room
        .orders
        .iter()
        .filter_map(|effect| if let Effect::Refresh(scope) = effect { Some(scope) } else { None })
        .collect();
    let news = RefreshScope::Feeds(vec![FeedId(1), FeedId(2)]);
    let technology = RefreshScope::Feeds(vec![FeedId(1)]);
    assert_eq!(scopes, [&news, &technology, &RefreshScope::All]);
}

#[test]
fn leaving_goes_back_pane_by_pane_and_quits_at_the_top() {
    let mut room = Newsroom::new(Library::of(3));
    room.keys("<enter>z");
    let mut way = Vec::new();
    for _ in 0..3 {
        room.keys("q");
        way.push(room.model.focus);
    }
    assert_eq!(way, [Focus::Article, Focus::Entries, Focus::Sources]);
    room.keys("<esc>");
    assert!(!room.orders.contains(&Effect::Quit), "escape never quits");
    room.keys("q");
    assert!(room.orders.contains(&Effect::Quit));
}

#[test]
fn control_c_quits_from_anywhere_and_control_z_suspends() {
    let mut room = Newsroom::new(Library::of(3));
    room.keys("?<ctrl-z><ctrl-c>");
    assert!(room.orders.contains(&Effect::Suspend));
    assert_eq!(room.orders.last(), Some(&Effect::Quit));
}

#[test]
fn keys_move_between_panes() {
    use Focus::{Article, Entries, Sources};

    let mut room = Newsroom::new(Library::of(3));
    let mut way = Vec::new();
    for key in ["<tab>", "<tab>", "<tab>", "<shift-tab>", "<left>", "<right>", "<right>"] {
        room.keys(key);
        way.push(room.model.focus);
    }
    assert_eq!(way, [Article, Sources, Entries, Sources, Sources, Entries, Article]);
}
