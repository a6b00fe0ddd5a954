//! A folder that is gone with its owner, for stores of tests: in the memory file system where there
//! is one. Called by `handle`.

use std::collections::hash_map::RandomState;
use std::fs::DirBuilder;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};

use super::connection::cannot_open;
use super::error::Result;

/// The folder; dropping it removes it.
pub(super) struct ShortLived(PathBuf);

impl ShortLived {
    pub(super) fn make() -> Result<Self> {
        let shm = Path::new("/dev/shm");
        let parent = if shm.is_dir() { shm.to_owned() } else { std::env::temp_dir() };
        // Nobody can make the folder before us: its name cannot be guessed, and making it fails
        // where it exists.
        let name = format!("tidings-{}-{:016x}", std::process::id(), RandomState::new().hash_one("store"));
        let path = parent.join(name);
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|error| cannot_open(&path, &error))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ShortLived {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a temporary folder stays");
        }
    }
}
