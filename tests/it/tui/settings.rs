//! Settings of feeds, categories and own smart feeds.

use std::time::Duration;

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, FeedSetting};
use tidings::domain::{CategoryId, Event, FeedId, FeedState, FullTextMode, OwnSmartFeed, SmartFeedId};
use tidings::query::Query;

use crate::support::newsroom::{Library, Newsroom, category, safe, url};

fn library() -> Library {
    let own = |id, title: &str, query: &str| OwnSmartFeed {
        id: SmartFeedId(id),
        title: safe(title),
        query: query.to_owned(),
        position: id,
    };
    let mut library =
        Library { own: vec![own(1, "Reactors", "reactor"), own(2, "Storms", "storm")], ..Library::islands() };
    library.categories.push(category(3, Some(1), "News/Tech"));
    library.feeds[2].subscription.category_path = Some(safe("Blogs"));
    library
}

fn changes(room: &Newsroom) -> Vec<ChangeOrder> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    orders.collect()
}

fn set(setting: FeedSetting) -> ChangeOrder {
    ChangeOrder::SetFeed { feed: FeedId(3), setting }
}

/// The settings of `Systems weekly`, the feed of the fourth entry.
fn of_a_feed() -> Newsroom {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("jjjE");
    room
}

#[test]
fn each_row_shows_its_value() {
    let mut room = of_a_feed();
    assert_snapshot!(room.screen());
    room.keys("E");
    assert_eq!(room.model.overlays.len(), 1, "E is no key of a menu");
    room.keys("q");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_title_is_given_and_taken_back() {
    let mut room = of_a_feed();
    room.keys("<enter>");
    assert_snapshot!(room.screen());
    room.keys("<ctrl-u>Queues<enter>").keys("<enter><ctrl-u><enter>").keys("<enter><enter>");
    let title = |title| set(FeedSetting::Title(title));
    assert_eq!(changes(&room), [title(Some(safe("Queues"))), title(None), title(None)]);
}

#[test]
fn a_category_is_completed() {
    let mut room = of_a_feed();
    room.keys("j<enter><ctrl-u>news/");
    assert!(room.screen().contains("tab: News/Tech"));
    room.keys("<tab><enter>");
    assert_eq!(changes(&room), [set(FeedSetting::Category(Some(safe("News/Tech"))))]);
}

#[test]
fn an_interval_that_is_none_stays_to_be_mended() {
    let mut room = of_a_feed();
    room.keys("jj<enter>soon<enter>");
    assert_snapshot!(room.screen());
    room.keys("<ctrl-u>90m<enter>");
    assert_eq!(changes(&room), [set(FeedSetting::Interval(Some(Duration::from_mins(90))))]);
}

#[test]
fn full_text_goes_to_the_next_choice_and_the_address_is_checked() {
    let mut room = of_a_feed();
    room.keys("jjj<enter>");
    assert_eq!(changes(&room), [set(FeedSetting::FullText(Some(FullTextMode::Manual)))]);
    room.keys("j<enter><ctrl-u>the-harbour-post.example/feed.xml<enter>");
    assert!(room.screen().contains("You are subscribed to it already as The Harbour Post"));
    room.keys("<ctrl-u>new.example/feed<enter>");
    assert_eq!(changes(&room)[1], set(FeedSetting::Address(url("https://new.example/feed"))));
}

#[test]
fn a_feed_that_is_gone_can_be_resumed() {
    let mut library = library();
    library.feeds[3].health.state = FeedState::Gone;
    let mut room = Newsroom::new(library).sized(50, 15);
    room.keys("hG").keys("EG");
    assert_snapshot!(room.screen());
    room.keys("<enter>");
    assert_eq!(changes(&room), [ChangeOrder::ResumeFeed(FeedId(4))]);
    room.event(Event::FeedResumed { feed: FeedId(4) });
    assert!(room.model.status.refresh.is_some());
}

#[test]
fn a_category_is_renamed_moved_and_removed() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("hkk").keys("jjjjjj").keys("E");
    assert_snapshot!(room.screen());
    room.keys("<enter><ctrl-u>Blogs<enter>");
    assert!(room.screen().contains("There is a category Blogs already"));
    room.keys("<ctrl-u>World<enter>").keys("j<enter>News/Tech<enter>");
    assert!(room.screen().contains("cannot stand inside itself"));
    room.keys("<ctrl-u>Blogs<enter>").keys("G<enter>");
    let category = CategoryId(1);
    let wanted = [
        ChangeOrder::RenameCategory { category, title: safe("World") },
        ChangeOrder::MoveCategory { category, parent: Some(safe("Blogs")) },
        ChangeOrder::RemoveCategory(category),
    ];
    assert_eq!(changes(&room), wanted);
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn the_query_of_a_smart_feed_has_its_mistake_under_the_character() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("hjjj").keys("E");
    room.keys("j<enter> and (feed:<enter>");
    assert_snapshot!(room.screen());
    room.keys("<esc><enter> or pump<enter>").keys("k<enter><ctrl-u>storms<enter>");
    assert!(room.screen().contains("There is a smart feed Storms already"));
    let query = Query::parse("reactor or pump").expect("a query");
    let id = Some(SmartFeedId(1));
    assert_eq!(changes(&room), [ChangeOrder::SaveSmartFeed { id, title: safe("Reactors"), query }]);
    room.keys("<esc>G<enter>");
    assert_eq!(changes(&room)[1], ChangeOrder::RemoveSmartFeed(SmartFeedId(1)));
}

#[test]
fn what_every_reader_has_has_no_settings() {
    let mut room = Newsroom::new(library());
    room.keys("hE");
    assert_eq!((room.model.overlays.len(), room.notice().contains("Choose a feed")), (0, true));
}

#[test]
fn a_feed_that_goes_meanwhile_is_said() {
    let mut room = of_a_feed();
    room.library.feeds.remove(2);
    room.event(Event::FeedsChanged);
    assert!(room.screen().contains("It is no longer there."));
    room.keys("<enter>");
    assert_eq!(room.model.overlays.len(), 0);
}
