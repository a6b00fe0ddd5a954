//! Pictures that can be drawn: encoded for this terminal at the size of their place, by picture and
//! place. `runtime` makes them with an [`Encoder`] on other threads and puts them here; the article pane
//! draws them, or the words that stand for one that is not here.

mod draw;
mod encode;
mod fit;
mod half_blocks;
mod placeholder;

use std::cell::Cell;
use std::collections::HashMap;

use crate::config::{ColourDepth, PictureProtocol};
use crate::domain::{Cells, PictureId};
use crate::text::document::PixelSize;
use crate::text::wrap::PictureRoom;

pub use draw::draw;
pub use encode::{Encoded, Encoder};

/// The pixels of a cell where the terminal does not tell.
const USUAL_CELL: PixelSize = PixelSize { width: 8, height: 16 };
/// Memory for pictures that are not near the screen, in bytes.
const MOST_BYTES: usize = 12 << 20;

/// The pictures that are held.
#[derive(Debug, Default)]
pub struct Images {
    protocol: Option<PictureProtocol>,
    depth: Option<ColourDepth>,
    /// The pixels of a cell, if the terminal tells.
    cell: Option<PixelSize>,
    held: HashMap<(PictureId, Cells), Held>,
    /// Numbers of pictures that the terminal holds and does not need any more.
    gone: Vec<u32>,
    /// Counts frames.
    frame: u64,
    /// Counts pictures.
    last_number: u32,
}

#[derive(Debug)]
struct Held {
    encoded: Encoded,
    /// The last frame that had it on the screen or near it.
    seen: Cell<u64>,
}

impl Images {
    /// Pictures for a terminal.
    #[must_use]
    pub fn new(protocol: Option<PictureProtocol>, depth: ColourDepth) -> Self {
        // Programs beside this one in the same window have numbers of their own.
        let last_number = (std::process::id() & 0xfff) << 12;
        Self { protocol, depth: Some(depth), last_number, ..Self::default() }
    }

    /// False where only texts can stand in.
    #[must_use]
    pub fn has_protocol(&self) -> bool {
        self.protocol.is_some()
    }

    /// A frame begins; `cell` are the pixels of a cell as the terminal tells now. Another size makes all
    /// pictures useless.
    pub fn begin_frame(&mut self, cell: Option<PixelSize>) {
        self.frame += 1;
        if self.cell != cell {
            self.cell = cell;
            self.forget();
        }
    }

    /// How pictures are made from now on; `None` where there are none. To be asked once for each picture.
    pub fn next_encoder(&mut self) -> Option<Encoder> {
        self.last_number = (self.last_number + 1) & 0x00ff_ffff;
        let protocol = self.protocol?;
        // Without the size of a cell nothing would stand where it should.
        let protocol = if self.cell.is_some() { protocol } else { PictureProtocol::HalfBlocks };
        let depth = self.depth.unwrap_or(ColourDepth::True);
        Some(Encoder { protocol, depth, cell: self.cell.unwrap_or(USUAL_CELL), number: self.last_number })
    }

    /// The room for pictures in a pane of so many lines.
    #[must_use]
    pub fn room(&self, lines: u16) -> PictureRoom {
        let most_rows = u16::try_from(u32::from(lines) * 6 / 10).unwrap_or(lines);
        PictureRoom { most_rows: most_rows.max(3), cell: self.cell.unwrap_or(USUAL_CELL) }
    }

    /// Takes a picture; those that have not been near the screen for long may go for it.
    pub fn put(&mut self, picture: PictureId, room: Cells, encoded: Encoded) {
        // Made for cells of another size: it will be missed, and made again.
        if self.cell.is_some_and(|cell| cell != encoded.cell) {
            return;
        }
        let held = Held { encoded, seen: Cell::new(self.frame) };
        if let Some(replaced) = self.held.insert((picture, room), held) {
            self.gone.extend(replaced.encoded.number());
        }
        self.make_room();
    }

    /// All are useless: the terminal was somebody else's, or looks different now.
    pub fn forget(&mut self) {
        self.gone.extend(self.held.drain().filter_map(|(_, held)| held.encoded.number()));
    }

    /// The numbers of pictures that the terminal need not hold any longer.
    pub fn take_gone(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.gone)
    }

    /// The picture for a place, which is on the screen or near it.
    fn get(&self, picture: PictureId, room: Cells) -> Option<&Encoded> {
        let held = self.held.get(&(picture, room))?;
        held.seen.set(self.frame);
        Some(&held.encoded)
    }

    fn make_room(&mut self) {
        let mut bytes: usize = self.held.values().map(|held| held.encoded.bytes()).sum();
        while bytes > MOST_BYTES {
            let unseen = self.held.iter().filter(|(_, held)| held.seen.get() + 1 < self.frame);
            let Some(oldest) = unseen.min_by_key(|(_, held)| held.seen.get()).map(|(key, _)| *key) else {
                return;
            };
            if let Some(held) = self.held.remove(&oldest) {
                bytes -= held.encoded.bytes();
                self.gone.extend(held.encoded.number());
            }
        }
    }
}

#[cfg(test)]
mod tests;
