//! [`Environment`]: the variables that tidings heeds, read once by `main` and passed on, so that
//! nothing deeper depends on them.

use super::settings::Glyphs;

const PROXIES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/// What the environment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a variable that is set or not")]
pub struct Environment {
    /// `$BROWSER`.
    pub browser: Option<String>,
    /// `$VISUAL`, else `$EDITOR`.
    pub editor: Option<String>,
    /// The session comes over ssh: `$SSH_CONNECTION` or `$SSH_TTY` is set.
    pub is_remote: bool,
    /// The terminal is one of tmux: `$TMUX` is set.
    pub is_tmux: bool,
    /// Another program that passes things on to the terminal: `$STY` or `$ZELLIJ` is set.
    pub is_multiplexed: bool,
    /// `$KITTY_WINDOW_ID` is set.
    pub is_in_kitty: bool,
    /// `$XTERM_VERSION` is set.
    pub is_xterm: bool,
    /// `$KONSOLE_VERSION`.
    pub konsole_version: Option<u32>,
    /// `$TERM_PROGRAM`.
    pub terminal_program: Option<String>,
    /// `$LC_TERMINAL`, which ssh passes on.
    pub lc_terminal: Option<String>,
    /// `$VTE_VERSION`, which terminals of the VTE library set.
    pub vte_version: Option<u32>,
    /// `$TERM`.
    pub term: Option<String>,
    /// `$COLORTERM`.
    pub colour_term: Option<String>,
    /// `$LC_ALL`, else `$LC_CTYPE`, else `$LANG`: decides the character set.
    pub locale: Option<String>,
    /// `$NO_COLOR` is set and not empty (no-color.org).
    pub no_colour: bool,
    /// `$TIDINGS_LOG`: what goes to the log, as `tracing` filters are written.
    pub log: Option<String>,
    /// `$SSL_CERT_FILE`: the certificates that are trusted instead of the system's.
    pub certificates: Option<String>,
    /// The variable that names a proxy for `https`, if there is one.
    pub proxy_variable: Option<&'static str>,
    /// `$PATH`, to see which programs there are.
    pub search_path: Option<String>,
}

impl Environment {
    /// Reads the variables of this process.
    #[must_use]
    pub fn read() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            browser: variable("BROWSER"),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
            is_remote: variable("SSH_CONNECTION").or_else(|| variable("SSH_TTY")).is_some(),
            is_tmux: variable("TMUX").is_some(),
            is_multiplexed: variable("STY").or_else(|| variable("ZELLIJ")).is_some(),
            is_in_kitty: variable("KITTY_WINDOW_ID").is_some(),
            is_xterm: variable("XTERM_VERSION").is_some(),
            konsole_version: variable("KONSOLE_VERSION").and_then(|version| version.parse().ok()),
            terminal_program: variable("TERM_PROGRAM"),
            lc_terminal: variable("LC_TERMINAL"),
            vte_version: variable("VTE_VERSION").and_then(|version| version.parse().ok()),
            term: variable("TERM"),
            colour_term: variable("COLORTERM"),
            locale: variable("LC_ALL").or_else(|| variable("LC_CTYPE")).or_else(|| variable("LANG")),
            no_colour: variable("NO_COLOR").is_some(),
            log: variable("TIDINGS_LOG"),
            certificates: variable("SSL_CERT_FILE"),
            proxy_variable: PROXIES.into_iter().find(|name| variable(name).is_some()),
            search_path: variable("PATH"),
        }
    }

    /// True if the locale's character set is UTF-8.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        let locale = self.locale.as_deref().unwrap_or_default().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    /// [`Glyphs::Auto`] decided: ASCII where the locale is not UTF-8 or the terminal is the Linux
    /// console, whose font lacks most of Unicode.
    #[must_use]
    pub fn decide_glyphs(&self, wanted: Glyphs) -> Glyphs {
        match wanted {
            Glyphs::Auto if !self.is_utf8() || self.term.as_deref() == Some("linux") => Glyphs::Ascii,
            Glyphs::Auto => Glyphs::Unicode,
            decided => decided,
        }
    }

    /// True if links can be sent as OSC 8: where they are known, or known to be passed over in
    /// silence. The console, screen and terminals of hardware show a part of them as text; VTE ended
    /// with a crash up to 0.50.0; tmux drops what it does not know.
    #[must_use]
    pub fn takes_links(&self) -> bool {
        const NOT: [&str; 8] = ["dumb", "linux", "screen", "vt", "cons", "eterm", "sun", "ansi"];
        let term = self.term.as_deref().unwrap_or("dumb");
        let is_known_not = NOT.iter().any(|name| term.starts_with(name));
        (self.is_tmux || !is_known_not) && self.vte_version.is_none_or(|version| version > 5000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_follow_locale_and_terminal() {
        let of = |locale: &str, term: &str| {
            let environment = Environment {
                locale: Some(locale.into()),
                term: Some(term.into()),
                ..Environment::default()
            };
            environment.decide_glyphs(Glyphs::Auto)
        };
        assert_eq!(of("en_US.UTF-8", "xterm-256color"), Glyphs::Unicode);
        assert_eq!(of("de_DE.utf8", "foot"), Glyphs::Unicode);
        assert_eq!(of("en_US.UTF-8", "linux"), Glyphs::Ascii);
        assert_eq!(of("C", "xterm"), Glyphs::Ascii);
        assert_eq!(Environment::default().decide_glyphs(Glyphs::Unicode), Glyphs::Unicode);
    }

    #[test]
    fn links_are_sent_where_they_do_no_harm() {
        let of = |term: &str, is_tmux, vte_version| {
            let term = Some(term.to_owned());
            Environment { is_tmux, vte_version, term, ..Environment::default() }.takes_links()
        };
        assert!(of("xterm-256color", false, None) && of("foot", false, None));
        assert!(of("xterm-256color", false, Some(7600)) && !of("xterm-256color", false, Some(5000)));
        assert!(of("screen-256color", true, None) && !of("screen-256color", false, None));
        assert!(!of("linux", false, None) && !of("dumb", false, None) && !of("vt220", false, None));
        assert!(!Environment::default().takes_links());
    }
}
