//! HTML as far as a feed reader looks into it: which tags it knows, whether a text is HTML at all,
//! and the visible line of a title. Documents are made by `text::html`, not here. Called by
//! `value`, `finish`, `json` and the reader.

use quick_xml::escape::resolve_html5_entity;

use super::entity::unescape_plain;

/// Elements of HTML that have no end.
pub(super) fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// Names of the tags in `text`, and whether each is a closing one.
fn tag_names(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.match_indices('<').filter_map(|(i, _)| {
        let rest = &text[i + 1..];
        let (rest, closing) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        (length > 0 && rest.as_bytes()[0].is_ascii_alphabetic()).then(|| (&rest[..length], closing))
    })
}

/// True when a tag of HTML stands in `text`.
pub(super) fn has_known_tag(text: &str) -> bool {
    tag_names(text).any(|(name, _)| is_known(name))
}

/// feedparser's test for HTML in a text that may be plain: a closing tag or a reference must be
/// there, and no tag and no reference that HTML does not know.
pub(super) fn looks_like_html(text: &str) -> bool {
    if !text.contains(['<', '&']) {
        return false;
    }
    let mut evidence = false;
    for (name, closing) in tag_names(text) {
        if !is_known(name) {
            return false;
        }
        evidence |= closing || name.eq_ignore_ascii_case("br");
    }
    for (i, _) in text.match_indices('&') {
        let rest = &text[i + 1..];
        let number = rest.starts_with('#');
        let length = rest.bytes().skip(usize::from(number)).take_while(u8::is_ascii_alphanumeric).count();
        let end = length + usize::from(number);
        if length == 0 || !rest[end..].starts_with(';') {
            continue;
        }
        if !number && resolve_html5_entity(&rest[..end]).is_none() {
            return false;
        }
        evidence = true;
    }
    evidence
}

/// Elements that HTML knows, in alphabetical order.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base",
    "basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button",
    "canvas", "caption", "center", "cite", "code", "col", "colgroup", "command", "data", "datalist",
    "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins",
    "kbd", "keygen", "label", "layer", "legend", "li", "link", "listing", "main", "map", "mark",
    "marquee", "math", "menu", "meta", "meter", "nav", "nobr", "noframes", "noscript", "object",
    "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre", "progress",
    "q", "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small",
    "source", "spacer", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
    "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr",
    "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
];

/// True for an element of HTML, in any case.
pub(super) fn is_known(name: &str) -> bool {
    let mut lower = [0_u8; 12];
    let Some(buffer) = lower.get_mut(..name.len()) else { return false };
    buffer.copy_from_slice(name.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).is_ok_and(|lower| KNOWN.binary_search(&lower).is_ok())
}

/// The visible text of HTML in one line: what a title is shown as.
pub(super) fn visible(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(i) = rest.find('<') {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|e| e + 2) } else { rest.find('>') };
        if let Some(end) = end.filter(|_| is_tag) {
            let tag = &rest[1..end];
            if is_break(tag) {
                out.push(' ');
            }
            rest = &rest[end + 1..];
            if let Some(name) = ["script", "style"].iter().find(|name| is_tag_of(tag, name)) {
                rest = behind(rest, name);
            }
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    unescape_plain(&out).into_owned()
}

/// Tags between which words do not run together.
fn is_break(tag: &str) -> bool {
    const BLOCKS: &[&str] =
        &["br", "p", "div", "li", "ul", "ol", "td", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"];
    let name = tag.trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

fn is_tag_of(tag: &str, name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
        && !tag[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// What follows the end of a raw element; nothing when it has none.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let end = text.match_indices("</").map(|(i, _)| i).find(|i| is_tag_of(&text[i + 2..], name));
    end.map_or("", |end| &text[end..])
}
