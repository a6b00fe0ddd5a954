//! What is known of single sites: which elements hold the article, which never do, where its next page
//! is. Rules come with tidings (`assets/site-rules/`), and a person's own files are merged over them. Pure:
//! `service` reads the files.

use std::collections::HashMap;

use dom_query::Matcher;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::WebUrl;
use crate::text::SafeText;

/// The rules that come with tidings: name of the file and what stands in it.
const BUILT_IN: [(&str, &str); 3] = [
    ("news.toml", include_str!("../../assets/site-rules/news.toml")),
    ("reference.toml", include_str!("../../assets/site-rules/reference.toml")),
    ("developers.toml", include_str!("../../assets/site-rules/developers.toml")),
];

/// Rules by host.
#[derive(Clone, Debug, Default)]
pub struct SiteRules(HashMap<String, Rule>);

/// What is known of a site. All selectors are CSS; those that match nothing change nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Elements that hold the article.
    pub text: Vec<String>,
    /// Elements that are no part of it.
    pub drop: Vec<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// The link to its next page.
    pub next_page: Option<String>,
    /// The link to all of it on one page.
    pub single_page: Option<String>,
}

/// A line of a rule file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Mistake {
    /// The file.
    pub file: SafeText,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: SafeText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    site: Vec<Site>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Site {
    hosts: Vec<Spanned<String>>,
    #[serde(default)]
    text: Vec<Spanned<String>>,
    #[serde(default)]
    drop: Vec<Spanned<String>>,
    title: Option<Spanned<String>>,
    byline: Option<Spanned<String>>,
    date: Option<Spanned<String>>,
    next_page: Option<Spanned<String>>,
    single_page: Option<Spanned<String>>,
}

impl SiteRules {
    /// The rules that come with tidings.
    #[must_use]
    pub fn built_in() -> Self {
        let mut rules = Self::default();
        for (name, text) in BUILT_IN {
            rules.merge(name, text);
        }
        rules
    }

    /// Takes the rules of a file over those that are there; what cannot be used is left out and told.
    pub fn merge(&mut self, name: &str, text: &str) -> Vec<Mistake> {
        let mut reading = Reading { name, text, mistakes: Vec::new() };
        match toml::from_str::<File>(text) {
            Ok(file) => {
                for site in file.site {
                    let (hosts, rule) = reading.rule(site);
                    self.0.extend(hosts.into_iter().map(|host| (host, rule.clone())));
                }
            }
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                reading.note(start, format!("this file is not used: {}", error.message()));
            }
        }
        reading.mistakes
    }

    /// The rule for an address: that of its host, or of the nearest domain above it.
    #[must_use]
    pub fn of(&self, url: &WebUrl) -> Option<&Rule> {
        let host = url.host();
        let mut rest = host.as_str();
        loop {
            if let Some(rule) = self.0.get(rest) {
                return Some(rule);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

struct Reading<'t> {
    name: &'t str,
    text: &'t str,
    mistakes: Vec<Mistake>,
}

impl Reading<'_> {
    fn rule(&mut self, site: Site) -> (Vec<String>, Rule) {
        let mut hosts = Vec::new();
        for host in site.hosts {
            match clean_host(host.get_ref()) {
                Some(name) => hosts.push(name),
                None => self.note(
                    host.span().start,
                    format!("\"{}\" is no host: write \"site.example\"", host.get_ref()),
                ),
            }
        }
        let mut several = |selectors: Vec<Spanned<String>>| -> Vec<String> {
            selectors.into_iter().filter_map(|selector| self.selector(selector)).collect()
        };
        let [text, drop] = [site.text, site.drop].map(&mut several);
        let mut one =
            |selector: Option<Spanned<String>>| selector.and_then(|selector| self.selector(selector));
        let rule = Rule {
            text,
            drop,
            title: one(site.title),
            byline: one(site.byline),
            date: one(site.date),
            next_page: one(site.next_page),
            single_page: one(site.single_page),
        };
        (hosts, rule)
    }

    fn selector(&mut self, selector: Spanned<String>) -> Option<String> {
        let start = selector.span().start;
        let selector = selector.into_inner();
        if Matcher::new(&selector).is_ok() {
            return Some(selector);
        }
        self.note(start, format!("\"{selector}\" is no selector that can be used; it is left out"));
        None
    }

    fn note(&mut self, at: usize, what: String) {
        let line = 1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        self.mistakes.push(Mistake { file: SafeText::new(self.name), line, what: SafeText::from(what) });
    }
}

/// A host as addresses have it; `www.` in front means nothing.
fn clean_host(text: &str) -> Option<String> {
    let url = WebUrl::parse(&format!("https://{}/", text.trim()))?;
    let host = url.host();
    let is_host = url.as_str() == format!("https://{host}/") && host.contains('.');
    is_host.then(|| host.trim_start_matches("www.").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).expect("an address")
    }

    #[test]
    fn the_rules_of_tidings_have_no_mistakes() {
        for (name, text) in BUILT_IN {
            let mut rules = SiteRules::default();
            assert_eq!(rules.merge(name, text), [], "{name}");
            assert!(!rules.0.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_rule_holds_for_a_host_and_those_below_it() {
        let mut rules = SiteRules::default();
        rules.merge("a.toml", "[[site]]\nhosts = [\"www.courier.example\"]\ntext = [\"#body\"]");
        assert!(rules.of(&url("https://courier.example/1")).is_some());
        assert!(rules.of(&url("https://news.courier.example/1")).is_some());
        assert!(rules.of(&url("https://mycourier.example/1")).is_none());
        rules.merge("b.toml", "[[site]]\nhosts = [\"courier.example\"]\ndrop = [\".ad\"]");
        let rule = rules.of(&url("https://www.courier.example/1")).cloned().unwrap_or_default();
        assert_eq!((rule.text.len(), rule.drop.as_slice()), (0, [".ad".to_owned()].as_slice()));
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_do_no_harm() {
        let mut rules = SiteRules::default();
        let text =
            "[[site]]\nhosts = [\"courier.example\",\n  \"not a host\"]\ntext = [\"p >\", \"#body\"]\n";
        let mistakes: Vec<String> = rules.merge("mine.toml", text).iter().map(ToString::to_string).collect();
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert!(mistakes[0].starts_with("mine.toml:3: \"not a host\""), "{mistakes:?}");
        assert!(mistakes[1].starts_with("mine.toml:4: \"p >\""), "{mistakes:?}");
        let rule = rules.of(&url("https://courier.example/")).cloned().unwrap_or_default();
        assert_eq!(rule.text, ["#body"]);
        let broken = rules.merge("mine.toml", "[[site]]\nhosts = [\"b.example\"]\nkeep = \"p\"\n");
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].line, 3, "{broken:?}");
        assert!(rules.of(&url("https://b.example/")).is_none());
    }
}
