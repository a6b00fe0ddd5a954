//! The sources pane: the tree, choosing, and the way out.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Focus, RefreshScope, Source};
use tidings::domain::{CategoryId, Event, FeedId, OwnSmartFeed, RequestId, SmartFeedId};

use crate::support::newsroom::{Library, Newsroom, category, feed, safe};

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
            "Top stories 0",
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
    assert_eq!(titles(&room)[4..], ["Loose 0", "News 0", "  Shallow 0", "  Tech 0", "    Deep 0", "Art 0"]);
    let sources = &room.main().sources;
    let news = sources.list()[5].source;
    assert_eq!(sources.feeds_of(news), Some(vec![FeedId(3), FeedId(1)]));
}

#[test]
fn a_mark_counts_for_the_feed_and_every_category_above_it_and_no_other() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("m");
    let counts: Vec<u64> = room.main().sources.list().iter().map(|row| row.count).collect();
    assert_eq!(counts, [2, 4, 0, 1, 3, 1, 2, 1, 1, 0]);
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
    room.keys("h");
    for keys in ["jjjr", "jr", "R"] {
        room.keys(keys);
        room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    }
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

fn with_own(queries: &[(&str, &str)]) -> Library {
    let own = queries.iter().zip(1..).map(|((title, query), id)| OwnSmartFeed {
        id: SmartFeedId(id),
        title: safe(title),
        query: (*query).to_owned(),
        position: id,
    });
    Library { own: own.collect(), ..Library::islands() }
}

fn changes(room: &Newsroom) -> Vec<ChangeOrder> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    orders.collect()
}

#[test]
fn own_smart_feeds_stand_after_the_built_in_ones_with_their_counts() {
    let library =
        with_own(&[("Reactors", "reactor"), ("Everything with an e", "e"), ("Later", "nosuch:field")]);
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys("hjjj");
    assert_eq!(room.main().entries.source(), Some(Source::Own(SmartFeedId(1))));
    assert_eq!(room.selected(), "Reactor restart approved after eleven-year pause");
    assert_snapshot!(room.screen());
    room.keys("jj");
    assert_eq!(room.main().entries.rows().len(), 0);
    room.keys("i");
    assert!(room.screen().contains("its query"), "{}", room.screen());
}

#[test]
fn another_query_lists_a_smart_feed_anew() {
    let mut room = Newsroom::new(with_own(&[("Mine", "reactor")]));
    room.keys("hjjj");
    room.library.own[0].query = "storm".to_owned();
    room.event(Event::ChangeMade { request: RequestId(0), label: Some(safe("changed the smart feed Mine")) });
    assert_eq!(room.selected(), "Storm shifts north, ferries cancelled");
    assert_eq!(room.notice(), "Changed the smart feed Mine");
}

#[test]
fn a_category_that_is_renamed_keeps_the_place() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("hjjjlj");
    let before = room.selected();
    room.library.categories[0] = category(1, None, "World");
    room.event(Event::FeedsChanged);
    assert_eq!(
        (room.main().entries.source(), room.selected()),
        (Some(Source::Category(CategoryId(1))), before)
    );
}

#[test]
fn unsubscribing_takes_what_is_selected_and_the_next_row_is_selected_then() {
    let mut room = Newsroom::new(with_own(&[("Mine", "reactor")]));
    room.keys("hjjj").keys("D").keys("j").keys("D").keys("j").keys("D");
    let gone = |feeds: &[i64]| ChangeOrder::Unsubscribe(feeds.iter().map(|id| FeedId(*id)).collect());
    assert_eq!(changes(&room), [ChangeOrder::RemoveSmartFeed(SmartFeedId(1)), gone(&[1, 2]), gone(&[1])]);
    room.library.feeds.remove(0);
    let label = "unsubscribed from Technology; starred and noted entries stay";
    room.event(Event::ChangeMade { request: RequestId(0), label: Some(safe(label)) });
    assert_eq!(room.main().entries.source(), Some(Source::Feed(FeedId(2))));
    assert_eq!(room.notice(), "Unsubscribed from Technology; starred and noted entries stay");
}

#[test]
fn an_empty_category_goes_itself_and_from_an_entry_its_feed() {
    let mut library = Library::islands();
    library.categories.push(category(3, None, "Empty"));
    let mut room = Newsroom::new(library);
    room.keys("hG").keys("D").keys("gg").keys("D");
    assert_eq!(changes(&room), [ChangeOrder::RemoveCategory(CategoryId(3))]);
    assert!(room.notice().contains("Choose a feed"));
    room.keys("lD");
    assert_eq!(changes(&room)[1], ChangeOrder::Unsubscribe(vec![FeedId(1)]));
}

#[test]
fn an_empty_category_and_a_smart_feed_without_entries_say_what_helps() {
    let mut library = with_own(&[("Zebras", "zebra")]);
    library.categories.push(category(3, None, "Empty"));
    let mut room = Newsroom::new(library);
    room.keys("hG");
    assert!(room.screen().contains("No feed stands here yet."), "{}", room.screen());
    room.keys("ggjjjj");
    assert!(room.screen().contains("No entry matches the query. E"), "{}", room.screen());
    room.keys("lE");
    assert!(room.screen().contains("Query       zebra"), "{}", room.screen());
}
