//! The whole article by `f`: on the pure reader, and through the production loop on the demo edition.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, FeedSetting};
use tidings::domain::{Completeness, EntryId, Event, FeedId, FullText, FullTextMode};
use tidings::text::Markup;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, NOON, Newsroom, at, safe, url};

const FIRST: EntryId = EntryId(1);

fn room() -> Newsroom {
    Newsroom::new(Library::islands()).sized(80, 24)
}

fn orders(room: &Newsroom) -> usize {
    room.orders.iter().filter(|order| matches!(order, Effect::FetchFullText { .. })).count()
}

/// The article of the first entry arrives.
fn arrives(room: &mut Newsroom) {
    let entry = room.library.entry(1);
    entry.row.completeness = Completeness::FullText;
    entry.full_text = Some(FullText {
        content: Markup::clean("<p>The whole article, word for word.</p><p>It goes on for a while.</p>"),
        url: url("https://letsdatascience.example/colossus"),
        fetched: at(NOON),
    });
    room.event(Event::FullTextFetched { entry: FIRST });
}

#[test]
fn fetching_is_said_in_the_same_frame() {
    let mut room = room();
    assert!(room.screen().contains("f fetch full text"));
    room.keys("f");
    assert_eq!(room.orders, [Effect::FetchFullText { entry: FIRST }]);
    assert_snapshot!(room.screen());
}

#[test]
fn the_article_takes_the_place_of_the_headline() {
    let mut room = room();
    arrives(room.keys("f"));
    assert_snapshot!(room.screen());
}

#[test]
fn the_feeds_own_text_comes_back_and_stays() {
    let mut room = room();
    arrives(room.keys("f"));
    room.keys("f");
    assert_snapshot!(room.screen());
    room.keys("jk");
    assert!(!room.screen().contains("word for word"), "as it was chosen for this entry");
    room.keys("f");
    assert!(room.screen().contains("word for word"));
    assert_eq!(orders(&room), 1);
}

#[test]
fn a_failure_says_which_it_was() {
    let mut room = room();
    room.keys("f");
    let reason =
        safe("The site asks for a login before it shows the article. Open the original in a browser.");
    room.event(Event::FullTextFailed { entry: FIRST, reason });
    assert_snapshot!(room.screen());
    room.keys("jk");
    assert!(room.screen().contains("f try again"), "{}", room.screen());
    room.keys("f");
    assert!(room.screen().contains("Fetching the full text"), "{}", room.screen());
    assert_eq!(orders(&room), 2);
}

#[test]
fn what_arrives_after_the_person_went_on_is_quiet_and_kept() {
    let mut room = room();
    room.keys("fj");
    let shown = room.shown();
    arrives(&mut room);
    assert_eq!((room.shown(), room.notice()), (shown, String::new()));
    room.keys("k");
    assert!(room.screen().contains("word for word"), "{}", room.screen());
}

#[test]
fn escape_stops_the_fetching_and_nothing_else() {
    let mut room = room();
    room.keys("<enter>ff<esc>");
    assert_eq!(orders(&room), 1, "once is enough");
    assert_eq!(room.orders.last(), Some(&Effect::CancelFullText));
    assert_eq!(room.model.focus, tidings::app::Focus::Article);
    assert!(room.screen().contains("f fetch full text"), "{}", room.screen());
}

#[test]
fn opening_fetches_where_that_is_the_habit() {
    let mut room = room();
    room.settings.full_text = FullTextMode::OnOpen;
    room.keys("j<enter>");
    assert_eq!(orders(&room), 0, "that feed brings its text");
    room.keys("qk<enter>");
    assert!(room.orders.contains(&Effect::FetchFullText { entry: FIRST }));
    room.event(Event::FullTextFailed { entry: FIRST, reason: safe("no") });
    room.keys("q<enter>");
    assert_eq!(orders(&room), 1, "what failed is left to the person");

    let mut library = Library::islands();
    library.feeds[0].subscription.full_text = Some(FullTextMode::Never);
    let mut room = Newsroom::new(library).sized(80, 24);
    room.settings.full_text = FullTextMode::OnOpen;
    room.keys("<enter>");
    assert_eq!(orders(&room), 0, "the feed's own habit wins");
}

#[test]
fn an_entry_without_a_page_says_so() {
    let mut library = Library::islands();
    library.entry(1).row.url = None;
    let mut room = Newsroom::new(library);
    room.keys("f");
    assert_eq!(
        (room.notice().as_str(), orders(&room)),
        ("This entry names no page that could hold its text", 0)
    );
    assert!(!room.screen().contains("f fetch"), "{}", room.screen());
}

/// The demo with the hit for some words of a title in Google News.
fn demo_at(words: &str) -> TestApp {
    let mut app = TestApp::demo(120, 40);
    app.keys(&format!("/feed:\"Google News\" {words}<enter>"));
    app
}

#[test]
fn a_link_of_google_news_leads_to_the_article() {
    let mut app = demo_at("postman");
    assert!(app.screen().contains("Headline only: Google News carries no article text."), "{}", app.screen());
    app.keys("f");
    let screen = app.screen();
    assert!(screen.contains("There is a queue between seeing and saying"), "{screen}");
    assert!(screen.contains("Full text from signalandnoise.example, fetched May 7,"), "{screen}");
    app.keys("f");
    assert!(app.screen().contains("Headline only"), "{}", app.screen());
}

#[test]
fn a_link_behind_consent_says_so() {
    let mut app = demo_at("haste");
    app.keys("f");
    let screen = app.screen().replace("  ", "");
    assert!(screen.contains("No full text: Google shows its consent page"), "{screen}");
    app.keys("o");
    let status = app.screen().lines().last().expect("a line").trim().to_owned();
    assert!(status.starts_with("https://news.google.example/rss/articles/"), "the original opens: {status}");
}

#[test]
fn a_login_wall_says_so() {
    let mut app = demo_at("heron");
    app.keys("f");
    let screen = app.screen();
    assert!(screen.contains("No full text: ") && screen.contains("log"), "{screen}");
}

fn habits(room: &Newsroom) -> Vec<&ChangeOrder> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(&**order),
        _ => None,
    });
    orders.collect()
}

#[test]
fn after_the_article_came_one_key_makes_it_the_habit_of_its_feed() {
    let mut room = room();
    arrives(room.keys("f"));
    let screen = room.screen();
    let status = screen.lines().last().expect("a line").trim();
    assert_eq!(status, "The full text is here · f the feed's own · F always for this feed");
    room.keys("F");
    let setting = FeedSetting::FullText(Some(FullTextMode::OnOpen));
    assert_eq!(habits(&room), [&ChangeOrder::SetFeed { feed: FeedId(1), setting }]);
    assert_eq!(orders(&room), 1, "the article is here already");
}

#[test]
fn the_habit_is_offered_where_it_is_none_and_said_where_it_is() {
    let mut library = Library::islands();
    library.feeds[0].subscription.full_text = Some(FullTextMode::OnOpen);
    let mut room = Newsroom::new(library).sized(80, 24);
    arrives(room.keys("f"));
    assert!(!room.screen().contains("always for this feed"), "{}", room.screen());
    room.keys("F");
    assert_eq!((room.notice().as_str(), habits(&room).len()), ("Technology does so already", 0));

    let mut room = Newsroom::new(Library::islands());
    room.keys("F");
    assert_eq!((habits(&room).len(), orders(&room)), (1, 1), "and the article is fetched at once");
}

#[test]
fn the_habit_of_the_demos_google_news_can_be_undone() {
    let mut app = demo_at("postman");
    let mode = |app: &TestApp| {
        let feeds = app.services.store.feeds().expect("feeds");
        let google = feeds.iter().find(|feed| feed.title.as_str().contains("Google News")).expect("the feed");
        google.subscription.full_text
    };
    app.keys("F");
    assert_eq!(mode(&app), Some(FullTextMode::OnOpen), "{}", app.screen());
    assert!(app.screen().contains("There is a queue between seeing and saying"), "{}", app.screen());
    app.keys("u");
    assert_eq!(mode(&app), None);
}
