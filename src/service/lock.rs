//! One refresh at a time over all running tidings: a lock on a file, which the system releases even
//! when the process is killed.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::Error;
use crate::config::open_private_append;

/// Held while a refresh runs; released when dropped.
#[derive(Debug)]
pub(super) struct RefreshLock {
    _file: File,
}

impl RefreshLock {
    /// Takes the lock, or says that another process has it.
    pub(super) fn take(path: &Path) -> Result<Self, Error> {
        let failed = |reason| Error::File { path: path.display().to_string(), reason };
        let file = open_private_append(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::RefreshRunning),
            Err(TryLockError::Error(reason)) => Err(failed(reason)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_refresh_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state/refresh.lock");
        let first = RefreshLock::take(&path).expect("the lock");
        assert!(matches!(RefreshLock::take(&path), Err(Error::RefreshRunning)));
        drop(first);
        RefreshLock::take(&path).expect("the lock is free again");
    }
}
