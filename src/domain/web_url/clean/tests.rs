use proptest::prelude::*;

use super::*;

fn cleaned(address: &str) -> String {
    clean(&WebUrl::parse(address).expect("an address")).as_str().to_owned()
}

fn key(address: &str) -> String {
    canonical_key(&WebUrl::parse(address).expect("an address"))
}

#[test]
fn what_tracks_goes_and_what_chooses_stays_byte_for_byte() {
    for (address, expected) in [
        ("https://a.example/x?utm_source=rss&id=7&utm_medium=f", "https://a.example/x?id=7"),
        ("https://a.example/x?b=%7e1+2&a=&fbclid=x&a=2", "https://a.example/x?b=%7e1+2&a=&a=2"),
        ("https://a.example/x?UTM_Source=rss", "https://a.example/x"),
        ("https://a.example/x?CMPID=1&Echobox=2#part", "https://a.example/x#part"),
        ("https://a.example/x#xtor=RSS-1", "https://a.example/x"),
        ("https://a.example/x#page=2", "https://a.example/x#page=2"),
        ("https://a.example/x?", "https://a.example/x?"),
        (
            "https://a.example/x?ref=main&source=top&s=words&q=utm_source",
            "https://a.example/x?ref=main&source=top&s=words&q=utm_source",
        ),
        ("https://medium.com/p/x?source=rss", "https://medium.com/p/x"),
        ("https://notmedium.com/p/x?source=rss", "https://notmedium.com/p/x?source=rss"),
        ("https://www.youtube.com/watch?v=1&si=2&t=3", "https://www.youtube.com/watch?v=1&t=3"),
        ("https://me:pw@medium.com:81/?source=x&b", "https://me:pw@medium.com:81/?b"),
    ] {
        assert_eq!(cleaned(address), expected, "{address}");
    }
}

#[test]
fn redirects_give_the_address_that_stands_in_them() {
    let target = "https%3A%2F%2Fpost.example%2Fa%3Fid%3D1%26utm_source%3Db";
    for redirect in [
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={}&c=2&mkt=en-us",
        "https://www.google.com/url?q={}&sa=U&ved=1",
        "https://www.google.co.uk/url?rct=j&sa=t&url={}&ct=ga",
        "https://l.facebook.com/l.php?u={}&h=AT0",
        "https://www.facebook.com/l.php?h=AT0&u={}",
        "https://out.reddit.com/t3_x?url={}&token=1",
        "https://www.youtube.com/redirect?event=x&q={}",
        "https://eur01.safelinks.protection.outlook.com/?url={}&data=1",
        "https://abc.r.us-east-1.awstrack.me/L0/{}/1/0100/x=1",
        "https://tracking.tldrnewsletter.com/CL0/{}/1/0100/x",
        "https://go.redirectingat.com/?id=1&url={}",
        // A redirect in a redirect.
        "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fpost.example%252Fa%253Fid%253D1",
    ] {
        assert_eq!(cleaned(&redirect.replace("{}", target)), "https://post.example/a?id=1", "{redirect}");
    }
    for (redirect, expected) in [
        (
            "https://feeds.feedblitz.com/~/t/0/0/feed/~https://post.example/a?id=1",
            "https://post.example/a?id=1",
        ),
        ("http://us.rd.yahoo.com/news/rss/*http://post.example/a", "http://post.example/a"),
        ("https://urldefense.com/v3/__https://post.example/a__;!!x", "https://post.example/a"),
        ("https://href.li/?https://post.example/a", "https://post.example/a"),
    ] {
        assert_eq!(cleaned(redirect), expected);
    }
}

#[test]
fn other_sites_and_other_schemes_are_left_alone() {
    for address in [
        "https://a.example/share?url=https%3A%2F%2Fpost.example%2F",
        "https://a.example/search?q=https%3A%2F%2Fpost.example%2F&u=http%3A%2F%2Fb.example",
        "https://www.google.com/search?q=https%3A%2F%2Fpost.example%2F",
        "https://google.evil.example/url?q=https%3A%2F%2Fpost.example%2F",
        "https://notbing.com/news/apiclick.aspx?url=https%3A%2F%2Fpost.example%2F",
        "https://www.google.com/url?q=javascript%3Aalert(1)",
        "https://l.facebook.com/l.php?u=file%3A%2F%2F%2Fetc%2Fpasswd",
        "https://web.archive.org/web/2020/https://post.example/",
    ] {
        assert_eq!(cleaned(address), address);
    }
}

#[test]
fn the_same_article_has_the_same_key() {
    for address in [
        "https://www.post.example/a/b",
        "http://post.example/a/b/",
        "https://m.post.example:443/a/b?utm_source=x#top",
        "https://amp.post.example/a/b/amp/",
        "https://post.example/amp/a/b",
        "https://POST.example/a/b?amp=1",
        "https://me@mobile.post.example/a/b?outputType=amp",
        "https://www.google.com/url?q=https%3A%2F%2Fwww.post.example%2Fa%2Fb",
    ] {
        assert_eq!(key(address), "post.example/a/b", "{address}");
    }
    for (one, other) in [
        ("https://post.example/a?id=1", "https://post.example/a?id=2"),
        ("https://post.example/A", "https://post.example/a"),
        ("https://post.example:8080/a", "https://post.example/a"),
        ("https://m.example/", "https://example/"),
        ("https://post.example/ampere", "https://post.example/ere"),
    ] {
        assert_ne!(key(one), key(other));
    }
}

/// Addresses of which many are redirects, and hold others.
fn address() -> impl Strategy<Value = String> {
    let host = prop::sample::select(vec![
        "a.example",
        "www.google.com",
        "l.facebook.com",
        "www.bing.com",
        "medium.com",
        "me:pw@x.com:8080",
        "href.li",
        "feeds.feedblitz.com",
        "us.rd.yahoo.com",
        "x.awstrack.me",
    ]);
    let path = prop::sample::select(vec![
        "/",
        "/url",
        "/l.php",
        "/news/apiclick.aspx",
        "/L0/",
        "/~/x/~",
        "/*",
        "/ä b/%41",
    ]);
    let name =
        prop::sample::select(vec!["url", "u", "q", "utm_source", "fbclid", "id", "source", "p%20", ""]);
    let leaf = (host, path, prop::collection::vec((name, "[a-z0-9%=+/ä ]{0,6}"), 0..4), "(#[a-z=&]{0,8})?")
        .prop_map(|(host, path, pairs, fragment)| {
            let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let mark = if query.is_empty() { "" } else { "?" };
            format!("https://{host}{path}{mark}{}{fragment}", query.join("&"))
        });
    leaf.prop_recursive(3, 8, 1, |inner| {
        (inner, 0..5_usize).prop_map(|(inner, kind)| {
            let encoded: String = url::form_urlencoded::byte_serialize(inner.as_bytes()).collect();
            match kind {
                0 => format!("https://www.google.com/url?sa=t&q={encoded}&utm_source=x"),
                1 => format!("http://www.bing.com/news/apiclick.aspx?url={encoded}&c=1"),
                2 => format!("https://href.li/?{inner}"),
                3 => format!("https://feeds.feedblitz.com/~/t/~{inner}"),
                _ => format!("https://x.awstrack.me/L0/{encoded}/1"),
            }
        })
    })
}

/// Every piece of the query that does not track, in order.
fn chosen(address: &WebUrl) -> Vec<String> {
    let host = address.host();
    let url = address.url();
    let query = url.query().map(str::to_owned).unwrap_or_default();
    let tracks = |part: &str| is_tracking(part.split('=').next().unwrap_or_default(), &host);
    query.split('&').filter(|part| !part.is_empty() && !tracks(part)).map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn cleaning_is_done_once_and_makes_plain_addresses(text in address()) {
        let Some(address) = WebUrl::parse(&text) else { return Ok(()) };
        let once = clean(&address);
        prop_assert_eq!(clean(&once), once.clone());
        prop_assert_eq!(WebUrl::parse(once.as_str()), Some(once.clone()));
        prop_assert!(once.as_str().len() <= address.as_str().len());
        prop_assert!(!canonical_key(&once).is_empty());
        prop_assert_eq!(canonical_key(&once), canonical_key(&address));
    }

    #[test]
    fn only_unwrapping_changes_the_host_and_other_parameters_stay(text in address()) {
        let Some(address) = WebUrl::parse(&text) else { return Ok(()) };
        let once = clean(&address);
        if target(&address).is_none() {
            prop_assert_eq!(once.host(), address.host());
            prop_assert_eq!(once.url().path().to_owned(), address.url().path().to_owned());
            prop_assert_eq!(chosen(&once), chosen(&address));
        }
    }

    #[test]
    fn no_address_makes_it_fail(text in "https?://[ -~]{1,60}") {
        if let Some(address) = WebUrl::parse(&text) {
            let once = clean(&address);
            prop_assert_eq!(clean(&once), once.clone());
        }
    }
}
