//! How long a podcast plays, as feeds write it: seconds, or hours, minutes and seconds with colons. Called by
//! `reader`.

/// Longer ones are mistakes.
const LONGEST: u32 = 10 * 24 * 3_600;

/// Seconds; `None` for anything else and for nothing.
pub(super) fn parse_playing_time(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    let mut seconds: u32 = 0;
    for part in parts {
        // Some write fractions of the last second.
        let whole = part.trim().split('.').next()?;
        seconds = seconds.checked_mul(60)?.checked_add(whole.parse().ok()?)?;
    }
    (1..=LONGEST).contains(&seconds).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_clock_times_are_read() {
        for (text, expected) in [
            ("754", Some(754)),
            (" 12:34 ", Some(754)),
            ("1:02:03", Some(3_723)),
            ("91.7", Some(91)),
            ("0", None),
            ("", None),
            ("1:2:3:4", None),
            ("soon", None),
            ("-5", None),
            ("99999999999", None),
        ] {
            assert_eq!(parse_playing_time(text), expected, "{text}");
        }
    }
}
