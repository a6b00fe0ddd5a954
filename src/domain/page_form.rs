//! Forms of an article outside of tidings.

/// A form in which an article is saved or sent to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageForm {
    /// Markdown.
    Markdown,
    /// One HTML file that needs no other.
    Html,
    /// Words only.
    Plain,
}

impl PageForm {
    /// How files of this form end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Plain => "txt",
        }
    }
}
