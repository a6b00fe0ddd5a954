//! What happened since the person last looked.

use insta::assert_snapshot;
use tidings::app::Effect;
use tidings::domain::{
    Brief, BriefGroup, BriefStory, EntryId, EntryPlace, Event, FeedId, KeyPoint, RequestId,
};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, NOON, Newsroom, at, safe};

fn story(id: i64, feed: i64, title: &str, outlets: &[&str], point: Option<&str>) -> BriefStory {
    let place = EntryPlace { entry: EntryId(id), feed: FeedId(feed) };
    let publisher = safe(outlets[0]);
    BriefStory {
        place,
        story: None,
        title: safe(title),
        tellings: vec![place.entry],
        outlets: outlets.iter().map(|outlet| safe(outlet)).collect(),
        first_seen: at("2026-05-07T06:00:00Z"),
        last_seen: at("2026-05-07T09:00:00Z"),
        point: point.map(|text| KeyPoint { text: safe(text), publisher, entry: place.entry }),
    }
}

fn brief() -> Brief {
    let reactor = "The regulator cleared the restart on Thursday, ending a pause that began when a pump failed and \
        nobody could say why.";
    let news = vec![
        story(
            2,
            2,
            "Reactor restart approved after eleven-year pause",
            &["The Harbour Post", "Isle Courier"],
            Some(reactor),
        ),
        story(3, 1, "Court rules on data brokers", &["Northern Ledger"], None),
    ];
    let blogs = vec![story(
        4,
        3,
        "日本語の見出しも幅を守って二行に折り返される必要があります",
        &["Systems weekly"],
        Some("短い。"),
    )];
    Brief {
        since: at("2026-05-06T18:10:00Z"),
        until: at(NOON),
        entries: 312,
        is_capped: false,
        stories: 9,
        groups: vec![
            BriefGroup { category: Some(safe("News")), stories: news },
            BriefGroup { category: Some(safe("Blogs")), stories: blogs },
        ],
    }
}

fn asked(room: &Newsroom) -> (RequestId, String) {
    let found = room.orders.iter().rev().find_map(|order| match order {
        Effect::MakeBrief { request, since } => Some((*request, since.to_string())),
        _ => None,
    });
    found.expect("a brief was asked for")
}

fn opened(width: u16, height: u16) -> Newsroom {
    let mut room = Newsroom::new(Library::islands()).sized(width, height);
    room.keys("b");
    let (request, _) = asked(&room);
    room.event(Event::BriefMade { request, brief: Box::new(brief()) });
    room
}

#[test]
fn the_brief_is_one_screen() {
    assert_snapshot!(opened(120, 40).screen());
}

#[test]
fn the_brief_on_a_small_terminal() {
    assert_snapshot!(opened(80, 24).keys("j").screen());
}

#[test]
fn the_brief_on_a_telephone() {
    assert_snapshot!(opened(50, 15).keys("G").screen());
}

#[test]
fn enter_opens_the_story() {
    let mut room = opened(120, 40);
    room.keys("j<enter>");
    assert_eq!(room.model.overlays.len(), 0);
    assert_eq!(room.shown(), "Court rules on data brokers");
}

#[test]
fn it_begins_a_day_ago_and_looks_further_back() {
    let mut room = opened(120, 40);
    assert_eq!(asked(&room).1, "2026-05-06T12:00:00Z");
    room.keys("h");
    assert_eq!(asked(&room).1, "2026-05-04T12:00:00Z");
    room.keys("lr");
    assert_eq!(asked(&room).1, "2026-05-06T12:00:00Z");
    room.keys("b");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn it_begins_where_the_reader_was_closed() {
    let mut app = TestApp::demo(120, 40);
    app.keys("b");
    assert!(app.screen().contains("Brief  Since "), "{}", app.screen());
    assert!(app.screen().contains("Skerry Point"), "{}", app.screen());
    app.keys("q");
    let mut app = app.restart(80, 24);
    app.keys("b");
    assert!(app.screen().contains("Nothing new since 12:00"), "{}", app.screen());
    app.keys("h");
    assert!(app.screen().contains("Since yesterday 12:00"), "{}", app.screen());
}
