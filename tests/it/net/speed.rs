//! The cost of a fetch. The target (0.1 s for a thousand unchanged feeds) is for release builds and
//! is measured by the benches; a build without optimisation on a busy machine only shows that
//! connections are used again and that nobody waits.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use tidings::net::{Content, Request};

use super::{FEED, client, request, start};
use crate::support::server::{Served, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_unchanged_feeds_take_a_moment() {
    let server = Server::start(|_| Served::feed(FEED).etag("\"v1\""));
    let client = client();
    let visits: Vec<_> = (0..1000)
        .map(|n| Request { etag: Some(b"\"v1\"".to_vec()), ..request(&server.url(&format!("/{n}"))) })
        .collect();
    let started = Instant::now();
    let visits: Vec<_> = visits.into_iter().map(|request| start(&client, request)).collect();
    for visit in visits {
        let answer = visit.await.expect("a task").expect("an answer");
        assert!(matches!(answer.content, Content::NotModified));
    }
    let elapsed = started.elapsed();
    assert!(elapsed < Duration::from_secs(20), "{elapsed:?}");
    let connections: BTreeSet<usize> = server.requests().iter().map(|asked| asked.connection).collect();
    assert!(connections.len() <= 700, "connections are used again, not made anew: {}", connections.len());
    assert_eq!(server.requests().len(), 1000);
}
