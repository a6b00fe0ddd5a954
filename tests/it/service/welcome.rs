//! The welcome's choices: packs, many subscriptions at once, an import that is shown first.

use tidings::domain::{Edition, Pick};
use tidings::service::{
    SubscribeOptions, default_edition, google_news_editions, google_news_pack, import, offer, plan_import,
    subscribe, subscribe_many,
};
use tidings::store::FetchScope;

use super::House;

fn pick(address: &str, title: &str, category: &str) -> Pick {
    Pick { address: address.to_owned(), title: Some(title.into()), category: Some(category.into()) }
}

fn shown(house: &House) -> Vec<(String, Option<String>)> {
    let feeds = house.services.store.feeds().expect("feeds");
    let category =
        |feed: &tidings::domain::Feed| feed.subscription.category_path.as_ref().map(ToString::to_string);
    let mut shown: Vec<_> = feeds.iter().map(|feed| (feed.title.to_string(), category(feed))).collect();
    shown.sort();
    shown
}

#[tokio::test]
async fn many_picks_are_one_line_of_the_journal_and_one_undo() {
    let house = House::new();
    let options = SubscribeOptions { no_fetch: true, ..SubscribeOptions::default() };
    subscribe(&house.services, "https://known.example/feed", &options).await;
    let picks = [
        pick("https://a.example/feed", "A", "News"),
        pick("hn:front", "Front page", "Links"),
        pick("https://known.example/feed", "Another name", "News"),
        pick("ftp://wrong.example/", "Wrong", "News"),
    ];
    let done = subscribe_many(&house.services, &picks).await.expect("subscriptions");
    assert_eq!((done.added.len(), done.already, done.wrong.len()), (2, 1, 1));
    assert_eq!(done.wrong[0].0.as_str(), "ftp://wrong.example/");
    let pair = |title: &str, category: Option<&str>| (title.to_owned(), category.map(str::to_owned));
    let known = pair("known.example", None);
    let expected = [pair("A", Some("News")), pair("Front page", Some("Links")), known.clone()];
    assert_eq!(shown(&house), expected);
    let due = house.services.store.fetch_plans(&FetchScope::Feeds(done.added)).expect("plans");
    assert_eq!(due.len(), 2, "they can be fetched at once");
    house.services.store.undo(house.services.clock.now()).await.expect("an undo");
    assert_eq!(shown(&house), [known]);
}

#[tokio::test]
async fn a_whole_pack_is_subscribed_to_in_its_category() {
    let house = House::new();
    let edition = default_edition(&house.services, Some("de_AT.UTF-8"));
    let packs = offer(&house.services, &edition).expect("an offer").packs;
    assert_eq!(packs[0].feeds[2].title.as_str(), "Google News: Österreich");
    let chosen: Vec<Pick> =
        packs.iter().flat_map(|pack| pack.feeds.iter().map(|feed| pack.pick(feed))).collect();
    let done = subscribe_many(&house.services, &chosen).await.expect("subscriptions");
    assert_eq!((done.added.len(), done.already, done.wrong), (chosen.len(), 0, Vec::new()));
    let categories = house.services.store.categories().expect("categories");
    assert_eq!(categories.len(), packs.len());
}

#[test]
fn every_edition_has_a_pack() {
    for Edition { locale, .. } in google_news_editions() {
        assert_eq!(google_news_pack(locale).expect(locale).feeds.len(), 9, "{locale}");
    }
}

#[tokio::test]
async fn a_plan_tells_what_an_import_would_do_and_does_nothing() {
    let house = House::new();
    let options = SubscribeOptions { no_fetch: true, ..SubscribeOptions::default() };
    subscribe(&house.services, "https://known.example/feed", &options).await;
    let urls = "https://a.example/f tech \"~My A\"\nhttps://b.example/f tech\nhttps://c.example/f\n\
                https://known.example/feed news\nfile:///etc/passwd\n";
    let plan = plan_import(&house.services, urls.as_bytes()).expect("a plan");
    assert_eq!((plan.format.name(), plan.new.len(), plan.already.len()), ("newsboat urls", 3, 1));
    assert_eq!((plan.categories(), plan.skipped.len(), plan.skipped[0].line), (1, 1, 5));
    assert_eq!(plan.new[0].title.as_ref().expect("a title").as_str(), "My A");
    assert_eq!(house.services.store.feeds().expect("feeds").len(), 1);

    subscribe(&house.services, "https://c.example/f", &options).await;
    let report = import(&house.services, plan).await.expect("an import");
    assert_eq!((report.added, report.already, report.skipped.len()), (2, 2, 1), "one came in meanwhile");
    house.services.store.undo(house.services.clock.now()).await.expect("an undo");
    assert_eq!(house.services.store.feeds().expect("feeds").len(), 2);
}
