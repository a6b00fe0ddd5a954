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

/// The picture at an address, if it is held.
#[must_use]
pub fn held_picture(services: &Services, address: &str) -> Option<HeldPicture> {
    let url = WebUrl::parse(address)?;
    services.held_file(&url).and_then(HeldPicture::new)
}
