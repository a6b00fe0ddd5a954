//! Stub.
use rusqlite::Connection;

use super::{IndexState, Result};
use crate::domain::EntryId;

pub(crate) fn step(_: &Connection, _: usize) -> Result<usize> {
    Ok(0)
}
pub(crate) fn state(_: &Connection) -> Result<IndexState> {
    Ok(IndexState::default())
}
pub(crate) fn forget(_: &Connection, _: &[EntryId]) -> Result<()> {
    Ok(())
}
pub(crate) fn renew(_: &Connection, _: EntryId) -> Result<()> {
    Ok(())
}
