//! How many colours the terminal has, as far as its environment tells. Nothing is asked of the
//! terminal itself: one that does not answer would hold up the first frame.

use super::environment::Environment;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourDepth {
    /// None, or none are wanted.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// 256 with numbers.
    Indexed,
    /// All.
    True,
}

/// Terminals with all colours, by the start of their `$TERM`: most of them lose `$COLORTERM` over ssh.
const TRUE: [&str; 7] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour", "rio"];

impl Environment {
    /// How many colours may be used.
    #[must_use]
    pub fn colour_depth(&self) -> ColourDepth {
        let term = self.term.as_deref().unwrap_or_default();
        let indexed = term.contains("256color");
        match self.colour_term.as_deref() {
            _ if self.no_colour || term == "dumb" => ColourDepth::None,
            _ if term.ends_with("-direct") || TRUE.iter().any(|name| term.starts_with(name)) => {
                ColourDepth::True
            }
            // Both get the variable from the terminal that they were started on; the console maps what it
            // is sent to sixteen, screen misreads it.
            _ if term == "linux" => ColourDepth::Sixteen,
            _ if term.starts_with("screen") && indexed => ColourDepth::Indexed,
            _ if term.starts_with("screen") => ColourDepth::Sixteen,
            Some("truecolor" | "24bit") => ColourDepth::True,
            Some(_) => ColourDepth::Indexed,
            None if indexed => ColourDepth::Indexed,
            None => ColourDepth::Sixteen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(term: &str, colour_term: Option<&str>) -> ColourDepth {
        let colour_term = colour_term.map(str::to_owned);
        Environment { term: Some(term.into()), colour_term, ..Environment::default() }.colour_depth()
    }

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        for (term, colour_term, expected) in [
            ("xterm", None, ColourDepth::Sixteen),
            ("vt220", None, ColourDepth::Sixteen),
            ("linux", Some("truecolor"), ColourDepth::Sixteen),
            ("rxvt", Some("rxvt-xpm"), ColourDepth::Indexed),
            ("xterm-256color", None, ColourDepth::Indexed),
            ("tmux-256color", None, ColourDepth::Indexed),
            ("screen-256color", Some("truecolor"), ColourDepth::Indexed),
            ("screen", Some("truecolor"), ColourDepth::Sixteen),
            ("tmux-256color", Some("truecolor"), ColourDepth::True),
            ("xterm", Some("24bit"), ColourDepth::True),
            ("xterm-direct", None, ColourDepth::True),
            ("konsole-direct", None, ColourDepth::True),
            ("xterm-kitty", None, ColourDepth::True),
            ("foot-extra", None, ColourDepth::True),
            ("dumb", Some("truecolor"), ColourDepth::None),
        ] {
            assert_eq!(depth(term, colour_term), expected, "{term} {colour_term:?}");
        }
        assert_eq!(Environment::default().colour_depth(), ColourDepth::Sixteen);
    }

    #[test]
    fn no_colour_wins_over_every_terminal() {
        let environment = Environment {
            no_colour: true,
            term: Some("xterm-kitty".into()),
            colour_term: Some("truecolor".into()),
            ..Environment::default()
        };
        assert_eq!(environment.colour_depth(), ColourDepth::None);
    }
}
