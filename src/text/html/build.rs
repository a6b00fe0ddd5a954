//! Puts a document together from what begins and ends: frames for what is open, blocks for what is
//! closed. It knows no tree and no tag names. Called by `walk`.

use std::borrow::Cow;
use std::collections::HashSet;

use dom_query::Element;

use super::element;
use super::frame::{Container, Frame, Kind};
use super::links::Links;
use super::tex;
use crate::text::SafeText;
use crate::text::document::{Block, Document, Figure, LineEnd, Script, Style};

/// Containers inside each other; deeper ones become part of the one around them, so that whoever
/// goes through a document may recurse.
pub const MAX_NESTING: usize = 24;

/// What a link back from a note shows, whatever the page has there.
const BACK: &str = "↩";
/// Before the line that stands for what a page would unfold.
const UNFOLDED: &str = "▾ ";

/// Columns that a tab in code reaches to.
const TAB: usize = 4;

/// What to do when an element ends.
pub struct Exit {
    style: Style,
    link: Option<String>,
    action: Action,
}

enum Action {
    None,
    EndBlock,
    Close,
    CloseCode,
    EndHead,
    Text(Cow<'static, str>),
}

struct CodeBlock {
    language: Option<SafeText>,
    text: String,
}

/// The document in the making.
pub struct Builder {
    links: Links,
    frames: Vec<Frame>,
    style: Style,
    /// Target of the open link; it gets its number with its first words.
    link: Option<String>,
    code: Option<CodeBlock>,
    last_image: Option<SafeText>,
    last_media: Option<String>,
    /// Abbreviations that were explained.
    explained: HashSet<String>,
}

impl Builder {
    /// An empty document.
    pub fn new(links: Links) -> Self {
        let root = Frame::new(Kind::Root);
        Self {
            links,
            frames: vec![root],
            style: Style::default(),
            link: None,
            code: None,
            last_image: None,
            last_media: None,
            explained: HashSet::new(),
        }
    }

    /// The finished document.
    pub fn finish(mut self) -> Document {
        while self.frames.len() > 1 {
            self.close();
        }
        self.end_block();
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        let (links, jumps) = self.links.finish();
        Document { blocks, links, jumps }
    }

    /// For resolving addresses.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Whether a code block is open.
    pub fn in_code_block(&self) -> bool {
        self.code.is_some()
    }

    /// Text of the page; formulas in it are made readable, unless it is code.
    pub fn page_text(&mut self, text: &str) {
        if self.code.is_some() || self.style.code {
            self.text(text);
        } else {
            self.text(&tex::in_text(text));
        }
    }

    /// Text as it is.
    pub fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let mut style = self.style;
        if text.contains(|c: char| !c.is_ascii_whitespace()) {
            style.link = self.link.as_ref().map(|target| self.links.number(target));
            style.place = self.links.places().begin();
        }
        self.top().run.text(text, style);
    }

    /// `<br>`.
    pub fn line_break(&mut self) {
        self.top().run.line_break();
    }

    /// `<wbr>`.
    pub fn may_end_line(&mut self) {
        if self.code.is_none() {
            self.top().run.may_end(LineEnd::Allowed);
        }
    }

    /// `<hr>`.
    pub fn rule(&mut self) {
        self.end_block();
        self.top().blocks.push(Block::Rule);
    }

    /// A picture, unless it is the one before once more (lazy loaders repeat it in `<noscript>`).
    pub fn figure(&mut self, figure: Figure) {
        if figure.url.is_some() && figure.url == self.last_image {
            return;
        }
        self.last_image.clone_from(&figure.url);
        if !self.top().kind.is_inline() {
            self.end_block();
        }
        self.top().blocks.push(Block::Figure(figure));
    }

    /// Embedded media as a link with a label.
    pub fn media(&mut self, element: &Element, name: &str, source: Option<&str>) {
        let Some((label, target)) = element::media(element, name, source, &self.links) else { return };
        // A player within a player is the same once more.
        if self.last_media.as_ref() == Some(&target) {
            return;
        }
        self.last_media = Some(String::clone(&target));
        let link = Some(self.links.number(&target));
        self.end_block();
        self.top().run.text(label.as_str(), Style { link, ..Style::default() });
        self.end_block();
    }

    /// An abbreviation; what it stands for follows where it occurs first.
    pub fn abbreviation(&mut self, meaning: Option<&str>) -> Exit {
        match meaning {
            Some(meaning) if self.explained.insert(meaning.to_owned()) => {
                self.followed_by(format!(" ({meaning})").into())
            }
            _ => self.transparent(),
        }
    }

    /// An element that changes nothing.
    pub fn transparent(&self) -> Exit {
        self.exit(Action::None)
    }

    /// A block without a meaning of its own.
    pub fn block(&mut self) -> Exit {
        self.end_block();
        self.exit(Action::EndBlock)
    }

    /// An element that changes the style of its text.
    pub fn styled(&mut self, change: impl FnOnce(&mut Style)) -> Exit {
        let exit = self.exit(Action::None);
        change(&mut self.style);
        exit
    }

    /// Superscript or subscript.
    pub fn raised(&mut self, above: bool) -> Exit {
        self.styled(|style| style.script = if above { Script::Super } else { Script::Sub })
    }

    /// A link, if its target is one that may be followed.
    pub fn link(&mut self, href: Option<&str>) -> Exit {
        let exit = self.exit(Action::None);
        self.link = href.and_then(|href| self.links.inner(href).or_else(|| self.links.resolve(href)));
        exit
    }

    /// An element with a name: what comes next is the place that links to it mean.
    pub fn named(&mut self, name: Option<&str>) {
        if let Some(name) = name {
            self.links.places().name(name);
        }
    }

    /// The way back from a note to where it is referred to, if that is known.
    pub fn back_link(&mut self, href: &str) {
        if let Some(target) = self.links.inner(href) {
            let outer = self.link.replace(target);
            self.text(BACK);
            self.link = outer;
        }
    }

    /// An element whose text stands between two signs.
    pub fn wrapped(&mut self, before: &str, after: &'static str) -> Exit {
        self.text(before);
        self.followed_by(after.into())
    }

    /// An element that is followed by words of its own.
    pub fn followed_by(&mut self, after: Cow<'static, str>) -> Exit {
        self.exit(Action::Text(after))
    }

    /// `<summary>`: it stands above what the page would unfold below it, all of which is shown.
    pub fn summary(&mut self) -> Exit {
        self.end_block();
        if matches!(self.top().kind, Kind::Definitions(_)) {
            let exit = self.open(Container::Term);
            self.text(UNFOLDED);
            return exit;
        }
        let exit = self.exit(Action::EndBlock);
        self.style.strong = true;
        exit
    }

    /// `<tr>`.
    pub fn row(&mut self) -> Exit {
        self.end_block();
        if let Kind::Table(table) = &mut self.top().kind {
            table.row();
        }
        self.exit(Action::EndBlock)
    }

    /// `<thead>`.
    pub fn table_head(&mut self) -> Exit {
        if let Kind::Table(table) = &mut self.top().kind {
            table.in_head = true;
        }
        self.exit(Action::EndHead)
    }

    /// `<pre>`.
    pub fn code_block(&mut self, language: Option<SafeText>) -> Exit {
        self.end_block();
        self.code = Some(CodeBlock { language, text: String::new() });
        self.exit(Action::CloseCode)
    }

    /// Names the language of the open code block, if it has none.
    pub fn name_language(&mut self, language: Option<SafeText>) {
        if let Some(code) = &mut self.code {
            code.language = code.language.take().or(language);
        }
    }

    /// A block inside code: it begins on a line of its own.
    pub fn begin_code_line(&mut self) {
        if let Some(code) = &mut self.code
            && !code.text.is_empty()
            && !code.text.ends_with('\n')
        {
            code.text.push('\n');
        }
    }

    /// Opens a container where it may stand; elsewhere it is a plain block.
    pub fn open(&mut self, container: Container) -> Exit {
        self.end_block();
        let kind = Kind::from(container);
        if self.frames.len() > MAX_NESTING || !kind.fits_in(&self.top().kind) {
            return self.exit(Action::EndBlock);
        }
        self.top().absorb_strays();
        let exit = self.exit(Action::Close);
        self.frames.push(Frame::new(kind));
        exit
    }

    /// Ends what an element began.
    pub fn leave(&mut self, exit: Exit) {
        match exit.action {
            Action::None => {}
            Action::EndBlock => self.end_block(),
            Action::Close => self.close(),
            Action::CloseCode => self.close_code(),
            Action::Text(after) => self.text(&after),
            Action::EndHead => {
                if let Kind::Table(table) = &mut self.top().kind {
                    table.in_head = false;
                }
            }
        }
        self.style = exit.style;
        self.link = exit.link;
    }

    fn exit(&self, action: Action) -> Exit {
        Exit { style: self.style, link: self.link.clone(), action }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root frame stays until the document is finished")
    }

    fn end_block(&mut self) {
        self.top().end_block();
    }

    fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let mut lines: Vec<SafeText> =
            code.text.lines().map(|line| SafeText::piece(expand_tabs(line).trim_end())).collect();
        let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        lines.truncate(end);
        let start = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
        lines.drain(..start);
        if !lines.is_empty() {
            self.top().blocks.push(Block::Code { language: code.language, lines });
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        frame.close_into(self.top());
    }
}

fn expand_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.chars() {
        let columns = if c == '\t' { TAB - column % TAB } else { 1 };
        column += columns;
        if c == '\t' {
            out.extend(std::iter::repeat_n(' ', columns));
        } else {
            out.push(c);
        }
    }
    out
}
