//! [`Reader`]: looks each name up in the person's file, then in the defaults, and collects every
//! notice on the way. What no one asked for is unknown. Called by `load.rs` only.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notice::{Notice, Severity};
use super::value::{Parsed, describe};

type Found<'a> = &'a Spanned<DeValue<'a>>;

/// Reads names of two layers: the person's file over the defaults.
pub(super) struct Reader<'a> {
    text: &'a str,
    person: &'a DeTable<'a>,
    defaults: &'a DeTable<'a>,
    known: BTreeSet<&'static str>,
    notices: Vec<Notice>,
}

impl<'a> Reader<'a> {
    /// A reader of `person`, parsed from `text`, over `defaults`.
    pub(super) fn new(text: &'a str, person: &'a DeTable<'a>, defaults: &'a DeTable<'a>) -> Self {
        Self { text, person, defaults, known: BTreeSet::new(), notices: Vec::new() }
    }

    /// The value of the dotted `name`. A mistake is noted and the default stands in.
    pub(super) fn read<T>(&mut self, name: &'static str, parse: fn(&DeValue<'_>) -> Parsed<T>) -> T {
        self.known.insert(name);
        if let Some(found) = look_up(self.person, name) {
            match parse(found.get_ref()) {
                Ok(value) => return value,
                Err(allowed) => {
                    let what = describe(found.get_ref());
                    self.mistake(&found.span(), &format!("`{name}` is {what}; allowed: {allowed}"));
                }
            }
        }
        let default = look_up(self.defaults, name).map(|found| parse(found.get_ref()));
        default
            .and_then(Result::ok)
            .expect("assets/config.toml holds a valid value for every name, as a test proves")
    }

    /// Where the person's value of `name` stands, if the person gave one.
    pub(super) fn span_of(&self, name: &str) -> Option<Range<usize>> {
        look_up(self.person, name).map(Spanned::span)
    }

    /// The tables of a `[[name]]` list.
    pub(super) fn tables(&mut self, name: &'static str) -> Vec<(&'a DeTable<'a>, Range<usize>)> {
        self.known.insert(name);
        let Some(found) = look_up(self.person, name) else { return Vec::new() };
        let Some(list) = found.get_ref().as_array() else {
            let what = describe(found.get_ref());
            self.mistake(&found.span(), &format!("`{name}` is {what}; allowed: sections headed [[{name}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, item.span())),
                None => self.mistake(&item.span(), &format!("a {name} is a section headed [[{name}]]")),
            }
        }
        tables
    }

    /// Notes a mistake.
    pub(super) fn mistake(&mut self, span: &Range<usize>, message: &str) {
        self.notices.push(Notice::at(Severity::Mistake, self.text, span, message));
    }

    /// Warns of a name that means nothing; `known` are the names that would.
    pub(super) fn unknown(&mut self, span: &Range<usize>, name: &str, known: &[&str]) {
        let hint = nearest(name, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!("`{name}` is not a setting{hint}");
        self.notices.push(Notice::at(Severity::Warning, self.text, span, &message));
    }

    /// All notices in the order of the file, unknown names included.
    pub(super) fn finish(mut self) -> Vec<Notice> {
        self.find_unknown(self.person, "");
        self.notices.sort_by_key(|notice| (notice.line, notice.column));
        self.notices
    }

    /// Sections nest one deep, so this goes no deeper than the longest known name.
    fn find_unknown(&mut self, table: &'a DeTable<'a>, prefix: &str) {
        let known: Vec<&str> = self.known.iter().copied().collect();
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            let section = format!("{name}.");
            if self.known.contains(name.as_str()) {
                continue;
            }
            if !known.iter().any(|one| one.starts_with(&section)) {
                self.unknown(&key.span(), &name, &known);
            } else if let Some(inner) = value.get_ref().as_table() {
                self.find_unknown(inner, &section);
            } else {
                let what = describe(value.get_ref());
                self.mistake(
                    &value.span(),
                    &format!("`{name}` is {what}; allowed: a section headed [{name}]"),
                );
            }
        }
    }
}

fn look_up<'a>(table: &'a DeTable<'a>, name: &str) -> Option<Found<'a>> {
    match name.split_once('.') {
        Some((section, rest)) => look_up(get(table, section)?.get_ref().as_table()?, rest),
        None => get(table, name),
    }
}

/// A key of one table.
pub(super) fn get<'a>(table: &'a DeTable<'a>, key: &str) -> Option<Found<'a>> {
    table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
}

/// The known name that is at most two slips away.
fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let last = |dotted: &str| dotted.rsplit('.').next().unwrap_or_default().to_owned();
    known
        .iter()
        .map(|one| (distance(name, one).min(distance(&last(name), &last(one)) + 1), *one))
        .min()
        .filter(|(slips, one)| *slips <= 2 && *slips < one.len())
        .map(|(_, one)| one)
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        let known = ["article_width", "refresh.min", "theme"];
        assert_eq!(nearest("artcle_width", &known), Some("article_width"));
        assert_eq!(nearest("refresh.mim", &known), Some("refresh.min"));
        assert_eq!(nearest("min", &known), Some("refresh.min"));
        assert_eq!(nearest("nothing_like_it", &known), None);
    }
}
