//! Whose turn it is: at each host so many requests at once and so much time between their starts,
//! and a bound over all hosts. Fair (first come, first served), and a visit given up gives its
//! place back. Called by `client` before every visit to a host.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use url::Url;

use super::{HostRule, Options, guard};

/// Requests in flight over all hosts, where the system allows as many connections.
const IN_FLIGHT: usize = 512;
/// At hosts without a rule of their own.
const AT_ONCE: usize = 2;
/// Between two starts at hosts without a rule of their own.
const GAP: Duration = Duration::from_millis(500);
/// Hosts remembered before the idle ones are forgotten.
const REMEMBERED: usize = 1024;

/// Gives out places.
pub(crate) struct Gate {
    rules: Vec<HostRule>,
    limit_loopback: bool,
    everywhere: Arc<Semaphore>,
    hosts: Mutex<Hosts>,
}

struct Hosts {
    by_name: HashMap<String, Arc<Host>>,
    prune_at: usize,
}

struct Host {
    places: Arc<Semaphore>,
    gap: Duration,
    /// Held while waiting for the gap to pass, so that the next one waits behind.
    last_start: tokio::sync::Mutex<Option<Instant>>,
}

/// A place at a host; dropping it gives it back.
pub(crate) struct Place {
    _everywhere: OwnedSemaphorePermit,
    _host: Option<OwnedSemaphorePermit>,
}

impl Gate {
    pub(crate) fn new(options: Options, open_files: Option<u64>) -> Self {
        // Half of the descriptors stay for the database, idle connections and the terminal.
        let half = open_files.map_or(IN_FLIGHT, |files| usize::try_from(files / 2).unwrap_or(IN_FLIGHT));
        Self {
            rules: options.hosts,
            limit_loopback: options.limit_loopback,
            everywhere: Arc::new(Semaphore::new(half.clamp(8, IN_FLIGHT))),
            hosts: Mutex::new(Hosts { by_name: HashMap::new(), prune_at: REMEMBERED }),
        }
    }

    /// Waits for a place at the host of `url`. The place of the host comes first, so that a crowd
    /// at one host never holds places that others need.
    pub(crate) async fn enter(&self, url: &Url) -> Place {
        let host = self.host(url);
        let Some(host) = host else {
            return Place { _everywhere: acquire(&self.everywhere).await, _host: None };
        };
        let at_host = acquire(&host.places).await;
        let mut last_start = host.last_start.lock().await;
        if let Some(last) = *last_start {
            wait_until(last + host.gap).await;
        }
        let everywhere = acquire(&self.everywhere).await;
        *last_start = Some(Instant::now());
        Place { _everywhere: everywhere, _host: Some(at_host) }
    }

    /// The host's entry; `None` for this machine, which needs no politeness.
    fn host(&self, url: &Url) -> Option<Arc<Host>> {
        if !self.limit_loopback && guard::is_loopback(url) {
            return None;
        }
        let name = url.host_str().unwrap_or_default().trim_end_matches('.');
        let rule = self.rules.iter().find(|rule| guard::is_name_under(name, &rule.host));
        // Subdomains share the place of the rule that names their parent.
        let key = rule.map_or(name, |rule| rule.host.as_str());
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.by_name.get(key) {
            return Some(Arc::clone(host));
        }
        let (at_once, gap) = rule.map_or((AT_ONCE, GAP), |rule| (rule.at_once.max(1), rule.gap));
        let places = Arc::new(Semaphore::new(at_once.min(IN_FLIGHT)));
        let host = Arc::new(Host { places, gap, last_start: tokio::sync::Mutex::new(None) });
        hosts.remember(key.to_owned(), Arc::clone(&host));
        Some(host)
    }
}

impl Hosts {
    fn remember(&mut self, name: String, host: Arc<Host>) {
        if self.by_name.len() >= self.prune_at {
            let now = Instant::now();
            self.by_name.retain(|_, host| !host.is_idle(now));
            self.prune_at = (2 * self.by_name.len()).max(REMEMBERED);
        }
        self.by_name.insert(name, host);
    }
}

impl Host {
    /// Nobody is there, nobody waits, and the gap is over: forgetting it changes nothing.
    fn is_idle(self: &Arc<Self>, now: Instant) -> bool {
        let is_alone = Arc::strong_count(self) == 1 && Arc::strong_count(&self.places) == 1;
        is_alone
            && self.last_start.try_lock().is_ok_and(|last| last.is_none_or(|last| last + self.gap <= now))
    }
}

async fn acquire(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(places).acquire_owned().await.expect("the semaphore is never closed")
}

#[allow(clippy::disallowed_methods, reason = "the gap between two starts is waited for here")]
async fn wait_until(instant: Instant) {
    tokio::time::sleep_until(instant).await;
}

#[cfg(test)]
mod tests;
