//! Themes for terminals with fewer colours. Each colour becomes the nearest that there is, but never
//! one that vanishes into the ground below it; without colours attributes say what colours said.

use ratatui::style::{Color, Modifier, Style};

use super::colour::{NAMED, Shade};
use super::{Face, Theme};
use crate::config::ColourDepth;

/// The contrast that is kept of what a colour had; more than that is not looked for.
const KEPT: f64 = 0.9;
/// Text of this contrast is read without effort (WCAG 2, AA).
const ENOUGH: f64 = 4.5;

impl Theme {
    /// The same for a terminal with so many colours.
    #[must_use]
    pub fn at_depth(self, depth: ColourDepth) -> Self {
        match depth {
            ColourDepth::True => self,
            ColourDepth::Indexed => {
                let shades: Vec<Shade> =
                    (16..=u8::MAX).filter_map(|index| Shade::of(Color::Indexed(index))).collect();
                Palette { grounds: shades.clone(), shades }.theme(&self)
            }
            ColourDepth::Sixteen => {
                let shades = |colours: &[Color]| colours.iter().copied().filter_map(Shade::of).collect();
                // Every other colour may look like anything, and texts of many colours stand on grounds.
                let grounds = shades(&[Color::Black, Color::White]);
                Palette { grounds, shades: shades(&NAMED) }.theme(&self)
            }
            ColourDepth::None => self.without_colours(),
        }
    }

    /// Attributes only. A face that had a colour is given the attributes of the theme `mono` as well, so
    /// that focus, what is dim and what is marked can still be seen.
    fn without_colours(self) -> Self {
        let mono = Self::built_in("mono").unwrap_or_default();
        Self::from_fn(|face| {
            let style = self.style(face);
            let had_colour = style.fg.is_some() || style.bg.is_some();
            let more = if had_colour { mono.style(face).add_modifier } else { Modifier::empty() };
            Style { fg: None, bg: None, ..style }.add_modifier(more)
        })
    }
}

/// The colours that a terminal has.
struct Palette {
    shades: Vec<Shade>,
    /// Those that others may stand on.
    grounds: Vec<Shade>,
}

/// A ground before and after.
struct Ground {
    was: Shade,
    is: Shade,
}

impl Palette {
    fn theme(&self, theme: &Theme) -> Theme {
        let screen = self.ground(theme, Face::Screen).map(|ground| ground.is.colour);
        let grounds: Vec<Ground> =
            Face::GROUNDS.into_iter().filter_map(|face| self.ground(theme, face)).collect();
        Theme::from_fn(|face| {
            let style = theme.style(face);
            if Face::GROUNDS.contains(&face) {
                return self.ground_style(theme, face, screen, &grounds);
            }
            match style.bg.and_then(Shade::of) {
                Some(was) if self.lacks(was.colour) => {
                    let is = was.nearest(&self.shades).unwrap_or(was);
                    let fg = style.fg.map(|colour| self.nearest(colour, &[Ground { was, is }]));
                    Style { fg, bg: Some(is.colour), ..style }
                }
                _ => Style { fg: style.fg.map(|colour| self.nearest(colour, &grounds)), ..style },
            }
        })
    }

    fn ground(&self, theme: &Theme, face: Face) -> Option<Ground> {
        let was = theme.style(face).bg.and_then(Shade::of)?;
        let is = if self.lacks(was.colour) { was.nearest(&self.grounds)? } else { was };
        Some(Ground { was, is })
    }

    /// A ground that looks like the screen now is left out; a range is reversed then, because nothing
    /// else shows it.
    fn ground_style(&self, theme: &Theme, face: Face, screen: Option<Color>, grounds: &[Ground]) -> Style {
        let style = theme.style(face);
        let fg = style.fg.map(|colour| self.nearest(colour, grounds));
        let bg = self.ground(theme, face).map(|ground| ground.is.colour);
        let style = Style { fg, bg: bg.or(style.bg), ..style };
        match face {
            Face::Range if bg.is_some() && bg == screen => {
                Style { bg: None, ..style }.add_modifier(Modifier::REVERSED)
            }
            Face::Selected if bg.is_some() && bg == screen => Style { bg: None, ..style },
            _ => style,
        }
    }

    fn lacks(&self, colour: Color) -> bool {
        match colour {
            Color::Rgb(..) => true,
            Color::Indexed(16..) => !self.shades.iter().any(|shade| shade.colour == colour),
            _ => false,
        }
    }

    /// The nearest colour that keeps its contrast to the grounds; if none does, the one with the most.
    fn nearest(&self, colour: Color, grounds: &[Ground]) -> Color {
        let Some(was) = Shade::of(colour).filter(|_| self.lacks(colour)) else { return colour };
        // 1 where all that was asked for is kept.
        let kept = |shade: &Shade| {
            let parts = grounds.iter().map(|ground| {
                let asked = was.contrast(&ground.was).min(ENOUGH) * KEPT;
                (shade.contrast(&ground.is) / asked).min(1.0)
            });
            parts.fold(1.0, f64::min)
        };
        let most = self.shades.iter().map(kept).fold(0.0, f64::max);
        was.nearest(self.shades.iter().filter(|shade| kept(shade) >= most))
            .map_or(colour, |shade| shade.colour)
    }
}
