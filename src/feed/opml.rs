//! Lists of subscriptions in and out: OPML of any version and in any state, and (through `urls`)
//! plain lists and newsboat's file. Nothing is fetched. Called by `service`.

use std::collections::HashSet;

use crate::domain::{ListFormat, Outline, SkippedLine, WebUrl};
use crate::text::SafeText;

use super::Error;
use super::decode::decode;
use super::entity::unescape_plain;
use super::repair::Repairs;
use super::token::{Tag, Token, Tokens};
use super::urls::read_urls;
use super::value::local;

/// Depth and size that are read (security promises, section 2).
const MAX_DEPTH: usize = 64;
const MAX_BYTES: usize = 10 << 20;

/// Lines listed as skipped; more are counted in the last one.
pub(super) const MAX_SKIPPED: usize = 1000;

/// Characters of a title or category.
const MAX_TITLE: usize = 300;

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What the list is written in.
    pub format: ListFormat,
    /// Subscriptions, each address once.
    pub feeds: Vec<Outline>,
    /// What was skipped.
    pub skipped: Vec<SkippedLine>,
}

impl Imported {
    pub(super) fn skip(&mut self, line: usize, reason: &str) {
        if self.skipped.len() < MAX_SKIPPED {
            self.skipped.push(SkippedLine { line, reason: SafeText::folded(reason, 300) });
        }
    }
}

/// Reads a list of subscriptions: OPML, a newsboat `urls` file or plain addresses.
pub fn read_subscriptions(bytes: &[u8]) -> Result<Imported, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::NotAFeed("the list is larger than 10 MB; split it".into()));
    }
    let text = decode(bytes, None, &mut Repairs::default());
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Error::NotAFeed("the list is empty".into()));
    }
    if !start.starts_with('<') {
        return read_urls(&text);
    }
    let (imported, is_opml) = read_opml(&text);
    match (is_opml, is_page(start)) {
        (true, _) => Ok(imported),
        (false, true) => Err(Error::Page),
        (false, false) => Err(Error::NotAFeed("this is no list of subscriptions (OPML)".into())),
    }
}

fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(20).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Reads what outlines there are; the second value is false when nothing of OPML was met.
fn read_opml(text: &str) -> (Imported, bool) {
    let mut imported = Imported { format: ListFormat::Opml, ..Imported::default() };
    let mut tokens = Tokens::new(text);
    let mut lines = Lines::new(text);
    let mut is_opml = false;
    let mut known = HashSet::new();
    // Open outlines; `None` for those that are feeds or have no name.
    let mut path: Vec<Option<SafeText>> = Vec::new();
    let mut too_deep = 0_usize;
    loop {
        let line_at = tokens.position();
        match tokens.next() {
            None => break,
            Some(Token::Start(tag)) => match local(tag.name).to_ascii_lowercase().as_str() {
                "opml" | "body" => is_opml = true,
                "outline" => {
                    is_opml = true;
                    let line = lines.at(line_at);
                    let name = read_outline(tag, line, &path, &mut known, &mut imported);
                    if tag.closed {
                        continue;
                    }
                    if path.len() >= MAX_DEPTH {
                        too_deep += 1;
                    } else {
                        path.push(name);
                    }
                }
                _ => {}
            },
            Some(Token::End(name)) if local(name).eq_ignore_ascii_case("outline") => {
                if too_deep > 0 {
                    too_deep -= 1;
                } else {
                    path.pop();
                }
            }
            Some(_) => {}
        }
    }
    (imported, is_opml)
}

/// Takes an outline: a feed goes to the list, a folder answers its name.
fn read_outline(
    tag: Tag<'_>,
    line: usize,
    path: &[Option<SafeText>],
    known: &mut HashSet<WebUrl>,
    imported: &mut Imported,
) -> Option<SafeText> {
    let attribute = |names: &[&str]| {
        let raw = names
            .iter()
            .find_map(|name| tag.attributes.get(name).filter(|value| !value.trim().is_empty()))?;
        Some(unescape_plain(raw).trim().to_owned())
    };
    let title = attribute(&["title", "text"]).map(|title| SafeText::folded(&title, MAX_TITLE));
    let title = title.filter(|title| !title.is_empty());
    let is_link = attribute(&["type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("link"));
    let address = attribute(&["xmlUrl"]).or_else(|| {
        let kind = attribute(&["type"])?;
        ["rss", "atom", "feed"]
            .iter()
            .any(|feed| kind.eq_ignore_ascii_case(feed))
            .then(|| attribute(&["url"]))?
    });
    let Some(address) = address else {
        if is_link {
            imported.skip(line, "a link to a page, not a feed");
        }
        return title;
    };
    let Some(url) = WebUrl::parse(&address) else {
        imported.skip(line, &format!("not an http or https address: {address}"));
        return None;
    };
    if !known.insert(url.clone()) {
        imported.skip(line, &format!("listed twice: {url}"));
        return None;
    }
    let folders: Vec<&str> = path.iter().flatten().map(SafeText::as_str).collect();
    let category = if folders.is_empty() {
        attribute(&["category"]).map(|category| category.split(',').next().unwrap_or_default().to_owned())
    } else {
        Some(folders.join("/"))
    };
    let category = category.map(|category| SafeText::folded(category.trim_matches(['/', ' ']), MAX_TITLE));
    imported.feeds.push(Outline {
        site_url: attribute(&["htmlUrl"]).and_then(|page| WebUrl::parse(&page)),
        category: category.filter(|category| !category.is_empty()),
        title,
        url,
    });
    None
}

/// Line numbers of ever greater positions, counted once.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    fn at(&mut self, position: usize) -> usize {
        self.line += self.text[self.at..position].matches('\n').count();
        self.at = position;
        self.line
    }
}

/// Writes a list as OPML 2.0; categories become nested outlines in order of first use.
#[must_use]
pub fn write_opml(title: &str, feeds: &[Outline]) -> String {
    let title = escape(SafeText::new(title).as_str());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    out.extend(["  <head>\n    <title>", &title, "</title>\n  </head>\n  <body>\n"]);
    let mut tree = Folder::default();
    for feed in feeds {
        let mut folder = &mut tree;
        let path = feed.category.as_ref().map(SafeText::as_str).unwrap_or_default();
        for name in path.split('/').map(str::trim).filter(|name| !name.is_empty()).take(MAX_DEPTH) {
            folder = folder.child(name);
        }
        folder.feeds.push(feed);
    }
    tree.write(&mut out);
    out.push_str("  </body>\n</opml>\n");
    out
}

#[derive(Default)]
struct Folder<'a> {
    name: &'a str,
    folders: Vec<Folder<'a>>,
    feeds: Vec<&'a Outline>,
}

impl<'a> Folder<'a> {
    fn child(&mut self, name: &'a str) -> &mut Self {
        let at = self.folders.iter().position(|folder| folder.name == name).unwrap_or_else(|| {
            self.folders.push(Folder { name, ..Folder::default() });
            self.folders.len() - 1
        });
        &mut self.folders[at]
    }

    /// Our own tree of at most `MAX_DEPTH` levels, walked with a stack all the same.
    fn write(&self, out: &mut String) {
        enum Step<'s, 'a> {
            Open(&'s Folder<'a>, usize),
            Close(usize),
        }
        write_feeds(out, &self.feeds, 2);
        let mut steps: Vec<Step<'_, '_>> =
            self.folders.iter().rev().map(|folder| Step::Open(folder, 2)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Open(folder, level) => {
                    open_outline(out, level);
                    attribute(out, "text", folder.name);
                    attribute(out, "title", folder.name);
                    out.push_str(">\n");
                    write_feeds(out, &folder.feeds, level + 1);
                    steps.push(Step::Close(level));
                    steps.extend(folder.folders.iter().rev().map(|folder| Step::Open(folder, level + 1)));
                }
                Step::Close(level) => {
                    out.push_str(&"  ".repeat(level));
                    out.push_str("</outline>\n");
                }
            }
        }
    }
}

fn write_feeds(out: &mut String, feeds: &[&Outline], level: usize) {
    for feed in feeds {
        let title = feed.title.as_ref().map(SafeText::as_str);
        open_outline(out, level);
        attribute(out, "type", "rss");
        attribute(out, "text", title.unwrap_or_else(|| feed.url.as_str()));
        if let Some(title) = title {
            attribute(out, "title", title);
        }
        attribute(out, "xmlUrl", feed.url.as_str());
        if let Some(page) = &feed.site_url {
            attribute(out, "htmlUrl", page.as_str());
        }
        out.push_str("/>\n");
    }
}

fn open_outline(out: &mut String, level: usize) {
    out.push_str(&"  ".repeat(level));
    out.push_str("<outline");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.extend([" ", name, "=\"", &escape(value), "\""]);
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
