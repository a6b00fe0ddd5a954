//! Runs of styled text to lines: roles, link numbers, raised figures. Called by `blocks` and `table`.

use std::borrow::Cow;

use super::flow::{self, Piece};
use super::{Role, Span};
use crate::text::SafeText;
use crate::text::document::{Inline, Script, Style};

/// Role and link of a piece of text.
pub type Tag = (Role, Option<usize>);

/// How runs are set.
#[derive(Clone, Copy)]
pub struct Setting {
    /// Role of text without a style of its own.
    pub base: Role,
    /// Whether links carry their number.
    pub link_numbers: bool,
}

/// Sets a run in lines of at most `width` columns; at least one line.
pub fn lines(inlines: &[Inline], setting: Setting, width: usize) -> Vec<Vec<Span>> {
    let texts = tagged(inlines, setting);
    let pieces: Vec<Piece<'_, Tag>> = texts
        .iter()
        .map(|(text, tag)| match text {
            Some(text) => Piece::text(text, *tag),
            None => Piece::line_end(*tag),
        })
        .collect();
    flow::wrap(&pieces, width).into_iter().map(spans).collect()
}

/// Sets plain text of one role.
pub fn text_lines(text: &str, role: Role, width: usize) -> Vec<Vec<Span>> {
    flow::wrap(&[Piece::text(text, (role, None))], width).into_iter().map(spans).collect()
}

fn spans(line: flow::Line<Tag>) -> Vec<Span> {
    line.into_iter().map(|(text, (role, link))| Span { text: SafeText::piece(&text), role, link }).collect()
}

/// Text with its tag; `None` is a forced end of the line.
fn tagged(inlines: &[Inline], setting: Setting) -> Vec<(Option<Cow<'_, str>>, Tag)> {
    let mut out = Vec::with_capacity(inlines.len());
    for (at, inline) in inlines.iter().enumerate() {
        let Inline::Text(text, style) = inline else {
            out.push((None, (setting.base, None)));
            continue;
        };
        let tag = (role(*style, setting.base), style.link);
        let text = scripted(text.as_str(), style.script);
        let number = style.link.filter(|link| setting.link_numbers && ends_link(&inlines[at + 1..], *link));
        let Some(number) = number else {
            out.push((Some(text), tag));
            continue;
        };
        let end = text.trim_end().len();
        out.push((Some(Cow::Owned(text[..end].to_owned())), tag));
        out.push((
            Some(Cow::Owned(format!("[{}]", number.saturating_add(1)))),
            (Role::LinkNumber, style.link),
        ));
        if end < text.len() {
            out.push((Some(Cow::Borrowed(" ")), (setting.base, None)));
        }
    }
    out
}

fn ends_link(rest: &[Inline], link: usize) -> bool {
    let next = rest.iter().find_map(|inline| match inline {
        Inline::Text(_, style) => Some(style.link),
        Inline::Break => None,
    });
    next != Some(Some(link))
}

fn role(style: Style, base: Role) -> Role {
    match style {
        Style { link: Some(_), .. } => Role::Link,
        Style { code: true, .. } => Role::Code,
        Style { deleted: true, .. } => Role::Deleted,
        _ if base == Role::Heading => base,
        Style { strong: true, .. } => Role::Strong,
        Style { emphasis: true, .. } => Role::Emphasis,
        _ => base,
    }
}

/// Figures above or below the line as Unicode has them; other text stays on the line.
fn scripted(text: &str, script: Script) -> Cow<'_, str> {
    let table = match script {
        Script::Normal => return Cow::Borrowed(text),
        Script::Super => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻",
        Script::Sub => "₀₁₂₃₄₅₆₇₈₉₊₋",
    };
    let raised = |c: char| "0123456789+-".find(c).and_then(|at| table.chars().nth(at));
    let is_figure = text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_whitespace() || raised(c).is_some());
    if is_figure {
        Cow::Owned(text.chars().map(|c| raised(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}
