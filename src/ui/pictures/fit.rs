//! How large a picture becomes in the room that is kept for it: whole, in its own shape, and never
//! larger than on a page.

use crate::domain::Cells;
use crate::text::document::PixelSize;
use crate::text::wrap::PAGE_PIXELS;

/// A picture's size in cells and in the pixels of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Cells that it covers.
    pub cells: Cells,
    /// Pixels, which fill the cells but for a part of the last ones.
    pub pixels: PixelSize,
}

/// Fits a picture of `own` pixels into a room.
pub fn fitted(own: PixelSize, room: Cells, cell: PixelSize) -> Fitted {
    let [cell_width, cell_height] = [cell.width, cell.height].map(|side| u64::from(side).max(1));
    // Terminals of many pixels have many in a cell: a pixel of a page is more than one of theirs.
    let on_page = |side: u32| (u64::from(side) * cell_width).div_ceil(u64::from(PAGE_PIXELS)).max(1);
    let (width, height) = (on_page(own.width), on_page(own.height));
    let most_width = u64::from(room.columns.max(1)) * cell_width;
    let most_height = u64::from(room.rows.max(1)) * cell_height;
    let (width, height) = if width <= most_width && height <= most_height {
        (width, height)
    } else if width * most_height >= height * most_width {
        (most_width, (height * most_width / width).max(1))
    } else {
        ((width * most_height / height).max(1), most_height)
    };
    let cells = |pixels: u64, side: u64| u16::try_from(pixels.div_ceil(side)).unwrap_or(u16::MAX);
    let pixels = |pixels: u64| u32::try_from(pixels).unwrap_or(u32::MAX);
    Fitted {
        cells: Cells { columns: cells(width, cell_width), rows: cells(height, cell_height) },
        pixels: PixelSize { width: pixels(width), height: pixels(height) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape_and_stays_in_its_room() {
        let room = Cells { columns: 40, rows: 10 };
        let cell = PixelSize { width: 10, height: 20 };
        let fit = |width, height| {
            let Fitted { cells, pixels } = fitted(PixelSize { width, height }, room, cell);
            (cells.columns, cells.rows, pixels.width, pixels.height)
        };
        assert_eq!(fit(800, 400), (40, 10, 400, 200));
        assert_eq!(fit(8000, 2000), (40, 5, 400, 100));
        assert_eq!(fit(200, 800), (5, 10, 50, 200));
        assert_eq!(fit(64, 64), (8, 4, 80, 80), "not larger than on a page");
        assert_eq!(fit(40_000, 1), (40, 1, 400, 1));
        assert_eq!(fit(1, 40_000), (1, 10, 1, 200));
        assert_eq!(fit(0, 0), (1, 1, 1, 1));
    }
}
