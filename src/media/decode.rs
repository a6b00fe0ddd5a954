//! Files of pictures to pixels of the size that is wanted. Files are hostile: what they claim is
//! limited before memory is taken, and whatever is wrong with them is an error. Slow: for a thread of
//! its own.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, Rgb, RgbImage, RgbaImage};

use super::{Error, Format, MAX_FILE, MAX_PIXELS};

/// Memory that one picture may take while it is decoded.
const MAX_MEMORY: u64 = 400 << 20;
/// Shrinking by more than this is done in two steps: first quickly, then well.
const QUICK: u32 = 3;

/// A decoded picture without transparency.
#[derive(Clone, Debug)]
pub struct Bitmap {
    pixels: RgbImage,
    /// Pixels across and down as its file has them.
    pub own: (u32, u32),
}

/// The size that a picture is brought to, by its own.
pub type Fit<'f> = &'f dyn Fn(u32, u32) -> (u32, u32);

impl Bitmap {
    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// The colour at a place; black outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        self.pixels.get_pixel_checked(x, y).map_or([0; 3], |pixel| pixel.0)
    }

    /// For encoders.
    #[must_use]
    pub fn into_image(self) -> DynamicImage {
        self.pixels.into()
    }
}

/// Decodes a file and brings it to the size that `fit` gives for its own; of moving pictures the first.
pub fn decode(bytes: &[u8], fit: Fit<'_>) -> Result<Bitmap, Error> {
    if bytes.len() > MAX_FILE {
        return Err(Error::TooHeavy);
    }
    let file = Cursor::new(bytes);
    let image = match Format::of(bytes)? {
        Format::Png => limited(PngDecoder::new(file)),
        Format::Jpeg => limited(JpegDecoder::new(file)),
        Format::Gif => limited(GifDecoder::new(file)),
        Format::WebP => limited(WebPDecoder::new(file)),
    }?;
    let own = (image.width(), image.height());
    let (width, height) = fit(own.0, own.1);
    let image = shrunk(image, width.max(1), height.max(1));
    let pixels = if image.color().has_alpha() { on_ground(&image.into_rgba8()) } else { image.into_rgb8() };
    Ok(Bitmap { pixels, own })
}

fn limited<D: ImageDecoder>(decoder: Result<D, ImageError>) -> Result<DynamicImage, Error> {
    let mut decoder = decoder.map_err(|_| Error::Damaged)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::Damaged);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Error::TooLarge { width, height });
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    decoder.set_limits(limits).map_err(|_| Error::TooLarge { width, height })?;
    let turned = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Error::Damaged)?;
    if let Some(turned) = turned {
        image.apply_orientation(turned);
    }
    Ok(image)
}

fn shrunk(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    let is_large = image.width() / QUICK > width && image.height() / QUICK > height;
    let image = if is_large { image.thumbnail_exact(width * 2, height * 2) } else { image };
    image.resize_exact(width, height, FilterType::Triangle)
}

/// What can be seen through stands on a ground that the rest can be seen on: the colour behind it is
/// not known, and a dark drawing made for paper would vanish on a dark screen.
fn on_ground(image: &RgbaImage) -> RgbImage {
    let light = |pixel: &[u8; 4]| u64::from(pixel[0]) * 2 + u64::from(pixel[1]) * 5 + u64::from(pixel[2]);
    let (sum, weight) = image.pixels().fold((0, 0), |(sum, weight), pixel| {
        let alpha = u64::from(pixel.0[3]);
        (sum + light(&pixel.0) * alpha, weight + 8 * alpha)
    });
    let ground: u32 = if weight > 0 && sum / weight < 128 { 255 } else { 0 };
    let blend = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        u8::try_from((colour * alpha + ground * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        Rgb([blend(red, alpha), blend(green, alpha), blend(blue, alpha)])
    })
}

#[cfg(test)]
mod tests;
