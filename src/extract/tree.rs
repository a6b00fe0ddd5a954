//! Small questions about the tree of a page: how much text, how much of it in links, which blocks.
//! Called by the steps that clean it.

use dom_query::{NodeData, NodeId, NodeRef};

/// How much text is below an element, in characters without white space.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// All of it.
    pub chars: usize,
    /// What is in links.
    pub linked: usize,
    /// Longest run that is not in a link.
    pub longest: usize,
}

impl Measure {
    /// Measures the text below `node`.
    pub fn of(node: &NodeRef<'_>) -> Self {
        let mut measure = Self::default();
        each_text(node, &mut |text, is_linked| {
            let chars = text.chars().filter(|c| !c.is_whitespace()).count();
            measure.chars += chars;
            if is_linked {
                measure.linked += chars;
            } else {
                measure.longest = measure.longest.max(chars);
            }
        });
        measure
    }
}

/// Calls `see` with every text below `node` that a person would see, and whether it is in a link.
fn each_text(node: &NodeRef<'_>, see: &mut dyn FnMut(&str, bool)) {
    let mut link: Option<NodeId> = None;
    let mut next = Some(*node);
    while let Some(at) = next {
        let enters = at.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                see(contents, link.is_some());
                false
            }
            NodeData::Element(element) => {
                let name = &*element.name.local;
                if name == "a" && link.is_none() {
                    link = Some(at.id);
                }
                !matches!(name, "script" | "style" | "noscript" | "template" | "svg")
            }
            _ => true,
        });
        next = following(&at, node, enters, &mut |left| {
            if link == Some(left) {
                link = None;
            }
        });
    }
}

/// The node after `at` in the order of the page, within `root`.
fn following<'t>(
    at: &NodeRef<'t>,
    root: &NodeRef<'t>,
    enters: bool,
    left: &mut dyn FnMut(NodeId),
) -> Option<NodeRef<'t>> {
    if enters && let Some(child) = at.first_child() {
        return Some(child);
    }
    let mut at = *at;
    loop {
        left(at.id);
        if at.id == root.id {
            return None;
        }
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent()?;
    }
}

/// Goes through the elements of `root`; what `visit` answers `false` for is not entered. An element may be
/// removed while it is visited, but then it must not be entered.
pub fn each_element<'t>(root: &NodeRef<'t>, visit: &mut dyn FnMut(&NodeRef<'t>) -> bool) {
    let mut next = root.first_child();
    while let Some(at) = next {
        // Looked up first: a removed element has no neighbours.
        let after = following(&at, root, false, &mut |_| {});
        let enters = at.is_element() && visit(&at);
        next = if enters { at.first_child().or(after) } else { after };
    }
}

/// A block of text: the innermost block element and the words that stand in it directly.
pub struct TextBlock<'t> {
    /// The element.
    pub node: NodeRef<'t>,
    /// Its words with single spaces.
    pub text: String,
    /// Characters of it in links.
    pub linked: usize,
}

impl TextBlock<'_> {
    /// Characters without white space.
    pub fn chars(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }

    /// Whether all of it but a sign or two is links.
    pub fn is_link(&self) -> bool {
        self.linked > 0 && self.linked * 10 >= self.chars() * 9
    }
}

/// The blocks below `root` in order; what stands in pictures, tables and code is left out.
pub fn text_blocks<'t>(root: &NodeRef<'t>) -> Vec<TextBlock<'t>> {
    let mut blocks: Vec<TextBlock<'t>> = Vec::new();
    let mut link: Option<NodeId> = None;
    let mut next = Some(*root);
    while let Some(at) = next {
        let is_link = link.is_some();
        let found = at.query(|inner| match &inner.data {
            NodeData::Text { contents } => Found::Text(contents.to_string()),
            NodeData::Element(element) => match &*element.name.local {
                "figure" | "table" | "pre" | "script" | "style" | "noscript" => Found::Other,
                "a" => Found::Link,
                _ => Found::Element,
            },
            _ => Found::Element,
        });
        let enters = match found {
            Some(Found::Text(text)) => {
                if !text.trim().is_empty() {
                    add_text(&mut blocks, &at, root, &text, is_link);
                }
                false
            }
            Some(Found::Link) => {
                link = link.or(Some(at.id));
                true
            }
            Some(Found::Element) => true,
            Some(Found::Other) | None => false,
        };
        next = following(&at, root, enters, &mut |left| {
            if link == Some(left) {
                link = None;
            }
        });
    }
    blocks
}

enum Found {
    Text(String),
    Link,
    Element,
    Other,
}

fn add_text<'t>(
    blocks: &mut Vec<TextBlock<'t>>,
    at: &NodeRef<'t>,
    root: &NodeRef<'t>,
    text: &str,
    linked: bool,
) {
    let block = at.ancestors_it(None).find(|node| node.id == root.id || is_block(node)).unwrap_or(*root);
    if blocks.last().is_none_or(|last| last.node.id != block.id) {
        blocks.push(TextBlock { node: block, text: String::new(), linked: 0 });
    }
    let Some(last) = blocks.last_mut() else { return };
    if text.starts_with(char::is_whitespace) && !last.text.is_empty() && !last.text.ends_with(' ') {
        last.text.push(' ');
    }
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            last.text.push(' ');
        }
        last.text.push_str(word);
        if linked {
            last.linked += word.chars().count();
        }
    }
    if text.ends_with(char::is_whitespace) {
        last.text.push(' ');
    }
}

/// Whether an element begins a line of its own.
pub fn is_block(node: &NodeRef<'_>) -> bool {
    node.query(|inner| match &inner.data {
        NodeData::Element(element) => matches!(
            &*element.name.local,
            "p" | "div"
                | "li"
                | "ul"
                | "ol"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "blockquote"
                | "section"
                | "article"
                | "header"
                | "footer"
                | "aside"
                | "main"
                | "dl"
                | "dt"
                | "dd"
                | "td"
                | "th"
                | "tr"
                | "table"
                | "figure"
                | "figcaption"
                | "pre"
                | "address"
                | "details"
                | "summary"
                | "body"
                | "form"
                | "center"
        ),
        _ => false,
    })
    .unwrap_or(false)
}

/// Removes an element and everything around it that is empty without it.
pub fn remove(node: &NodeRef<'_>, root: &NodeRef<'_>) {
    let mut at = *node;
    while let Some(parent) = at.parent() {
        at.remove_from_parent();
        let is_empty = !parent.descendants_it().any(|inner| {
            inner.is_nonempty_text()
                || ["img", "iframe", "video", "audio", "table"].iter().any(|n| inner.has_name(n))
        });
        if parent.id == root.id || !is_empty || parent.has_name("body") {
            return;
        }
        at = parent;
    }
}
