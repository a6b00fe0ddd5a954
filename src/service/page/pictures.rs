//! Pictures that pages and books take with them: only those that are held already, and only of kinds
//! that every browser and book reader shows. Nothing is fetched here.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use xxhash_rust::xxh3::xxh3_128;

use crate::domain::WebUrl;
use crate::media::Format;
use crate::service::{Services, pictures};
use crate::text::{Document, SafeText};

/// Larger pictures stay links.
const LARGEST: usize = 8 << 20;

/// A picture that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPicture {
    /// Its format, by its first bytes.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The media type of a format.
#[must_use]
pub fn media_type(format: Format) -> &'static str {
    match format {
        Format::Gif => "image/gif",
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::WebP => "image/webp",
    }
}

/// How files of a format end.
#[must_use]
pub fn extension(format: Format) -> &'static str {
    match format {
        Format::Gif => "gif",
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::WebP => "webp",
    }
}

impl HeldPicture {
    /// A picture of a known kind and a bearable size.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let format = Format::of(&bytes).ok().filter(|_| bytes.len() <= LARGEST)?;
        Some(Self { format, bytes })
    }

    /// The picture as an address.
    #[must_use]
    pub fn data_url(&self) -> String {
        format!("data:{};base64,{}", media_type(self.format), STANDARD.encode(&self.bytes))
    }
}

/// Gives the pictures that a page holds in itself an address, so that they are found among the others.
pub fn name_inline(document: &mut Document) -> HashMap<String, HeldPicture> {
    let mut found = HashMap::new();
    document.each_figure(|figure| {
        let file = figure.inline.as_ref().filter(|_| figure.url.is_none());
        if let Some(picture) = file.and_then(|file| HeldPicture::new(file.to_vec())) {
            let address = format!("https://inline.invalid/{:032x}", xxh3_128(&picture.bytes));
            figure.url = Some(SafeText::new(&address));
            found.insert(address, picture);
        }
    });
    found
}

/// The picture at an address, if it is held: what the reader showed before is.
#[must_use]
pub fn held_picture(services: &Services, address: &str) -> Option<HeldPicture> {
    let url = WebUrl::parse(address)?;
    HeldPicture::new(pictures::cached(services, &url)?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_taken_along_whatever_they_are_called() {
        let format = |bytes: &[u8]| HeldPicture::new(bytes.to_vec()).map(|picture| picture.format);
        assert_eq!(format(b"\x89PNG\r\n\x1a\n..."), Some(Format::Png));
        assert_eq!(format(b"\xff\xd8\xff\xe0"), Some(Format::Jpeg));
        assert_eq!(format(b"RIFF....WEBPVP8 "), Some(Format::WebP));
        assert_eq!(format(b"GIF89a"), Some(Format::Gif));
        for other in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..], b"<html>", b"", b"RIFF"]
        {
            assert_eq!(format(other), None);
        }
        assert_eq!(format(&[b"GIF89a".to_vec(), vec![0; LARGEST]].concat()), None);
        let picture = HeldPicture::new(b"GIF89a".to_vec()).expect("a picture");
        assert_eq!(picture.data_url(), "data:image/gif;base64,R0lGODlh");
    }
}
