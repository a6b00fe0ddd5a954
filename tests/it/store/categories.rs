//! Categories: made, renamed, moved and removed by the person, and feeds moved between them.

use std::future::Future;

use tidings::domain::{Category, CategoryId, Change, ChangeKind, FeedId};
use tidings::store::{Error, FeedSettings, NewFeed, Result, Store};
use tidings::text::SafeText;

use super::{at, new_feed};

fn text(text: &str) -> SafeText {
    SafeText::new(text)
}

/// A feed for each letter, in a category (`""`: the top).
async fn feeds(store: &Store, places: &[(&str, &str)]) -> Vec<FeedId> {
    let new = |(name, path): &(&str, &str)| NewFeed {
        title: Some(text(name)),
        category: (!path.is_empty()).then(|| text(path)),
        ..new_feed(&format!("https://{name}.example/feed"))
    };
    let done = store.subscribe(places.iter().map(new).collect(), at(0)).await.unwrap();
    done.into_iter().map(|feed| feed.id).collect()
}

/// All categories, each with the feeds that stand in it; `/` is the top.
fn tree(store: &Store) -> Vec<String> {
    let feeds = store.feeds().unwrap();
    let show = |path: &str, category: Option<CategoryId>| {
        let inside = feeds.iter().filter(|feed| feed.subscription.category == category);
        let names: Vec<String> = inside.map(|feed| format!(" {}", feed.title)).collect();
        format!("{path}:{}", names.concat())
    };
    let categories = store.categories().unwrap();
    let top = [show("/", None)].into_iter().filter(|line| line != "/:");
    top.chain(categories.iter().map(|category| show(category.path.as_str(), Some(category.id)))).collect()
}

fn find(store: &Store, path: &str) -> CategoryId {
    let is_it = |category: &Category| category.path.as_str() == path;
    store.categories().unwrap().into_iter().find(is_it).expect("a category").id
}

/// Makes a change, and walks it back and forth twice.
async fn check(store: &Store, label: &str, after: &[&str], change: impl Future<Output = Result<Change>>) {
    let before = tree(store);
    let change = change.await.unwrap();
    assert_eq!(change.label.as_str(), label);
    assert_eq!(change.kind, ChangeKind::Category);
    assert_eq!(tree(store), after);
    for _ in 0..2 {
        assert_eq!(store.undo(at(500)).await.unwrap().unwrap().label.as_str(), label);
        assert_eq!(tree(store), before);
        store.redo(at(500)).await.unwrap();
        assert_eq!(tree(store), after);
    }
}

#[tokio::test]
async fn a_category_that_was_made_stays_without_feeds() {
    let store = Store::in_memory().unwrap();
    let known = feeds(&store, &[("a", "Old")]).await;
    let create = |path: &str| store.create_category(text(path), at(1));
    check(&store, "made the category News/Tech", &["News:", "News/Tech:", "Old: a"], create("News / Tech/"))
        .await;
    let move_all = |path: Option<&str>| store.set_feeds_category(known.clone(), path.map(text), at(2));
    check(&store, "moved a to News/Tech", &["News:", "News/Tech: a"], move_all(Some("News/Tech"))).await;
    check(&store, "moved a to the top", &["/: a", "News:", "News/Tech:"], move_all(None)).await;

    let taken = create("News").await.unwrap_err();
    assert_eq!(taken.to_string(), "there is a category News already: choose another name");
    assert!(matches!(create(" / ").await, Err(Error::EmptyCategory)));
    assert!(matches!(create(&"a/".repeat(40)).await, Err(Error::CategoryTooDeep(32))));
    assert!(create("Old").await.is_ok(), "one that is gone does not hold its name");
}

#[tokio::test]
async fn a_category_is_renamed_with_all_that_is_in_it() {
    let store = Store::in_memory().unwrap();
    feeds(&store, &[("a", "News"), ("b", "News/Tech"), ("c", "Press")]).await;
    let news = find(&store, "News");
    let rename = |title: &str| store.rename_category(news, text(title), at(1));
    check(
        &store,
        "renamed the category News to World",
        &["Press: c", "World: a", "World/Tech: b"],
        rename(" World "),
    )
    .await;
    assert!(matches!(rename("Press").await, Err(Error::CategoryTaken(path)) if path.as_str() == "Press"));
    assert!(matches!(rename(" ").await, Err(Error::EmptyCategory)));
    let slash = rename("a/b").await.unwrap_err();
    assert_eq!(
        slash.to_string(),
        "the name of a category cannot hold `/`: to put it into another one, move it"
    );
    assert!(matches!(
        store.rename_category(CategoryId(99), text("x"), at(1)).await,
        Err(Error::NoCategory(CategoryId(99)))
    ));
    let lines = store.changes(10).unwrap().len();
    assert_eq!((rename("World").await.unwrap().count, store.changes(10).unwrap().len()), (0, lines));
}

#[tokio::test]
async fn a_removed_category_leaves_what_is_in_it_one_level_up() {
    let store = Store::in_memory().unwrap();
    feeds(&store, &[("a", "News"), ("b", "News/Tech"), ("c", "News/Tech/Chips"), ("d", "News/World")]).await;
    let tech = find(&store, "News/Tech");
    check(
        &store,
        "removed the category News/Tech",
        &["News: a b", "News/Chips: c", "News/World: d"],
        store.remove_category(tech, at(1)),
    )
    .await;
    let news = find(&store, "News");
    check(
        &store,
        "removed the category News",
        &["/: a b", "Chips: c", "World: d"],
        store.remove_category(news, at(2)),
    )
    .await;
    assert!(matches!(store.remove_category(news, at(3)).await, Err(Error::NoCategory(_))));
}

#[tokio::test]
async fn what_meets_its_name_on_the_way_up_becomes_one_with_it() {
    let store = Store::in_memory().unwrap();
    feeds(&store, &[("a", "News/News"), ("b", "News/Tech/Chips"), ("c", "Tech"), ("d", "Tech/Chips")]).await;
    store.create_category(text("News/Tech/Empty"), at(1)).await.unwrap();
    let news = find(&store, "News");
    check(
        &store,
        "removed the category News",
        &["News: a", "Tech: c", "Tech/Chips: b d", "Tech/Empty:"],
        store.remove_category(news, at(2)),
    )
    .await;
}

#[tokio::test]
async fn a_category_moves_with_all_that_is_in_it() {
    let store = Store::in_memory().unwrap();
    feeds(&store, &[("a", "News/Tech"), ("b", "News/Tech/Chips"), ("c", "Work"), ("d", "Work/Chips")]).await;
    let tech = find(&store, "News/Tech");
    let relocate = |id, path: Option<&str>| store.move_category(id, path.map(text), at(1));
    check(
        &store,
        "moved the category News/Tech to Work/New",
        &["Work: c", "Work/Chips: d", "Work/New:", "Work/New/Tech: a", "Work/New/Tech/Chips: b"],
        relocate(tech, Some("Work/New")),
    )
    .await;
    check(
        &store,
        "moved the category Work/New/Tech to the top",
        &["Tech: a", "Tech/Chips: b", "Work: c", "Work/Chips: d"],
        relocate(tech, None),
    )
    .await;
    assert_eq!(relocate(tech, None).await.unwrap().count, 0);
    let inside = relocate(tech, Some("Tech/Chips")).await.unwrap_err();
    assert_eq!(inside.to_string(), "Tech cannot be moved into itself: choose another place");
    let chips = find(&store, "Tech/Chips");
    assert!(matches!(relocate(chips, Some("Work")).await, Err(Error::CategoryTaken(_))));
    let deep = "a/".repeat(31);
    assert!(matches!(relocate(tech, Some(&deep)).await, Err(Error::CategoryTooDeep(_))));
    assert_eq!(tree(&store).len(), 4, "what failed left nothing");
}

#[tokio::test]
async fn several_feeds_move_in_one_line() {
    let store = Store::in_memory().unwrap();
    let known = feeds(&store, &[("a", ""), ("b", "News"), ("c", "Tech"), ("d", "Tech")]).await;
    let place =
        |feeds: &[FeedId], path: &str| store.set_feeds_category(feeds.to_vec(), Some(text(path)), at(1));
    check(&store, "moved 2 feeds to Tech", &["Tech: a b c d"], place(&known[..3], "Tech")).await;
    assert_eq!(place(&known, "Tech").await.unwrap().count, 0);
    assert!(matches!(place(&[FeedId(99)], "Tech").await, Err(Error::NoFeed(FeedId(99)))));
    store.unsubscribe(known[..1].to_vec(), at(2)).await.unwrap();
    check(&store, "moved b to News", &["News: b", "Tech: c d"], place(&known[..2], "News")).await;
}

#[tokio::test]
async fn a_name_that_was_free_for_a_while_is_given_back() {
    let store = Store::in_memory().unwrap();
    let known = feeds(&store, &[("a", "Press"), ("b", "News")]).await;
    let press = find(&store, "Press");
    let mut states = vec![tree(&store)];
    // Another category takes the name of one that is away; feeds pass through both.
    store.unsubscribe(known[1..].to_vec(), at(1)).await.unwrap();
    states.push(tree(&store));
    store.rename_category(press, text("News"), at(2)).await.unwrap();
    states.push(tree(&store));
    let settings = FeedSettings { category: Some(None), ..FeedSettings::default() };
    store.set_feed(known[0], settings, at(3)).await.unwrap();
    states.push(tree(&store));
    let settings = FeedSettings { category: Some(Some(text("News"))), ..FeedSettings::default() };
    store.set_feed(known[0], settings, at(4)).await.unwrap();
    states.push(tree(&store));
    for _ in 0..2 {
        for state in states[..4].iter().rev() {
            store.undo(at(5)).await.unwrap().expect("a line");
            assert_eq!(tree(&store), *state);
        }
        for state in &states[1..] {
            store.redo(at(6)).await.unwrap().expect("a line");
            assert_eq!(tree(&store), *state);
        }
    }
}

#[tokio::test]
async fn a_feed_that_comes_back_finds_the_category_that_has_its_path_now() {
    let store = Store::in_memory().unwrap();
    let known = feeds(&store, &[("a", "Press"), ("b", "News/Tech")]).await;
    store.unsubscribe(known[1..].to_vec(), at(1)).await.unwrap();
    store.rename_category(find(&store, "Press"), text("News"), at(2)).await.unwrap();
    store.subscribe(vec![new_feed("https://b.example/feed")], at(3)).await.unwrap();
    assert_eq!(tree(&store), ["News: a", "News/Tech: b"]);
    let states: [&[&str]; 4] =
        [&["News:", "News/Tech: b", "Press: a"], &["Press: a"], &["News: a"], &["News: a", "News/Tech: b"]];
    for _ in 0..2 {
        for state in states[..3].iter().rev() {
            store.undo(at(4)).await.unwrap().expect("a line");
            assert_eq!(tree(&store), *state);
        }
        for state in &states[1..] {
            store.redo(at(5)).await.unwrap().expect("a line");
            assert_eq!(tree(&store), *state);
        }
    }
}

#[tokio::test]
async fn two_programs_share_categories_and_their_undo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    feeds(&one, &[("a", "News")]).await;
    let news = find(&two, "News");
    two.rename_category(news, text("World"), at(1)).await.unwrap();
    one.create_category(text("World/Empty"), at(2)).await.unwrap();
    assert_eq!(tree(&two), ["World: a", "World/Empty:"]);
    two.remove_category(news, at(3)).await.unwrap();
    assert_eq!(tree(&one), ["/: a", "Empty:"]);
    for _ in 0..3 {
        one.undo(at(4)).await.unwrap().expect("a line");
    }
    assert_eq!(tree(&two), ["News: a"]);
}
