//! A picture as text: each cell shows two dots, the upper one as the colour of the sign `▀` and the
//! lower one as the ground behind it. For any terminal with colours.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::config::ColourDepth;
use crate::media::Bitmap;

/// The upper half of a cell.
const UPPER: &str = "▀";

/// A picture of two dots a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfBlocks {
    /// Columns.
    pub columns: u16,
    /// Lines.
    pub rows: u16,
    /// Upper and lower colours, line by line.
    dots: Vec<(Color, Color)>,
}

impl HalfBlocks {
    /// The picture of a bitmap of one dot a pixel, with the colours that there are.
    pub fn of(bitmap: &Bitmap, columns: u16, rows: u16, depth: ColourDepth) -> Self {
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let dots = places.map(|(column, row)| {
            let dot = |below| colour(bitmap.pixel(column.into(), u32::from(row) * 2 + below), depth);
            (dot(0), dot(1))
        });
        Self { columns, rows, dots: dots.collect() }
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.dots.len() * size_of::<(Color, Color)>()
    }

    /// Draws what of it is in `area` when its first line stands `top` lines below (or above) the area's.
    pub fn draw(&self, area: Rect, top: i32, buffer: &mut Buffer) {
        for row in 0..self.rows {
            let Ok(line) = u16::try_from(top + i32::from(row)) else { continue };
            if line >= area.height {
                return;
            }
            for column in 0..self.columns.min(area.width) {
                let index = usize::from(row) * usize::from(self.columns) + usize::from(column);
                let cell = buffer.cell_mut((area.x + column, area.y + line));
                if let (Some((upper, lower)), Some(cell)) = (self.dots.get(index), cell) {
                    cell.set_symbol(UPPER).set_style(Style::new().fg(*upper).bg(*lower));
                }
            }
        }
    }
}

fn colour([red, green, blue]: [u8; 3], depth: ColourDepth) -> Color {
    match depth {
        ColourDepth::True => Color::Rgb(red, green, blue),
        ColourDepth::Indexed => indexed([red, green, blue]),
        ColourDepth::Sixteen | ColourDepth::None => named([red, green, blue]),
    }
}

/// The nearest of the 240 colours that look the same everywhere.
fn indexed(colour: [u8; 3]) -> Color {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest =
        |value: u8| (0_u8..6).min_by_key(|step| STEPS[usize::from(*step)].abs_diff(value)).unwrap_or(0);
    let [red, green, blue] = colour.map(nearest);
    let of_cube = [red, green, blue].map(|step| STEPS[usize::from(step)]);
    let mean = colour.map(u16::from).iter().sum::<u16>() / 3;
    let shade = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let grey = [8 + 10 * shade; 3];
    if distance(grey, colour) < distance(of_cube, colour) {
        Color::Indexed(232 + shade)
    } else {
        Color::Indexed(16 + 36 * red + 6 * green + blue)
    }
}

/// The nearest of the sixteen, as most terminals show them.
fn named(colour: [u8; 3]) -> Color {
    const NAMED: [(Color, [u8; 3]); 16] = [
        (Color::Black, [0, 0, 0]),
        (Color::Red, [205, 0, 0]),
        (Color::Green, [0, 205, 0]),
        (Color::Yellow, [205, 205, 0]),
        (Color::Blue, [0, 0, 238]),
        (Color::Magenta, [205, 0, 205]),
        (Color::Cyan, [0, 205, 205]),
        (Color::Gray, [229, 229, 229]),
        (Color::DarkGray, [127, 127, 127]),
        (Color::LightRed, [255, 0, 0]),
        (Color::LightGreen, [0, 255, 0]),
        (Color::LightYellow, [255, 255, 0]),
        (Color::LightBlue, [92, 92, 255]),
        (Color::LightMagenta, [255, 0, 255]),
        (Color::LightCyan, [0, 255, 255]),
        (Color::White, [255, 255, 255]),
    ];
    let nearest = NAMED.into_iter().min_by_key(|(_, known)| distance(*known, colour));
    nearest.map_or(Color::Black, |(colour, _)| colour)
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_the_nearest_that_there_are() {
        let orange = [250, 130, 5];
        assert_eq!(colour(orange, ColourDepth::True), Color::Rgb(250, 130, 5));
        assert_eq!(colour(orange, ColourDepth::Indexed), Color::Indexed(208));
        assert_eq!(colour([118, 118, 119], ColourDepth::Indexed), Color::Indexed(243));
        assert_eq!(colour([0; 3], ColourDepth::Indexed), Color::Indexed(16));
        assert_eq!(colour([255; 3], ColourDepth::Indexed), Color::Indexed(231));
        assert_eq!(colour([250, 10, 5], ColourDepth::Sixteen), Color::LightRed);
    }

    #[test]
    fn what_is_outside_of_the_area_is_not_drawn() {
        let dots = (0..6).map(|row| (Color::Indexed(row), Color::Reset)).collect();
        let picture = HalfBlocks { columns: 1, rows: 6, dots };
        let drawn = |top| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 8));
            picture.draw(Rect::new(1, 2, 2, 3), top, &mut buffer);
            let rows = 0..8_u16;
            let signs: Vec<Option<Color>> = rows
                .map(|y| Some(&buffer[(1, y)]).filter(|cell| cell.symbol() == UPPER).map(|cell| cell.fg))
                .collect();
            signs.iter().enumerate().filter_map(|(y, fg)| Some((y, (*fg)?))).collect::<Vec<_>>()
        };
        let expected = |first: usize, dots: &[u8]| {
            dots.iter().enumerate().map(|(i, dot)| (first + i, Color::Indexed(*dot))).collect::<Vec<_>>()
        };
        assert_eq!(drawn(0), expected(2, &[0, 1, 2]));
        assert_eq!(drawn(2), expected(4, &[0]));
        assert_eq!(drawn(-4), expected(2, &[4, 5]));
        assert_eq!((drawn(3), drawn(-6)), (Vec::new(), Vec::new()));
    }
}
