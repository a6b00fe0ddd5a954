//! Reads ZIP archives as strictly as a checker of books does: by the directory at the end, sums and sizes
//! compared, nothing between the files.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// A file of an archive.
#[derive(Debug)]
pub struct Packed {
    pub name: String,
    pub is_stored: bool,
    pub bytes: Vec<u8>,
}

/// The files in their order.
pub fn unpack(archive: &[u8]) -> Vec<Packed> {
    let end = archive.len() - 22;
    assert_eq!(number(archive, end, 4), 0x0605_4b50, "the end of the archive, without a comment");
    let (files, length, mut at) =
        (number(archive, end + 10, 2), number(archive, end + 12, 4), number(archive, end + 16, 4));
    assert_eq!(at + length, end);
    let mut place = 0;
    let files = (0..files).map(|_| {
        assert_eq!(number(archive, at, 4), 0x0201_4b50);
        assert_eq!(number(archive, at + 42, 4), place, "one file behind the other");
        assert_eq!(number(archive, place, 4), 0x0403_4b50);
        // Version to the length of the name stand in both places.
        assert_eq!(archive[at + 6..at + 30], archive[place + 4..place + 28]);
        let (method, sum) = (number(archive, at + 10, 2), number(archive, at + 16, 4));
        let (held, size, name) =
            (number(archive, at + 20, 4), number(archive, at + 24, 4), number(archive, at + 28, 2));
        let start = place + 30 + name;
        assert_eq!(archive[at + 46..at + 46 + name], archive[place + 30..start]);
        let name_text = String::from_utf8(archive[place + 30..start].to_vec()).expect("a name");
        let bytes = match method {
            0 => archive[start..start + held].to_vec(),
            8 => {
                let mut bytes = Vec::new();
                DeflateDecoder::new(&archive[start..start + held]).read_to_end(&mut bytes).expect("a file");
                bytes
            }
            other => unreachable!("a method that books do not know: {other}"),
        };
        let mut crc = Crc::new();
        crc.update(&bytes);
        assert_eq!((bytes.len(), crc.sum() as usize), (size, sum), "{name_text}");
        place = start + held;
        at += 46 + name;
        Packed { name: name_text, is_stored: method == 0, bytes }
    });
    files.collect()
}

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}
