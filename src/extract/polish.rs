//! What is taken off an article after it was found: headline, date and names in front of it, links to
//! other articles within it, tags, names and invitations behind it. It goes by words and places, not by
//! names of elements, which many pages do not give. Called by `readable`.

use dom_query::NodeRef;

use super::dates::is_date_line;
use super::phrases::{
    announces_comments, ends_with_credit, is_boilerplate, is_contact, is_counter, is_credit, is_marker,
    leads_away, names_hands, names_source,
};
use super::tree::{Measure, TextBlock, remove, text_blocks};

/// Blocks at the start that are looked at.
const HEAD: usize = 14;
/// A longer block at the start is text, whatever stands below it.
const LONG: usize = 110;
/// Longest line that names somebody.
const LONGEST_NAMES: usize = 100;
/// Longest caption.
const LONGEST_CAPTION: usize = 220;
/// Longest lines about the author behind an article.
const LONGEST_ABOUT: usize = 600;
/// A line of few words.
const SHORT: usize = 40;
/// Longest line that leads elsewhere.
const LONGEST_LEAD: usize = 220;
/// Longest invitation.
const LONGEST_INVITATION: usize = 400;

/// What the page says of its article, to know it again in the text.
#[derive(Default)]
pub struct Facts {
    /// Headlines: of the page, of the tab, of what is shared.
    pub titles: Vec<String>,
    /// What the article is about, in the page's words.
    pub description: String,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// Name of the site.
    pub site: String,
    /// Host of the page.
    pub host: String,
}

/// Cleans the article below `root`; gives the standfirst that was taken off.
pub fn polish(root: &NodeRef<'_>, facts: &Facts) -> Option<String> {
    let mut blocks = text_blocks(root);
    let all: usize = blocks.iter().map(TextBlock::chars).sum();
    cut_what_follows(root, &mut blocks, all);
    make_captions(&mut blocks);
    take_out_asides(root, &mut blocks, facts);
    let standfirst = trim_head(root, &mut blocks, facts, all);
    trim_tail(root, &mut blocks, facts);
    standfirst
}

/// From a line that announces something else ("Related", "Comments") to the end, if little of it is text.
fn cut_what_follows(root: &NodeRef<'_>, blocks: &mut Vec<TextBlock<'_>>, all: usize) {
    let mut before = 0;
    let mut cut = None;
    for (at, block) in blocks.iter().enumerate() {
        if before * 5 > all * 2 && is_marker(&block.text) {
            let text: usize = blocks[at..].iter().filter(|block| is_prose(block)).map(TextBlock::chars).sum();
            let rest: usize = blocks[at..].iter().map(TextBlock::chars).sum();
            let linked: usize = blocks[at..].iter().map(|block| block.linked).sum();
            if text * 6 < all && (linked * 3 > rest || announces_comments(&block.text)) {
                cut = Some(at);
                break;
            }
        }
        before += block.chars();
    }
    let Some(cut) = cut else { return };
    for block in blocks.drain(cut..) {
        remove(&block.node, root);
    }
}

/// A line that names the maker of a picture, or slanted words, right below a picture are its caption.
fn make_captions(blocks: &mut Vec<TextBlock<'_>>) {
    blocks.retain(|block| {
        let chars = block.chars();
        let Some(picture) = block.node.prev_element_sibling().filter(|_| chars < LONGEST_CAPTION) else {
            return true;
        };
        let is_picture =
            picture.has_name("img") || (Measure::of(&picture).chars == 0 && has_picture(&picture));
        if !is_picture || !(ends_with_credit(&block.text) || is_slanted(&block.node)) {
            return true;
        }
        let figure = block.node.tree.new_element("figure");
        picture.insert_before(&figure);
        figure.append_child(&picture);
        figure.append_child(&block.node);
        block.node.rename("figcaption");
        false
    });
}

fn has_picture(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| inner.has_name("img"))
}

/// Whether all words are set in italics or small.
fn is_slanted(node: &NodeRef<'_>) -> bool {
    let mut texts = node.descendants().into_iter().filter(NodeRef::is_nonempty_text).peekable();
    texts.peek().is_some()
        && texts.all(|text| {
            text.ancestors_it(Some(4))
                .any(|outer| ["em", "i", "small"].iter().any(|name| outer.has_name(name)))
        })
}

fn is_prose(block: &TextBlock<'_>) -> bool {
    block.chars() > 70 && block.linked * 3 < block.chars() && !is_boilerplate(&block.text)
}

fn take_out_asides(root: &NodeRef<'_>, blocks: &mut Vec<TextBlock<'_>>, facts: &Facts) {
    let mut after_marker = false;
    let own: Vec<bool> = blocks.iter().map(|block| block.is_link() && leads_within(block, facts)).collect();
    // A page that is nothing but links is a list of them.
    let is_index = own.iter().filter(|is_own| **is_own).count() * 3 > blocks.len();
    let mut place = 0;
    blocks.retain(|block| {
        let is_own = own[place];
        let is_first = place == 0;
        place += 1;
        let marker = is_marker(&block.text) || (block.chars() < SHORT && leads_away(&block.text));
        let follows = after_marker && is_linked(block);
        let goes = marker
            || follows
            || is_aside(block)
            || (!is_first && block.is_link() && is_shouted(&block.text))
            || (is_own && !is_index && is_related(block));
        after_marker = marker || follows;
        if goes {
            remove(&block.node, root);
        }
        !goes
    });
}

fn is_aside(block: &TextBlock<'_>) -> bool {
    let chars = block.chars();
    let text = block.text.as_str();
    (chars < LONGEST_LEAD && leads_away(text) && (block.linked > 0 || chars < 40))
        || (chars < LONGEST_INVITATION && is_boilerplate(text) && !block.node.has_name("li"))
        || (chars < LONGEST_LEAD && (is_credit(text) || is_counter(text)))
}

/// Whether half of it is links, as lines below "Related" are.
fn is_linked(block: &TextBlock<'_>) -> bool {
    block.linked * 2 > block.chars() || (block.linked > 0 && block.node.has_name("li"))
}

/// A line of capitals only.
fn is_shouted(text: &str) -> bool {
    text.split(' ').count() >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

/// A headline of the same site between two paragraphs.
fn is_related(block: &TextBlock<'_>) -> bool {
    let words = block.text.split(' ').count();
    let is_line = ["p", "div", "li", "h3", "h4", "h5"].iter().any(|name| block.node.has_name(name));
    is_line && words >= 5 && !block.text.trim_end().ends_with(['.', ':'])
}

fn leads_within(block: &TextBlock<'_>, facts: &Facts) -> bool {
    let link = block
        .node
        .descendants_it()
        .find(|inner| inner.has_name("a"))
        .or_else(|| block.node.ancestors_it(Some(3)).find(|outer| outer.has_name("a")));
    let Some(href) = link.and_then(|link| link.attr("href")) else { return false };
    let rest = href.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = |host: &str| host.trim_start_matches("www.").to_owned();
    bare(host) == bare(&facts.host) && !rest.contains('#')
}

/// Headline, standfirst, names, dates, sections: everything up to the last such line near the start,
/// but what reads like text stays.
fn trim_head(
    root: &NodeRef<'_>,
    blocks: &mut Vec<TextBlock<'_>>,
    facts: &Facts,
    all: usize,
) -> Option<String> {
    let mut about = Vec::new();
    let mut standfirst = None;
    let mut chars = 0;
    for (at, block) in blocks.iter().take(HEAD).enumerate() {
        if is_standfirst(at, blocks, facts) {
            standfirst.get_or_insert_with(|| block.text.clone());
            about.push(at);
            continue;
        }
        if is_about(block, facts) {
            about.push(at);
            continue;
        }
        chars += block.chars();
        if block.chars() > LONG * 3 || chars > 500 || chars * 4 > all {
            break;
        }
    }
    let last = about.last().copied()?;
    let mut place = 0;
    blocks.retain(|block| {
        let at = place;
        place += 1;
        let is_short =
            block.chars() < LONG && !block.text.trim_end().ends_with(['.', '!', '?', '”', '"', '。']);
        let goes = at <= last && (about.contains(&at) || is_short);
        if goes {
            remove(&block.node, root);
        }
        !goes
    });
    standfirst
}

fn is_about(block: &TextBlock<'_>, facts: &Facts) -> bool {
    let text = block.text.trim();
    facts.titles.iter().any(|title| is_same(text, title))
        || is_same(text, &facts.site)
        || is_same(text, &facts.host)
        || is_date_line(text)
        || is_credit(text)
        || (block.chars() < LONGEST_NAMES && names_author(text, facts))
        || (block.is_link() && text.split(' ').count() <= 3)
}

/// The page's own description above the text, not the first paragraph that many pages describe themselves with:
/// it is no paragraph, or it does not stand where the other paragraphs stand.
fn is_standfirst(at: usize, blocks: &[TextBlock<'_>], facts: &Facts) -> bool {
    let block = &blocks[at];
    if !is_same(block.text.trim(), &facts.description) {
        return false;
    }
    if !block.node.has_name("p") && !block.node.has_name("div") {
        return true;
    }
    let parent = |block: &TextBlock<'_>| block.node.parent().map(|parent| parent.id);
    let mut others = blocks[at + 1..].iter().filter(|block| block.chars() > LONG).take(5);
    !others.any(|other| parent(other) == parent(block))
}

/// `By A. Writer`, or a line with the name of an author that the page itself names.
fn names_author(text: &str, facts: &Facts) -> bool {
    let is_sentence = text.ends_with(['.', '!', '?', '”', '"', ':']);
    if facts.authors.iter().any(|author| author.len() > 4 && text.contains(author.as_str())) && !is_sentence {
        return true;
    }
    let Some((first, rest)) = text.split_once(' ') else { return text.eq_ignore_ascii_case("by") };
    let by = matches!(first.to_lowercase().as_str(), "by" | "von" | "par" | "por" | "di" | "door" | "text:");
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || c == '@');
    let capitals = words.iter().filter(|word| capital(word)).count();
    by && !is_sentence && words.len() <= 12 && capitals * 3 >= words.len() * 2
}

/// Whether two lines say the same: letters and digits only, and one may go on a little.
fn is_same(text: &str, other: &str) -> bool {
    let bare = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let [text, other] = [bare(text), bare(other)];
    if text.len() < 4 || other.len() < 4 {
        return false;
    }
    text == other
        || (text.len() > 30 && other.starts_with(&text))
        || (other.len() > 60 && text.starts_with(&other) && text.len() < other.len() * 2)
}

/// Tags, invitations, helpers and the author's life, from the end.
fn trim_tail(root: &NodeRef<'_>, blocks: &mut Vec<TextBlock<'_>>, facts: &Facts) {
    while let Some(last) = blocks.last() {
        if blocks.len() < 3 || !is_tail(last, facts) {
            return;
        }
        if let Some(last) = blocks.pop() {
            remove(&last.node, root);
        }
    }
}

fn is_tail(block: &TextBlock<'_>, facts: &Facts) -> bool {
    let text = block.text.trim();
    let chars = block.chars();
    let is_plain_end = block.is_link() && text.split(' ').count() <= 25;
    is_plain_end
        || names_hands(text)
        || is_date_line(text)
        || facts.titles.iter().any(|title| is_same(text, title))
        || (chars < LONGEST_INVITATION && (is_contact(text) || names_source(text)))
        || (chars < LONGEST_LEAD && leads_away(text))
        || (chars < LONGEST_INVITATION && is_boilerplate(text))
        || (chars < LONGEST_ABOUT && tells_of_author(text, facts))
        || !text.chars().any(char::is_alphanumeric)
}

fn tells_of_author(text: &str, facts: &Facts) -> bool {
    facts.authors.iter().any(|author| {
        let first = author.split(' ').next().unwrap_or_default();
        author.len() > 4
            && (text.starts_with(author.as_str())
                || (first.len() > 2 && text.starts_with(&format!("{first} is "))))
    })
}
