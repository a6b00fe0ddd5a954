//! The clipboard of the terminal (OSC 52): the terminal is asked to put a text there, so it is that of
//! the machine at which the person sits, over ssh too. No terminal says whether it did.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Longest text: terminals take orders of at most 100,000 bytes, and this one is that long in base64.
const LONGEST: usize = 74_994;

/// The text is too long for terminals.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not copied: {0} bytes are more than the {LONGEST} that terminals take")]
pub struct TooLong(usize);

/// What to write to the terminal, so that it puts `text` on its clipboard.
pub fn copy_order(text: &str) -> Result<String, TooLong> {
    if text.len() > LONGEST {
        return Err(TooLong(text.len()));
    }
    Ok(format!("\x1b]52;c;{}\x07", STANDARD.encode(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_text_the_order_holds_nothing_but_base64() {
        assert_eq!(
            copy_order("https://a.example/\x1b\x07ä"),
            Ok("\x1b]52;c;aHR0cHM6Ly9hLmV4YW1wbGUvGwfDpA==\x07".into())
        );
        assert_eq!(copy_order(&"x".repeat(LONGEST)).map(|order| order.len()), Ok(8 + 99_992));
    }

    #[test]
    fn a_text_too_long_is_refused() {
        let error = copy_order(&"x".repeat(LONGEST + 1)).expect_err("too long");
        assert_eq!(error.to_string(), "not copied: 74995 bytes are more than the 74994 that terminals take");
    }
}
