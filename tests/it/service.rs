//! The use cases over real loopback servers and a real store: refresh, subscribing, transfer, full
//! text. No process is started; the command line's own tests do that.

mod article;
mod books;
mod demo;
mod download;
mod links;
mod offline;
mod pictures;
mod preview;
mod refresh;
mod stories;
mod subscribe;
mod welcome;

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use tidings::config::{Paths, Settings};
use tidings::domain::{Clock, Timestamp};
use tidings::service::{
    Network, RefreshReport, RefreshRequest, RefreshScope, Reporter, Services, refresh as run,
};

/// A clock that stands until it is moved.
pub struct HandClock(Mutex<Timestamp>);

impl HandClock {
    pub fn forward(&self, by: SignedDuration) {
        let mut now = self.0.lock().expect("no panic holds it");
        *now = now.checked_add(by).expect("a time");
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no panic holds it")
    }

    fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::UTC
    }
}

/// Services over a new profile in a temporary folder.
pub struct House {
    pub services: Services,
    pub clock: Arc<HandClock>,
    _folder: tempfile::TempDir,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let now = "2026-05-07T12:00:00Z".parse().expect("a time");
        let clock = Arc::new(HandClock(Mutex::new(now)));
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let paths = Paths::under(folder.path());
        let services = Services::with_clock(paths, Settings::default(), Network::Real, shared);
        Self { services: services.expect("services"), clock, _folder: folder }
    }

    pub async fn refresh(&self, scope: RefreshScope) -> RefreshReport {
        let request = RefreshRequest { scope, full_text: false };
        run(&self.services, request, &Reporter::silent()).await.expect("a refresh")
    }
}

/// A feed of `count` items; `mark` goes into their texts.
pub fn rss(title: &str, count: usize, mark: &str) -> String {
    let item = |i: usize| {
        format!(
            "<item><title>Item {i} of {title}</title><guid>{title}-{i}</guid>\
             <link>http://paper.example/{title}/{i}</link>\
             <pubDate>Thu, 07 May 2026 {:02}:00:00 GMT</pubDate>\
             <description>The text of item {i}. {mark}</description></item>",
            i % 12
        )
    };
    let items = (1..=count).map(item).collect::<Vec<_>>().concat();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>\
         <link>http://paper.example/</link>{items}</channel></rss>"
    )
}
