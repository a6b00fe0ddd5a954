//! The little template language of `assets/demo`: `{{name}}` for a value, `{{rfc2822 -1d2h35m}}`,
//! `{{rfc3339 …}}` and `{{long …}}` for an instant that long before now.

use crate::domain::Timestamp;

/// Fills a template. What is no known name and no date stays as written.
pub(super) fn fill(template: &str, values: &[(&str, &str)], now: Timestamp) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, following)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(value);
        } else if let Some(date) = date(name, now) {
            out.push_str(&date);
        } else {
            out.extend(["{{", name, "}}"]);
        }
        rest = following;
    }
    out.push_str(rest);
    out
}

/// `rfc2822 -35m` and its like.
fn date(name: &str, now: Timestamp) -> Option<String> {
    let (form, offset) = name.split_once(' ')?;
    let at = before(now, offset)?;
    Some(match form {
        "rfc2822" => rfc2822(at),
        "rfc3339" => rfc3339(at),
        "long" => long(at),
        _ => return None,
    })
}

/// The instant `offset` (`-1d2h35m`) before `now`.
pub(super) fn before(now: Timestamp, offset: &str) -> Option<Timestamp> {
    let mut seconds = 0i64;
    let mut number = String::new();
    for c in offset.strip_prefix('-')?.chars() {
        let unit = match c {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            digit => {
                number.push(digit);
                continue;
            }
        };
        seconds += number.parse::<i64>().ok()? * unit;
        number.clear();
    }
    let moved = number.is_empty().then(|| Timestamp::from_second(now.as_second() - seconds));
    moved?.ok()
}

/// `Thu, 07 May 2026 07:00:00 GMT`, as Google writes dates.
pub(super) fn rfc2822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `2026-05-07T07:00:00Z`.
pub(super) fn rfc3339(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `7 May 2026, 07:00 UTC`, for people.
pub(super) fn long(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// Text as XML and HTML: also safe inside a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text as a JSON string, with its quotation marks.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
