//! An article of the edition: lines `name: value`, a line `---`, then its HTML.

use super::template::{before, escaped, fill, long, rfc2822, rfc3339};
use crate::domain::Timestamp;

pub(super) struct Article<'a> {
    head: &'a str,
    body: &'a str,
}

impl<'a> Article<'a> {
    pub fn parse(text: &'a str) -> Self {
        let (head, body) = text.split_once("\n---\n").unwrap_or((text, ""));
        Self { head, body: body.trim() }
    }

    /// A line of the head; empty where it is missing.
    pub fn field(&self, name: &str) -> &'a str {
        let value = |line: &'a str| line.strip_prefix(name)?.strip_prefix(':');
        self.head.lines().find_map(value).unwrap_or_default().trim()
    }

    /// Fills `template` with this article. `more` are values of the outlet.
    pub fn fill(&self, template: &str, url: &str, more: &[(&str, &str)], now: Timestamp) -> String {
        let at = before(now, self.field("date")).unwrap_or(now);
        let (rfc2822, rfc3339, long) = (rfc2822(at), rfc3339(at), long(at));
        let body = fill(self.body, &[], now);
        let [title, author, section, summary] =
            ["title", "author", "section", "summary"].map(|name| escaped(self.field(name)));
        let body_escaped = escaped(&body);
        let own: [(&str, &str); 11] = [
            ("title", &title),
            ("author", &author),
            ("section", &section),
            ("summary", &summary),
            ("slug", self.field("slug")),
            ("url", url),
            ("body", &body),
            ("body_escaped", &body_escaped),
            ("rfc2822", &rfc2822),
            ("rfc3339", &rfc3339),
            ("long", &long),
        ];
        let values: Vec<(&str, &str)> = own.iter().chain(more).copied().collect();
        fill(template, &values, now)
    }
}
