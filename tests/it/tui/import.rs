//! Taking over the subscriptions of another reader: the file, what would happen, and that it happens
//! only then.

use std::path::PathBuf;

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect};
use tidings::domain::{FoundList, ImportPlan, ListFormat, Outline, SkippedLine};

use crate::support::newsroom::{Library, Newsroom, safe, url};

fn outline(address: &str, title: Option<&str>, category: Option<&str>) -> Outline {
    Outline { url: url(address), title: title.map(safe), category: category.map(safe), site_url: None }
}

fn plan() -> ImportPlan {
    let mut new = vec![
        outline("https://harbour.example/feed", Some("The Harbour Post"), Some("News")),
        outline("https://ledger.example/rss", Some("Northern Ledger, the paper of the north"), Some("News")),
        outline("https://systems.example/atom.xml", None, None),
    ];
    let more = (1..=14).map(|n| {
        outline(&format!("https://blog-{n}.example/feed"), Some(&format!("Blog number {n}")), Some("Blogs"))
    });
    new.extend(more);
    let skipped = vec![
        SkippedLine { line: 5, reason: safe("file:///etc/passwd is no address of a feed") },
        SkippedLine { line: 9, reason: safe("a query feed of newsboat") },
    ];
    let already = vec![outline("https://known.example/feed", Some("Known"), None)];
    ImportPlan { format: ListFormat::Newsboat, new, already, skipped }
}

fn list(reader: &'static str, path: &str) -> FoundList {
    let shown = safe(&path.replace("/home/ada", "~"));
    FoundList { reader, path: PathBuf::from(path), shown }
}

fn library() -> Library {
    let lists = vec![
        list("newsboat", "/home/ada/.newsboat/urls"),
        list("Akregator", "/home/ada/.local/share/akregator/data/feeds.opml"),
    ];
    Library { lists, plan: Some(plan()), ..Library::islands() }
}

fn orders(room: &Newsroom) -> Vec<ChangeOrder> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    orders.collect()
}

#[test]
fn the_file_is_asked_for_and_lists_are_offered() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    assert_snapshot!(room.keys(":import<enter><down>").screen());
}

#[test]
fn what_would_happen() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    assert_snapshot!(room.keys(":import<enter><enter>").screen_with_faces());
}

#[test]
fn what_would_happen_on_a_large_terminal() {
    let mut room = Newsroom::new(library()).sized(120, 40);
    assert_snapshot!(room.keys(":import ~/feeds.opml<enter>").screen());
}

#[test]
fn what_would_happen_on_a_telephone() {
    let mut room = Newsroom::new(library()).sized(50, 15);
    assert_snapshot!(room.keys(":import<enter><enter>jjj").screen());
}

#[test]
fn enter_imports_the_plan_and_nothing_before() {
    let mut room = Newsroom::new(library());
    room.keys(":import<enter><enter>");
    assert_eq!(orders(&room), []);
    room.keys("Gkk<enter>");
    assert_eq!(orders(&room), [ChangeOrder::Import(plan())]);
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn one_step_back_is_another_file_and_two_leave() {
    let mut room = Newsroom::new(library());
    room.keys(":import<enter><enter>q");
    assert!(room.screen().contains("Import from"));
    room.keys("<esc>");
    assert_eq!((room.model.overlays.len(), orders(&room)), (0, Vec::new()));
}

#[test]
fn a_file_that_is_not_there_is_said_and_the_path_stays() {
    let mut room = Newsroom::new(Library { plan: None, ..library() }).sized(80, 24);
    room.keys(":import /tmp/nowhere.opml<enter>");
    assert_snapshot!(room.screen());
    assert_eq!(orders(&room), []);
}

#[test]
fn without_a_path_and_without_lists_it_asks_again() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":import<enter><enter>");
    assert!(room.screen().contains("Which file?"));
}

#[test]
fn a_typed_path_wins_over_the_lists() {
    let mut room = Newsroom::new(library());
    room.holds_answers = true;
    room.keys(":import<enter><down>x.opml<enter>");
    assert!(room.held.iter().any(|event| format!("{event:?}").contains("ImportPlanned")));
    room.holds_answers = false;
    let mut room = Newsroom::new(Library { plan: None, ..library() });
    room.keys(":import<enter><down>x.opml<enter>");
    assert!(room.screen().contains("x.opml: there is no such file"), "{}", room.screen());
}

#[test]
fn a_plan_without_anything_new_imports_nothing() {
    let nothing = ImportPlan { new: Vec::new(), ..plan() };
    let mut room = Newsroom::new(Library { plan: Some(nothing), ..library() });
    room.keys(":import<enter><enter>");
    assert!(room.screen().contains("Nothing new · 1 there already · 2 lines skipped"));
    room.keys("<enter>");
    assert_eq!((room.model.overlays.len(), orders(&room)), (0, Vec::new()));
}
