//! Colours as numbers: what the terminal's names usually look like, how well two of them can be told
//! apart (WCAG contrast), and how near they are to the eye (distance in Oklab).

use ratatui::style::Color;

/// The sixteen colours by name, in the order of their numbers.
pub const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// How xterm shows them; terminals differ, but black is dark everywhere and white is bright.
const NAMED_LIGHT: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// A colour with what is needed to compare it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// As it is sent to the terminal.
    pub colour: Color,
    luminance: f64,
    lab: [f64; 3],
}

impl Shade {
    /// What is known about a colour; nothing about the terminal's own.
    pub fn of(colour: Color) -> Option<Self> {
        let light = light_of(colour)?;
        let [r, g, b] = [light.0, light.1, light.2].map(linear);
        let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        Some(Self { colour, luminance, lab: oklab([r, g, b]) })
    }

    /// WCAG 2 contrast: 1 (the same) to 21 (black and white).
    pub fn contrast(&self, other: &Self) -> f64 {
        let (dark, bright) = if self.luminance < other.luminance { (self, other) } else { (other, self) };
        (bright.luminance + 0.05) / (dark.luminance + 0.05)
    }

    /// How different two colours look; 0 is the same.
    pub fn distance(&self, other: &Self) -> f64 {
        self.lab.iter().zip(other.lab).map(|(a, b)| (a - b).powi(2)).sum()
    }

    /// The one of `shades` that looks most like this.
    pub fn nearest<'a>(&self, shades: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        shades.into_iter().min_by(|a, b| self.distance(a).total_cmp(&self.distance(b))).copied()
    }
}

/// Red, green and blue; `None` for the terminal's own foreground and background.
fn light_of(colour: Color) -> Option<(u8, u8, u8)> {
    match colour {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(index) => Some(light_of_index(index)),
        Color::Reset => None,
        named => NAMED.iter().position(|known| *known == named).map(|index| NAMED_LIGHT[index]),
    }
}

/// 16 names, a cube of 6×6×6, 24 greys.
fn light_of_index(index: u8) -> (u8, u8, u8) {
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match index {
        0..16 => NAMED_LIGHT[usize::from(index)],
        16..232 => {
            let n = index - 16;
            (step(n / 36), step(n / 6 % 6), step(n % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// <https://bottosson.github.io/posts/oklab/>
fn oklab(light: [f64; 3]) -> [f64; 3] {
    const TO_CONES: [[f64; 3]; 3] = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const TO_LAB: [[f64; 3]; 3] = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(&TO_LAB, times(&TO_CONES, light).map(f64::cbrt))
}

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shade(colour: Color) -> Shade {
        Shade::of(colour).expect("a known colour")
    }

    #[test]
    fn contrast_is_that_of_the_web() {
        let white = shade(Color::Rgb(255, 255, 255));
        for (colour, expected) in [((0, 0, 0), 21.0), ((118, 118, 118), 4.54), ((255, 255, 255), 1.0)] {
            let contrast = white.contrast(&shade(Color::Rgb(colour.0, colour.1, colour.2)));
            assert!((contrast - expected).abs() < 0.01, "{colour:?}: {contrast}");
        }
    }

    #[test]
    fn numbers_of_colours_are_those_of_xterm() {
        for (index, light) in
            [(1, (205, 0, 0)), (16, (0, 0, 0)), (208, (255, 135, 0)), (255, (238, 238, 238))]
        {
            assert_eq!(light_of_index(index), light, "{index}");
        }
    }

    #[test]
    fn the_nearest_colour_keeps_its_hue() {
        let names: Vec<Shade> = NAMED.into_iter().map(shade).collect();
        for (colour, name) in [
            (Color::Rgb(220, 30, 40), Color::Red),
            (Color::Rgb(30, 30, 46), Color::Black),
            (Color::Rgb(250, 189, 47), Color::Yellow),
            (Color::Rgb(120, 125, 130), Color::DarkGray),
        ] {
            assert_eq!(shade(colour).nearest(&names).map(|found| found.colour), Some(name), "{colour:?}");
        }
    }
}
