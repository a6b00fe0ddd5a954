//! What kind of thing an attached file is: by the type that the feed names, else by the end of its address.

use super::entry::Enclosure;

/// A kind of attached file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// To be heard.
    Audio,
    /// To be watched.
    Video,
    /// A picture.
    Image,
    /// Anything else.
    Other,
}

impl MediaKind {
    /// The name in settings and on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Image => "image",
            Self::Other => "file",
        }
    }

    fn of_type(media_type: &str) -> Option<Self> {
        match media_type.split('/').next()?.trim().to_ascii_lowercase().as_str() {
            "audio" => Some(Self::Audio),
            "video" => Some(Self::Video),
            "image" => Some(Self::Image),
            _ => None,
        }
    }

    fn of_address(address: &str) -> Option<Self> {
        let path = address.split(['?', '#']).next()?;
        let (_, end) = path.rsplit('/').next()?.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "mp3" | "m4a" | "m4b" | "ogg" | "oga" | "opus" | "flac" | "wav" | "aac" => Some(Self::Audio),
            "mp4" | "m4v" | "webm" | "mkv" | "mov" | "avi" | "ogv" => Some(Self::Video),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => Some(Self::Image),
            _ => None,
        }
    }
}

impl Enclosure {
    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> MediaKind {
        let named = self.media_type.as_ref().and_then(|name| MediaKind::of_type(name.as_str()));
        named.or_else(|| MediaKind::of_address(self.url.as_str())).unwrap_or(MediaKind::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SafeText;

    #[test]
    fn the_type_says_it_and_else_the_address() {
        for (media_type, address, expected) in [
            ("audio/mpeg", "https://a.example/x.mp4", MediaKind::Audio),
            ("Video/MP4", "https://a.example/x", MediaKind::Video),
            ("application/octet-stream", "https://a.example/x.MP3?y=1", MediaKind::Audio),
            ("", "https://a.example/x.webp#y", MediaKind::Image),
            ("application/pdf", "https://a.example/x.pdf", MediaKind::Other),
            ("", "https://a.example.png/x", MediaKind::Other),
        ] {
            let media_type = (!media_type.is_empty()).then(|| SafeText::new(media_type));
            let enclosure = Enclosure {
                url: SafeText::new(address),
                media_type,
                length: None,
                duration: None,
                title: None,
            };
            assert_eq!(enclosure.kind(), expected, "{address}");
        }
    }
}
