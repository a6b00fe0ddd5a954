//! Articles outside of tidings: books that a checker would take, files that need no other.

use std::collections::HashSet;

use tidings::domain::{EntryId, PageForm, Reach, WebUrl};
use tidings::service::page::{HeldPicture, html_page, page};
use tidings::service::{RefreshScope, make_book, pictures, save_book, save_page};
use tidings::store::{Listing, NewFeed};
use tidings::text::SafeText;
use tidings::text::render::to_standalone_html;

use super::House;
use crate::support::server::{Served, Server};
use crate::support::xml::elements;
use crate::support::zip::{Packed, unpack};

const FEED: &str = include_str!("../../fixtures/export/feed.xml");
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";

async fn house() -> (House, Vec<EntryId>) {
    let (house, entries, _) = served().await;
    (house, entries)
}

/// The feed, whose pictures are on the same server where that goes on.
async fn served() -> (House, Vec<EntryId>, Server) {
    let house = House::new();
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed.xml" => {
            let host = asked.header("host").unwrap_or_default();
            Served::feed(FEED.replace("https://b.example/i.png", &format!("http://{host}/i.png")))
        }
        _ => Served::ok(PICTURE).header("Content-Type", "image/gif"),
    });
    let url = WebUrl::parse(&server.url("/feed.xml")).expect("an address");
    let feed = NewFeed { url, title: None, category: None, site_url: None };
    house.services.store.subscribe(vec![feed], house.services.clock.now()).await.expect("a feed");
    assert_eq!(house.refresh(RefreshScope::All).await.failed, 0);
    let page =
        house.services.store.list(&Listing::default(), &house.services.clock.moment()).expect("a page");
    let entries = page.rows.iter().map(|row| row.id).collect();
    (house, entries, server)
}

fn text<'f>(files: &'f [Packed], name: &str) -> &'f str {
    let file = files.iter().find(|file| file.name == name).expect(name);
    std::str::from_utf8(&file.bytes).expect("UTF-8")
}

#[tokio::test]
async fn a_book_is_one_that_a_checker_takes() {
    let (house, entries) = house().await;
    let bytes = make_book(&house.services, &SafeText::new("Today & <yesterday>"), &entries).expect("a book");
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "what it is stands at a fixed place");
    let files = unpack(&bytes);
    assert!(files[0].name == "mimetype" && files[0].is_stored);

    let container = elements(text(&files, "META-INF/container.xml"));
    let root = &container.iter().find(|(name, _)| name == "rootfile").expect("a root").1["full-path"];
    let package = elements(text(&files, root));
    for name in ["dc:identifier", "dc:title", "dc:language"] {
        assert_eq!(package.iter().filter(|(found, _)| found == name).count(), 1, "{name}");
    }
    assert!(text(&files, root).contains("<meta property=\"dcterms:modified\">2026-05-07T12:00:00Z</meta>"));
    assert!(text(&files, root).contains("<dc:language>und</dc:language>"));

    let items: Vec<_> = package.iter().filter(|(name, _)| name == "item").map(|(_, item)| item).collect();
    let held: HashSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let listed: HashSet<String> = items.iter().map(|item| format!("EPUB/{}", item["href"])).collect();
    let own = ["mimetype", "META-INF/container.xml", root];
    assert_eq!(held.len(), files.len(), "each name once");
    assert!(held.iter().all(|name| own.contains(name) || listed.contains(*name)), "{held:?} {listed:?}");
    assert_eq!(listed.len() + own.len(), files.len(), "each file is listed, and each listed one is there");
    let ids: HashSet<&String> = items.iter().map(|item| &item["id"]).collect();
    let spine: Vec<&String> =
        package.iter().filter(|(name, _)| name == "itemref").map(|(_, item)| &item["idref"]).collect();
    assert!(spine.len() == 5 && spine.iter().all(|id| ids.contains(id)), "{spine:?}");
    assert_eq!(items.iter().filter(|item| item.get("properties").is_some_and(|p| p == "nav")).count(), 1);

    for item in items.iter().filter(|item| item["media-type"] == "application/xhtml+xml") {
        let page = elements(text(&files, &format!("EPUB/{}", item["href"])));
        assert_eq!(page[0].1["xmlns"], "http://www.w3.org/1999/xhtml");
        assert!(!page.iter().any(|(name, _)| ["script", "iframe"].contains(&name.as_str())));
        for (_, attributes) in &page {
            assert!(!attributes.get("src").is_some_and(|source| source.contains(':')), "{attributes:?}");
            assert!(!attributes.keys().any(|name| name.starts_with("on")), "{attributes:?}");
        }
    }
    let nav = elements(text(&files, "EPUB/nav.xhtml"));
    let targets: Vec<&String> = nav.iter().filter(|(name, _)| name == "a").map(|(_, a)| &a["href"]).collect();
    assert_eq!(targets, ["cover.xhtml", "chapter-1.xhtml", "chapter-2.xhtml", "chapter-3.xhtml"]);

    let chapter = text(&files, "EPUB/chapter-1.xhtml");
    for part in [
        "<h1>Everything &lt;at&gt; once: “a &amp; b”</h1>",
        "Harbour &amp; Post · A. Writer · May 7, 2026 10:00",
        "The feed carries the start of the article only",
        "<a href=\"https://post.example/every?id=1\">",
        "<a href=\"https://b.example/x?a=1&amp;b=2\"",
        "Donau&#xad;dampf<wbr/>schiff",
        "reversed=\"reversed\"",
        "Image: An &quot;i&quot; &lt;x&gt;</a>",
    ] {
        assert!(chapter.contains(part), "{part} in {chapter}");
    }
    let headline = text(&files, "EPUB/chapter-2.xhtml");
    assert!(headline.contains("Headline only: the feed carries no article text"), "{headline}");
    assert!(headline.contains("\"https://post.example/headline\""), "{headline}");
    assert!(text(&files, "EPUB/cover.xhtml").contains("3 articles from 1 outlet"));

    let again = make_book(&house.services, &SafeText::new("Today & <yesterday>"), &entries).expect("a book");
    assert!(again == bytes, "the same articles at the same time give the same bytes");
    assert!(make_book(&house.services, &SafeText::new("x"), &[]).is_err());
}

#[tokio::test]
async fn a_page_in_html_needs_nothing_and_does_nothing() {
    let (house, entries) = house().await;
    let entry = house.services.store.entry(entries[0]).expect("a read").expect("an entry");
    let moment = house.services.clock.moment();
    let held = |asked: &str| {
        asked.ends_with("/i.png?a=1&b=%272%27").then(|| HeldPicture::new(PICTURE.to_vec())).flatten()
    };
    let html = html_page(&entry, &entry.document(), &moment, &held);
    assert!(
        html.contains("<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAADs=\" alt=\"An &quot;i&quot;"),
        "{html}"
    );
    let bare = page(&entry, PageForm::Html, &moment, &|_| None);
    assert!(!bare.contains("<img") && bare.contains("Image: An &quot;i&quot;"), "{bare}");
    for html in [&html, &bare] {
        assert!(html.contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'"));
        assert!(
            html.contains("<p class=\"notice\">The feed carries the start of the article only</p>"),
            "{html}"
        );
        for sign in ["<script", "javascript:", "onclick", "<iframe", "src=\"http", "url(", "@import", "<link"]
        {
            assert!(!html.contains(sign), "{sign} in {html}");
        }
    }
}

#[tokio::test]
async fn pictures_that_were_shown_are_taken_along() {
    let (house, entries, server) = served().await;
    let address = |house: &House| {
        let entry = house.services.store.entry(entries[0]).expect("a read").expect("an entry");
        let mut found = None;
        drop(to_standalone_html(&entry.document(), &mut |address| found.replace(address.to_owned())));
        found.expect("a picture")
    };
    let url = WebUrl::parse(&address(&house)).expect("an address");
    let make = || unpack(&make_book(&house.services, &SafeText::new("x"), &entries).expect("a book"));
    let is_picture = |file: &&Packed| file.name.starts_with("EPUB/picture-");
    assert_eq!(make().iter().filter(is_picture).count(), 1, "the one that stands in its article");
    assert_eq!(server.requests().len(), 1, "nothing is fetched for a book");

    pictures::fetch(&house.services, &url, Reach::Private).await.expect("a picture");
    let files = make();
    let held: Vec<&Packed> = files.iter().filter(is_picture).collect();
    assert_eq!(held.len(), 2, "two chapters show the same picture");
    assert!(held[0].name.ends_with("picture-1.gif") && held[0].is_stored && held[0].bytes == PICTURE);
    assert!(text(&files, "EPUB/chapter-1.xhtml").contains("<img src=\"picture-1.gif\" alt=\"An"));
    assert!(text(&files, "EPUB/chapter-3.xhtml").contains("<img src=\"picture-1.gif\" alt=\"\"/>"));
    assert!(text(&files, "EPUB/package.opf").contains("href=\"picture-1.gif\" media-type=\"image/gif\""));
    assert!(text(&files, "EPUB/chapter-3.xhtml").contains("<img src=\"picture-2.gif\" alt=\"dot\"/>"));
    let folder = tempfile::tempdir().expect("a folder");
    let html = save_page(&house.services, entries[0], PageForm::Html, folder.path()).expect("a file");
    let html = std::fs::read_to_string(html).expect("a file");
    assert!(html.contains("<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAADs=\""), "{html}");
}

#[tokio::test]
async fn every_block_is_well_formed_whatever_pictures_become() {
    let (house, entries) = house().await;
    for id in &entries {
        let document = house.services.store.entry(*id).expect("a read").expect("an entry").document();
        let mut asked = Vec::new();
        for held in [Some("picture-1.gif".to_owned()), None] {
            let html = to_standalone_html(&document, &mut |address| {
                asked.push(address.to_owned());
                held.clone()
            });
            elements(&format!("<article>{html}</article>"));
        }
        assert!(asked.iter().all(|address| address.ends_with("/i.png?a=1&b=%272%27")), "{asked:?}");
    }
}

#[tokio::test]
async fn files_get_names_of_our_own_and_stay() {
    let (house, entries) = house().await;
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("saved");
    let save = |form| save_page(&house.services, entries[0], form, &folder).expect("a file");
    let name = |path: std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(name(save(PageForm::Markdown)), "2026-05-07-everything-at-once-a-b.md");
    assert_eq!(name(save(PageForm::Html)), "2026-05-07-everything-at-once-a-b.html");
    let second = save(PageForm::Markdown);
    let markdown = std::fs::read_to_string(&second).expect("a file");
    assert_eq!(name(second), "2026-05-07-everything-at-once-a-b-2.md");
    assert!(markdown.starts_with("# Everything \\<at\\> once: “a \\& b”\n\nHarbour \\& Post"), "{markdown}");
    let book = save_book(&house.services, &SafeText::new("Unread"), &entries, &folder).expect("a book");
    assert_eq!(name(book), "2026-05-07-unread.epub");
    assert!(save_page(&house.services, EntryId(999), PageForm::Html, &folder).is_err());
}
