//! The article pane: scrolling, reading on, the original.

use tidings::app::{Effect, Focus};
use tidings::domain::Event;

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, url};

/// The long article of the library, in a small window.
fn long() -> Newsroom {
    let mut room = Newsroom::new(Library::islands()).sized(80, 16);
    room.keys("j<enter>");
    room
}

#[test]
fn scrolling_stops_at_both_ends() {
    let mut room = long();
    let last = room.model.metrics.article.last_top();
    assert!(last > 10);
    room.keys("jjk");
    assert_eq!(room.main().article.top, 1);
    room.keys("G");
    assert_eq!(room.main().article.top, last);
    room.keys("j<pagedown>");
    assert_eq!(room.main().article.top, last);
    room.keys("gg<ctrl-u>k");
    assert_eq!(room.main().article.top, 0);
}

#[test]
fn space_pages_down_and_goes_on_with_the_next_unread_entry() {
    let mut room = long();
    let title = room.shown();
    let mut pages = 0;
    while room.shown() == title {
        let before = room.main().article.top;
        room.keys("<space>");
        assert!(room.shown() != title || room.main().article.top > before, "every press leads on");
        pages += 1;
    }
    assert!(pages > 2);
    assert_eq!((room.shown().as_str(), room.main().article.top), ("Court rules on data brokers", 0));
    assert_eq!(room.model.focus, Focus::Article);
}

#[test]
fn the_text_stands_still_while_a_refresh_goes_on() {
    let mut room = long();
    room.keys("jjjj");
    room.event(Event::RefreshStarted { feeds: 4 });
    room.event(Event::FeedRefreshed { feed: tidings::domain::FeedId(2), new: 0, changed: 1 });
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    assert_eq!(room.main().article.top, 4);
}

#[test]
fn another_width_keeps_the_place_in_the_text() {
    let mut room = long();
    room.keys("<pagedown><pagedown>");
    let share = |room: &Newsroom| {
        let metrics = room.model.metrics.article.clone();
        metrics.top * 100 / metrics.lines
    };
    let before = share(&room);
    let mut room = room.sized(50, 16);
    room.screen();
    assert!(share(&room).abs_diff(before) <= 3, "{} {}", share(&room), before);
}

#[test]
fn the_original_is_opened_and_that_counts_as_reading() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("o");
    let address = url("https://news.google.example/1");
    assert!(room.orders.contains(&Effect::OpenInBrowser(address)));
    assert!(room.main().entries.rows()[0].read);
}

#[test]
fn an_entry_without_an_address_says_so() {
    let mut library = Library::islands();
    library.entry(1).row.url = None;
    let mut room = Newsroom::new(library);
    room.keys("o");
    assert_eq!(room.notice(), "This entry has no address to open");
    assert_eq!(room.orders, []);
}

#[test]
fn zen_shows_the_article_alone_and_gives_it_back() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("jz");
    assert_eq!(room.model.focus, Focus::Zen);
    room.keys("z");
    assert_eq!(room.model.focus, Focus::Article);
}

/// An article with a note, whose mark is link 1, and a way back, which is link 2.
fn with_note() -> Newsroom {
    let mut library = Library::islands();
    let filler =
        "<p>Words that fill the page from one end to the other and say nothing at all.</p>".repeat(12);
    library.entry(2).content = tidings::text::Markup::clean(&format!(
        "<p>The pump failed<sup id=r><a href='#n'>1</a></sup> in spring.</p>{filler}\
         <ol><li id=n>Which pump is not known. <a href='#r'>↩</a></li></ol>{filler}"
    ));
    let mut room = Newsroom::new(library).sized(80, 16);
    room.keys("j<enter>");
    room
}

#[test]
fn a_note_is_gone_to_and_back_by_the_numbers_of_its_links() {
    let mut room = with_note();
    room.keys("O1");
    let note = room.main().article.top;
    assert!(note > 10 && room.screen().contains("Which pump is not known"), "{}", room.screen());
    assert_eq!(room.orders.iter().filter(|order| matches!(order, Effect::OpenInBrowser(_))).count(), 0);
    let is_marked = |room: &mut Newsroom, line: &str| room.screen().contains(&format!("▌{line}"));
    assert!(is_marked(&mut room, "1. Which pump"), "{}", room.screen());
    room.keys("O2");
    assert!(is_marked(&mut room, "The pump failed"), "{}", room.screen());
    assert!(room.main().article.top < note && room.screen().contains("The pump failed"), "{}", room.screen());
    room.keys("j");
    assert!(!is_marked(&mut room, "The pump failed"), "{}", room.screen());
}

#[test]
fn the_place_in_an_article_is_kept_when_another_one_was_read() {
    let mut room = long();
    room.keys("<pagedown><pagedown>");
    let (top, screen) = (room.main().article.top, room.screen());
    room.keys("hjk");
    assert_eq!(room.main().article.top, top);
    room.keys("l");
    assert_eq!(room.screen(), screen);
    room.keys("gghjkl");
    assert_eq!(room.main().article.top, 0, "whoever went back to the beginning is there");
}

#[test]
fn the_place_is_that_of_the_words_when_the_text_is_another_one() {
    let mut library = Library::islands();
    let full = format!("<p>By somebody.</p>{}", library.entry(2).content.source());
    library.entry(2).full_text = Some(tidings::domain::FullText {
        content: tidings::text::Markup::clean(&full),
        url: url("https://the-harbour-post.example/2"),
        fetched: library.entry(2).row.at,
    });
    let mut room = Newsroom::new(library).sized(80, 16);
    let first = |room: &mut Newsroom| {
        room.screen().lines().nth(2).and_then(|line| line.split_once('│')).map(|(_, text)| text.to_owned())
    };
    room.keys("j<enter>jjjjjjjjj");
    let before = first(&mut room);
    room.keys("f");
    assert_eq!(first(&mut room), before);
    room.keys("f");
    assert_eq!(first(&mut room), before);
}

#[test]
fn the_place_in_an_article_is_kept_over_a_restart_at_another_width() {
    let first = |app: &TestApp| {
        let line = app.screen().lines().nth(2).and_then(|line| line.rsplit('│').next().map(str::to_owned));
        line.expect("a line").trim().to_owned()
    };
    let mut app = TestApp::demo(80, 24);
    app.keys("/queue ninety<enter><enter><pagedown>");
    let words = first(&app);
    assert!(words.len() > 10 && app.screen().contains('%'), "{}", app.screen());
    // Another article is read meanwhile.
    app.keys("<esc><esc>j<enter>");
    assert_ne!(first(&app), words);
    let mut app = app.restart(80, 24);
    app.keys("/queue ninety<enter><enter>");
    assert_eq!(first(&app), words);
    let mut app = app.restart(120, 24);
    app.keys("/queue ninety<enter><enter>");
    let start: String = words.chars().take(8).collect();
    assert!(app.screen().contains(&start), "{start} in\n{}", app.screen());
    assert!(app.screen().contains('%'), "{}", app.screen());
}
