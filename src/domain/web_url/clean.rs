//! An address without what follows the reader around: redirect links give the address that stands in
//! them, with no request, and parameters that only track are left out. What chooses content stays, in
//! its order and byte for byte. Pure; what a feed said stays in the store as it was said.

use super::WebUrl;
use super::tracking::is_tracking;

/// Where the address of a redirect link stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the first of these parameters that holds one.
    Parameter(&'static [&'static str]),
    /// In the path, as it is, from `http` behind this sign.
    Path(&'static str),
    /// In the path, after this, in one encoded segment.
    Segment(&'static str),
    /// The query is the address.
    Query,
}

/// A site that forwards: the end of its host, the start of its path, and where the target stands.
struct Redirector(&'static str, &'static str, Place);

use Place::{Parameter, Path, Query, Segment};

/// Sites whose links hold their target. The general names (`url`, `u`, `q`, `target` …) mean a target
/// on these alone: on any other site they may choose content.
const REDIRECTORS: &[Redirector] = &[
    Redirector("bing.com", "/news/apiclick.aspx", Parameter(&["url"])),
    Redirector("facebook.com", "/l.php", Parameter(&["u"])),
    Redirector("facebook.com", "/flx/warn/", Parameter(&["u"])),
    Redirector("messenger.com", "/l.php", Parameter(&["u"])),
    Redirector("l.instagram.com", "/", Parameter(&["u"])),
    Redirector("l.threads.com", "/", Parameter(&["u"])),
    Redirector("l.threads.net", "/", Parameter(&["u"])),
    Redirector("out.reddit.com", "/", Parameter(&["url"])),
    Redirector("youtube.com", "/redirect", Parameter(&["q"])),
    Redirector("t.umblr.com", "/redirect", Parameter(&["z"])),
    Redirector("linkedin.com", "/redir/redirect", Parameter(&["url"])),
    Redirector("linkedin.com", "/safety/go", Parameter(&["url"])),
    Redirector("steamcommunity.com", "/linkfilter", Parameter(&["u", "url"])),
    Redirector("vk.com", "/away.php", Parameter(&["to"])),
    Redirector("t.me", "/iv", Parameter(&["url"])),
    Redirector("medium.com", "/r/", Parameter(&["url"])),
    Redirector("medium.com", "/m/global-identity", Parameter(&["redirectUrl"])),
    Redirector("duckduckgo.com", "/l/", Parameter(&["uddg"])),
    Redirector("getpocket.com", "/redirect", Parameter(&["url"])),
    Redirector("slack-redir.net", "/link", Parameter(&["url"])),
    Redirector("exit.sc", "/", Parameter(&["url"])),
    Redirector("gate.sc", "/", Parameter(&["url"])),
    Redirector("curseforge.com", "/linkout", Parameter(&["remoteUrl"])),
    Redirector("googleadservices.com", "/pagead/aclk", Parameter(&["adurl"])),
    Redirector("safelinks.protection.outlook.com", "/", Parameter(&["url"])),
    Redirector("urldefense.com", "/v3/__", Path("/v3/__http")),
    Redirector("go.redirectingat.com", "/", Parameter(&["url"])),
    Redirector("go.skimresources.com", "/", Parameter(&["url"])),
    Redirector("redirect.viglink.com", "/", Parameter(&["u"])),
    Redirector("click.linksynergy.com", "/", Parameter(&["murl", "RD_PARM1"])),
    Redirector("awin1.com", "/", Parameter(&["ued", "p"])),
    Redirector("redirect.disqus.com", "/url", Parameter(&["url"])),
    Redirector("feeds.feedblitz.com", "/~/", Path("/~http")),
    Redirector("rd.yahoo.com", "/", Path("/*http")),
    Redirector("awstrack.me", "/L0/", Segment("/L0/")),
    Redirector("tracking.tldrnewsletter.com", "/CL0/", Segment("/CL0/")),
    // That of the demo edition.
    Redirector("clicks.example", "/r", Parameter(&["url"])),
    Redirector("href.li", "/", Query),
    Redirector("anon.to", "/", Query),
    Redirector("deviantart.com", "/users/outgoing", Query),
];

/// Google forwards from every one of its hosts, in each country (`www.google.co.uk/url?q=…`).
const GOOGLE: Redirector = Redirector("google", "/url", Parameter(&["url", "q"]));

/// The address behind redirects, without parameters that track.
pub(super) fn clean(address: &WebUrl) -> WebUrl {
    without_tracking(&unwrap(address).unwrap_or_else(|| address.clone()))
}

/// The address behind redirects; `None` for one that is no redirect.
pub(super) fn unwrap(address: &WebUrl) -> Option<WebUrl> {
    // Every row of a list passes here: most addresses hold no other one, and are not parsed.
    if address.0.rfind("http") == Some(0) {
        return None;
    }
    let shorter = |address: &WebUrl| target(address).filter(|target| target.0.len() < address.0.len());
    let mut found = shorter(address)?;
    while let Some(next) = shorter(&found) {
        found = next;
    }
    Some(found)
}

/// The address that stands in a redirect link.
fn target(address: &WebUrl) -> Option<WebUrl> {
    let url = address.url();
    let host = url.host_str()?;
    let is_theirs = |known: &&Redirector| is_host(host, known.0) && starts_with(url.path(), known.1);
    let found = REDIRECTORS.iter().find(is_theirs);
    let place = match found {
        Some(redirector) => redirector.2,
        None if is_google(host) && url.path() == GOOGLE.1 => GOOGLE.2,
        None => return None,
    };
    match place {
        Parameter(names) => names.iter().find_map(|name| {
            let mut pairs = url.query_pairs();
            pairs.find_map(|(key, value)| (key == *name).then(|| WebUrl::parse(&value)).flatten())
        }),
        Path(mark) => {
            let from = address.0.find(mark)? + mark.len() - "http".len();
            let rest = &address.0[from..];
            // urldefense ends the address with `__;` and adds a key.
            WebUrl::parse(rest.split_once("__;").map_or(rest, |(target, _)| target))
        }
        Segment(mark) => {
            let segment = url.path().split_once(mark)?.1.split('/').next()?;
            // As the value of a field, so that `&` and `+` are themselves.
            let field = format!("x={}", segment.replace('&', "%26").replace('+', "%2B"));
            let decoded = url::form_urlencoded::parse(field.as_bytes()).next()?.1.into_owned();
            WebUrl::parse(&decoded)
        }
        Query => WebUrl::parse(url.query()?),
    }
}

/// The address with only those parts of its query and its fragment that do not track.
fn without_tracking(address: &WebUrl) -> WebUrl {
    if !address.0.contains(['?', '#']) {
        return address.clone();
    }
    let (front, fragment) = match address.0.split_once('#') {
        Some((front, fragment)) => (front, Some(fragment)),
        None => (address.0.as_str(), None),
    };
    let (page, query) = match front.split_once('?') {
        Some((page, query)) => (page, Some(query)),
        None => (front, None),
    };
    let host = host_of(page);
    let tracks = |part: &str| is_tracking(part.split('=').next().unwrap_or_default(), host);
    let mut kept = page.to_owned();
    if let Some(query) = query {
        let parts: Vec<&str> = query.split('&').filter(|part| !tracks(part)).collect();
        if !parts.is_empty() {
            kept.push('?');
            kept.push_str(&parts.join("&"));
        }
    }
    // A place in the page stays; publishers also write parameters there (`#xtor=RSS-1`).
    if let Some(fragment) =
        fragment.filter(|fragment| !fragment.contains('=') || !fragment.split('&').all(tracks))
    {
        kept.push('#');
        kept.push_str(fragment);
    }
    WebUrl(kept)
}

/// What makes two addresses the same article: the host in small letters without `www.`, `m.`,
/// `mobile.` and `amp.`, the path without `/amp` and the last stroke, the query without what tracks.
/// Scheme, default ports, names and fragments do not count. A key to compare, not to open.
pub(super) fn canonical_key(address: &WebUrl) -> String {
    let url = clean(address).url();
    let mut key = bare_host(url.host_str().unwrap_or_default()).to_owned();
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        key.push(':');
        key.push_str(&port.to_string());
    }
    key.push_str(bare_path(url.path()));
    let is_amp = |part: &str| {
        let part = part.to_ascii_lowercase();
        matches!(part.as_str(), "" | "amp" | "amp=1" | "amp=true" | "outputtype=amp")
    };
    let parts: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|part| !is_amp(part)).collect();
    if !parts.is_empty() {
        key.push('?');
        key.push_str(&parts.join("&"));
    }
    key
}

fn bare_host(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    while let Some((label, rest)) = host.split_once('.') {
        if !matches!(label, "www" | "m" | "mobile" | "amp") || !rest.contains('.') {
            break;
        }
        host = rest;
    }
    host
}

fn bare_path(path: &str) -> &str {
    let mut path = path;
    loop {
        let shorter = path.trim_end_matches('/');
        let shorter = shorter.strip_suffix("/amp").unwrap_or(shorter);
        let shorter = shorter.strip_prefix("/amp").filter(|rest| rest.starts_with('/')).unwrap_or(shorter);
        if shorter.len() == path.len() {
            return path;
        }
        path = shorter;
    }
}

fn is_google(host: &str) -> bool {
    let mut labels = host.split('.').skip_while(|label| *label != "google").skip(1);
    let is_short = |label: &str| (2..=3).contains(&label.len());
    match (labels.next(), labels.next(), labels.next()) {
        (Some(tld), None, _) => is_short(tld),
        (Some(second), Some(tld), None) => is_short(second) && is_short(tld),
        _ => false,
    }
}

/// True for the host itself and for those below it.
pub(super) fn is_host(host: &str, known: &str) -> bool {
    host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}

fn starts_with(path: &str, start: &str) -> bool {
    path.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start))
}

fn host_of(page: &str) -> &str {
    let authority = page.split('/').nth(2).unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
