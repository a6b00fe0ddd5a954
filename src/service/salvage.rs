//! Saving what can be read of a damaged database. Needs no open store: the file may be too damaged
//! for one.

use super::Error;
use super::lock::RefreshLock;
use crate::config::Paths;
use crate::domain::Clock;
use crate::store::{Salvaged, Store};

/// Saves what can be read of the profile's database; `None` when it is in order. No refresh may run and
/// no other tidings may have it open.
pub fn salvage(paths: &Paths, clock: &dyn Clock) -> Result<Option<Salvaged>, Error> {
    let _lock = RefreshLock::take(&paths.refresh_lock())?;
    Ok(Store::salvage(&paths.database(), clock.now())?)
}
