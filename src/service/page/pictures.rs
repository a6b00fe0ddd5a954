//! Pictures that pages and books take with them: only those that are held already, and only of kinds
//! that every browser and book reader shows. Nothing is fetched here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::WebUrl;
use crate::service::Services;

/// Larger pictures stay links.
const LARGEST: usize = 8 << 20;

/// A picture that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPicture {
    /// Its kind, by its first bytes.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// GIF.
    Gif,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl PictureKind {
    /// The kind of a file; what a server called it does not count.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// How its files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gif => "gif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

impl HeldPicture {
    /// A picture of a known kind and a bearable size.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let kind = PictureKind::of(&bytes).filter(|_| bytes.len() <= LARGEST)?;
        Some(Self { kind, bytes })
    }

    /// The picture as an address.
    #[must_use]
    pub fn data_url(&self) -> String {
        format!("data:{};base64,{}", self.kind.media_type(), STANDARD.encode(&self.bytes))
    }
}

/// The picture at an address, if it is held: what the reader showed before is.
#[must_use]
pub fn held_picture(_services: &Services, address: &str) -> Option<HeldPicture> {
    let _url = WebUrl::parse(address)?;
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_taken_along_whatever_they_are_called() {
        let kind = |bytes: &[u8]| HeldPicture::new(bytes.to_vec()).map(|picture| picture.kind);
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Some(PictureKind::Png));
        assert_eq!(kind(b"\xff\xd8\xff\xe0"), Some(PictureKind::Jpeg));
        assert_eq!(kind(b"RIFF....WEBPVP8 "), Some(PictureKind::Webp));
        assert_eq!(kind(b"GIF89a"), Some(PictureKind::Gif));
        for other in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..], b"<html>", b"", b"RIFF"]
        {
            assert_eq!(kind(other), None);
        }
        assert_eq!(kind(&[b"GIF89a".to_vec(), vec![0; LARGEST]].concat()), None);
        let picture = HeldPicture::new(b"GIF89a".to_vec()).expect("a picture");
        assert_eq!(picture.data_url(), "data:image/gif;base64,R0lGODlh");
    }
}
