//! An article out of the elements that a site rule names. Nothing is guessed here: what the rule keeps is
//! kept, what it drops is dropped.

use dom_query::{Document, NodeRef};

use super::dates;
use super::metadata::Metadata;
use super::polish::Facts;
use super::readable::{Found, strip_names};
use super::site_rules::Rule;
use crate::domain::WebUrl;
use crate::text::SafeText;

/// Longest headline and byline, in characters.
const MAX_TITLE: usize = 1000;

/// Takes out what the rule drops and puts its facts in the place of the page's own.
pub fn prepare(document: &Document, rule: &Rule, metadata: &mut Metadata) {
    let first = |selector: &Option<String>| {
        let found = selector.as_ref().map(|selector| document.select(selector))?;
        found.nodes().first().copied()
    };
    if let Some(title) = first(&rule.title).map(|node| SafeText::folded(&node.text(), MAX_TITLE)) {
        metadata.title = Some(title).filter(|title| !title.is_empty()).or_else(|| metadata.title.take());
    }
    if let Some(byline) = &rule.byline {
        let found = document.select(byline);
        let names = found.nodes().iter().filter_map(|node| super::metadata::author(&node.text()));
        let names: Vec<SafeText> = names.collect();
        if !names.is_empty() {
            metadata.authors = names;
        }
    }
    if let Some(node) = first(&rule.date) {
        let written = node.attr("datetime").or_else(|| node.attr("content")).unwrap_or_else(|| node.text());
        metadata.published = dates::read(&written).or(metadata.published);
    }
    for selector in &rule.drop {
        document.select(selector).remove();
    }
}

/// The elements that the rule keeps, in the order of the page; `None` where none of them is there.
pub fn read(document: &Document, rule: &Rule, url: &WebUrl, metadata: &Metadata) -> Option<Found> {
    let selector = rule.text.join(", ");
    if selector.is_empty() {
        return None;
    }
    let found = document.select(&selector);
    let kept: Vec<NodeRef<'_>> = found.nodes().to_vec();
    let is_inner = |node: &NodeRef<'_>| {
        node.ancestors_it(None).any(|outer| kept.iter().any(|other| other.id == outer.id))
    };
    let mut html = String::new();
    for node in kept.iter().filter(|node| !is_inner(node)) {
        make_absolute(node, url);
        strip_names(node);
        html.push_str(&node.inner_html());
        html.push('\n');
    }
    let title = metadata.title.clone();
    let found = Found { html, title, byline: None, standfirst: None, facts: Facts::default() };
    (!found.html.is_empty()).then_some(found)
}

fn make_absolute(root: &NodeRef<'_>, url: &WebUrl) {
    for node in root.descendants() {
        for name in ["href", "src", "data-src", "poster"] {
            let Some(value) = node.attr(name) else { continue };
            if let Some(target) = url.join(&value) {
                node.set_attr(name, target.as_str());
            }
        }
    }
}
