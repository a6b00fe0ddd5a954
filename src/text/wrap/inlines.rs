//! Runs of styled text to lines: roles, link numbers, raised figures, direction. Called by `blocks` and
//! `table`.

use std::borrow::Cow;

use super::flow::{self, Piece};
use super::script::{self, Raising};
use super::{Bidi, Breadth, Layout, Role, Span, bidi};
use crate::text::SafeText;
use crate::text::document::{Inline, LineEnd, Script, Style};

/// Role and link of a piece of text.
pub type Tag = (Role, Option<usize>);

/// How runs are set.
#[derive(Clone, Copy)]
pub struct Setting {
    /// Role of text without a style of its own.
    pub base: Role,
    /// What holds for the whole document.
    pub layout: Layout,
}

impl Setting {
    /// The same with another role for plain text.
    pub fn with(self, base: Role) -> Self {
        Self { base, ..self }
    }
}

/// A line that has no margins yet.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Pieces from left to right.
    pub spans: Vec<Span>,
    /// Whether it stands at the right.
    pub is_rtl: bool,
    /// Characters of the block's text before it, spaces not counted.
    pub at: usize,
    /// How its block stands to the room.
    pub breadth: Breadth,
}

/// Text with its tag on its way to `flow`; without text it is a forced end of the line.
struct Part<'a> {
    text: Option<Cow<'a, str>>,
    tag: Tag,
    end: LineEnd,
    is_glued: bool,
}

/// Sets a run in lines of at most `width` columns; at least one line.
pub fn lines(inlines: &[Inline], setting: Setting, width: usize) -> Vec<Line> {
    let is_rtl = bidi::reads_rtl(inlines) == Some(true);
    let parts = parts(inlines, setting);
    finished(flow::wrap(&pieces(&parts), width), setting.layout, is_rtl)
}

/// Sets plain text of one role.
pub fn text_lines(text: &SafeText, role: Role, layout: Layout, width: usize) -> Vec<Line> {
    let run = [Inline::Text(text.clone(), Style::default())];
    lines(&run, Setting { base: role, layout }, width)
}

/// Columns of a run that is not wrapped, and of its longest word.
pub fn measure(inlines: &[Inline], setting: Setting) -> (usize, usize) {
    flow::measure(&pieces(&parts(inlines, setting)))
}

/// Characters of a run, spaces not counted.
pub fn weight(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, _) => text_weight(text.as_str()),
            Inline::Break => 0,
        })
        .sum()
}

/// The places that begin in a run, with the characters before each, spaces not counted.
pub fn places(inlines: &[Inline]) -> impl Iterator<Item = (usize, usize)> {
    let mut before = 0;
    inlines.iter().filter_map(move |inline| {
        let Inline::Text(text, style) = inline else { return None };
        let at = before;
        before += text_weight(text.as_str());
        Some((style.place?, at))
    })
}

/// Characters of a text, spaces not counted.
pub fn text_weight(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn finished(lines: Vec<flow::Line<Tag>>, layout: Layout, is_rtl: bool) -> Vec<Line> {
    let mut at = 0;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let own: usize = line
            .runs
            .iter()
            .filter(|(_, (role, _))| *role != Role::LinkNumber)
            .map(|(text, _)| text_weight(text))
            .sum();
        let added = usize::from(line.is_parted);
        let spans = line
            .runs
            .into_iter()
            .map(|(text, (role, link))| Span { text: SafeText::piece(&text), role, link })
            .collect();
        let spans = if layout.bidi == Bidi::Visual { bidi::visual(spans, is_rtl) } else { spans };
        out.push(Line { spans, is_rtl, at, breadth: Breadth::default() });
        at += own - added.min(own);
    }
    out
}

fn pieces<'a>(parts: &'a [Part<'_>]) -> Vec<Piece<'a, Tag>> {
    parts
        .iter()
        .map(|part| match &part.text {
            Some(text) if part.is_glued => Piece::glued(text, part.tag),
            Some(text) => Piece::ending(text, part.tag, part.end),
            None => Piece::line_end(part.tag),
        })
        .collect()
}

fn parts(inlines: &[Inline], setting: Setting) -> Vec<Part<'_>> {
    let mut parts = Parts { setting, out: Vec::with_capacity(inlines.len()) };
    let mut at = 0;
    while let Some(inline) = inlines.get(at) {
        match inline {
            Inline::Break => {
                parts.push(None, (setting.base, None));
                at += 1;
            }
            Inline::Text(text, style) if style.script == Script::Normal => {
                parts.text(Cow::Borrowed(text.as_str()), *style, &inlines[at + 1..]);
                at += 1;
            }
            Inline::Text(_, style) => {
                let count = script::run_length(&inlines[at..], style.script);
                parts.raised(&inlines[at..], count, style.script);
                at += count;
            }
        }
    }
    parts.out
}

struct Parts<'a> {
    setting: Setting,
    out: Vec<Part<'a>>,
}

impl<'a> Parts<'a> {
    fn push(&mut self, text: Option<Cow<'a, str>>, tag: Tag) {
        self.out.push(Part { text, tag, end: LineEnd::Plain, is_glued: false });
    }

    /// A run of one style; with the last of a link comes the link's number, which no line begins with.
    fn text(&mut self, text: Cow<'a, str>, style: Style, rest: &[Inline]) {
        let tag = (role(style, self.setting.base), style.link);
        let number = style.link.filter(|link| self.setting.layout.link_numbers && ends_link(rest, *link));
        let Some(number) = number else {
            self.out.push(Part { text: Some(text), tag, end: style.end, is_glued: false });
            return;
        };
        let end = text.trim_end().len();
        let has_space = end < text.len();
        self.push(Some(Cow::Owned(text[..end].to_owned())), tag);
        let shown = format!("[{}]", number.saturating_add(1));
        self.out.push(Part {
            text: Some(Cow::Owned(shown)),
            tag: (Role::LinkNumber, style.link),
            end: style.end,
            is_glued: true,
        });
        if has_space {
            self.push(Some(Cow::Borrowed(" ")), (self.setting.base, None));
        }
    }

    /// The first `count` inlines, which are raised or lowered.
    fn raised(&mut self, inlines: &'a [Inline], count: usize, script: Script) {
        let raising = script::raising(&inlines[..count], script, self.setting.layout.ornaments);
        for (at, inline) in inlines[..count].iter().enumerate() {
            let Inline::Text(text, style) = inline else { continue };
            let mut shown = match raising {
                Raising::Characters(script) => {
                    let raised = text.as_str().chars().map(|c| script::character(c, script).unwrap_or(c));
                    Cow::Owned(raised.collect())
                }
                _ => Cow::Borrowed(text.as_str()),
            };
            if at == 0 {
                shown = match raising {
                    Raising::Sign(sign) => Cow::Owned(format!("{sign}{}", shown.trim_start())),
                    Raising::Parentheses(sign) => Cow::Owned(format!("{sign}({}", shown.trim_start())),
                    _ => shown,
                };
            }
            if at + 1 == count && matches!(raising, Raising::Parentheses(_)) {
                let words = shown.trim_end();
                shown = Cow::Owned(format!("{words}){}", &shown[words.len()..]));
            }
            self.text(shown, *style, &inlines[at + 1..]);
        }
    }
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
