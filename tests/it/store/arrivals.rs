//! Feeds and entries on their way in.

use tidings::domain::{Completeness, Enclosure, FeedState, FullText, Reach, Related};
use tidings::store::{FeedSettings, FetchOutcome, FetchScope, IncomingEntry, Mark, Store, Validators};
use tidings::text::{Markup, SafeText};

use super::{arrive, at, close, entry, fill, ids, incoming, mark, parsed, record, rows, subscribe, url};

#[tokio::test]
async fn an_edited_entry_keeps_its_state_and_its_place() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let id = ids(&store)[1];
    for change in [Mark::Read(true), Mark::Starred(true), Mark::Tag(SafeText::new("ai"))] {
        mark(&store, &[id], change).await;
    }
    let edited = IncomingEntry { at: at(99_999), updated: Some(at(500)), ..incoming(&store, 2, 7) };
    let applied = arrive(&store, feed, vec![edited]).await;
    assert_eq!((applied.new, applied.changed), (0, 1));
    let entry = entry(&store, id);
    assert_eq!(entry.row.title.as_str(), "Title 2.7");
    assert_eq!(entry.content.source(), "<p>Text 2.7</p>");
    assert_eq!(entry.row.at, at(120), "its place in time is decided at arrival");
    assert_eq!(entry.row.updated, Some(at(500)));
    assert!(entry.row.read && entry.row.starred);
    assert_eq!(entry.row.tags, [SafeText::new("ai")]);
    assert_eq!(store.feeds().unwrap()[0].counts.unread, 2);
}

#[tokio::test]
async fn the_same_document_again_changes_nothing() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let applied = arrive(&store, feed, (1..=3).map(|key| incoming(&store, key, 0)).collect()).await;
    assert_eq!((applied.new, applied.changed), (0, 0));
    assert_eq!(rows(&store).len(), 3);
}

#[tokio::test]
async fn an_item_twice_in_a_document_is_one_entry() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let applied = arrive(&store, feed, vec![incoming(&store, 1, 0), incoming(&store, 1, 1)]).await;
    assert_eq!(applied.new, 1);
    assert_eq!(store.feeds().unwrap()[0].counts.total, 1);
}

#[tokio::test]
async fn entries_with_other_keys_stay_two_whatever_else_they_share() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let same = |key| IncomingEntry {
        title: SafeText::new("The same headline"),
        url: Some(url("https://a.example/same-guid")),
        ..incoming(&store, key, 0)
    };
    arrive(&store, feed, vec![same(1), same(2)]).await;
    arrive(&store, feed, vec![same(1), same(2)]).await;
    assert_eq!(rows(&store).len(), 2);
}

#[tokio::test]
async fn the_same_key_in_two_feeds_is_two_entries() {
    let store = Store::in_memory().unwrap();
    for address in ["https://a.example/feed", "https://b.example/feed"] {
        let feed = subscribe(&store, address).await;
        fill(&store, feed, 1).await;
    }
    assert_eq!(rows(&store).len(), 2);
}

#[tokio::test]
async fn an_entry_under_an_older_key_is_the_same_entry() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let known = ids(&store);
    mark(&store, &known[..1], Mark::Read(true)).await;
    let renamed = IncomingEntry { aliases: vec![77, 1], content_hash: 5, ..incoming(&store, 88, 0) };
    let applied = arrive(&store, feed, vec![renamed.clone()]).await;
    assert_eq!((applied.new, applied.changed), (0, 1));
    assert_eq!(ids(&store), known);
    assert!(entry(&store, known[0]).row.read);
    let again = arrive(&store, feed, vec![renamed]).await;
    assert_eq!((again.new, again.changed), (0, 0));
}

#[tokio::test]
async fn a_fetched_article_outlives_edits_and_a_lost_text() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let known = ids(&store);
    let article = FullText {
        content: Markup::clean("<p>The whole article</p>"),
        url: url("https://a.example/1?resolved"),
        fetched: at(300),
    };
    store.set_full_text(known[0], article.clone()).await.unwrap();
    let bare =
        |key| IncomingEntry { completeness: Completeness::Headline, body: None, ..incoming(&store, key, 9) };
    arrive(&store, feed, vec![bare(1), bare(2)]).await;
    let first = entry(&store, known[0]);
    assert_eq!(first.row.completeness, Completeness::FullText);
    assert_eq!(first.full_text, Some(article));
    let second = entry(&store, known[1]);
    assert_eq!(second.row.completeness, Completeness::FeedText, "the text is still there");
    assert_eq!(second.content.source(), "<p>Text 2.0</p>");
    assert_eq!(second.row.title.as_str(), "Title 2.9");
}

#[tokio::test]
async fn a_text_for_an_entry_that_is_gone_is_an_error() {
    let store = Store::in_memory().unwrap();
    let text = FullText { content: Markup::default(), url: url("https://a.example/"), fetched: at(0) };
    let error = store.set_full_text(tidings::domain::EntryId(9), text).await.unwrap_err();
    assert!(error.to_string().contains("no entry 9"));
}

#[tokio::test]
async fn what_only_a_whole_entry_shows_comes_back() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let enclosure = Enclosure {
        url: SafeText::new("https://a.example/x.mp3"),
        media_type: Some(SafeText::new("audio/mpeg")),
        length: Some(5),
        duration: Some(90),
        title: None,
    };
    let related = Related {
        title: SafeText::new("Another"),
        publisher: None,
        url: SafeText::new("https://b.example/"),
    };
    let rich = IncomingEntry {
        enclosures: vec![enclosure.clone()],
        related: vec![related.clone()],
        categories: vec![SafeText::new("science")],
        language: Some(SafeText::new("de")),
        ..incoming(&store, 1, 0)
    };
    arrive(&store, feed, vec![rich]).await;
    let entry = entry(&store, ids(&store)[0]);
    assert_eq!(entry.enclosures, [enclosure]);
    assert_eq!(entry.related, [related]);
    assert_eq!(entry.categories, [SafeText::new("science")]);
    assert_eq!(entry.language, Some(SafeText::new("de")));
    assert_eq!(entry.feed_url, url("https://a.example/feed"));
}

#[tokio::test]
async fn a_new_address_keeps_the_entries() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    mark(&store, &ids(&store)[..1], Mark::Read(true)).await;
    let settings = FeedSettings { url: Some(url("https://new.example/feed")), ..FeedSettings::default() };
    store.set_feed(feed, settings, at(300)).await.unwrap();
    let applied = arrive(&store, feed, vec![incoming(&store, 1, 0), incoming(&store, 2, 0)]).await;
    assert_eq!(applied.new, 0);
    let moved = store.find_feed("https://new.example/feed").unwrap().unwrap();
    assert_eq!((moved.id, moved.counts.total, moved.counts.unread), (feed, 2, 1));
}

#[tokio::test]
async fn a_permanent_redirect_is_followed_unless_the_address_is_taken() {
    let store = Store::in_memory().unwrap();
    let first = subscribe(&store, "https://a.example/feed").await;
    let second = subscribe(&store, "https://b.example/feed").await;
    for (feed, to) in [(first, "https://moved.example/feed"), (second, "https://moved.example/feed")] {
        let moved = tidings::store::ParsedFetch { moved_to: Some(url(to)), ..parsed(Vec::new()) };
        store.record_fetch(record(feed, FetchOutcome::Parsed(Box::new(moved)))).await.unwrap();
    }
    let address = |feed| store.feeds().unwrap().into_iter().find(|f| f.id == feed).unwrap().url;
    assert_eq!(address(first), url("https://moved.example/feed"));
    assert_eq!(address(second), url("https://b.example/feed"));
}

#[tokio::test]
async fn outcomes_become_the_health_of_a_feed() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let health = || store.feeds().unwrap()[0].health.clone();
    let failed = |retry_after| FetchOutcome::Failed { error: SafeText::new("no answer"), retry_after };
    store.record_fetch(record(feed, failed(None))).await.unwrap();
    store.record_fetch(record(feed, failed(Some(at(5000))))).await.unwrap();
    assert_eq!(health().failures, 2);
    assert_eq!(health().error, Some(SafeText::new("no answer")));
    assert_eq!(health().state, FeedState::Waiting { until: at(5000) });
    assert_eq!(store.next_due().unwrap(), Some(at(5000)));
    assert_eq!(store.fetch_plans(&FetchScope::Due(at(2000))).unwrap(), [], "it was asked to wait");
    assert_eq!(store.fetch_plans(&FetchScope::Due(at(5000))).unwrap().len(), 1);

    let validators = Validators { etag: Some(b"\"\xff\"".to_vec()), last_modified: None };
    let unchanged = FetchOutcome::Unchanged { validators: Some(validators.clone()) };
    store.record_fetch(record(feed, unchanged)).await.unwrap();
    assert_eq!((health().failures, health().error, health().state), (0, None, FeedState::Active));
    assert_eq!(health().last_success, Some(at(100)));
    assert_eq!(store.fetch_plans(&FetchScope::All).unwrap()[0].validators, validators);

    let gone = FetchOutcome::Gone { error: SafeText::new("410") };
    store.record_fetch(record(feed, gone)).await.unwrap();
    assert_eq!(health().state, FeedState::Gone);
    assert_eq!(store.next_due().unwrap(), None);
    assert!(store.fetch_plans(&FetchScope::All).unwrap().is_empty());
    assert_eq!(store.fetch_plans(&FetchScope::Feeds(vec![feed])).unwrap()[0].state, FeedState::Gone);
    let resumed = store.resume_feed(feed, at(200)).await.unwrap();
    assert_eq!(resumed.label.as_str(), "resumed a.example");
    assert_eq!(health().state, FeedState::Active);
    assert_eq!(store.fetch_plans(&FetchScope::Due(at(0))).unwrap().len(), 1);
    store.undo(at(300)).await.unwrap();
    assert_eq!((health().state, health().error), (FeedState::Gone, Some("410".into())));
    store.redo(at(400)).await.unwrap();
    assert_eq!((health().state, health().error), (FeedState::Active, None));
}

#[tokio::test]
async fn plans_stand_in_the_order_in_which_feeds_are_due() {
    let store = Store::in_memory().unwrap();
    let mut feeds = Vec::new();
    for (i, due) in [(0, Some(at(900))), (1, Some(at(300))), (2, None)] {
        let feed = subscribe(&store, &format!("https://{i}.example/feed")).await;
        if due.is_some() {
            let mut outcome = record(feed, FetchOutcome::Unchanged { validators: None });
            outcome.next_check = due;
            outcome.reach = Some(Reach::Private);
            store.record_fetch(outcome).await.unwrap();
        }
        feeds.push(feed);
    }
    let planned = store.fetch_plans(&FetchScope::All).unwrap();
    let order: Vec<_> = planned.iter().map(|plan| plan.feed).collect();
    assert_eq!(order, [feeds[2], feeds[1], feeds[0]]);
    assert_eq!((planned[0].reach, planned[1].reach), (None, Some(Reach::Private)));
    let due = store.fetch_plans(&FetchScope::Due(at(300))).unwrap();
    assert_eq!(due.iter().map(|plan| plan.feed).collect::<Vec<_>>(), [feeds[2], feeds[1]]);
}

#[tokio::test]
async fn an_outcome_for_a_feed_that_was_unsubscribed_from_is_dropped() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    store.unsubscribe(vec![feed], at(10)).await.unwrap();
    let applied = arrive(&store, feed, vec![incoming(&store, 1, 0)]).await;
    assert_eq!(applied.new, 0);
    assert!(rows(&store).is_empty());
}

#[tokio::test]
async fn feeds_that_arrive_together_share_commits() {
    let store = Store::in_memory().unwrap();
    let mut all = Vec::new();
    for i in 0..50 {
        all.push(subscribe(&store, &format!("https://{i}.example/feed")).await);
    }
    let fetches = all.iter().map(|feed| {
        let entries = (1..=4).map(|key| incoming(&store, key, 0)).collect();
        store.record_fetch(record(*feed, FetchOutcome::Parsed(Box::new(parsed(entries)))))
    });
    let applied = futures_util::future::join_all(fetches).await;
    assert!(applied.iter().all(|one| one.as_ref().unwrap().new == 4));
    let commits = store.fetch_commits();
    assert!((1..=10).contains(&commits), "{commits} commits for 50 feeds");
    assert_eq!(rows(&store).len(), 200);
}

#[tokio::test]
async fn many_texts_teach_a_dictionary_that_later_ones_are_packed_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let store = Store::open(&path).unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let text = |key: u64| {
        let words: Vec<String> =
            (0..40).map(|n| format!("harbour{} council", key * 7_919 % 97 * n)).collect();
        Markup::clean(&format!("<p class=\"story-body\">{}</p>", words.join(" ")))
    };
    let mut packer = store.packer();
    let entries = (1..=900)
        .map(|key| IncomingEntry { body: Some(packer.pack(&text(key))), ..incoming(&store, key, 0) })
        .collect();
    arrive(&store, feed, entries).await;
    close(&store).await;

    let store = Store::open(&path).unwrap();
    let (with, without) = (store.packer().pack(&text(901)), packer.pack(&text(901)));
    assert_ne!(with, without, "the dictionary is used");
    assert_eq!(entry(&store, ids(&store)[0]).content, text(1), "what was packed before is still read");
}
