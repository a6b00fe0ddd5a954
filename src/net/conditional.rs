//! Headers about time and sameness: validators kept and sent byte for byte, how long an answer is
//! fresh, when to come back. Pure; called by `client`.

use std::time::Duration;

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use reqwest::header::{
    CACHE_CONTROL, DATE, EXPIRES, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    RETRY_AFTER,
};

use super::Request;
use crate::domain::Timestamp;

/// Longer validators are not kept: nobody needs them, and they would be sent with every request.
const MAX_VALIDATOR: usize = 4 << 10;
/// Nobody is asked to wait longer.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(7 * 24);
/// Nothing is taken as fresh for longer.
const MAX_FRESH: Duration = Duration::from_hours(30 * 24);

/// Adds the validators of the last answer. One that is no header value is left out.
pub(crate) fn add_validators(headers: &mut HeaderMap, request: &Request) {
    for (name, value) in [(IF_NONE_MATCH, &request.etag), (IF_MODIFIED_SINCE, &request.last_modified)] {
        if let Some(value) = value.as_deref().and_then(|bytes| HeaderValue::from_bytes(bytes).ok()) {
            headers.insert(name, value);
        }
    }
}

/// A validator to keep, exactly as it came.
pub(crate) fn validator(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<u8>> {
    let bytes = headers.get(name)?.as_bytes();
    let is_kept =
        !bytes.is_empty() && bytes.len() <= MAX_VALIDATOR && !bytes.iter().any(u8::is_ascii_control);
    is_kept.then(|| bytes.to_vec())
}

/// How long the server calls its answer fresh: `max-age`, else `Expires` counted from `Date` (or
/// from `now` where the server has no clock). `s-maxage` is for shared caches.
pub(crate) fn fresh_for(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let mut max_age = None;
    for value in headers.get_all(CACHE_CONTROL) {
        for directive in value.as_bytes().split(|b| *b == b',') {
            let directive = String::from_utf8_lossy(directive).trim().to_ascii_lowercase();
            let (name, value) = directive.split_once('=').unwrap_or((&directive, ""));
            match name.trim() {
                "no-cache" | "no-store" => return None,
                "max-age" => max_age = max_age.or_else(|| parse_seconds(value.trim().trim_matches('"'))),
                _ => {}
            }
        }
    }
    let expires = || {
        let expires = date(headers, &EXPIRES)?;
        Some(duration_between(date(headers, &DATE).or(now)?, expires))
    };
    max_age.or_else(expires).map(|fresh| fresh.min(MAX_FRESH))
}

/// How long to stay away: seconds, or a date counted from `Date` (or from `now`).
pub(crate) fn retry_after(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = parse_seconds(text).or_else(|| {
        let until = parse_http_date(text)?;
        Some(duration_between(date(headers, &DATE).or(now)?, until))
    })?;
    Some(wait.min(MAX_RETRY_AFTER))
}

/// Whole seconds, as many digits as there are; fractions are cut.
fn parse_seconds(text: &str) -> Option<Duration> {
    let whole = text.split('.').next()?;
    let is_number = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    // Too many digits for a number is a very long time.
    is_number.then(|| Duration::from_secs(whole.parse().unwrap_or(u64::from(u32::MAX))))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    parse_http_date(headers.get(name)?.to_str().ok()?)
}

fn duration_between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// The three forms of RFC 9110, section 5.6.7.
fn parse_http_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let parser = DateTimeParser::new().relaxed_weekday(true);
    let old = |format: &str| {
        let civil = DateTime::strptime(format, text).ok()?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    parser
        .parse_timestamp(text)
        .ok()
        .or_else(|| old("%A, %d-%b-%y %H:%M:%S GMT"))
        .or_else(|| old("%a %b %e %H:%M:%S %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).expect("a value"))
        };
        pairs.iter().map(pair).collect()
    }

    fn fresh(pairs: &[(&'static str, &str)]) -> Option<u64> {
        fresh_for(&headers(pairs), None).map(|d| d.as_secs())
    }

    #[test]
    fn max_age_wins_and_the_shared_one_is_ignored() {
        assert_eq!(fresh(&[("cache-control", "public, s-maxage=9, Max-Age=300")]), Some(300));
        assert_eq!(fresh(&[("cache-control", "max-age=\"60\"")]), Some(60));
        assert_eq!(fresh(&[("cache-control", "max-age=60, no-cache")]), None);
        assert_eq!(fresh(&[("cache-control", "no-store")]), None);
        assert_eq!(fresh(&[("cache-control", "max-age=99999999999999999999999")]), Some(MAX_FRESH.as_secs()));
        assert_eq!(fresh(&[("cache-control", "max-age=-1")]), None);
        assert_eq!(fresh(&[]), None);
    }

    #[test]
    fn expires_counts_from_the_servers_own_date() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(fresh(&[date, ("expires", "Sun, 06 Nov 1994 09:49:37 GMT")]), Some(3600));
        assert_eq!(fresh(&[date, ("expires", "Sun, 06 Nov 1994 07:49:37 GMT")]), Some(0));
        assert_eq!(fresh(&[date, ("expires", "0")]), None);
        assert_eq!(fresh(&[("expires", "Sun, 06 Nov 1994 09:49:37 GMT")]), None);
    }

    #[test]
    fn every_form_of_date_is_read() {
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(parse_http_date(text).map(Timestamp::as_second), Some(784_111_777), "{text}");
        }
        for text in ["", "0", "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_more_than_a_week() {
        let wait =
            |pairs: &[(&'static str, &str)], now| retry_after(&headers(pairs), now).map(|d| d.as_secs());
        let now = parse_http_date("Sun, 06 Nov 1994 08:00:00 GMT");
        let later = ("retry-after", "Sun, 06 Nov 1994 08:01:00 GMT");
        assert_eq!(wait(&[("retry-after", "120")], None), Some(120));
        assert_eq!(wait(&[("retry-after", "99999999999999999999")], None), Some(7 * 86_400));
        assert_eq!(wait(&[later, ("date", "Sun, 06 Nov 1994 08:00:30 GMT")], now), Some(30));
        assert_eq!(wait(&[later], now), Some(60));
        assert_eq!(wait(&[later], None), None);
        assert_eq!(wait(&[("retry-after", "soon")], now), None);
    }

    #[test]
    fn only_plain_validators_are_kept() {
        let etag = HeaderName::from_static("etag");
        let kept = |value: &str| validator(&headers(&[("etag", value)]), &etag);
        for value in ["\"a\"", "W/\"a\"", "a", "\"a\"b\"", "\"é\"", "W/\"a"] {
            assert_eq!(kept(value), Some(value.as_bytes().to_vec()), "{value}");
        }
        assert_eq!(kept(""), None);
        assert_eq!(kept("a\tb"), None);
        assert_eq!(kept(&"x".repeat(MAX_VALIDATOR + 1)), None);
    }
}
