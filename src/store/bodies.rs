//! Stub.
#![allow(missing_docs, reason = "stub")]
use super::Result;
use crate::domain::EntryId;
use crate::text::Markup;
use rusqlite::Connection;

/// A compressed body, made by a [`Packer`] off the writer thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedBody(pub(crate) Vec<u8>);

/// Compresses bodies with the current dictionary. Cheap to clone; one per parser thread.
#[derive(Clone)]
pub struct Packer {}

impl Packer {
    /// Compresses `markup`.
    #[must_use]
    pub fn pack(&mut self, markup: &Markup) -> PackedBody {
        PackedBody(zstd::bulk::compress(markup.source().as_bytes(), 3).unwrap())
    }
}

impl Packer {
    pub(crate) fn current(_conn: &Connection) -> Result<Self> {
        Ok(Self {})
    }
}

pub(crate) struct Bodies {}

impl Bodies {
    pub(crate) fn new() -> Self {
        Self {}
    }
    pub(crate) fn load(&mut self, conn: &Connection, id: EntryId) -> Result<Option<Markup>> {
        use rusqlite::OptionalExtension;
        let z: Option<Vec<u8>> =
            conn.query_row("SELECT z FROM body WHERE id = ?1", [id.0], |row| row.get(0)).optional()?;
        z.map(|z| self.unpack(conn, &z)).transpose()
    }
    pub(crate) fn unpack(&mut self, _conn: &Connection, z: &[u8]) -> Result<Markup> {
        Ok(Markup::clean(&String::from_utf8(zstd::decode_all(z).unwrap()).unwrap()))
    }
}

pub(crate) fn train_if_due(_conn: &Connection) -> Result<bool> {
    Ok(false)
}
