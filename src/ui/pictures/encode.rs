//! Files of pictures to what a terminal draws, at the size of their place. Slow: for threads beside the
//! one that draws.

use std::fmt;

use ratatui::layout::Size;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use ratatui_image::sliced::SlicedProtocol;

use super::fit::{Fitted, fitted};
use super::half_blocks::HalfBlocks;
use crate::config::{ColourDepth, PictureProtocol};
use crate::domain::Cells;
use crate::media::{self, Bitmap};
use crate::text::document::PixelSize;

/// How one picture is made.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    pub(super) protocol: PictureProtocol,
    pub(super) depth: ColourDepth,
    /// The pixels of a cell.
    pub(super) cell: PixelSize,
    /// The number under which the terminal will hold it.
    pub(super) number: u32,
}

/// A picture that can be drawn.
pub struct Encoded {
    pub(super) form: Form,
    /// The pixels of a cell that it was made for.
    pub(super) cell: PixelSize,
    /// Its own size.
    size: PixelSize,
    bytes: usize,
}

/// How it is drawn.
pub enum Form {
    /// As text, any part of it.
    Dots(HalfBlocks),
    /// Held by the terminal under a number; drawn as placeholders, any part of it.
    Held(SlicedProtocol, u32),
    /// Sent as one piece, so only whole.
    Piece(Protocol),
}

impl Encoder {
    /// Decodes the file of a picture and makes it fit into a room.
    pub fn encode(&self, file: &[u8], room: Cells) -> Result<Encoded, media::Error> {
        let fit = |width, height| fitted(PixelSize { width, height }, room, self.cell);
        let size = |width, height| match (self.protocol, fit(width, height)) {
            (PictureProtocol::HalfBlocks, Fitted { cells, .. }) => {
                (u32::from(cells.columns), u32::from(cells.rows) * 2)
            }
            (_, Fitted { pixels, .. }) => (pixels.width, pixels.height),
        };
        let bitmap = media::decode(file, &size)?;
        self.form(bitmap)
    }

    fn form(&self, bitmap: Bitmap) -> Result<Encoded, media::Error> {
        let (width, height, own) = (bitmap.width(), bitmap.height(), bitmap.own);
        if self.protocol == PictureProtocol::HalfBlocks {
            let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
            let dots = HalfBlocks::of(&bitmap, side(width), side(height / 2), self.depth);
            let bytes = dots.bytes();
            return Ok(self.encoded(Form::Dots(dots), own, bytes));
        }
        let cells = |pixels: u32, side: u32| u16::try_from(pixels.div_ceil(side.max(1))).unwrap_or(u16::MAX);
        let size = Size::new(cells(width, self.cell.width), cells(height, self.cell.height));
        // Four bytes a pixel, in an alphabet of 64 signs.
        let bytes = width as usize * height as usize * 4 / 3 * 4;
        let (image, number) = (bitmap.into_image(), self.number);
        let form = match self.protocol {
            // Compressed: every terminal with placeholders unpacks.
            PictureProtocol::Kitty => Kitty::new(image, size, number, false, true)
                .map(|kitty| Form::Held(SlicedProtocol::Kitty(kitty), number)),
            PictureProtocol::Sixel => {
                Sixel::new(image, size, false).map(|sixel| Form::Piece(Protocol::Sixel(sixel)))
            }
            PictureProtocol::Iterm2 | PictureProtocol::HalfBlocks => {
                Iterm2::new(image, size, false).map(|piece| Form::Piece(Protocol::ITerm2(piece)))
            }
        };
        Ok(self.encoded(form.map_err(|_| media::Error::Damaged)?, own, bytes))
    }

    fn encoded(&self, form: Form, (width, height): (u32, u32), bytes: usize) -> Encoded {
        Encoded { form, cell: self.cell, size: PixelSize { width, height }, bytes }
    }
}

impl Encoded {
    /// Its own size.
    #[must_use]
    pub fn size(&self) -> PixelSize {
        self.size
    }

    /// Memory that it takes, about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// As if it took so much memory.
    #[cfg(test)]
    pub(super) fn weigh(&mut self, bytes: usize) {
        self.bytes = bytes;
    }

    /// The number under which the terminal holds it.
    pub(super) fn number(&self) -> Option<u32> {
        match &self.form {
            Form::Held(_, number) => Some(*number),
            Form::Dots(_) | Form::Piece(_) => None,
        }
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoded({} bytes)", self.bytes)
    }
}
