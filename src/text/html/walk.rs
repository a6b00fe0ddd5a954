//! Goes through the parsed tree with an explicit stack and tells the builder what begins and ends.
//! Decides by element name; how blocks are put together is `build`'s affair.

use dom_query::{Document as Tree, Element, NodeData, NodeRef};

use super::build::{Builder, Exit};
use super::element::{self, attribute};
use super::frame::Container;
use super::kinds::separates_words;
use super::list::ListParts;
use super::math;
use super::picture::{Image, image, other_sources};
use super::places::{self, Inner};
use super::tex;
use crate::text::SafeText;
use crate::text::document::Numbering;

/// Longest meaning of an abbreviation, in characters.
const LONGEST_MEANING: usize = 120;

/// What the walker does with an element's content.
enum Enter {
    Skip,
    Content(Exit),
}

/// Reads the whole tree into `builder`.
pub fn walk(tree: &Tree, builder: &mut Builder) {
    let mut open: Vec<(NodeRef<'_>, Exit)> = Vec::new();
    let mut next = tree.root().first_child();
    loop {
        let Some(node) = next else {
            let Some((node, exit)) = open.pop() else { return };
            builder.leave(exit);
            next = node.next_sibling();
            continue;
        };
        match enter(&node, builder) {
            Enter::Skip => next = node.next_sibling(),
            Enter::Content(exit) => {
                next = node.first_child();
                open.push((node, exit));
            }
        }
    }
}

fn enter(node: &NodeRef<'_>, builder: &mut Builder) -> Enter {
    // Children cannot be looked at while their parent is.
    let below = Below::of(node);
    let entered = node.query(|inner| match &inner.data {
        NodeData::Text { contents } => {
            builder.page_text(contents);
            Enter::Skip
        }
        NodeData::Element(element) => {
            let name = &*element.name.local;
            if let Some(formula) = &below.formula {
                builder.text(formula);
                return Enter::Skip;
            }
            if is_skipped(name) || element::is_hidden(element, name) {
                return Enter::Skip;
            }
            builder.named(attribute(element, "id"));
            builder.named(attribute(element, "name").filter(|_| name == "a"));
            enter_known(element, name, &below, builder)
        }
        _ => Enter::Skip,
    });
    entered.unwrap_or(Enter::Skip)
}

/// What is needed to know of an element's surroundings before it is entered.
#[derive(Default)]
struct Below {
    /// Address of the first `<source>` of media.
    source: Option<String>,
    /// Words of `<math>`.
    formula: Option<String>,
    /// Items of a list that counts down.
    items: usize,
    /// What a link to the page itself is.
    inner: Option<Inner>,
    /// What an abbreviation stands for.
    meaning: Option<String>,
    /// The language that the elements around code name.
    language: Option<SafeText>,
    /// What the `<picture>` around an image offers instead; not below it, but unseen just as much.
    pictures: Option<String>,
}

impl Below {
    fn of(node: &NodeRef<'_>) -> Self {
        let Some(name) = node.node_name() else { return Self::default() };
        match &*name {
            "video" | "audio" | "amp-video" | "amp-audio" => {
                Self { source: first_source(node), ..Self::default() }
            }
            "img" => Self { pictures: other_sources(node), ..Self::default() },
            "math" => Self { formula: Some(math::formula(node)), ..Self::default() },
            "script" if node.attr("type").is_some_and(|kind| kind.starts_with("math/tex")) => {
                Self { formula: Some(tex::readable(&node.text())), ..Self::default() }
            }
            "ol" if node.has_attr("reversed") => {
                let items = node.children_it(false).filter(|child| child.has_name("li")).count();
                Self { items, ..Self::default() }
            }
            "a" if node.attr("href").is_some_and(|href| href.contains('#')) => {
                Self { inner: Some(places::kind_of(node)), ..Self::default() }
            }
            "abbr" | "acronym" => Self { meaning: meaning(node), ..Self::default() },
            "pre" => Self { language: language_around(node), ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// What an abbreviation stands for, where its title says more than the letters. Dates in machine's form are
/// no meaning.
fn meaning(node: &NodeRef<'_>) -> Option<String> {
    let title = node.attr("title")?;
    let title = SafeText::folded(&title, LONGEST_MEANING);
    let short = SafeText::folded(&node.text(), LONGEST_MEANING);
    let says_more = title.as_str().chars().count() > short.as_str().chars().count()
        && !title.as_str().contains(|c: char| c.is_ascii_digit());
    (says_more && !short.is_empty()).then(|| title.to_string())
}

/// Blogs name the language of code on a box around it.
fn language_around(node: &NodeRef<'_>) -> Option<SafeText> {
    node.ancestors_it(Some(2)).find_map(|around| {
        let named = around.query(|inner| match &inner.data {
            NodeData::Element(element) => element::code_language(element),
            _ => None,
        });
        named.flatten()
    })
}

/// An element with what is known of its surroundings.
fn enter_known(element: &Element, name: &str, below: &Below, builder: &mut Builder) -> Enter {
    match name {
        "video" | "audio" | "amp-video" | "amp-audio" => {
            builder.media(element, name, below.source.as_deref());
            Enter::Skip
        }
        "abbr" | "acronym" if !builder.in_code_block() => {
            Enter::Content(builder.abbreviation(below.meaning.as_deref()))
        }
        "a" => match (below.inner, attribute(element, "href")) {
            (Some(kind @ (Inner::Own | Inner::Back)), Some(href))
                if places::is_inner(href, builder.links()) =>
            {
                if kind == Inner::Back {
                    builder.back_link(href);
                }
                Enter::Skip
            }
            _ => enter_element(element, name, below, builder),
        },
        _ => enter_element(element, name, below, builder),
    }
}

fn first_source(node: &NodeRef<'_>) -> Option<String> {
    let source = node.children_it(false).find(|child| child.has_name("source") && child.has_attr("src"))?;
    source.attr("src").map(|src| src.to_string())
}

/// Elements without words of their own, or with words that are not the text's.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "svg"
            | "canvas"
            | "select"
            | "datalist"
            | "textarea"
            | "map"
            | "rp"
            | "annotation"
            | "annotation-xml"
            | "colgroup"
    )
}

fn enter_element(element: &Element, name: &str, below: &Below, builder: &mut Builder) -> Enter {
    if builder.in_code_block() {
        return enter_in_code(element, name, builder);
    }
    let exit = match name {
        "strong" | "b" => builder.styled(|style| style.strong = true),
        "em" | "i" | "cite" | "dfn" | "var" => builder.styled(|style| style.emphasis = true),
        "code" | "kbd" | "samp" | "tt" => builder.styled(|style| style.code = true),
        "del" | "s" | "strike" => builder.styled(|style| style.deleted = true),
        "sup" => builder.raised(true),
        "sub" => builder.raised(false),
        "a" => builder.link(attribute(element, "href")),
        "q" => builder.wrapped("“", "”"),
        "rt" => builder.wrapped("(", ")"),
        "br" => {
            builder.line_break();
            return Enter::Skip;
        }
        "hr" => {
            builder.rule();
            return Enter::Skip;
        }
        "img" => {
            match image(element, below.pictures.as_deref(), builder.links()) {
                Image::None => {}
                Image::Sign(alt) => builder.text(&alt),
                Image::Picture(figure) => builder.figure(figure),
            }
            return Enter::Skip;
        }
        "iframe" | "embed" | "amp-iframe" | "amp-youtube" | "lite-youtube" => {
            builder.media(element, name, None);
            return Enter::Skip;
        }
        "input" => {
            if attribute(element, "type") == Some("checkbox") {
                builder.text(if attribute(element, "checked").is_some() { "[x] " } else { "[ ] " });
            }
            return Enter::Skip;
        }
        "wbr" => {
            builder.may_end_line();
            return Enter::Skip;
        }
        _ => return Enter::Content(enter_block(element, name, below, builder)),
    };
    Enter::Content(exit)
}

fn enter_block(element: &Element, name: &str, below: &Below, builder: &mut Builder) -> Exit {
    let number = |name| attribute(element, name).and_then(|value| value.trim().parse::<i64>().ok());
    let span = |name| number(name).and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    let opened = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Container::Heading(name.as_bytes()[1] - b'0'),
        "blockquote" => {
            let exit = builder.open(Container::Quote);
            builder.media(element, name, None);
            return exit;
        }
        "object" => {
            builder.media(element, name, None);
            return builder.block();
        }
        "ul" | "menu" | "dir" => Container::List(ListParts::bullets()),
        "ol" => Container::List(numbered_list(element, below.items)),
        "li" => Container::Item(number("value")),
        "dl" | "details" => Container::Definitions,
        "dt" => Container::Term,
        "dd" => Container::Meaning,
        "table" => {
            let role = attribute(element, "role").unwrap_or_default();
            Container::Table { is_layout: matches!(role, "presentation" | "none") }
        }
        "caption" => Container::TableCaption,
        "td" | "th" => {
            Container::Cell { is_head: name == "th", columns: span("colspan"), rows: span("rowspan") }
        }
        "figure" => Container::Figure,
        "figcaption" => Container::FigureCaption,
        "pre" | "listing" | "xmp" | "plaintext" => {
            return builder.code_block(element::code_language(element).or_else(|| below.language.clone()));
        }
        "tr" => return builder.row(),
        "thead" => return builder.table_head(),
        "summary" => return builder.summary(),
        _ if separates_words(name) => return builder.block(),
        _ => return builder.transparent(),
    };
    builder.open(opened)
}

/// An `<ol>`; one that counts down from nowhere begins at the count of its items.
fn numbered_list(element: &Element, items: usize) -> ListParts {
    let is_reversed = attribute(element, "reversed").is_some();
    let own = attribute(element, "start").and_then(|value| value.trim().parse().ok());
    let counted = if is_reversed { i64::try_from(items).unwrap_or(i64::MAX) } else { 1 };
    let numbering = Numbering::of_type(attribute(element, "type").unwrap_or_default());
    ListParts::numbered(own.unwrap_or(counted), numbering, is_reversed)
}

/// In a code block only lines and the language count.
fn enter_in_code(element: &Element, name: &str, builder: &mut Builder) -> Enter {
    match name {
        "br" => {
            builder.text("\n");
            Enter::Skip
        }
        "code" => {
            builder.name_language(element::code_language(element));
            Enter::Content(builder.transparent())
        }
        _ if separates_words(name) => {
            builder.begin_code_line();
            Enter::Content(builder.transparent())
        }
        _ => Enter::Content(builder.transparent()),
    }
}
