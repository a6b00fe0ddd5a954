//! Addresses of images that count readers and show nothing, whatever size they declare. A short list
//! of services that do nothing else; what is not on it is kept out by its declared size.

/// Hosts (and all below them) that serve such images only.
const HOSTS: [&str; 16] = [
    "2o7.net",
    "app-measurement.com",
    "chartbeat.net",
    "doubleclick.net",
    "feedsportal.com",
    "google-analytics.com",
    "googletagmanager.com",
    "omtrdc.net",
    "pixel.wp.com",
    "quantserve.com",
    "scorecardresearch.com",
    "stats.wordpress.com",
    "statcounter.com",
    "vg0.met.vgwort.de",
    "vgwort.de",
    "webtrekk.net",
];

/// Addresses of hosts that serve other things as well: a host and how the path begins.
const PATHS: [(&str, &str); 5] = [
    ("facebook.com", "/tr"),
    ("feeds.feedburner.com", "/~r/"),
    ("feeds.feedburner.com", "/~ff/"),
    ("medium.com", "/_/stat"),
    ("substack.com", "/o/"),
];

/// True for the address of an image that counts readers.
pub fn is_tracker(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let is_of = |known: &str| {
        host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    HOSTS.iter().any(|known| is_of(known))
        || PATHS.iter().any(|(known, start)| is_of(known) && path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_tracker;

    #[test]
    fn hosts_and_paths_are_known_and_names_that_only_look_alike_are_not() {
        for url in [
            "https://ad.doubleclick.net/x.gif",
            "http://pixel.wp.com/b.gif",
            "https://www.facebook.com/tr?id=1",
            "http://feeds.feedburner.com/~r/news/~4/x",
            "https://SB.SCORECARDRESEARCH.com:443/p",
        ] {
            assert!(is_tracker(url), "{url}");
        }
        for url in [
            "https://notdoubleclick.net/x.gif",
            "https://doubleclick.net.example/x.gif",
            "https://a.example/?u=pixel.wp.com",
            "https://www.facebook.com/photo.jpg",
            "https://i0.wp.com/a.jpg",
        ] {
            assert!(!is_tracker(url), "{url}");
        }
    }
}
