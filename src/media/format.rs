//! The format of a picture by its first bytes: servers and file names say what is not so.

use super::Error;

/// A format that is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF, of which the first frame is shown.
    Gif,
    /// WebP.
    WebP,
}

impl Format {
    /// The format of a file.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Ok(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Ok(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Self::WebP),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Err(Error::Unknown),
            _ if is_drawing(bytes) => Err(Error::Drawing),
            _ => Err(Error::NoPicture),
        }
    }
}

fn is_drawing(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1000)];
    start.windows(4).any(|part| part.eq_ignore_ascii_case(b"<svg"))
}
