//! Redirects: where an answer leads and whether one may go there. Pure; `client` walks the hops.

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use super::{Error, RedirectFault};

/// Hops followed at most.
pub(crate) const MAX_HOPS: usize = 10;

/// The address an answer sends on to, `None` when it is no redirect.
pub(crate) fn target(status: u16, headers: &HeaderMap, from: &Url) -> Result<Option<Url>, Error> {
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = headers.get(LOCATION) else { return Ok(None) };
    let location = String::from_utf8_lossy(location.as_bytes());
    let not_web = Error::Redirects(RedirectFault::NotWeb);
    let Ok(mut to) = from.join(location.trim()) else { return Err(not_web) };
    if !matches!(to.scheme(), "http" | "https") || !to.has_host() {
        return Err(not_web);
    }
    carry_credentials(from, &mut to)?;
    Ok(Some(to))
}

/// 301 and 308 are kept for the next time.
pub(crate) fn is_permanent(status: u16) -> bool {
    matches!(status, 301 | 308)
}

/// A name and a password go along to the same origin only; those that stand in the redirect itself
/// count for nothing elsewhere. From https to http nobody with a password goes.
fn carry_credentials(from: &Url, to: &mut Url) -> Result<(), Error> {
    let has_credentials = has_credentials(from);
    if has_credentials && from.scheme() == "https" && to.scheme() == "http" {
        return Err(Error::Redirects(RedirectFault::Downgrade));
    }
    let is_same_origin = from.origin() == to.origin();
    if is_same_origin && !has_credentials {
        return Ok(());
    }
    let (name, password) = if is_same_origin { (from.username(), from.password()) } else { ("", None) };
    let set = to.set_username(name).and_then(|()| to.set_password(password));
    set.map_err(|()| Error::Redirects(RedirectFault::NotWeb))
}

/// The address carries a name or a password.
pub(crate) fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn follow(from: &str, location: &str) -> Result<Option<String>, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_bytes(location.as_bytes()).expect("a header"));
        let from = Url::parse(from).expect("an address");
        target(302, &headers, &from).map(|to| to.map(String::from))
    }

    #[test]
    fn credentials_stay_with_their_origin() {
        let cases = [
            ("http://me:pw@a.example/x", "/y", "http://me:pw@a.example/y"),
            ("http://me:pw@a.example/x", "http://a.example/y", "http://me:pw@a.example/y"),
            ("http://me:pw@a.example/x", "http://a.example:81/y", "http://a.example:81/y"),
            ("http://me:pw@a.example/x", "https://a.example/y", "https://a.example/y"),
            ("http://me:pw@a.example/x", "//b.example/y", "http://b.example/y"),
            ("http://a.example/x", "http://you:pw@b.example/y", "http://b.example/y"),
        ];
        for (from, location, to) in cases {
            assert_eq!(follow(from, location), Ok(Some(to.to_owned())), "{from} → {location}");
        }
    }

    #[test]
    fn a_password_is_not_carried_from_https_to_http() {
        let downgrade = Err(Error::Redirects(RedirectFault::Downgrade));
        assert_eq!(follow("https://me:pw@a.example/", "http://a.example/"), downgrade);
        assert!(follow("https://a.example/", "http://a.example/").is_ok());
    }

    #[test]
    fn only_the_web_is_followed() {
        for location in
            ["file:///etc/passwd", "gopher://a.example/", "data:text/xml,x", "javascript:1", "ftp://x/"]
        {
            let not_web = Err(Error::Redirects(RedirectFault::NotWeb));
            assert_eq!(follow("http://a.example/", location), not_web, "{location}");
        }
    }

    #[test]
    fn a_redirect_without_a_target_is_none() {
        let from = Url::parse("http://a.example/").expect("an address");
        assert_eq!(target(301, &HeaderMap::new(), &from), Ok(None));
        assert_eq!(target(200, &HeaderMap::new(), &from), Ok(None));
    }
}
