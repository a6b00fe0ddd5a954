//! Makes HTML harmless for the tree builder, whose work grows with the square of the depth, of the
//! attributes of one tag, and of unclosed formatting tags. It counts on the source, follows the
//! standard's rules about which end tag closes what (so that nothing can hide depth from it), and
//! leaves source within the limits as it is. Called before every parse, here and in `extract`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::kinds::{
    breaks_out, closes_in_scope, is_barrier, is_cell, is_formatting, is_heading, is_raw_text, is_special,
    is_uncounted, separates_words, stops_items,
};
use super::scan::{Tag, memchr_lt, raw_text_end, tag_at};

/// Deepest nesting that reaches the parser, as in Blink and Gecko. From the first deeper tag on, only
/// paragraphs are left of the page.
pub const MAX_DEPTH: usize = 512;
/// Attributes of one tag; a tag with more keeps none.
const MAX_ATTRIBUTES: usize = 256;
/// `<html>` and `<body>` tags kept: each further one merges its attributes into the first.
const MAX_ROOTS: usize = 4;
/// Elements that unclosed formatting tags may make the parser repeat over all paragraphs.
const MAX_REPEATED: usize = 200_000;

/// Limits the depth of `source` to `max_depth` and bounds what the parser repeats.
pub fn tame(source: &str, max_depth: usize) -> Cow<'_, str> {
    let mut keep_formatting = true;
    loop {
        let mut guard = Guard { max_depth, keep_formatting, ..Guard::default() };
        let tamed = guard.run(source);
        let is_safe = guard.repeated <= MAX_REPEATED && guard.most_unclosed <= max_depth / 4;
        if is_safe || !keep_formatting {
            return tamed;
        }
        keep_formatting = false;
    }
}

#[derive(Default)]
struct Guard {
    max_depth: usize,
    keep_formatting: bool,
    /// Open elements that were kept, in lower case.
    open: Vec<Open>,
    /// Paragraphs that may be open, as lengths of `open` below them. They do not nest, so they count
    /// little, but end tags of other kinds stop at them.
    paragraphs: Vec<usize>,
    /// Formatting tags without an end tag so far, by name: the parser repeats them in every block.
    formatting: HashMap<String, usize>,
    unclosed: usize,
    most_unclosed: usize,
    repeated: usize,
    roots: usize,
    /// A form was begun and not ended: the parser takes no other.
    has_form: bool,
    /// The limit was reached: from here on only paragraphs are left.
    is_flat: bool,
}

/// An open element.
struct Open {
    /// In lower case; with a colon before it where it is one of svg or math.
    name: String,
    /// What its content is.
    content: Content,
}

/// How the parser reads what is inside an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Html,
    Svg,
    Math,
    /// Depends on attributes that are not looked at: everything counts.
    Unsure,
}

/// What becomes of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Drop,
    WithoutAttributes,
    /// `<p>` in its place.
    Paragraph,
}

impl Guard {
    fn run<'a>(&mut self, source: &'a str) -> Cow<'a, str> {
        let mut out: Option<String> = None;
        let mut copied = 0;
        let mut at = 0;
        while let Some(found) = memchr_lt(source.as_bytes(), at) {
            let Some(tag) = tag_at(source, found) else {
                at = found + 1;
                continue;
            };
            at = tag.end;
            let name = lower(tag.name);
            // Inside svg and math these are elements like any other.
            let is_html = self.content() == Content::Html;
            let verdict = if name == "template" && !tag.is_end {
                // Its content is not shown, and has rules of its own.
                let is_leaf = tag.self_closing && self.content() != Content::Html;
                at = if is_leaf { tag.end } else { template_end(source, tag.end) };
                Verdict::Drop
            } else {
                self.judge(&tag, &name)
            };
            let is_gone = matches!(verdict, Verdict::Drop | Verdict::Paragraph);
            if is_raw_text(&name) && !tag.is_end && (is_html || is_gone) {
                at = raw_text_end(source, at, &name);
            }
            if verdict != Verdict::Keep {
                let out = out.get_or_insert_default();
                out.push_str(&source[copied..found]);
                match verdict {
                    Verdict::WithoutAttributes => out.extend(["<", tag.name, ">"]),
                    // Empty paragraphs would only be work for others.
                    Verdict::Paragraph if out.trim_ascii_end().ends_with("<p>") => {}
                    Verdict::Paragraph => out.push_str("<p>"),
                    Verdict::Keep | Verdict::Drop => {}
                }
                copied = if is_gone { at } else { tag.end };
            }
        }
        match out {
            None => Cow::Borrowed(source),
            Some(mut out) => {
                out.push_str(&source[copied..]);
                Cow::Owned(out)
            }
        }
    }

    fn judge(&mut self, tag: &Tag<'_>, name: &str) -> Verdict {
        self.repeated += self.unclosed;
        if name.is_empty() {
            return Verdict::Keep;
        }
        if self.is_flat {
            return Self::flat(name);
        }
        if is_formatting(name) && name != "a" && !self.keep_formatting {
            return Verdict::Drop;
        }
        if tag.is_end {
            return self.end(name);
        }
        let verdict =
            if tag.attributes > MAX_ATTRIBUTES { Verdict::WithoutAttributes } else { Verdict::Keep };
        // What is taken out must not count as seen, so this comes first.
        if matches!(name, "html" | "body") {
            self.roots += 1;
            if self.roots > MAX_ROOTS {
                return Verdict::Drop;
            }
        }
        if breaks_out(name) || (name == "font" && tag.has_font) {
            self.leave_foreign();
        }
        let is_foreign = match self.content() {
            Content::Html => tag.self_closing && matches!(name, "svg" | "math"),
            Content::Svg | Content::Math => tag.self_closing,
            Content::Unsure => false,
        };
        if is_foreign {
            return verdict;
        }
        if self.content() == Content::Html {
            let is_stray_cell = is_cell(name) && !self.open.iter().any(|open| open.name == "table");
            let is_raw = is_raw_text(name);
            if name == "p" {
                if self.paragraph_in_scope() {
                    self.paragraphs.pop();
                }
                self.paragraphs.push(self.open.len());
            }
            if is_uncounted(name) || is_raw || is_stray_cell {
                return verdict;
            }
            if name == "form" && std::mem::replace(&mut self.has_form, true) {
                return verdict;
            }
            self.close_implied(name);
        }
        self.begin(name, verdict)
    }

    fn begin(&mut self, name: &str, verdict: Verdict) -> Verdict {
        if self.open.len() >= self.max_depth {
            self.is_flat = true;
            return Self::flat(name);
        }
        let content = self.content_of(name);
        let is_html =
            matches!(self.content(), Content::Html | Content::Unsure) && !matches!(name, "svg" | "math");
        if is_html && is_formatting(name) {
            let count = self.formatting.entry(name.to_owned()).or_default();
            // The parser keeps at most one link open.
            if *count == 0 || name != "a" {
                *count += 1;
                self.unclosed += 1;
                self.most_unclosed = self.most_unclosed.max(self.unclosed);
            }
        }
        let name = if is_html { name.to_owned() } else { format!(":{name}") };
        self.open.push(Open { name, content });
        verdict
    }

    /// What is left of a tag once the limit was reached: paragraphs, lines and pictures do not nest.
    fn flat(name: &str) -> Verdict {
        match name {
            "p" | "br" | "hr" | "img" => Verdict::Keep,
            name if separates_words(name) => Verdict::Paragraph,
            _ => Verdict::Drop,
        }
    }

    /// Start tags that end an element before them: cells, list items, terms and links.
    fn close_implied(&mut self, name: &str) {
        let found = match name {
            "td" | "th" | "caption" => self.innermost(is_cell, |open| open == "table"),
            "li" => self.innermost(|open| open == "li", stops_items),
            "button" => self.innermost(|open| open == "button", is_barrier),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.ends_in(is_heading) => Some(self.open.len() - 1),
            "dt" | "dd" => self.innermost(|open| matches!(open, "dt" | "dd"), stops_items),
            "rb" | "rp" | "rt" | "rtc" if self.innermost(|open| open == "ruby", is_barrier).is_some() => {
                self.close_implied_ends();
                None
            }
            "option" | "optgroup" if self.ends_in(|open| open == "option") => Some(self.open.len() - 1),
            "a" => {
                if let Some(found) = self.innermost(|open| open == "a", is_barrier) {
                    self.remove(found);
                }
                None
            }
            _ => None,
        };
        if let Some(found) = found {
            self.truncate(found);
        }
    }

    fn end(&mut self, name: &str) -> Verdict {
        if matches!(name, "p" | "br") {
            self.leave_foreign();
            if name == "p" && self.paragraph_in_scope() {
                self.paragraphs.pop();
            }
            return Verdict::Keep;
        }
        if let Some(found) = self.foreign_element(name) {
            self.truncate(found);
            return Verdict::Keep;
        }
        let same = |open: &str| open == name || (is_heading(open) && is_heading(name));
        if is_formatting(name) || name == "form" {
            self.has_form &= name != "form";
            // The parser takes this one element out and leaves those inside it open, if there are blocks.
            match self.innermost(same, is_barrier) {
                Some(found) if name != "form" && !self.has_block_above(found) => self.truncate(found),
                Some(found) => self.remove(found),
                // Out of reach, it stays.
                None if self.open.iter().any(|open| same(&open.name)) => return Verdict::Keep,
                None => {}
            }
            if let Some(count) = self.formatting.get_mut(name).filter(|count| **count > 0) {
                *count -= 1;
                self.unclosed -= 1;
            }
            return Verdict::Keep;
        }
        let found = match name {
            "table" => self.innermost(same, |_| false),
            "td" | "th" | "caption" => self.innermost(same, |open| open == "table"),
            "li" => self.innermost(same, |open| is_barrier(open) || matches!(open, "ol" | "ul")),
            scoped if closes_in_scope(scoped) => self.innermost(same, is_barrier),
            _ => self
                .innermost(same, is_special)
                .filter(|found| self.paragraphs.last().is_none_or(|paragraph| paragraph <= found)),
        };
        if let Some(found) = found {
            self.truncate(found);
        }
        Verdict::Keep
    }

    /// "Generate implied end tags": what is left open just before ends.
    fn close_implied_ends(&mut self) {
        let is_implied = |name: &str| {
            matches!(name, "li" | "dd" | "dt" | "rb" | "rp" | "rt" | "rtc" | "option" | "optgroup")
        };
        loop {
            if self.paragraphs.last() == Some(&self.open.len()) {
                self.paragraphs.pop();
            } else if self.ends_in(is_implied) {
                self.truncate(self.open.len() - 1);
            } else {
                return;
            }
        }
    }

    fn truncate(&mut self, length: usize) {
        self.open.truncate(length);
        self.paragraphs.retain(|paragraph| *paragraph <= length);
    }

    fn remove(&mut self, index: usize) {
        self.open.remove(index);
        for paragraph in self.paragraphs.iter_mut().filter(|paragraph| **paragraph > index) {
            *paragraph -= 1;
        }
    }

    fn has_block_above(&self, index: usize) -> bool {
        let has_paragraph = self.paragraphs.last().is_some_and(|paragraph| *paragraph > index);
        has_paragraph || self.open[index + 1..].iter().any(|open| is_special(&open.name))
    }

    /// The innermost element of svg or math with this name, unless HTML stands further in.
    fn foreign_element(&self, name: &str) -> Option<usize> {
        let foreign = self
            .open
            .iter()
            .enumerate()
            .rev()
            .map_while(|(at, open)| Some((at, open.name.strip_prefix(':')?)));
        foreign.into_iter().find(|(_, open)| *open == name).map(|(at, _)| at)
    }

    /// Whether the innermost open element is one of these and no paragraph is open in it.
    fn ends_in(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let is_bare = self.paragraphs.last() != Some(&self.open.len());
        is_bare && self.open.last().is_some_and(|open| wanted(&open.name))
    }

    fn paragraph_in_scope(&self) -> bool {
        let ends = |open: &Open| is_barrier(&open.name) || open.name == "button";
        self.paragraphs.last().is_some_and(|below| !self.open[*below..].iter().any(ends))
    }

    /// The innermost open element that is `wanted`, unless one that is a `bound` stands further in.
    fn innermost(&self, wanted: impl Fn(&str) -> bool, bound: impl Fn(&str) -> bool) -> Option<usize> {
        let found = self.open.iter().rposition(|open| wanted(&open.name) || bound(&open.name))?;
        wanted(&self.open[found].name).then_some(found)
    }

    /// What the innermost open element holds.
    fn content(&self) -> Content {
        self.open.last().map_or(Content::Html, |open| open.content)
    }

    fn content_of(&self, name: &str) -> Content {
        match (self.content(), name) {
            (Content::Html, "svg") => Content::Svg,
            (Content::Html, "math") => Content::Math,
            (Content::Svg, "desc" | "title" | "foreignobject")
            | (Content::Math, "mi" | "mo" | "mn" | "ms" | "mtext") => Content::Html,
            (Content::Math, "annotation-xml") => Content::Unsure,
            (content, _) => content,
        }
    }

    /// HTML tags inside svg or math end them.
    fn leave_foreign(&mut self) {
        while matches!(self.content(), Content::Svg | Content::Math) {
            self.truncate(self.open.len() - 1);
        }
    }
}

/// Position after the end tag of a template whose content begins at `from`.
fn template_end(source: &str, from: usize) -> usize {
    let mut depth = 1;
    let mut at = from;
    while let Some(found) = memchr_lt(source.as_bytes(), at) {
        let Some(tag) = tag_at(source, found) else {
            at = found + 1;
            continue;
        };
        at = tag.end;
        let name = lower(tag.name);
        if name == "template" {
            depth = if tag.is_end { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return at;
            }
        } else if is_raw_text(&name) && !tag.is_end {
            at = raw_text_end(source, at, &name);
        }
    }
    source.len()
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use dom_query::{Document, NodeRef};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    const LIMIT: usize = 12;

    fn depth(source: &str) -> usize {
        let document = Document::from(source);
        let ancestors = |node: NodeRef<'_>| node.ancestors(None).len();
        document.root().descendants_it().map(ancestors).max().unwrap_or_default()
    }

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page =
            "<p>a<p>b<ul><li>a<li>b</ul><a name=x>one<a name=y>two<table><tr><td>1<td>2<tr><td>3</table>";
        let source = page.repeat(600);
        assert!(matches!(tame(&source, MAX_DEPTH), Cow::Borrowed(_)));
    }

    #[test]
    fn deeper_tags_go_and_their_text_stays() {
        let source = format!("{}deep{}after", "<div>".repeat(600), "</div>".repeat(600));
        let tamed = tame(&source, MAX_DEPTH);
        assert_eq!(tamed.matches("<div>").count(), MAX_DEPTH);
        assert!(tamed.contains("<p>deep<p>") && tamed.ends_with("<p>after"));
    }

    #[test]
    fn a_script_that_is_too_deep_goes_with_its_content() {
        let source = format!("<svg></svg>{}<script>code()</script>x", "<div>".repeat(600));
        assert!(!tame(&source, MAX_DEPTH).contains("code"));
    }

    #[test]
    fn a_tag_with_too_many_attributes_keeps_none() {
        let attributes = (0..60_000).map(|n| format!(" a{n}=1")).collect::<Vec<_>>().concat();
        let source = format!("x<div{attributes}>y</div>");
        assert_eq!(tame(&source, MAX_DEPTH), "x<div>y</div>");
        let roots = "<body a=1>".repeat(1000);
        assert_eq!(tame(&roots, MAX_DEPTH).matches("<body").count(), MAX_ROOTS);
    }

    #[test]
    fn unclosed_formatting_is_not_repeated_without_end() {
        let source = (0..3000).map(|n| format!("<div><b id={n}>x</div>")).collect::<Vec<_>>().concat();
        let tamed = tame(&source, MAX_DEPTH);
        assert!(!tamed.contains("<b") && tamed.matches("<div>").count() == 3000);
    }

    #[test]
    fn nesting_cannot_hide() {
        for unit in [
            "<dd><li>",
            "<b><div></b>",
            "<span><div></span>",
            "<div><table><td></div>",
            "<svg><desc><x/>",
            "<svg><div><x/>",
            "<svg><link>",
            "<svg><style><div>",
            "<!--><div><!-- -->",
            "<p = \"><div>\">",
            "<form><div></form>",
            "<rt>",
            "<noscript><div></noscript>",
            "<svg><p><x/>",
            "<svg><font></font><font color=a><y/>",
        ] {
            let source = unit.repeat(100);
            let found = depth(&tame(&source, LIMIT));
            assert!(found <= LIMIT * 4 + 6, "{unit}: {found}");
        }
    }

    /// Without formatting elements: the parser wraps those again and again, which makes the tree deep but
    /// not what it has to search.
    fn soup() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "div", "p", "span", "li", "ul", "dd", "dt", "dl", "table", "td", "tr", "caption", "tbody", "svg",
            "math", "desc", "mi", "x", "g", "h1", "form", "button", "object", "template", "select", "option",
            "hr", "rt", "ruby", "noscript", "style", "title", "body", "pre", "section", "link",
        ]);
        let tag = (names, 0..6_u8).prop_map(|(name, kind)| match kind {
            0 => format!("</{name}>"),
            1 => format!("<{name}/>"),
            2 => format!("<{name} a=1 color=x>t"),
            _ => format!("<{name}>"),
        });
        prop::collection::vec(tag, 1..10).prop_map(|tags| tags.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 200,
            // One seed: what a rarer soup can hide costs time, not safety, and must not fail at random.
            rng_seed: RngSeed::Fixed(7),
            ..ProptestConfig::default()
        })]
        #[test]
        fn no_repeated_soup_gets_deep(unit in soup()) {
            let source = unit.repeat(60);
            prop_assert!(depth(&tame(&source, LIMIT)) <= LIMIT * 4 + 6, "{}", unit);
        }
    }
}
