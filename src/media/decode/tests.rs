use image::{ImageFormat, Rgba};

use super::*;

const AS_IT_IS: Fit<'_> = &|width, height| (width, height);

const FORMATS: [ImageFormat; 4] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let colour = |x| if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) };
    let image = RgbImage::from_fn(width, height, |x, _| colour(x));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, format).expect("an encoder");
    bytes.into_inner()
}

#[test]
fn every_format_is_decoded_to_the_size_that_is_wanted() {
    for format in FORMATS {
        let file = file(format, 60, 40);
        let whole = decode(&file, AS_IT_IS).expect("a picture");
        assert_eq!((whole.width(), whole.height()), (60, 40), "{format:?}");
        let small = decode(&file, &|width, height| (width / 10, height / 10)).expect("a picture");
        assert_eq!((small.width(), small.height()), (6, 4), "{format:?}");
        let (left, right) = (small.pixel(0, 1), small.pixel(5, 2));
        assert!(left[0] > 150 && left[2] < 60 && right[0] < 60 && right[2] > 150, "{left:?} {right:?}");
    }
}

#[test]
fn a_file_that_breaks_off_anywhere_or_lies_is_no_picture_and_no_panic() {
    for format in FORMATS {
        let whole = file(format, 12, 10);
        for end in 0..whole.len() {
            drop(decode(&whole[..end], AS_IT_IS));
        }
        for at in 0..whole.len() {
            for value in [0, 0x7f, 0xff] {
                let mut lying = whole.clone();
                lying[at] = value;
                drop(decode(&lying, &|width, height| (width.min(20), height.min(20))));
            }
        }
    }
    let error = |bytes: &[u8]| decode(bytes, AS_IT_IS).err();
    assert_eq!(error(&file(ImageFormat::Png, 60, 40)[..40]), Some(Error::Damaged));
    assert_eq!(error(b""), Some(Error::NoPicture));
    assert_eq!(error(b"<html>not found</html>"), Some(Error::NoPicture));
    assert_eq!(error(b"<?xml version='1.0'?><svg/>"), Some(Error::Drawing));
    assert_eq!(error(b"\0\0\0\x20ftypavif"), Some(Error::Unknown));
    assert_eq!(error(&vec![0; MAX_FILE + 1]), Some(Error::TooHeavy));
}

#[test]
fn a_few_bytes_that_claim_a_huge_picture_are_refused_before_memory_is_taken() {
    let mut claims = file(ImageFormat::Png, 12, 10);
    claims[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let sum = checksum(&claims[12..29]).to_be_bytes();
    claims[29..33].copy_from_slice(&sum);
    let expected = Error::TooLarge { width: 65_535, height: 65_535 };
    assert_eq!(decode(&claims, AS_IT_IS).err(), Some(expected));
}

/// CRC-32, which the head of a PNG carries.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

#[test]
fn a_drawing_for_paper_gets_paper() {
    let ground = |colour: u8| {
        let ink = |x| if x == 0 { Rgba([colour, colour, colour, 255]) } else { Rgba([0; 4]) };
        on_ground(&RgbaImage::from_fn(4, 4, |x, _| ink(x))).get_pixel(3, 3).0
    };
    assert_eq!((ground(20), ground(230)), ([255; 3], [0; 3]));
}
