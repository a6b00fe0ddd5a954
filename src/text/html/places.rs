//! Places of a text to which its own links lead: notes and where they are referred to, headings of a list of
//! contents. Only names that a link leads to are places. Called by `html`, `links` and `build`.

use std::collections::{HashMap, HashSet};

use dom_query::{Document as Tree, NodeData, NodeRef};

use super::element::attribute;
use super::links::Links;

/// Links of one page that are looked at; more are an index, not notes.
const MOST: usize = 5_000;
/// Signs that stand for "this very heading" or "back up", which say nothing in a text.
const SIGNS: [&str; 12] = ["#", "¶", "§", "🔗", "↩", "↩\u{fe0e}", "↩\u{fe0f}", "⏎", "^", "↑", "⬆", "⤴"];

/// The places of a text by the names that the page gives them.
#[derive(Default)]
pub struct Places {
    /// Names that links lead to; the number of the place once its text has begun.
    names: HashMap<String, Option<usize>>,
    /// Names whose text begins next.
    waiting: Vec<String>,
    begun: usize,
}

impl Places {
    /// Whether a link leads to this name, and the page has it.
    pub fn is_known(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// An element of this name begins.
    pub fn name(&mut self, name: &str) {
        if self.names.get(name) == Some(&None) {
            self.waiting.push(name.to_owned());
        }
    }

    /// Text begins; the number of its place, if it is one.
    pub fn begin(&mut self) -> Option<usize> {
        if self.waiting.is_empty() {
            return None;
        }
        let number = self.begun;
        self.begun += 1;
        for name in self.waiting.drain(..) {
            self.names.insert(name, Some(number));
        }
        Some(number)
    }

    /// The number of the place of this name, once its text has begun.
    pub fn number_of(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied().flatten()
    }
}

/// The places of a page.
pub fn find(tree: &Tree, source: &str, base: Option<&str>) -> Places {
    // Most pages have no such link, and need not be gone through.
    let is_likely = ["\"#", "'#", "=#"].iter().any(|sign| source.contains(sign))
        || base.is_some_and(|base| source.contains(&format!("{}#", base.split('#').next().unwrap_or(base))));
    if !is_likely {
        return Places::default();
    }
    let (mut wanted, mut there) = (HashSet::new(), HashSet::new());
    each_element(tree, |element| {
        if &*element.name.local == "a" && wanted.len() < MOST {
            wanted.extend(attribute(element, "href").and_then(|href| name_of(href, base)));
            there.extend(attribute(element, "name").map(str::to_owned));
        }
        there.extend(attribute(element, "id").map(str::to_owned));
    });
    let names = wanted.into_iter().filter(|name| there.contains(name)).map(|name| (name, None));
    Places { names: names.collect(), ..Places::default() }
}

fn each_element(tree: &Tree, mut visit: impl FnMut(&dom_query::Element)) {
    let mut next = tree.root().first_child();
    while let Some(node) = next {
        node.query(|inner| {
            if let NodeData::Element(element) = &inner.data {
                visit(element);
            }
        });
        next = node.first_child().or_else(|| after(node));
    }
}

/// The node behind `node` and all that is in it.
fn after(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let mut node = node;
    loop {
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent()?;
    }
}

/// The name that a link to the page itself leads to.
pub fn name_of(href: &str, base: Option<&str>) -> Option<String> {
    let (address, fragment) = href.trim().split_once('#')?;
    let is_own = address.is_empty() || base.is_some_and(|base| base.split('#').next() == Some(address));
    (is_own && !fragment.is_empty()).then(|| decoded(fragment))
}

/// Whether a link leads to the page that these links are of.
pub fn is_inner(href: &str, links: &Links) -> bool {
    name_of(href, links.page()).is_some()
}

/// A fragment as the page writes it in `id`.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

/// What an `<a>` to the page itself is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// A link like any other.
    Link,
    /// Back from a note.
    Back,
    /// To the heading that it stands at: nothing to a reader.
    Own,
}

/// Judges an `<a>` by what it shows and what the page says of it.
pub fn kind_of(link: &NodeRef<'_>) -> Inner {
    let says = |name: &str, words: &[&str]| {
        link.attr(name)
            .is_some_and(|value| words.iter().any(|word| value.to_ascii_lowercase().contains(word)))
    };
    if says("role", &["doc-backlink"])
        || says("class", &["backref", "backlink", "back-ref", "back-link", "reversefootnote"])
        || says("rev", &["footnote"])
    {
        return Inner::Back;
    }
    // Looked at only where it is short, since a link may hold half a page.
    let Some(child) = link.first_child() else { return Inner::Link };
    let is_alone = child.next_sibling().is_none() && child.is_text();
    let text = if is_alone { child.text().trim().to_owned() } else { String::new() };
    match SIGNS.iter().position(|sign| *sign == text) {
        Some(0..=3) => Inner::Own,
        Some(_) => Inner::Back,
        None => Inner::Link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_page_itself() {
        let base = Some("https://a.example/x");
        for (href, expected) in [
            ("#fn1", Some("fn1")),
            ("https://a.example/x#fn:2", Some("fn:2")),
            ("#caf%C3%A9", Some("café")),
            ("#100%", Some("100%")),
            ("https://a.example/y#fn1", None),
            ("/x", None),
            ("#", None),
        ] {
            assert_eq!(name_of(href, base).as_deref(), expected, "{href}");
        }
    }
}
