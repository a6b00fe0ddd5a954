//! Files and connections: makes the folder and file with narrow rights, opens connections with the
//! measured settings, keeps a few for reading. No table is named here. Used by the whole store.

use std::collections::hash_map::RandomState;
use std::fs::{DirBuilder, OpenOptions};
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result};

/// How long a statement waits for another program's lock.
pub(super) const BUSY: Duration = Duration::from_secs(5);
/// Connections kept for reading; more are opened when needed and dropped afterwards.
const KEPT: usize = 4;
/// Prepared statements kept for each connection.
const STATEMENTS: usize = 64;

/// Where the database is.
#[derive(Debug)]
pub(super) struct Place {
    /// The file.
    pub path: PathBuf,
    /// True when neither the file nor its folder can be written, so that SQLite cannot even make
    /// the files that it shares with other readers.
    pub immutable: bool,
}

/// Connections for reading.
pub(super) struct Readers {
    place: Place,
    free: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Opens the file (makes it where it is missing) and keeps the first connection.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut place = Place { path: path.to_owned(), immutable: false };
        if !path.exists() {
            make_new(path)?;
        }
        let mut conn = open_file(path)?;
        match super::schema::bring_up_to_date(&mut conn, &place) {
            Ok(()) => narrow(path),
            Err(error) if cannot_share(&error) && path.is_file() => {
                place.immutable = true;
                conn = open(&place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                super::schema::bring_up_to_date(&mut conn, &place)?;
            }
            Err(error) => return Err(error),
        }
        for_reading(&conn)?;
        Ok(Self { place, free: Mutex::new(vec![conn]) })
    }

    /// Where the database is.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Lends a connection to `work`.
    pub(super) fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let kept = self.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        let conn = kept.map_or_else(|| self.another(), Ok)?;
        let result = in_one_view(&conn, work);
        let mut free = self.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if free.len() < KEPT {
            free.push(conn);
        }
        result
    }

    /// A connection of the caller's own.
    pub(super) fn another(&self) -> Result<Connection> {
        let conn = open(&self.place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        for_reading(&conn)?;
        Ok(conn)
    }
}

/// All statements of `work` see the same state, and the log is looked at once instead of once for each
/// of them (a page of 200 rows is 200 statements). Nothing was written, so the end of it
/// is a rollback.
fn in_one_view<T>(conn: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let view = conn.unchecked_transaction()?;
    work(&view)
}

/// True where SQLite may read the file but not make the files beside it that a log needs.
fn cannot_share(error: &Error) -> bool {
    match error {
        Error::ReadOnly => true,
        Error::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen),
        _ => false,
    }
}

fn for_reading(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096; PRAGMA query_only = ON;")?)
}

/// The connection that writes.
pub(super) fn open_writer(place: &Place) -> Result<Connection> {
    if place.immutable {
        return Err(Error::ReadOnly);
    }
    let conn = open(place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if conn.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 16777216;",
    )?;
    Ok(conn)
}

/// Opens a file that exists.
///
/// A database is never opened past SQLite: closing such a handle would drop the locks that other
/// connections of this process hold on it (POSIX).
pub(super) fn open_file(path: &Path) -> Result<Connection> {
    open(&Place { path: path.to_owned(), immutable: false }, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Makes a whole database under another name and then gives it its own, so that nobody ever sees
/// half of one; where another tidings was faster, its file stands.
pub(super) fn make_new(path: &Path) -> Result<()> {
    make_folder(path)?;
    let draft =
        beside(path, &format!(".new-{}-{:08x}", std::process::id(), RandomState::new().hash_one(path)));
    make_file(&draft)?;
    let made = open_file(&draft).and_then(|mut conn| {
        super::schema::bring_up_to_date(&mut conn, &Place { path: draft.clone(), immutable: false })
    });
    let named = made.and_then(|()| match std::fs::hard_link(&draft, path) {
        // A file system without links: rename, which would replace a file, after a look.
        Err(_) if !path.exists() => std::fs::rename(&draft, path).map_err(|error| cannot_open(path, &error)),
        Ok(()) | Err(_) => Ok(()),
    });
    // Ours, made above; gone already where it was renamed.
    let _ = std::fs::remove_file(&draft);
    named
}

fn open(place: &Place, flags: OpenFlags) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = if place.immutable {
        let absolute = std::path::absolute(&place.path).ok();
        let address = absolute.and_then(|path| url::Url::from_file_path(path).ok());
        let address = address.map(|url| format!("{url}?immutable=1")).unwrap_or_default();
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(address, flags)
    } else {
        Connection::open_with_flags(&place.path, flags)
    };
    let conn = opened.map_err(|error| cannot_open(&place.path, &error))?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// Copies the whole database of `conn` into the new file `copy`.
pub(super) fn copy(conn: &Connection, copy: &Path) -> Result<()> {
    if copy.exists() {
        return Err(Error::CopyExists(copy.to_owned()));
    }
    make_file(copy)?;
    let whole = copy_pages(conn, copy);
    if whole.is_err() {
        // Half a copy would be taken for a whole one. It is ours: it was made above.
        let _ = std::fs::remove_file(copy);
    }
    whole
}

fn copy_pages(conn: &Connection, copy: &Path) -> Result<()> {
    let mut target =
        open(&Place { path: copy.to_owned(), immutable: false }, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    {
        // All pages in one step: under one read transaction, so the copy is of one moment.
        let backup = Backup::new(conn, &mut target)?;
        match backup.step(-1)? {
            rusqlite::backup::StepResult::Done => {}
            _ => return Err(Error::Busy),
        }
    }
    // The copy is one file, without a log beside it.
    target.execute_batch("PRAGMA journal_mode = DELETE;")?;
    Ok(())
}

/// `path` with `ending` after its whole name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The error for a file that cannot be opened or made.
pub(super) fn cannot_open(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::Open { path: path.to_owned(), reason: reason.to_string() }
}

fn make_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
    else {
        return Ok(());
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| cannot_open(folder, &error))?;
    set_mode(folder, 0o700);
    Ok(())
}

/// Makes an empty file that only its owner may read and write.
fn make_file(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => {
            set_mode(path, 0o600);
            Ok(())
        }
        // Another tidings made it this moment.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(cannot_open(path, &error)),
    }
}

/// Takes the rights of others away from a file that is known to be ours.
fn narrow(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0, |meta| meta.permissions().mode());
        if mode & 0o077 != 0 {
            set_mode(path, mode & 0o700);
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)) {
            tracing::warn!(path = %path.display(), %error, "the rights of a file could not be narrowed");
        }
    }
}
