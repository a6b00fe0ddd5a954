//! An article of the edition: lines `name: value`, a line `---`, then its HTML. A second `---` and
//! more HTML is the text after the publisher has edited it (`revised:` says when).
//!
//! Names: `slug title date author section summary`; `story` (what it tells of, never published),
//! `lang` (else the outlet's), `google` (`old`, `new` or `consent`: how Google News links to it),
//! `gate` (`login`, `consent` or `script`: what stands on the page instead of the text), `enclosure`
//! (address, type, bytes, how long it plays), `feed: no` (a page that no list names: the second part of an article).

use super::template::{before, escaped, fill, long, quoted, rfc2822, rfc3339};
use crate::domain::Timestamp;

pub(super) struct Article {
    head: &'static str,
    body: &'static str,
    edited: Option<&'static str>,
}

/// Which text of an article.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    First,
    Edited,
}

impl Article {
    pub fn parse(text: &'static str) -> Self {
        let mut parts = text.splitn(3, "\n---\n").map(str::trim);
        let mut next = || parts.next();
        Self { head: next().unwrap_or_default(), body: next().unwrap_or_default(), edited: next() }
    }

    /// A line of the head; empty where it is missing.
    pub fn field(&self, name: &str) -> &'static str {
        let value = |line: &'static str| line.strip_prefix(name)?.strip_prefix(':');
        self.head.lines().find_map(value).unwrap_or_default().trim()
    }

    pub fn is_edited(&self) -> bool {
        self.edited.is_some()
    }

    /// False for a page that only another page leads to.
    pub fn is_listed(&self) -> bool {
        self.field("feed") != "no"
    }

    fn enclosure(&self) -> String {
        let mut parts = self.field("enclosure").split(' ');
        let (Some(url), Some(kind), Some(length)) = (parts.next(), parts.next(), parts.next()) else {
            return String::new();
        };
        let time = parts.next().map(|time| format!("<itunes:duration>{time}</itunes:duration>\n"));
        format!(
            "<enclosure url=\"{url}\" type=\"{kind}\" length=\"{length}\"/>\n{}",
            time.unwrap_or_default()
        )
    }

    /// When it was published.
    pub fn published(&self, now: Timestamp) -> Timestamp {
        before(now, self.field("date")).unwrap_or(now)
    }

    /// Fills `template` with this article. `more` are values of the outlet.
    pub fn fill(&self, template: &str, version: Version, more: &[(&str, &str)], now: Timestamp) -> String {
        let at = self.published(now);
        let (body, updated) = match (version, self.edited) {
            (Version::Edited, Some(text)) => (text, before(now, self.field("revised")).unwrap_or(at)),
            _ => (self.body, at),
        };
        let body = fill(body, &[], now);
        let names = ["title", "author", "section", "summary"];
        let [title, author, section, summary] = names.map(|name| escaped(self.field(name)));
        let [title_json, author_json, section_json, summary_json] =
            names.map(|name| quoted(self.field(name)));
        let dates = [rfc2822(at), rfc3339(at), long(at), rfc3339(updated)];
        let (body_escaped, body_json) = (escaped(&body), quoted(&body));
        let (enclosure, lead_image) = (self.enclosure(), lead_image(&body));
        let own: [(&str, &str); 19] = [
            ("title", &title),
            ("author", &author),
            ("section", &section),
            ("summary", &summary),
            ("title_json", &title_json),
            ("author_json", &author_json),
            ("section_json", &section_json),
            ("summary_json", &summary_json),
            ("slug", self.field("slug")),
            ("body", &body),
            ("body_escaped", &body_escaped),
            ("body_json", &body_json),
            ("rfc2822", &dates[0]),
            ("rfc3339", &dates[1]),
            ("long", &dates[2]),
            ("updated", &dates[3]),
            ("enclosure", &enclosure),
            ("lead_image", &lead_image),
            ("dir", direction(self.field("lang"))),
        ];
        let values: Vec<(&str, &str)> = own.iter().chain(more).copied().collect();
        fill(template, &values, now)
    }
}

/// The first picture of a text, for the head of its page.
fn lead_image(body: &str) -> String {
    let source = body.split_once("<img src=\"").and_then(|(_, rest)| Some(rest.split_once('"')?.0));
    let tag = |url| format!("<meta property=\"og:image\" content=\"{url}\">\n");
    source.map(tag).unwrap_or_default()
}

fn direction(language: &str) -> &'static str {
    if matches!(language, "ar" | "he") { "rtl" } else { "ltr" }
}
