//! An article out of the reader: copied in a form, saved, given to a program; on the pure reader, and
//! through the production loop on the demo edition.

use std::fs;

use insta::assert_snapshot;
use tidings::app::{BookOf, Effect, Order, PipeOrder, SaveOrder};
use tidings::config::Pipe;
use tidings::domain::{EntryId, PageForm};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom};
use crate::support::zip::unpack;

fn room() -> Newsroom {
    Newsroom::new(Library::islands()).sized(80, 24)
}

/// What was copied last, and what the person is told.
fn copied(room: &Newsroom) -> (String, String) {
    let copied = room.orders.iter().rev().find_map(|order| match order {
        Effect::CopyText { text, told } => Some((text.clone(), told.to_string())),
        _ => None,
    });
    copied.unwrap_or_default()
}

fn saved(room: &Newsroom) -> Option<&SaveOrder> {
    room.orders.iter().rev().find_map(|order| match order {
        Effect::Save(order) => Some(order),
        _ => None,
    })
}

fn piped(room: &Newsroom) -> Option<&PipeOrder> {
    room.orders.iter().rev().find_map(|order| match order {
        Effect::Pipe(order) => Some(order),
        _ => None,
    })
}

#[test]
fn what_can_be_copied() {
    assert_snapshot!(room().keys("jY").screen());
}

#[test]
fn what_can_be_saved_in_a_wide_window() {
    assert_snapshot!(Newsroom::new(Library::islands()).keys("jSj").screen());
}

#[test]
fn what_can_be_saved_in_a_narrow_window() {
    assert_snapshot!(Newsroom::new(Library::islands()).sized(50, 15).keys("jS").screen());
}

#[test]
fn each_form_is_copied_and_named() {
    let mut room = room();
    room.keys("jY<enter>");
    let link = "https://the-harbour-post.example/2";
    assert_eq!(copied(&room), (link.to_owned(), "Copied the link".to_owned()));
    room.keys("Yj<enter>");
    let title = "Reactor restart approved after eleven-year pause";
    assert_eq!(copied(&room), (format!("{title}\n{link}"), "Copied title and link".to_owned()));
    room.keys("Yjj<enter>");
    assert_eq!(copied(&room), (format!("[{title}]({link})"), "Copied a link in Markdown".to_owned()));
    room.keys("Yjjj<enter>");
    let quotation = format!(
        "“The regulator cleared the restart on Thursday, ending a pause that began when a pump failed and \
         nobody could say why.”\n— The Harbour Post, “{title}”, May 7, 2026\n{link}\n"
    );
    assert_eq!(copied(&room), (quotation, "Copied a quotation with its source".to_owned()));
    room.keys("<enter><pagedown><pagedown>Yjjj<enter>");
    assert!(copied(&room).0.starts_with("“Engineers spent years on it. The figures"), "{}", copied(&room).0);
    room.keys("YG<enter>");
    let (text, told) = copied(&room);
    assert!(text.contains("\n\nBackground\n\n") && text.contains("- First\n"), "{text}");
    assert!(told.starts_with("Copied the text, ") && told.ends_with(" words"), "{told}");
    assert!(room.model.overlays.is_empty());
}

#[test]
fn a_range_is_copied_line_by_line() {
    let mut room = room();
    room.keys("vjjYjj<enter>");
    let (text, told) = copied(&room);
    assert_eq!((text.lines().count(), told.as_str()), (3, "Copied 3 links in Markdown"));
    assert_eq!(room.main().entries.range, None);
}

#[test]
fn where_there_is_no_text_or_address_that_is_said() {
    let mut library = Library::islands();
    library.entry(1).row.url = None;
    let mut room = Newsroom::new(library);
    room.keys("Y<enter>");
    assert_eq!(room.notice(), "There is no address here to copy");
    for keys in ["Yjjj<enter>", "YG<enter>"] {
        room.keys(keys);
        assert_eq!(room.notice(), "There is no text to copy: only the headline is here");
    }
    assert_eq!(room.orders, []);
}

#[test]
fn an_entry_or_a_range_is_saved_and_a_list_becomes_a_book() {
    let mut room = room();
    room.keys("S<enter>");
    assert_eq!(saved(&room), Some(&SaveOrder::Pages { entries: vec![EntryId(1)], form: PageForm::Markdown }));
    room.keys("vjSj<enter>");
    let entries = vec![EntryId(1), EntryId(2)];
    assert_eq!(saved(&room), Some(&SaveOrder::Pages { entries: entries.clone(), form: PageForm::Html }));
    room.keys("kvj:save epub<enter>");
    let Some(SaveOrder::Book { title, of }) = saved(&room) else { unreachable!("a book: {:?}", room.orders) };
    assert_eq!((title.as_str(), of), ("Unread", &BookOf::Entries(entries)));
    room.keys(":save epub<enter>");
    let Some(SaveOrder::Book { of: BookOf::Listed { query, order, .. }, .. }) = saved(&room) else {
        unreachable!("what is listed: {:?}", room.orders)
    };
    assert_eq!((query.to_string().as_str(), *order), ("unread", Order::Newest));
    room.keys(":save pdf<enter>");
    assert_eq!(room.notice(), "There is no form pdf");
}

#[test]
fn a_program_is_asked_for_with_those_of_before() {
    let mut room = room();
    let command = vec!["espeak-ng".to_owned(), "--stdin".to_owned()];
    room.settings.pipes =
        vec![Pipe { name: "aloud".to_owned(), command: command.clone(), form: PageForm::Plain }];
    room.keys("j|");
    assert_snapshot!(room.screen());
    room.keys("wc -w<enter>");
    let argv = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let order = |argv, form, needs_terminal| PipeOrder { entry: EntryId(2), form, argv, needs_terminal };
    assert_eq!(piped(&room), Some(&order(argv(&["wc", "-w"]), PageForm::Markdown, false)));
    room.keys("|aloud<enter>");
    assert_eq!(piped(&room), Some(&order(command, PageForm::Plain, false)));
    room.keys("|<up><up><enter>");
    assert_eq!(piped(&room), Some(&order(argv(&["wc", "-w"]), PageForm::Markdown, false)));
    room.keys(":pipe-plain !less<enter>");
    assert_eq!(piped(&room), Some(&order(argv(&["less"]), PageForm::Plain, true)));
    room.keys("|mail 'me<enter>");
    assert!(room.screen().contains("A quote is not closed"), "{}", room.screen());
    assert_eq!(room.model.overlays.len(), 1, "the line stays");
}

fn last_line(app: &TestApp) -> String {
    app.screen().lines().last().expect("a line").trim().to_owned()
}

#[test]
fn articles_are_saved_beside_the_data_where_nobodys_home_is_looked_at() {
    let mut app = TestApp::demo(160, 40);
    app.keys("S<enter>");
    let folder = app.folder().join("data/saved");
    let files = |folder: &std::path::Path| {
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
        files.sort();
        files
    };
    let file = files(&folder).pop().expect("a file");
    assert!(last_line(&app).contains(&format!("Saved {}", file.display())), "{}", last_line(&app));
    let markdown = fs::read_to_string(&file).expect("a text");
    assert!(markdown.starts_with("# ") && !markdown.contains("utm_"), "{markdown}");

    app.keys(":save epub<enter>");
    assert!(last_line(&app).contains("articles"), "{}", last_line(&app));
    let book = files(&folder).into_iter().find(|file| file.extension().is_some_and(|e| e == "epub"));
    let book = unpack(&fs::read(book.expect("a book")).expect("a file"));
    let chapters = book.iter().filter(|file| file.name.starts_with("EPUB/chapter-")).count();
    let unread = app.services.store.list(
        &tidings::store::Listing {
            query: tidings::query::Query::parse("unread").expect("a query"),
            ..tidings::store::Listing::default()
        },
        &app.services.clock.moment(),
    );
    assert_eq!(chapters, unread.expect("a page").rows.len());
}

#[cfg(unix)]
#[test]
fn a_program_gets_the_article_and_its_answer_is_told() {
    let mut app = TestApp::demo(160, 40);
    app.keys("|sh -c 'head -n 1; test -n \"$TIDINGS_URL\"'<enter>");
    let line = last_line(&app);
    assert!(line.starts_with("sh: # "), "{line}");
    app.keys("|sh -c 'cat >/dev/null; exit 3'<enter>");
    assert!(last_line(&app).starts_with("sh ended with exit status: 3"), "{}", last_line(&app));
    app.keys("|no-such-program-here<enter>");
    assert!(last_line(&app).starts_with("no-such-program-here could not be started"), "{}", last_line(&app));
}

#[test]
fn links_of_the_demo_lead_to_their_outlets_and_track_nobody() {
    let mut app = TestApp::demo(160, 40);
    app.keys("/feed:\"Coastline Wire\"<enter>oi");
    let screen = app.screen();
    assert!(screen.contains("https://coastlinewire.example/wire/"), "{screen}");
    assert!(!screen.contains("clicks.example") && !screen.contains("utm_"), "{screen}");
    app.keys("qf");
    assert!(app.screen().contains("Full text from coastlinewire.example"), "{}", app.screen());

    app.keys("<esc>/title:\"Skerry Point\" feed:\"The Harbour Post\"<enter>");
    assert!(app.screen().contains("inspectorate"), "{}", app.screen());
    app.keys("O1");
    let opened = last_line(&app);
    assert!(
        opened.starts_with("https://northernledger.example/regions/skerry-point-questions ·"),
        "{opened}"
    );
}
