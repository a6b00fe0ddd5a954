//! The starter catalogue: packs, feeds, boxes, the country, finding, subscribing.

use std::collections::HashSet;

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Overlay, RefreshScope};
use tidings::domain::{Event, FeedId, Offer, Pack, PackFeed, Pick, RequestId};
use tidings::service::google_news_editions;

use super::mouse::click;
use crate::support::newsroom::{Library, Newsroom, feed, safe};

fn pack(id: &str, title: &str, about: &str, feeds: &[(&str, &str)]) -> Pack {
    let feeds = feeds.iter().map(|(title, about)| PackFeed {
        title: safe(title),
        address: format!("https://{}.example/feed", title.to_lowercase().replace([' ', ':'], "-")),
        site: None,
        about: safe(about),
    });
    Pack { id: id.to_owned(), title: safe(title), about: safe(about), language: None, feeds: feeds.collect() }
}

fn library() -> Library {
    let google = pack(
        "google-news",
        "Google News",
        "Headlines of many outlets, without article text: United States",
        &[
            ("Google News: Top stories", "The headlines of the hour: United States"),
            ("Google News: World", "Section “world” of the edition: United States"),
            ("Google News: Technology", "Section “technology” of the edition: United States"),
        ],
    );
    let world = pack(
        "world",
        "World news",
        "What happens in the world, from several continents",
        &[
            ("Island World Service", "Broadcaster of the islands, with correspondents everywhere"),
            ("The Northern Ledger: World", "A daily paper that sends people to look"),
            ("Four Winds", "An agency of many small papers"),
        ],
    );
    let links = pack(
        "links",
        "Hacker News and link collections",
        "What others found worth reading",
        &[
            ("Hacker News: Front page", "Links and long discussions"),
            ("Lobsters", "Computing, invited members"),
        ],
    );
    let known = HashSet::from([world.feeds[2].address.clone()]);
    let editions = google_news_editions();
    let offer = Offer { packs: vec![google, world, links], edition: "en-US".to_owned(), editions, known };
    Library { offer, ..Library::default() }
}

/// The catalogue, opened from the welcome.
fn catalogue(width: u16, height: u16) -> Newsroom {
    let mut room = Newsroom::new(library()).sized(width, height);
    room.keys("<enter>");
    room
}

fn subscribed(room: &Newsroom) -> Vec<Pick> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    let mut picks = orders.filter_map(|order| match order {
        ChangeOrder::SubscribeMany(picks) => Some(picks),
        _ => None,
    });
    let only = picks.next().expect("an order to subscribe");
    assert_eq!(picks.next(), None);
    only
}

fn titles(picks: &[Pick]) -> Vec<&str> {
    picks.iter().filter_map(|pick| Some(pick.title.as_ref()?.as_str())).collect()
}

#[test]
fn packs_and_feeds_side_by_side() {
    let mut room = catalogue(80, 24);
    assert_snapshot!(room.keys("j<space>").screen_with_faces());
}

#[test]
fn packs_and_feeds_on_a_large_terminal() {
    let mut room = catalogue(120, 40);
    assert_snapshot!(room.keys("lj<space>").screen());
}

#[test]
fn packs_on_a_telephone() {
    let mut room = catalogue(50, 15);
    assert_snapshot!(room.keys("jj<space>").screen());
}

#[test]
fn feeds_on_a_telephone() {
    let mut room = catalogue(50, 15);
    assert_snapshot!(room.keys("jlj<space>").screen());
}

#[test]
fn finding_over_all_packs() {
    let mut room = catalogue(80, 24);
    assert_snapshot!(room.keys("/news<down><enter>").screen());
}

#[test]
fn choosing_the_country() {
    let mut room = catalogue(80, 24);
    assert_snapshot!(room.keys("l<enter>au").screen());
}

#[test]
fn a_pack_and_single_feeds_are_one_order_in_the_order_of_the_catalogue() {
    let mut room = catalogue(80, 24);
    room.keys("jj<space>gglj<space>s");
    let picks = subscribed(&room);
    assert_eq!(titles(&picks), ["Google News: Top stories", "Hacker News: Front page", "Lobsters"]);
    assert_eq!(picks[2].category, Some(safe("Hacker News and link collections")));
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_pack_that_is_chosen_in_whole_is_given_up_and_what_is_known_is_left_out() {
    let mut room = catalogue(80, 24);
    room.keys("j<space>");
    assert!(room.screen().contains("2 chosen"));
    room.keys("<space>");
    assert!(room.screen().contains("nothing chosen"));
    room.keys("lG<space>");
    assert_eq!(room.notice(), "You are subscribed to this already");
    assert!(room.screen().contains("nothing chosen"));
}

#[test]
fn nothing_chosen_is_said() {
    let mut room = catalogue(80, 24);
    room.keys("s");
    assert!(room.notice().starts_with("Nothing is chosen yet"), "{}", room.notice());
    assert_eq!(room.orders, []);
}

#[test]
fn what_was_found_stays_chosen() {
    let mut room = catalogue(80, 24);
    room.keys("/lobst<enter><esc>s");
    assert_eq!(titles(&subscribed(&room)), ["Lobsters"]);
}

#[test]
fn a_word_of_what_is_told_finds_a_feed() {
    let mut room = catalogue(80, 24);
    room.keys("/agency");
    assert!(room.screen().contains("Four Winds"));
    room.keys("<ctrl-u>qqqq");
    assert!(room.screen().contains("No such feed in the catalogue"));
}

#[test]
fn another_country_keeps_the_choice() {
    let mut room = catalogue(80, 24);
    room.keys("ljj<space>");
    room.library.offer.packs[0].feeds[1].address = "https://austria.example/world".to_owned();
    room.library.offer.packs[0].feeds[1].title = safe("Google News: Welt");
    room.keys("gg<enter>austria<enter>");
    assert!(room.screen().contains("Österreich"), "{}", room.screen());
    room.keys("s");
    assert_eq!(titles(&subscribed(&room)), ["Google News: Welt"]);
}

#[test]
fn a_choice_is_not_lost_by_one_key() {
    let mut room = catalogue(80, 24);
    room.keys("<space>q");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Catalogue(_)]));
    assert!(room.notice().contains("forgets what you chose"), "{}", room.notice());
    room.keys("q");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Welcome(_)]));
}

#[test]
fn exactly_the_new_feeds_are_fetched() {
    let mut room = catalogue(80, 24);
    room.keys("<space>s");
    room.library.feeds = vec![feed(7, "Wire", None)];
    let request = RequestId::default();
    room.event(Event::FeedsAdded { request, feeds: vec![FeedId(7)], wrong: 0 });
    assert_eq!(room.orders.last(), Some(&Effect::Refresh(RefreshScope::Feeds(vec![FeedId(7)]))));
    assert_eq!(room.notice(), "Subscribed to 1 feed");
    let orders = room.orders.len();
    room.event(Event::FeedsAdded { request, feeds: Vec::new(), wrong: 0 });
    assert_eq!(room.orders.len(), orders, "nothing new is nothing to fetch");
}

#[test]
fn with_feeds_the_command_opens_the_choice_at_once() {
    let mut room = Newsroom::new(Library { offer: library().offer, ..Library::islands() });
    room.keys(":catalogue<enter>");
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Catalogue(_)]));
    room.keys("q");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_click_ticks_a_box_and_one_beside_the_rows_does_nothing() {
    let mut room = catalogue(80, 24);
    click(&mut room, 6, 3);
    assert!(room.screen().contains("2 chosen"), "{}", room.screen());
    click(&mut room, 6, 20);
    assert!(matches!(room.model.overlays.as_slice(), [Overlay::Catalogue(_)]));
}

#[test]
fn a_click_on_the_other_side_turns_to_it() {
    let mut room = catalogue(120, 40);
    click(&mut room, 60, 9);
    assert!(room.screen().contains("1 chosen"), "one feed: {}", room.screen());
    assert!(room.screen().contains("☑ Google News: World"), "{}", room.screen());
    click(&mut room, 6, 3);
    assert!(room.screen().contains("☑ World news"), "a whole pack: {}", room.screen());
    assert!(
        room.screen().contains("3 chosen"),
        "one and the two that are not subscribed to: {}",
        room.screen()
    );
}

#[test]
fn no_size_panics() {
    for (width, height) in [(20, 5), (21, 6), (40, 8), (70, 7), (200, 60)] {
        for keys in ["", "l", "/", "l<enter>"] {
            let mut room = catalogue(width, height);
            let screen = room.keys(keys).screen();
            for line in screen.lines() {
                assert!(tidings::text::width::width(line) <= usize::from(width), "{width}x{height}: {line}");
            }
        }
    }
}
