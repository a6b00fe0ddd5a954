//! Whole pages through `extract`: what is kept, what is taken off, what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use tidings::domain::WebUrl;
use tidings::extract::{Article, Error, SiteRules, decode_page, parse_article, plain_text};
use tidings::text::SafeText;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages").join(folder)
}

fn url() -> WebUrl {
    WebUrl::parse("https://courier.example/news/ferry-sails?from=front").expect("an address")
}

fn parse(file: &Path) -> Result<Article, Error> {
    let page = decode_page(&fs::read(file).expect("a fixture"), None);
    parse_article(&page, &url(), &SiteRules::built_in())
}

fn files(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(fixtures(folder)).expect("fixtures");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn what_stands_around_an_article_is_taken_off() {
    let article = parse(&fixtures("article.html")).expect("an article");
    let expected = fs::read_to_string(fixtures("article.txt")).expect("a fixture");
    assert_eq!(plain_text(&article.content), expected);
}

#[test]
fn pictures_captions_links_and_tables_stay_in_the_article() {
    let article = parse(&fixtures("article.html")).expect("an article");
    let html = article.content.source();
    for part in [
        "https://courier.example/pictures/ferry.jpg",
        "<figcaption",
        "A. Kelp",
        "<table",
        "social.example/harbour/1",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
}

#[test]
fn facts_are_read_from_what_the_page_tells_machines() {
    let article = parse(&fixtures("article.html")).expect("an article");
    let text = |text: &str| Some(SafeText::new(text));
    assert_eq!(article.title, text("Ferry sails again after nine days"));
    assert_eq!(article.authors, [SafeText::new("Ada Marsh"), SafeText::new("Ivo Kent")]);
    assert_eq!(article.site, text("The Courier"));
    assert_eq!(article.published, "2026-05-07T04:40:00Z".parse().ok());
    assert_eq!(article.modified, "2026-05-07T07:00:00Z".parse().ok());
    assert_eq!(article.language, text("en-GB"));
    assert_eq!(article.lead_image, WebUrl::parse("https://courier.example/pictures/ferry.jpg"));
    assert_eq!(article.canonical, WebUrl::parse("https://courier.example/news/ferry-sails"));
    let standfirst = "The first boat since the storm left Port Ellery at six, with a queue behind it.";
    assert_eq!(article.standfirst, text(standfirst));
    assert!(!article.is_start);
    let kept = article.to_markup();
    assert!(
        kept.source().starts_with("<p><em>The first boat"),
        "the picture stands in the text: {}",
        kept.source()
    );
}

#[test]
fn pages_in_front_of_articles_are_refused_with_their_reason() {
    for file in files("refused") {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let expected = match name.split('-').next() {
            Some("consent") => Error::ConsentPage,
            Some("login") => Error::LoginWall,
            Some("subscribers") => Error::SubscribersOnly,
            Some("script") => Error::NeedsScript,
            Some("robot") => Error::RobotCheck,
            Some("missing") => Error::MissingPage,
            _ => panic!("what is {name}?"),
        };
        assert_eq!(parse(&file).map(|article| article.content), Err(expected), "{name}");
    }
}

#[test]
fn articles_about_such_pages_are_articles() {
    for file in files("about") {
        let found = parse(&file);
        let article = found.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(!article.is_start, "{}", file.display());
    }
}

#[test]
fn the_start_of_an_article_for_subscribers_is_called_a_start() {
    let article = parse(&fixtures("start.html")).expect("a start");
    assert!(article.is_start);
    assert!(plain_text(&article.content).contains("nobody had missed"));
}
