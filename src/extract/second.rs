//! A second opinion where the first result is short: the text that the page gives to machines, or the
//! element that the page itself calls its article. Called by the root; it parses the page anew, so only
//! in doubt.

use dom_query::{Document, NodeRef};

use super::polish::{Facts, polish};
use super::prune::prune;
use super::readable::strip_names;
use super::tree::text_blocks;
use crate::text::Markup;

/// A first result of so many characters is not doubted.
pub const DOUBTFUL: usize = 600;

/// Where pages put their articles, the surest first.
const HOMES: [&str; 4] =
    ["[itemprop=\"articleBody\"]", "[property=\"articleBody\"]", "article", "main, [role=\"main\"]"];

/// A paragraph is at least so long, in characters without spaces.
const PARAGRAPH: usize = 60;

/// Another article of the page, if it is at least twice as long as the one that was found.
pub fn better_than(found: usize, page: &Document, body: Option<&str>, facts: &Facts) -> Option<String> {
    if let Some(body) = body.filter(|body| body.chars().count() > found.max(SHORTEST_BODY) * 2) {
        return Some(paragraphs(body));
    }
    prune(page);
    let mut best: Option<(usize, NodeRef<'_>)> = None;
    for home in HOMES {
        for node in page.select(home).nodes() {
            let prose = prose(node);
            if best.as_ref().is_none_or(|(most, _)| prose > most * 2) {
                best = Some((prose, *node));
            }
        }
    }
    let (prose, node) = best?;
    if prose <= found.max(1) * 2 {
        return None;
    }
    polish(&node, facts);
    strip_names(&node);
    Some(node.inner_html().to_string())
}

/// A body of fewer characters is no better than none.
const SHORTEST_BODY: usize = 200;

/// Characters in paragraphs that are not mostly links.
fn prose(node: &NodeRef<'_>) -> usize {
    let blocks = text_blocks(node);
    let prose = blocks.iter().map(|block| (block.chars(), block.linked));
    prose.filter(|(chars, linked)| *chars > PARAGRAPH && linked * 2 < *chars).map(|(chars, _)| chars).sum()
}

/// Text as paragraphs; some pages write it as HTML.
fn paragraphs(body: &str) -> String {
    if body.contains("</p>") || body.contains("<br") {
        return body.to_owned();
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| ["<p>", Markup::from_plain(line).source(), "</p>\n"].concat());
    lines.collect()
}
