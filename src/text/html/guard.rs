//! Makes HTML harmless for the tree builder, whose work grows with the square of the depth, of the
//! attributes of one tag, and of unclosed formatting tags. It counts on the source, follows the
//! standard's rules about which end tag closes what (so that nothing can hide depth from it), and
//! leaves source within the limits as it is. Called before every parse, here and in `extract`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::kinds::{
    breaks_out, closes_in_scope, is_barrier, is_cell, is_formatting, is_heading, is_passed_by_items,
    is_raw_text, is_special, is_uncounted,
};
use super::scan::{Tag, memchr_lt, raw_text_end, tag_at};

/// Deepest nesting that reaches the parser, as in Blink and Gecko. Deeper tags are taken out, their
/// text stays.
pub const MAX_DEPTH: usize = 512;
/// Attributes of one tag; a tag with more keeps none.
const MAX_ATTRIBUTES: usize = 256;
/// `<html>` and `<body>` tags kept: each further one merges its attributes into the first.
const MAX_ROOTS: usize = 4;
/// Elements that unclosed formatting tags may make the parser repeat over all paragraphs.
const MAX_REPEATED: usize = 200_000;

/// Limits the depth and the repetitions of `source`.
pub fn tame(source: &str) -> Cow<'_, str> {
    tame_to(source, MAX_DEPTH)
}

fn tame_to(source: &str, max_depth: usize) -> Cow<'_, str> {
    let mut keep_formatting = true;
    loop {
        let mut guard = Guard { max_depth, keep_formatting, ..Guard::default() };
        let tamed = guard.run(source);
        if guard.repeated <= MAX_REPEATED || !keep_formatting {
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
    /// Open tags that were taken out, by name: as many end tags go too.
    dropped: HashMap<String, usize>,
    /// Formatting tags without an end tag so far, by name: the parser repeats them in every block.
    formatting: HashMap<String, usize>,
    unclosed: usize,
    repeated: usize,
    roots: usize,
    saw_foreign: bool,
    /// In svg, `<font>` with some attributes is HTML and without them it is not: from then on no slash
    /// is trusted to close an element.
    slashes_lie: bool,
}

/// An open element.
struct Open {
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
            let verdict = self.judge(&tag, &name);
            // Inside svg and math these are elements like any other.
            let is_raw = is_raw_text(&name) && !tag.is_end;
            if is_raw && (!self.saw_foreign || verdict == Verdict::Drop) {
                at = raw_text_end(source, at, &name);
            }
            if verdict != Verdict::Keep {
                let out = out.get_or_insert_default();
                out.push_str(&source[copied..found]);
                if verdict == Verdict::WithoutAttributes {
                    out.push('<');
                    out.push_str(tag.name);
                    out.push('>');
                }
                copied = if verdict == Verdict::Drop { at } else { tag.end };
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
        let may_format = self.keep_formatting && self.unclosed < self.max_depth / 4;
        if is_formatting(name) && name != "a" && !may_format {
            return self.take_out(name);
        }
        self.leave_foreign(name);
        let is_foreign = match self.content() {
            Content::Html => tag.self_closing && matches!(name, "svg" | "math"),
            Content::Svg | Content::Math => tag.self_closing && !self.slashes_lie && name != "font",
            Content::Unsure => false,
        };
        if is_foreign {
            return verdict;
        }
        if self.content() == Content::Html {
            let is_stray_cell = is_cell(name) && !self.open.iter().any(|open| open.name == "table");
            let is_raw = is_raw_text(name) && !self.saw_foreign;
            if is_uncounted(name) || is_raw || is_stray_cell {
                return verdict;
            }
            self.close_implied(name);
        }
        self.begin(name, verdict)
    }

    fn begin(&mut self, name: &str, verdict: Verdict) -> Verdict {
        if self.open.len() >= self.max_depth {
            return self.take_out(name);
        }
        self.saw_foreign |= matches!(name, "svg" | "math");
        if is_formatting(name) {
            let count = self.formatting.entry(name.to_owned()).or_default();
            // The parser keeps at most one link open.
            if *count == 0 || name != "a" {
                *count += 1;
                self.unclosed += 1;
            }
        }
        let content = self.content_of(name);
        self.open.push(Open { name: name.to_owned(), content });
        verdict
    }

    fn take_out(&mut self, name: &str) -> Verdict {
        *self.dropped.entry(name.to_owned()).or_default() += 1;
        Verdict::Drop
    }

    /// Start tags that end an element before them: cells, list items, terms and links.
    fn close_implied(&mut self, name: &str) {
        let found = match name {
            "td" | "th" | "caption" => self.innermost(is_cell, |open| matches!(open, "table" | "template")),
            "li" => self.innermost(|open| open == "li", |open| is_special(open) && !is_passed_by_items(open)),
            "dt" | "dd" => self.innermost(
                |open| matches!(open, "dt" | "dd"),
                |open| is_special(open) && !is_passed_by_items(open),
            ),
            "a" => {
                if let Some(found) = self.innermost(|open| open == "a", is_barrier) {
                    self.open.remove(found);
                }
                None
            }
            _ => None,
        };
        if let Some(found) = found {
            self.open.truncate(found);
        }
    }

    fn end(&mut self, name: &str) -> Verdict {
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return Verdict::Drop;
        }
        let same = |open: &str| open == name || (is_heading(open) && is_heading(name));
        if is_formatting(name) || name == "form" {
            // The parser takes this one element out and leaves those inside it open.
            match self.innermost(same, is_barrier) {
                Some(found) => drop(self.open.remove(found)),
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
            "table" | "template" => self.innermost(same, |open| open == "template"),
            "td" | "th" | "caption" => self.innermost(same, |open| matches!(open, "table" | "template")),
            "li" => self.innermost(same, |open| is_barrier(open) || matches!(open, "ol" | "ul")),
            scoped if closes_in_scope(scoped) => self.innermost(same, is_barrier),
            _ => self.innermost(same, is_special),
        };
        if let Some(found) = found {
            self.open.truncate(found);
        }
        Verdict::Keep
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

    fn content_of(&mut self, name: &str) -> Content {
        match (self.content(), name) {
            (Content::Html, "svg") => Content::Svg,
            (Content::Html, "math") => Content::Math,
            (Content::Svg, "desc" | "title" | "foreignobject")
            | (Content::Math, "mi" | "mo" | "mn" | "ms" | "mtext") => Content::Html,
            (Content::Math, "annotation-xml") => Content::Unsure,
            (Content::Svg | Content::Math, "font") => {
                self.slashes_lie = true;
                Content::Unsure
            }
            (content, _) => content,
        }
    }

    /// HTML tags inside svg or math end them.
    fn leave_foreign(&mut self, name: &str) {
        while breaks_out(name) && matches!(self.content(), Content::Svg | Content::Math) {
            self.open.pop();
        }
    }
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
        assert!(matches!(tame(&source), Cow::Borrowed(_)));
    }

    #[test]
    fn deeper_tags_go_and_their_text_stays() {
        let source = format!("{}deep{}after", "<div>".repeat(600), "</div>".repeat(600));
        let tamed = tame(&source);
        assert_eq!(tamed.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.matches("</div>").count(), MAX_DEPTH);
        assert!(tamed.contains("deep") && tamed.ends_with("after"));
    }

    #[test]
    fn a_script_that_is_too_deep_goes_with_its_content() {
        let source = format!("<svg></svg>{}<script>code()</script>x", "<div>".repeat(600));
        assert!(!tame(&source).contains("code"));
    }

    #[test]
    fn a_tag_with_too_many_attributes_keeps_none() {
        let attributes = (0..60_000).map(|n| format!(" a{n}=1")).collect::<Vec<_>>().concat();
        let source = format!("x<div{attributes}>y</div>");
        assert_eq!(tame(&source), "x<div>y</div>");
        let roots = "<body a=1>".repeat(1000);
        assert_eq!(tame(&roots).matches("<body").count(), MAX_ROOTS);
    }

    #[test]
    fn unclosed_formatting_is_not_repeated_without_end() {
        let source = (0..3000).map(|n| format!("<div><b id={n}>x</div>")).collect::<Vec<_>>().concat();
        let tamed = tame(&source);
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
            let found = depth(&tame_to(&source, LIMIT));
            assert!(found <= LIMIT * 4 + 6, "{unit}: {found}");
        }
    }

    fn soup() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "div", "p", "b", "a", "font", "span", "li", "ul", "dd", "dt", "dl", "table", "td", "tr",
            "caption", "tbody", "svg", "math", "desc", "mi", "x", "g", "h1", "form", "button", "object",
            "template", "select", "option", "rt", "ruby", "noscript", "style", "title", "body", "pre",
            "section", "link",
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
        #![proptest_config(ProptestConfig::with_cases(20000))]
        #[test]
        fn no_repeated_soup_gets_deep(unit in soup()) {
            let source = unit.repeat(60);
            prop_assert!(depth(&tame_to(&source, LIMIT)) <= LIMIT * 4 + 6, "{}", unit);
        }
    }
}
