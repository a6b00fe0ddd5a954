//! Articles as files of the person's: a page, or a book of several. Names are our own, nothing is ever
//! written over, nothing is fetched.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::page::{held_picture, page};
use super::{Error, Services, book};
use crate::config::create_private_dir;
use crate::domain::{Entry, EntryId, Moment, PageForm, Timestamp};
use crate::text::SafeText;
use crate::text::slug::slug;

/// Longest name of a file, in bytes: well below the 120 of the security promises (section 2), so that it
/// can be read where it is told.
const LONGEST_NAME: usize = 64;
/// Names that are tried where a file of the name is there already.
const MOST_TRIES: usize = 200;

/// Saves an article into a folder, which is made where it is missing.
pub fn save_page(services: &Services, id: EntryId, form: PageForm, folder: &Path) -> Result<PathBuf, Error> {
    let entry = services.store.entry(id)?;
    let Some(entry) = entry else { return Err(Error::NoText(format!("there is no entry {id}"))) };
    let moment = services.clock.moment();
    let text = page(&entry, form, &moment, &|address| held_picture(services, address));
    write_new(folder, &file_name(&entry, form, &moment), text.as_bytes())
}

/// Saves a book of articles into a folder.
pub fn save_book(
    services: &Services,
    title: &SafeText,
    entries: &[EntryId],
    folder: &Path,
) -> Result<PathBuf, Error> {
    let bytes = book::make(services, title, entries)?;
    let moment = services.clock.moment();
    write_new(folder, &dated(moment.now, title.as_str(), "epub", &moment), &bytes)
}

/// Writes a file that the person named; one that is there stays as it is.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    create(path, content).map_err(|reason| {
        let taken = reason.kind() == io::ErrorKind::AlreadyExists;
        let reason = if taken { io::Error::other("is there already; give another name") } else { reason };
        Error::File { path: path.display().to_string(), reason }
    })
}

fn file_name(entry: &Entry, form: PageForm, moment: &Moment) -> String {
    dated(entry.row.at, entry.row.title.as_str(), form.extension(), moment)
}

/// `2026-05-07-reactor-restart.md`, with room for a number before the dot.
fn dated(at: Timestamp, title: &str, extension: &str, moment: &Moment) -> String {
    let day = at.to_zoned(moment.zone.clone()).strftime("%Y-%m-%d").to_string();
    let room = LONGEST_NAME - day.len() - extension.len() - "--200.".len();
    format!("{day}-{}.{extension}", slug(title, room))
}

/// Writes a file of a name that nobody has yet: `name.md`, else `name-2.md` …
fn write_new(folder: &Path, name: &str, content: &[u8]) -> Result<PathBuf, Error> {
    let failed = |path: &Path, reason| Error::File { path: path.display().to_string(), reason };
    create_private_dir(folder).map_err(|reason| failed(folder, reason))?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let mut path = folder.join(name);
    for number in 2..=MOST_TRIES {
        match create(&path, content) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                path = folder.join(format!("{stem}-{number}.{extension}"));
            }
            Err(error) => return Err(failed(&path, error)),
        }
    }
    Err(failed(&path, io::Error::other("so many files of this name are there already")))
}

/// A file only for this person. What could not be written whole does not stay.
fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(fs::remove_file(path));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_a_day_and_fits_with_any_number() {
        let moment = Moment { now: Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
        for title in ["", "../..", "Reactor restart", &"schiff".repeat(60), &"見出し".repeat(60)] {
            let name = dated(moment.now, title, "markdown", &moment);
            assert!(name.starts_with("1970-01-01-") && name.len() + "-200".len() <= LONGEST_NAME, "{name}");
            assert!(!name.contains(['/', '\\']), "{name}");
        }
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("new");
        let first = write_new(&folder, "2026-05-07-a.md", b"one").expect("a file");
        let second = write_new(&folder, "2026-05-07-a.md", b"two").expect("a file");
        assert_eq!(
            (first, second.clone()),
            (folder.join("2026-05-07-a.md"), folder.join("2026-05-07-a-2.md"))
        );
        assert_eq!(fs::read(folder.join("2026-05-07-a.md")).expect("a read"), b"one");
        let error = write_file(&second, b"three").expect_err("taken");
        assert!(error.to_string().ends_with("a-2.md: is there already; give another name"), "{error}");
        assert_eq!(fs::read(second).expect("a read"), b"two");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_waits_under_the_name_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let trap = folder.path().join("trap");
        std::os::unix::fs::symlink(&trap, folder.path().join("a.md")).expect("a link");
        let path = write_new(folder.path(), "a.md", b"x").expect("a file");
        assert_eq!(path, folder.path().join("a-2.md"));
        assert!(!trap.exists());
    }
}
