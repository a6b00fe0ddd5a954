//! The ways of an article out of the reader: what is copied, what is saved. A small list; what becomes
//! of the choice is decided by the main view.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::text::SafeText;

/// The list.
#[derive(Clone, Debug)]
pub struct Share {
    /// What it is about.
    pub title: &'static str,
    /// What can be chosen.
    pub ways: &'static [Way],
    /// The selection.
    pub cursor: ListCursor,
    /// What the commands are about: the title of the entry, or how many there are.
    pub subject: SafeText,
    /// Whether several entries are meant.
    pub is_range: bool,
}

/// A way out of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Copy the address.
    CopyLink,
    /// Copy the headline and below it the address.
    CopyTitle,
    /// Copy `[headline](address)`.
    CopyMarkdown,
    /// Copy the paragraph on top of the screen with its source.
    CopyQuotation,
    /// Copy the words of the article.
    CopyText,
    /// Save as Markdown.
    SaveMarkdown,
    /// Save as one HTML file.
    SaveHtml,
    /// Save the range, else what is listed, as a book.
    SaveBook,
}

impl Way {
    /// What can be copied.
    pub const COPY: &'static [Self] =
        &[Self::CopyLink, Self::CopyTitle, Self::CopyMarkdown, Self::CopyQuotation, Self::CopyText];
    /// What can be saved.
    pub const SAVE: &'static [Self] = &[Self::SaveMarkdown, Self::SaveHtml, Self::SaveBook];

    /// The name by which the palette chooses it (`copy-as markdown`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CopyLink => "link",
            Self::CopyTitle => "title",
            Self::CopyMarkdown | Self::SaveMarkdown => "markdown",
            Self::CopyQuotation => "quotation",
            Self::CopyText => "text",
            Self::SaveHtml => "html",
            Self::SaveBook => "epub",
        }
    }

    /// What it is, of one entry or of a range.
    #[must_use]
    pub fn label(self, is_range: bool) -> &'static str {
        match self {
            Self::CopyLink if is_range => "Their links, one on a line",
            Self::CopyTitle if is_range => "Titles and links",
            Self::CopyMarkdown if is_range => "Links in Markdown, one on a line",
            Self::CopyQuotation if is_range => "The paragraph on top of the one shown, as a quotation",
            Self::CopyText if is_range => "The text of the one shown",
            Self::SaveMarkdown if is_range => "Markdown, a file for each",
            Self::SaveHtml if is_range => "HTML, a file for each",
            Self::SaveBook if is_range => "A book (EPUB) of these",
            Self::CopyLink => "The link",
            Self::CopyTitle => "Title and link",
            Self::CopyMarkdown => "A link in Markdown",
            Self::CopyQuotation => "The paragraph on top, as a quotation",
            Self::CopyText => "The text of the article",
            Self::SaveMarkdown => "Markdown",
            Self::SaveHtml => "One HTML file, pictures included",
            Self::SaveBook => "A book (EPUB) of all that is listed",
        }
    }
}

impl Share {
    /// The list of ways to copy or to save.
    #[must_use]
    pub fn new(title: &'static str, ways: &'static [Way], subject: SafeText, is_range: bool) -> Self {
        Self { title, ways, cursor: ListCursor::default(), subject, is_range }
    }

    fn choose(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(way) = self.ways.get(self.cursor.selected) else { return Outcome::closed() };
        Outcome::Closed(room.main.share(*way, room.desk))
    }
}

impl Layer for Share {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            self.cursor.go(motion, self.ways.len(), room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => self.choose(room),
            Command::Back | Command::Leave => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    /// A name that was given with the command.
    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        let Some(row) = self.ways.iter().position(|way| way.name() == text.trim()) else {
            room.desk.status.say(Tone::Plain, format!("There is no form {}", text.trim()));
            return Outcome::handled();
        };
        self.cursor.move_to(row, self.ways.len());
        self.choose(room)
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, self.ways.len());
        self.choose(room)
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
