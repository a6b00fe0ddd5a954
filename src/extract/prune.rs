//! What goes before the article is looked for: scripts, share bars, related links, newsletters and
//! whatever else names itself; captions become captions. The tree is changed in place. What an element
//! calls itself is never enough: if much of the page's text would go with it, it stays.

use dom_query::{Document, NodeRef};

use super::names::{Part, part_of};
use super::tree::{Measure, each_element};

/// Longest line about the article (date, section, tags), in characters without spaces.
const LONGEST_NOTE: usize = 250;
/// Longest run of words in one.
const LONGEST_RUN: usize = 100;
/// Longest box about the author.
const LONGEST_AUTHOR: usize = 700;
/// Longest standfirst.
const LONGEST_STANDFIRST: usize = 400;
/// Longest caption.
const LONGEST_CAPTION: usize = 700;
/// Below so much of the page a figure is a picture with its words, not a part of the article.
const LONGEST_FIGURE: usize = 900;
/// What must be left of a page without the readers' comments.
const SHORTEST_REST: usize = 250;

/// Takes out of the page what is no part of any article; gives the standfirst, if one was among it.
pub fn prune(document: &Document) -> Option<String> {
    let body = document.body()?;
    free_quotations(document);
    each_element(&body, &mut |node| {
        let is_code = ["script", "style", "template"].iter().any(|name| node.has_name(name));
        if is_code {
            node.remove_from_parent();
        }
        !is_code
    });
    let all = Measure::of(&body);
    let plain = all.chars - all.linked;
    let mut standfirsts = Vec::new();
    each_element(&body, &mut |node| visit(node, plain, &mut standfirsts));
    each_element(&body, &mut |node| {
        if node.has_name("figure") {
            tidy_figure(node);
        }
        true
    });
    // Where there are several they are headings.
    let [standfirst] = standfirsts.as_slice() else { return None };
    standfirst.remove_from_parent();
    Some(standfirst.text().to_string())
}

/// What one element is; `false` if there is nothing left of it to look into.
fn visit<'t>(node: &NodeRef<'t>, all: usize, standfirsts: &mut Vec<NodeRef<'t>>) -> bool {
    let Some(part) = node.element_ref().and_then(|element| part_of(&element)) else { return true };
    if node.has_name("body") || node.has_name("main") {
        return true;
    }
    let measure = Measure::of(node);
    let plain = measure.chars - measure.linked;
    let is_small = plain * 4 < all && !has_any(node, &["h1"]);
    match part {
        Part::Aside if is_small => {}
        Part::Comments if all - plain > SHORTEST_REST && !has_any(node, &["h1"]) => {}
        Part::Author if is_small && measure.chars < LONGEST_AUTHOR => {}
        Part::Standfirst if is_small && measure.chars < LONGEST_STANDFIRST => {
            standfirsts.push(*node);
            return false;
        }
        Part::Note | Part::Unseen
            if measure.chars < LONGEST_NOTE && measure.longest < LONGEST_RUN && is_small => {}
        Part::Gallery if is_small => {
            strip_words(node);
            return false;
        }
        Part::Caption if measure.chars < LONGEST_CAPTION && is_small => return !caption(node, measure),
        _ => return true,
    }
    if has_any(node, &["img", "picture", "iframe"]) && matches!(part, Part::Note | Part::Unseen) {
        return true;
    }
    node.remove_from_parent();
    false
}

fn has_any(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.descendants_it().any(|inner| names.iter().any(|name| inner.has_name(name)))
}

/// Pictures to page through keep their pictures; their buttons, counts and repeated captions go.
fn strip_words(node: &NodeRef<'_>) {
    for text in node.descendants().iter().filter(|inner| inner.is_text()) {
        text.remove_from_parent();
    }
}

/// Makes an element the caption of the picture beside it. `true` if that is done.
fn caption(node: &NodeRef<'_>, measure: Measure) -> bool {
    if has_any(node, &["img", "picture"]) {
        return false;
    }
    if node.has_name("figcaption") || node.ancestors_it(Some(4)).any(|outer| outer.has_name("figcaption")) {
        return true;
    }
    let in_figure = node.ancestors_it(Some(4)).any(|outer| outer.has_name("figure"));
    if in_figure {
        node.rename("figcaption");
        return true;
    }
    for outer in node.ancestors_it(Some(3)).collect::<Vec<_>>() {
        if outer.has_name("body") || Measure::of(&outer).chars > measure.chars + LONGEST_RUN {
            break;
        }
        if has_any(&outer, &["img", "picture", "noscript"]) {
            outer.rename("figure");
            node.rename("figcaption");
            return true;
        }
    }
    node.remove_from_parent();
    true
}

/// Words in a figure that are in no caption are its credits and buttons; without a caption they are it.
fn tidy_figure(figure: &NodeRef<'_>) {
    if has_any(figure, &["table", "pre", "blockquote", "figure", "ul", "ol"]) {
        return;
    }
    if Measure::of(figure).chars > LONGEST_FIGURE {
        return;
    }
    if !has_any(figure, &["figcaption"]) {
        let words = figure.element_children().into_iter().rev().find(|child| {
            !has_any(child, &["img", "picture", "noscript", "video", "iframe"])
                && !child.has_name("img")
                && !child.has_name("noscript")
                && Measure::of(child).chars > 0
        });
        if let Some(words) = words {
            words.rename("figcaption");
        }
    }
    for text in figure.descendants().iter().filter(|inner| inner.is_nonempty_text()) {
        let is_kept =
            text.ancestors_it(None).any(|outer| outer.has_name("figcaption") || outer.has_name("noscript"));
        if !is_kept {
            text.remove_from_parent();
        }
    }
}

/// Posts that are quoted stand in boxes that look like share bars: they are taken out of them.
fn free_quotations(document: &Document) {
    for quotation in document.select("blockquote.twitter-tweet, blockquote.twitter-video").nodes() {
        quotation.remove_attrs(&["class", "id"]);
        let own = Measure::of(quotation).chars;
        let mut outermost = None;
        for outer in quotation.ancestors_it(Some(5)) {
            if outer.has_name("body") || Measure::of(&outer).chars > own {
                break;
            }
            outermost = Some(outer);
        }
        if let Some(outer) = outermost {
            outer.insert_before(quotation);
            outer.remove_from_parent();
        }
    }
}
