//! Which element is of which kind, by name in lower case: the sets of the HTML standard that `guard`
//! needs to follow the tree builder, and the blocks that separate words.

/// Formatting elements, which the tree builder repeats in later blocks until they are closed.
pub fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// `h1` to `h6`; any of their end tags ends any of them.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Cells and captions of tables.
pub fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption")
}

/// Elements whose content is text up to their end tag.
pub fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title")
}

/// Elements that cannot nest in themselves without one that is counted, and those without content.
pub fn is_uncounted(name: &str) -> bool {
    is_void(name)
        || matches!(name, "p" | "tr" | "tbody" | "thead" | "tfoot" | "colgroup" | "head" | "html" | "body")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that no end tag outside of them reaches through ("has an element in scope").
pub fn is_barrier(name: &str) -> bool {
    is_cell(name)
        || is_integration_point(name)
        || matches!(name, "applet" | "html" | "marquee" | "object" | "select" | "table" | "template")
}

/// Elements of svg and math that hold HTML again.
fn is_integration_point(name: &str) -> bool {
    matches!(
        name,
        "annotation-xml" | "desc" | "foreignobject" | "mi" | "mn" | "mo" | "ms" | "mtext" | "title"
    )
}

/// Elements whose end tag closes all that is open inside them.
pub fn closes_in_scope(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "address"
                | "applet"
                | "article"
                | "aside"
                | "blockquote"
                | "button"
                | "center"
                | "dd"
                | "details"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "header"
                | "hgroup"
                | "listing"
                | "main"
                | "marquee"
                | "menu"
                | "nav"
                | "object"
                | "ol"
                | "pre"
                | "search"
                | "section"
                | "summary"
                | "ul"
        )
}

/// Special elements: an end tag of another kind does not reach through them.
pub fn is_special(name: &str) -> bool {
    closes_in_scope(name)
        || is_barrier(name)
        || is_raw_text(name)
        || is_uncounted(name)
        || matches!(
            name,
            "body"
                | "form"
                | "frameset"
                | "iframe"
                | "li"
                | "noembed"
                | "noframes"
                | "noscript"
                | "plaintext"
                | "xmp"
        )
}

/// Special elements that a new list item or term closes with the one before it.
pub fn is_passed_by_items(name: &str) -> bool {
    matches!(name, "address" | "div" | "p")
}

/// HTML start tags that end svg and math.
pub fn breaks_out(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "b" | "big"
                | "blockquote"
                | "body"
                | "br"
                | "center"
                | "code"
                | "dd"
                | "div"
                | "dl"
                | "dt"
                | "em"
                | "embed"
                | "head"
                | "hr"
                | "i"
                | "img"
                | "li"
                | "listing"
                | "menu"
                | "meta"
                | "nobr"
                | "ol"
                | "p"
                | "pre"
                | "ruby"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "strike"
                | "sub"
                | "sup"
                | "table"
                | "tt"
                | "u"
                | "ul"
                | "var"
        )
}

/// Elements that begin a new line, so that the words before and after them are two.
pub fn separates_words(name: &str) -> bool {
    closes_in_scope(name)
        || is_cell(name)
        || matches!(
            name,
            "p" | "br"
                | "hr"
                | "li"
                | "tr"
                | "table"
                | "tbody"
                | "thead"
                | "tfoot"
                | "form"
                | "img"
                | "iframe"
                | "video"
                | "audio"
                | "option"
                | "select"
                | "title"
                | "body"
                | "head"
                | "html"
                | "script"
                | "style"
                | "noscript"
                | "template"
        )
}
