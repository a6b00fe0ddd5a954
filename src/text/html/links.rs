//! The targets of a document's links: resolved, checked, numbered once each.

use std::collections::{BTreeMap, HashMap};

use url::Url;

use super::places::{Places, name_of};
use crate::text::SafeText;

/// Longest address kept, in bytes; longer ones are attacks or mistakes.
const MAX_LENGTH: usize = 4096;

/// Links of a document.
pub struct Links {
    base: Option<Url>,
    targets: Vec<SafeText>,
    numbers: HashMap<String, usize>,
    page: Option<Url>,
    places: Places,
    /// Targets that are places of the text itself, by their names.
    inner: HashMap<String, String>,
}

impl Links {
    /// Links of a page at `base`, which may name another base itself.
    pub fn new(base: Option<&str>, base_element: Option<&str>) -> Self {
        let page = base.and_then(|base| Url::parse(base).ok()).filter(is_web);
        let named = base_element.and_then(|href| join(page.as_ref(), href)).filter(is_web);
        Self {
            base: named.or_else(|| page.clone()),
            targets: Vec::new(),
            numbers: HashMap::new(),
            page,
            places: Places::default(),
            inner: HashMap::new(),
        }
    }

    /// The same for a text with places that its own links lead to.
    pub fn with_places(self, places: Places) -> Self {
        Self { places, ..self }
    }

    /// The address of the page, as far as it is known.
    pub fn page(&self) -> Option<&str> {
        self.page.as_ref().map(Url::as_str)
    }

    /// The places of the text.
    pub fn places(&mut self) -> &mut Places {
        &mut self.places
    }

    /// The target of a link that leads to a place of the text itself.
    pub fn inner(&mut self, href: &str) -> Option<String> {
        let name = name_of(href, self.page())?;
        if !self.places.is_known(&name) {
            return None;
        }
        let target = match &self.page {
            Some(page) => {
                page.join(&format!("#{}", href.rsplit('#').next().unwrap_or_default())).ok()?.into()
            }
            None => format!("#{name}"),
        };
        self.inner.insert(String::clone(&target), name);
        Some(target)
    }

    /// The absolute address of a link, if it is one of http, https or mailto and leads elsewhere.
    pub fn resolve(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') {
            return None;
        }
        let url = join(self.base.as_ref(), href)?;
        (is_web(&url) || url.scheme() == "mailto").then(|| url.into())
    }

    /// The absolute address of an image or another resource: http and https only.
    pub fn resource(&self, src: &str) -> Option<SafeText> {
        let url = join(self.base.as_ref(), src.trim()).filter(is_web)?;
        (!src.trim().is_empty()).then(|| SafeText::new(url.as_str()))
    }

    /// The number of a target, from 0.
    pub fn number(&mut self, target: &str) -> usize {
        if let Some(number) = self.numbers.get(target) {
            return *number;
        }
        let number = self.targets.len();
        self.targets.push(SafeText::new(target));
        self.numbers.insert(target.to_owned(), number);
        number
    }

    /// All targets in the order of their numbers, and which of them lead to which place.
    pub fn finish(self) -> (Vec<SafeText>, BTreeMap<usize, usize>) {
        let place = |target: &String| self.inner.get(target).and_then(|name| self.places.number_of(name));
        let jumps = self.numbers.iter().filter_map(|(target, number)| Some((*number, place(target)?)));
        let jumps = jumps.collect();
        (self.targets, jumps)
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn join(base: Option<&Url>, href: &str) -> Option<Url> {
    if href.len() > MAX_LENGTH {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    (url.as_str().len() <= MAX_LENGTH).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_become_targets() {
        let links = Links::new(Some("https://a.example/news/1"), None);
        for (href, expected) in [
            ("../x?y", Some("https://a.example/x?y")),
            ("//b.example/", Some("https://b.example/")),
            (" https://c.example ", Some("https://c.example/")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("#part", None),
            ("", None),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("https://", None),
        ] {
            assert_eq!(links.resolve(href).as_deref(), expected, "{href:?}");
        }
    }

    #[test]
    fn without_a_base_only_whole_addresses_count() {
        let links = Links::new(None, None);
        assert_eq!(links.resolve("/x"), None);
        assert!(links.resolve("https://a.example/x").is_some());
        let named = Links::new(None, Some("https://b.example/c/"));
        assert_eq!(named.resolve("d").as_deref(), Some("https://b.example/c/d"));
        assert_eq!(Links::new(Some("file:///x"), Some("javascript:y")).resolve("z"), None);
    }

    #[test]
    fn an_escape_in_an_address_is_encoded() {
        let links = Links::new(None, None);
        let target = links.resolve("mailto:a\u{1b}]0;x\u{7}\u{202e}@b").expect("a target");
        assert!(target.bytes().all(|b| (0x20..0x7f).contains(&b)), "{target}");
    }
}
