//! How the terminal shows pictures, as far as its environment tells. Nothing is asked of the terminal:
//! the answer would come in between the person's keys. Who is not known gets blocks of colour, which
//! are plain text. Over ssh the same holds: what tells of a terminal travels with its name.

use super::colours::ColourDepth;
use super::environment::Environment;
use super::settings::{Glyphs, Images};

/// How pictures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureProtocol {
    /// Half a cell is a dot of colour: plain text for any terminal.
    HalfBlocks,
    /// The protocol of kitty, with placeholders that are text.
    Kitty,
    /// The protocol of iTerm2.
    Iterm2,
    /// Sixels.
    Sixel,
}

/// From this version on Konsole shows pictures of iTerm2's protocol.
const KONSOLE: u32 = 220_400;
/// Values of `$TERM_PROGRAM` of terminals with iTerm2's protocol.
const ITERM2: [&str; 4] = ["iTerm.app", "WezTerm", "mintty", "rio"];
/// Terminals with sixels, by the start of their `$TERM`.
const SIXEL: [&str; 3] = ["foot", "mlterm", "contour"];

impl Environment {
    /// How pictures are drawn; `None` where only their texts can stand in: without colours, with signs of
    /// ASCII, and with sixteen colours unless pictures are to be shown by all means.
    #[must_use]
    pub fn picture_protocol(&self, wanted: Images, glyphs: Glyphs) -> Option<PictureProtocol> {
        if self.decide_glyphs(glyphs) == Glyphs::Ascii {
            return None;
        }
        match self.colour_depth() {
            ColourDepth::None => return None,
            ColourDepth::Sixteen if wanted != Images::On => return None,
            ColourDepth::Sixteen => return Some(PictureProtocol::HalfBlocks),
            ColourDepth::Indexed | ColourDepth::True => {}
        }
        // What stands between us and the terminal drops or garbles what it does not know.
        Some(if self.is_tmux || self.is_multiplexed {
            PictureProtocol::HalfBlocks
        } else {
            self.own_protocol()
        })
    }

    fn own_protocol(&self) -> PictureProtocol {
        let term = self.term.as_deref().unwrap_or_default();
        let program = self.terminal_program.as_deref().unwrap_or_default();
        if term == "xterm-kitty" || term == "xterm-ghostty" || program == "ghostty" || self.is_plainly_kitty()
        {
            PictureProtocol::Kitty
        } else if ITERM2.contains(&program)
            || term == "wezterm"
            || self.lc_terminal.as_deref() == Some("iTerm2")
            || self.konsole_version.is_some_and(|version| version >= KONSOLE)
        {
            PictureProtocol::Iterm2
        } else if SIXEL.iter().any(|name| term.starts_with(name)) {
            PictureProtocol::Sixel
        } else {
            PictureProtocol::HalfBlocks
        }
    }

    /// Kitty under another `$TERM`. Terminals that were started from it inherit its variable, but most of
    /// them set one of their own.
    fn is_plainly_kitty(&self) -> bool {
        self.is_in_kitty
            && self.term.as_deref() == Some("xterm-256color")
            && self.vte_version.is_none()
            && self.konsole_version.is_none()
            && self.terminal_program.is_none()
            && !self.is_xterm
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(term: &str) -> Environment {
        Environment {
            term: Some(term.to_owned()),
            colour_term: Some("truecolor".to_owned()),
            locale: Some("C.UTF-8".to_owned()),
            ..Environment::default()
        }
    }

    fn of(environment: &Environment) -> Option<PictureProtocol> {
        environment.picture_protocol(Images::Auto, Glyphs::Auto)
    }

    #[test]
    fn the_environment_tells_how_pictures_are_drawn() {
        use PictureProtocol::{HalfBlocks, Iterm2, Kitty, Sixel};
        let program =
            |name: &str| Environment { terminal_program: Some(name.to_owned()), ..with("xterm-256color") };
        let konsole = |version| Environment { konsole_version: Some(version), ..with("xterm-256color") };
        let iterm_over_ssh = Environment { lc_terminal: Some("iTerm2".to_owned()), ..with("xterm-256color") };
        for (environment, expected) in [
            (with("xterm-256color"), HalfBlocks),
            (with("xterm-kitty"), Kitty),
            (with("xterm-ghostty"), Kitty),
            (with("foot"), Sixel),
            (with("foot-extra"), Sixel),
            (with("alacritty"), HalfBlocks),
            (program("WezTerm"), Iterm2),
            (program("iTerm.app"), Iterm2),
            (program("Apple_Terminal"), HalfBlocks),
            (program("vscode"), HalfBlocks),
            (konsole(220_401), Iterm2),
            (konsole(210_800), HalfBlocks),
            (iterm_over_ssh.clone(), Iterm2),
            (Environment { is_in_kitty: true, ..with("xterm-256color") }, Kitty),
            (Environment { is_in_kitty: true, is_xterm: true, ..with("xterm-256color") }, HalfBlocks),
            (
                Environment { is_in_kitty: true, vte_version: Some(7600), ..with("xterm-256color") },
                HalfBlocks,
            ),
            (Environment { is_tmux: true, ..with("xterm-kitty") }, HalfBlocks),
            (Environment { is_tmux: true, ..iterm_over_ssh }, HalfBlocks),
            (Environment { is_multiplexed: true, ..with("foot") }, HalfBlocks),
        ] {
            assert_eq!(of(&environment), Some(expected), "{environment:?}");
        }
    }

    #[test]
    fn where_colours_or_signs_are_missing_texts_stand_in() {
        assert_eq!(of(&Environment { no_colour: true, ..with("xterm-kitty") }), None);
        assert_eq!(of(&Environment { locale: Some("C".to_owned()), ..with("xterm-kitty") }), None);
        assert_eq!(of(&with("linux")), None);
        assert_eq!(with("xterm-kitty").picture_protocol(Images::Auto, Glyphs::Ascii), None);
        let few = Environment { colour_term: None, ..with("xterm") };
        assert_eq!(of(&few), None);
        assert_eq!(few.picture_protocol(Images::On, Glyphs::Auto), Some(PictureProtocol::HalfBlocks));
    }
}
