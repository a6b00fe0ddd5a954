//! A ZIP archive, as much of it as an EPUB is: files in order, stored or deflated, their sizes known
//! before they are written. No dates: the same files give the same bytes.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const LOCAL_FILE: u32 = 0x0403_4b50;
const CENTRAL_FILE: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Version of the format that a reader needs: 2.0.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// 1 January 1980, the first day that the format knows.
const DAY: u16 = 0x21;

/// An archive that is being written.
#[derive(Default)]
pub struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

/// How a file is held.
#[derive(Clone, Copy)]
enum Method {
    Stored = 0,
    Deflated = 8,
}

impl Zip {
    /// Adds a file as it is: what is packed already, and what must be found at its place.
    pub fn store(&mut self, name: &str, content: &[u8]) {
        self.add(name, content, content, Method::Stored);
    }

    /// Adds a file, packed.
    pub fn deflate(&mut self, name: &str, content: &[u8]) {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        // Into memory this cannot fail; if it did, the file would be stored.
        let packed = encoder.write_all(content).and_then(|()| encoder.finish());
        match packed {
            Ok(packed) if packed.len() < content.len() => self.add(name, content, &packed, Method::Deflated),
            _ => self.store(name, content),
        }
    }

    fn add(&mut self, name: &str, content: &[u8], held: &[u8], method: Method) {
        let mut crc = Crc::new();
        crc.update(content);
        let mut about = Vec::with_capacity(30);
        for part in [VERSION, FLAGS, method as u16, 0, DAY] {
            about.extend(part.to_le_bytes());
        }
        for part in [crc.sum(), small(held.len()), small(content.len())] {
            about.extend(part.to_le_bytes());
        }
        about.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        about.extend(0_u16.to_le_bytes());

        let place = small(self.bytes.len());
        self.bytes.extend(LOCAL_FILE.to_le_bytes());
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(held);

        self.directory.extend(CENTRAL_FILE.to_le_bytes());
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&about);
        // No comment, one disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(place.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files += 1;
    }

    /// The archive.
    pub fn finish(mut self) -> Vec<u8> {
        let (place, length) = (small(self.bytes.len()), small(self.directory.len()));
        self.bytes.append(&mut self.directory);
        self.bytes.extend(END.to_le_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(place.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// Books are far smaller than 4 GB: the limits of `Book` see to that.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
