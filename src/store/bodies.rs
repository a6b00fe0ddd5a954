//! The texts of entries as they are stored: zstd frames, most of them with a dictionary that the
//! frame names and that is trained once the store holds enough texts to learn from. Packing runs on
//! the parser threads, reading on whoever shows, indexes or searches a text.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe;

use crate::domain::EntryId;
use crate::store::{Error, Result};
use crate::text::Markup;

/// Level 2: with a dictionary as quick as level 1, in less room; level 3 takes a tenth longer (measured on
/// the texts of the benchmark: 10.4, 9.9, 11.4 µs a text of 1.9 kB for 760, 726, 630 B).
const LEVEL: i32 = 2;
/// Bodies that a dictionary is trained on; with fewer it learns too little.
const SAMPLES: u32 = 800;
/// Bytes of a sample that are looked at, so that one long text does not fill the dictionary.
const SAMPLE_BYTES: usize = 16 * 1024;
/// Size of a dictionary.
const DICTIONARY_BYTES: usize = 64 * 1024;
/// No text is larger; a frame that says so is damaged.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// A compressed body, made by a [`Packer`] off the writer thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedBody(pub(crate) Vec<u8>);

/// Compresses bodies with the current dictionary. Cheap to clone; one per parser thread.
#[derive(Default)]
pub struct Packer {
    dictionary: Option<Arc<[u8]>>,
    compressor: Option<Compressor<'static>>,
    scratch: Vec<u8>,
}

impl Clone for Packer {
    fn clone(&self) -> Self {
        Self { dictionary: self.dictionary.clone(), compressor: None, scratch: Vec::new() }
    }
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packer(dictionary: {})", self.dictionary.is_some())
    }
}

impl Packer {
    /// A packer with the newest dictionary of the store, or with none.
    pub(crate) fn current(connection: &Connection) -> Result<Self> {
        let newest = "SELECT bytes FROM dict ORDER BY rowid DESC LIMIT 1";
        let bytes: Option<Vec<u8>> = connection.query_row(newest, [], |row| row.get(0)).optional()?;
        Ok(Self { dictionary: bytes.map(Into::into), compressor: None, scratch: Vec::new() })
    }

    /// True if both use the same dictionary.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        match (&self.dictionary, &other.dictionary) {
            (None, None) => true,
            (Some(one), Some(other)) => std::ptr::addr_eq(one.as_ptr(), other.as_ptr()),
            _ => false,
        }
    }

    /// Compresses `markup`.
    ///
    /// # Panics
    /// Never: zstd fails only for a buffer that is too small, and it is given one as large as it asks for.
    #[must_use]
    pub fn pack(&mut self, markup: &Markup) -> PackedBody {
        let dictionary = self.dictionary.as_deref();
        let compressor = self.compressor.get_or_insert_with(|| compressor(dictionary));
        let source = markup.source().as_bytes();
        self.scratch.clear();
        self.scratch.reserve(zstd_safe::compress_bound(source.len()));
        let written = compressor.compress_to_buffer(source, &mut self.scratch);
        written.expect("the buffer has the size that zstd asks for");
        // A frame waits for the writer with many others: it takes no more room than it needs.
        PackedBody(self.scratch.as_slice().to_vec())
    }
}

/// A damaged dictionary costs compression, never a text.
fn compressor(dictionary: Option<&[u8]>) -> Compressor<'static> {
    let with = dictionary.and_then(|bytes| Compressor::with_dictionary(LEVEL, bytes).ok());
    with.unwrap_or_else(|| Compressor::new(LEVEL).expect("level 2 exists"))
}

/// Reads bodies; keeps the dictionaries that it met.
#[derive(Default)]
pub(crate) struct Bodies {
    /// By the id that frames name; 0 is none.
    readers: HashMap<u32, Decompressor<'static>>,
}

impl Bodies {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The feed's own text of an entry; `None` for a headline.
    pub(crate) fn load(&mut self, connection: &Connection, entry: EntryId) -> Result<Option<Markup>> {
        let source = self.load_with("SELECT z FROM body WHERE id = ?1", connection, entry)?;
        Ok(source.map(|source| Markup::clean(&source)))
    }

    /// The source of the text that stands for an entry in searches: the fetched article, else the feed's
    /// own text. It was clean when it was stored, and is cleaned again only for being shown.
    pub(crate) fn load_best(&mut self, connection: &Connection, entry: EntryId) -> Result<Option<String>> {
        let best =
            "SELECT coalesce((SELECT z FROM full_text WHERE id = ?1), (SELECT z FROM body WHERE id = ?1))";
        self.load_with(best, connection, entry)
    }

    fn load_with(&mut self, sql: &str, connection: &Connection, entry: EntryId) -> Result<Option<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([entry.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        match row.get_ref(0)?.as_blob_or_null().map_err(rusqlite::Error::from)? {
            Some(frame) => self.unpack_source(connection, frame).map(Some),
            None => Ok(None),
        }
    }

    /// The text of a frame.
    pub(crate) fn unpack(&mut self, connection: &Connection, frame: &[u8]) -> Result<Markup> {
        Ok(Markup::clean(&self.unpack_source(connection, frame)?))
    }

    fn unpack_source(&mut self, connection: &Connection, frame: &[u8]) -> Result<String> {
        let id = zstd_safe::get_dict_id_from_frame(frame).map_or(0, u32::from);
        let reader = self.reader(connection, id)?;
        let size = Decompressor::upper_bound(frame).unwrap_or(0);
        if size > MAX_BODY {
            return Err(Error::Body(format!("it claims to be {size} bytes long")));
        }
        let bytes = reader.decompress(frame, size).map_err(|cause| Error::Body(cause.to_string()))?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned()))
    }

    fn reader(&mut self, connection: &Connection, id: u32) -> Result<&mut Decompressor<'static>> {
        match self.readers.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(place) => {
                let dictionary: Option<Vec<u8>> = connection
                    .query_row("SELECT bytes FROM dict WHERE id = ?1", [id], |row| row.get(0))
                    .optional()?;
                let bytes = match (dictionary, id) {
                    (Some(bytes), _) => bytes,
                    (None, 0) => Vec::new(),
                    (None, _) => return Err(Error::Body(format!("its dictionary {id} is missing"))),
                };
                let reader = Decompressor::with_dictionary(&bytes).map_err(|e| Error::Body(e.to_string()))?;
                Ok(place.insert(reader))
            }
        }
    }
}

/// True once there are texts enough and no dictionary yet. Texts that none could be made of are tried
/// again when there are twice as many.
pub(crate) fn is_training_due(connection: &Connection) -> Result<bool> {
    let due = "SELECT NOT EXISTS (SELECT 1 FROM dict)
        AND (SELECT count(*) FROM (SELECT 1 FROM body LIMIT ?1)) = ?1
        AND (SELECT max(id) FROM body) >= 2 * ifnull((SELECT value FROM meta WHERE key = 'dict_tried'), 0)";
    Ok(connection.query_row(due, [SAMPLES], |row| row.get(0))?)
}

/// What came of a training.
#[derive(Debug)]
pub(crate) enum Training {
    /// A dictionary.
    Dictionary { id: u32, bytes: Vec<u8> },
    /// None can be made of these texts.
    Fruitless,
}

/// Trains a dictionary on the texts of the store. Only reads.
pub(crate) fn train(connection: &Connection) -> Result<Training> {
    let trained = zstd::dict::from_samples(&samples(connection)?, DICTIONARY_BYTES).ok();
    let named = trained.and_then(|bytes| Some((zstd_safe::get_dict_id_from_dict(&bytes)?, bytes)));
    Ok(named.map_or(Training::Fruitless, |(id, bytes)| Training::Dictionary { id: id.into(), bytes }))
}

/// Stores what came of a training; true for a dictionary (packers made before stay usable).
pub(crate) fn keep_training(connection: &Connection, training: &Training) -> Result<bool> {
    match training {
        Training::Dictionary { id, bytes } => {
            connection.execute("INSERT OR IGNORE INTO dict (id, bytes) VALUES (?1, ?2)", (id, bytes))?;
            Ok(true)
        }
        Training::Fruitless => {
            connection.execute(
                "INSERT INTO meta (key, value) SELECT 'dict_tried', max(id) FROM body WHERE true
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [],
            )?;
            Ok(false)
        }
    }
}

/// Texts from all over the store, so that every feed has its say.
fn samples(connection: &Connection) -> Result<Vec<Vec<u8>>> {
    let span = "SELECT min(id), max(id) FROM body";
    let (first, last): (i64, i64) = connection.query_row(span, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let step = ((last - first) / i64::from(SAMPLES)).max(1);
    let mut next = connection.prepare("SELECT id, z FROM body WHERE id >= ?1 ORDER BY id LIMIT 1")?;
    let mut bodies = Bodies::new();
    let mut samples: Vec<Vec<u8>> = Vec::new();
    let mut from = first;
    for _ in 0..SAMPLES {
        let found = next.query_row([from], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
        let Some((id, frame)) = found.optional()? else { break };
        let text = bodies.unpack_source(connection, &frame)?;
        let bytes = text.as_bytes();
        samples.push(bytes[..bytes.len().min(SAMPLE_BYTES)].to_vec());
        from = id.max(from + step - 1) + 1;
    }
    Ok(samples)
}

#[cfg(test)]
mod tests;
