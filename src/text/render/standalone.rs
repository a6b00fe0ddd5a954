//! Our own HTML once more, for files that stand alone: every tag closed as XML wants it, and no picture
//! that would be fetched. Works on what `clean_html` wrote, so it follows whatever is written there.

use super::clean_html;
use crate::text::document::Document;

/// Elements of HTML that have no end.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "source", "wbr"];

/// `picture` gives what stands for the picture at an address: a `data:` address or the name of a file.
/// Where it gives nothing a link stands in the picture's place.
pub fn render(document: &Document, picture: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let html = clean_html::render(document);
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        push_text(&mut out, &rest[..start]);
        // Text holds no bare `>`, and neither do our attributes.
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end);
        let tag = &rest[start + 1..end];
        if let Some(attributes) = tag.strip_prefix("img ") {
            push_picture(&mut out, attributes, picture);
        } else {
            push_tag(&mut out, tag);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    push_text(&mut out, rest);
    out
}

/// References that XML does not know become numbers; the two characters that it forbids go.
fn push_text(out: &mut String, text: &str) {
    out.extend(text.replace("&shy;", "&#xad;").chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')));
}

fn push_tag(out: &mut String, tag: &str) {
    let tag = tag.trim_end_matches('/').trim_end();
    let name = tag.split(' ').next().unwrap_or_default();
    out.push('<');
    out.push_str(name);
    let mut rest = tag[name.len()..].trim_start();
    while !rest.is_empty() {
        let (attribute, after) = first_attribute(rest);
        out.push(' ');
        push_text(out, attribute);
        // `reversed`, `open`: in XML every attribute has a value.
        if !attribute.contains('=') {
            out.push_str("=\"");
            out.push_str(attribute);
            out.push('"');
        }
        rest = after.trim_start();
    }
    out.push_str(if VOID.contains(&name) { "/>" } else { ">" });
}

/// An attribute with its value, and what follows.
fn first_attribute(text: &str) -> (&str, &str) {
    let name_end = text.find(['=', ' ']).unwrap_or(text.len());
    let Some(value) = text[name_end..].strip_prefix("=\"") else { return text.split_at(name_end) };
    let value_end = value.find('"').map_or(text.len(), |end| name_end + 2 + end + 1);
    text.split_at(value_end)
}

fn push_picture(out: &mut String, attributes: &str, picture: &mut dyn FnMut(&str) -> Option<String>) {
    let value = |name: &str| {
        let from = attributes.split_once(&format!("{name}=\""))?.1;
        from.split('"').next()
    };
    let (source, alt) = (value("src").unwrap_or_default(), value("alt").unwrap_or_default());
    if let Some(held) = picture(&source.replace("&#39;", "'").replace("&amp;", "&")) {
        out.push_str("<img src=\"");
        out.push_str(&held);
        out.push_str("\" alt=\"");
        push_text(out, alt);
        out.push_str("\"/>");
        return;
    }
    out.push_str("<a href=\"");
    push_text(out, source);
    out.push_str("\" rel=\"noopener noreferrer\">Image");
    if !alt.is_empty() {
        out.push_str(": ");
        push_text(out, alt);
    }
    out.push_str("</a>");
}
