//! The folder that keeps the files of pictures: one file per address, for this person only; the ones
//! not used for longest go first. Several programs may use it at once; whatever is wrong with a file
//! counts as not held.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use xxhash_rust::xxh3::xxh3_128;

/// Bytes that all files together may have.
const MOST: u64 = 200 << 20;

/// The folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    most: u64,
}

impl Folder {
    /// The folder at a path; it is made when something is kept.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path, most: MOST }
    }

    /// The same with room for so many bytes.
    #[must_use]
    pub fn with_room(self, bytes: u64) -> Self {
        Self { most: bytes, ..self }
    }

    /// The file that is kept for an address. It counts as used `now`.
    #[must_use]
    pub fn get(&self, address: &str, now: SystemTime) -> Option<Vec<u8>> {
        let path = self.file_of(address);
        let mut bytes = fs::read(&path).ok()?;
        // Names are hashes: the address itself tells whether it is the right file.
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        if bytes[..end] != *address.as_bytes() {
            return None;
        }
        bytes.drain(..=end);
        // Where times cannot be set, the oldest go first whether they are used or not.
        drop(File::options().append(true).open(path).and_then(|file| file.set_modified(now)));
        Some(bytes)
    }

    /// True if a file is kept for an address.
    #[must_use]
    pub fn has(&self, address: &str) -> bool {
        self.file_of(address).exists()
    }

    /// Keeps a file for an address; where the room is used up, others go.
    pub fn put(&self, address: &str, bytes: &[u8], now: SystemTime) -> io::Result<()> {
        create_private_dir(&self.path)?;
        let path = self.file_of(address);
        let half = path.with_extension(format!("{}.half", std::process::id()));
        let written = write_private(&half, address, bytes, now).and_then(|()| fs::rename(&half, &path));
        if written.is_err() {
            drop(fs::remove_file(&half));
        }
        written?;
        self.make_room(&path);
        Ok(())
    }

    fn file_of(&self, address: &str) -> PathBuf {
        self.path.join(format!("{:032x}", xxh3_128(address.as_bytes())))
    }

    /// Lets files go until the rest has room, and some more, so that not every new one makes others go;
    /// `newest` stays.
    fn make_room(&self, newest: &Path) {
        let mut files = self.files();
        let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
        if total <= self.most {
            return;
        }
        files.sort();
        for (_, size, path) in files {
            if total <= self.most / 10 * 9 {
                return;
            }
            if path != newest && fs::remove_file(&path).is_ok() {
                total -= size;
            }
        }
    }

    fn files(&self) -> Vec<(SystemTime, u64, PathBuf)> {
        let Ok(folder) = fs::read_dir(&self.path) else { return Vec::new() };
        let about = folder.filter_map(|file| {
            let file = file.ok()?;
            let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len(), file.path()))
        });
        about.collect()
    }
}

fn create_private_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_private(path: &Path, address: &str, bytes: &[u8], now: SystemTime) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(address.as_bytes())?;
    file.write_all(b"\n")?;
    file.write_all(bytes)?;
    file.set_modified(now)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(root.path().join("cache").join("pictures"));
        (root, folder)
    }

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(second)
    }

    #[test]
    fn what_is_kept_comes_back_and_nothing_else() {
        let (_root, folder) = folder();
        let get = |address| folder.get(address, at(9));
        assert_eq!((get("https://a.example/1"), folder.has("https://a.example/1")), (None, false));
        folder.put("https://a.example/1", b"one\ntwo", at(1)).expect("a file");
        folder.put("https://a.example/2", b"", at(1)).expect("a file");
        assert_eq!(get("https://a.example/1").as_deref(), Some(b"one\ntwo".as_slice()));
        assert_eq!(get("https://a.example/2").as_deref(), Some(b"".as_slice()));
        // As if another address had the same hash.
        fs::copy(folder.file_of("https://a.example/1"), folder.file_of("x")).expect("a copy");
        assert_eq!(get("x"), None);
        fs::write(folder.file_of("https://a.example/1"), b"torn").expect("a file");
        assert_eq!(get("https://a.example/1"), None);
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let (_root, folder) = folder();
        let folder = folder.with_room(1_000);
        for (name, second) in [("a", 1), ("b", 2), ("c", 3)] {
            folder.put(name, &[0; 290], at(second)).expect("a file");
        }
        assert!(folder.get("a", at(4)).is_some());
        folder.put("d", &[0; 290], at(5)).expect("a file");
        assert_eq!(["a", "b", "c", "d"].map(|name| folder.has(name)), [true, false, true, true]);
        folder.put("e", &[0; 5_000], at(6)).expect("a file");
        assert_eq!(["a", "c", "d", "e"].map(|name| folder.has(name)), [false, false, false, true]);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let (root, folder) = folder();
        folder.put("a", b"x", at(1)).expect("a file");
        let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
        assert_eq!(mode(&root.path().join("cache")), 0o700);
        assert_eq!((mode(&folder.path), mode(&folder.file_of("a"))), (0o700, 0o600));
    }
}
