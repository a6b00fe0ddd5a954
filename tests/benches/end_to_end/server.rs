//! The loopback server: keeps connections, answers conditional requests, sends gzip, and can wait
//! before each answer.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::corpus::Feed;

/// What the server does; changed between runs.
#[derive(Default)]
pub struct Behaviour {
    /// Before each answer, in milliseconds.
    pub latency_ms: AtomicU64,
    /// Never answer 304.
    pub forgets: AtomicBool,
    /// Requests answered.
    pub requests: AtomicUsize,
    /// Requests answered by 304.
    pub not_modified: AtomicUsize,
    /// The documents.
    pub feeds: RwLock<Arc<Vec<Feed>>>,
}

pub struct Server {
    pub port: u16,
    pub behaviour: Arc<Behaviour>,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let behaviour = Arc::new(Behaviour::default());
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::clone(&behaviour);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let behaviour = Arc::clone(&shared);
                #[allow(clippy::disallowed_methods, reason = "the server is its own runtime")]
                tokio::task::spawn(async move {
                    // A client that goes away is none of the server's business.
                    let _ = serve(stream, &behaviour).await;
                });
            }
        });
        Self { port, behaviour, _runtime: runtime }
    }

    pub fn url(&self, feed: usize) -> String {
        format!("http://127.0.0.1:{}/feed/{feed}.xml", self.port)
    }
}

async fn serve(mut stream: TcpStream, behaviour: &Behaviour) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(2_048);
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut buffer).await? == 0 {
                return Ok(());
            }
        };
        let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
        buffer.drain(..end);
        let latency = behaviour.latency_ms.load(Ordering::Relaxed);
        if latency > 0 {
            wait(latency).await;
        }
        answer(&mut stream, &head, behaviour).await?;
    }
}

#[allow(clippy::disallowed_methods, reason = "the latency of a network is what this server stands for")]
async fn wait(latency_ms: u64) {
    tokio::time::sleep(Duration::from_millis(latency_ms)).await;
}

async fn answer(stream: &mut TcpStream, head: &str, behaviour: &Behaviour) -> std::io::Result<()> {
    behaviour.requests.fetch_add(1, Ordering::Relaxed);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let number = path.trim_start_matches("/feed/").trim_end_matches(".xml").parse::<usize>();
    let feeds = Arc::clone(&behaviour.feeds.read().expect("no writer panics"));
    let Some(feed) = number.ok().and_then(|number| feeds.get(number)) else {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    };
    let asked = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("if-none-match").then(|| value.trim())
    });
    if asked == Some(feed.etag.as_str()) && !behaviour.forgets.load(Ordering::Relaxed) {
        behaviour.not_modified.fetch_add(1, Ordering::Relaxed);
        let reply = format!("HTTP/1.1 304 Not Modified\r\netag: {}\r\n\r\n", feed.etag);
        return stream.write_all(reply.as_bytes()).await;
    }
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\ncontent-encoding: gzip\r\n\
         etag: {}\r\ncontent-length: {}\r\n\r\n",
        feed.etag,
        feed.gzip.len()
    );
    stream.write_all(reply.as_bytes()).await?;
    stream.write_all(&feed.gzip).await
}
