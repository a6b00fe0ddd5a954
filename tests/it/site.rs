//! What tidings knows about sites, through the public interface.

mod address;
mod demo;
mod google_news;
mod other_sites;
mod rss;
mod safety;

use tidings::domain::WebUrl;
use tidings::site::Options;

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("an address")
}

fn options() -> Options {
    Options { google_base: url("https://news.google.com"), locale: "en-US".to_owned() }
}
