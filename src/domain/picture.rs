//! A picture of an article: where its file comes from, and how much room it has on a screen. What a
//! figure of a document becomes once a screen can show pictures.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::entry::Enclosure;
use super::web_url::WebUrl;
use crate::text::SafeText;
use crate::text::document::{Block, Document, Figure, PixelSize};

/// Stands for a picture: the same address or the same bytes have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(pub u64);

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Stands for it.
    pub id: PictureId,
    /// Where its file comes from.
    pub source: PictureSource,
}

/// Where the file of a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureSource {
    /// The web.
    Web(WebUrl),
    /// The page itself holds it.
    Inline(Arc<[u8]>),
}

/// A part of a screen in cells; neither side is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cells {
    /// Columns.
    pub columns: u16,
    /// Lines.
    pub rows: u16,
}

/// What became of loading a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureOutcome {
    /// It can be drawn; its own size.
    Ready(PixelSize),
    /// It cannot be shown; the reason in words.
    Failed(SafeText),
}

impl Picture {
    /// The picture of a figure; `None` where there is but text.
    #[must_use]
    pub fn of(figure: &Figure) -> Option<Self> {
        if let Some(bytes) = &figure.inline {
            let id = PictureId(xxh3_64(bytes));
            return Some(Self { id, source: PictureSource::Inline(Arc::clone(bytes)) });
        }
        let url = WebUrl::parse(figure.url.as_ref()?.as_str())?;
        let id = PictureId(xxh3_64(url.as_str().as_bytes()));
        Some(Self { id, source: PictureSource::Web(url) })
    }
}

/// A text without images begins with the one that came with it.
pub fn lead_with_picture(document: &mut Document, enclosures: &[Enclosure]) {
    let attached = enclosures.iter().find(|file| file.is_image());
    let Some(attached) = attached.filter(|_| document.figures().is_empty()) else { return };
    let url = WebUrl::parse(attached.url.as_str()).map(|url| SafeText::new(url.as_str()));
    if url.is_some() {
        let alt = attached.title.clone().unwrap_or_default();
        document.blocks.insert(0, Block::Figure(Figure { url, alt, ..Figure::default() }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markup;
    use crate::text::html::parse_document;

    #[test]
    fn a_text_without_images_begins_with_the_one_that_came_with_it() {
        let file = |url: &str, kind: &str| Enclosure {
            url: SafeText::new(url),
            media_type: Some(SafeText::new(kind)),
            length: None,
            title: Some(SafeText::new("A ferry")),
            duration: None,
        };
        let files =
            [file("https://a.example/a.mp3", "audio/mpeg"), file("https://a.example/b.jpg", "image/jpeg")];
        let led = |html: &str, files: &[Enclosure]| {
            let mut document = parse_document(&Markup::clean(html), Some("https://a.example/"));
            lead_with_picture(&mut document, files);
            let figures = document.figures();
            figures.iter().filter_map(|figure| Some(figure.url.as_ref()?.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(led("<p>text</p>", &files), ["https://a.example/b.jpg"]);
        assert_eq!(led("<p>text</p><img src=/own.jpg>", &files), ["https://a.example/own.jpg"]);
        assert!(led("<p>text</p>", &files[..1]).is_empty());
        assert!(led("<p>text</p>", &[file("javascript:x", "image/png")]).is_empty());
    }
}
