//! A small web server on 127.0.0.1 for tests: routes by a closure, remembers what it was asked, and
//! misbehaves on demand. It speaks HTTP/1.1 with keep-alive on a thread of its own.
//!
//! ```ignore
//! let server = Server::start(|asked| match asked.path.as_str() {
//!     "/feed.xml" => Served::feed(FEED).etag("\"v1\""), // a matching If-None-Match gives 304
//!     "/old.xml" => Served::redirect(301, "/feed.xml"),
//!     "/busy.xml" => Served::status(429).header("Retry-After", "60"),
//!     "/cut.xml" => Served::feed(FEED).cut_after(20),
//!     _ => Served::status(404),
//! });
//! let url = server.url("/feed.xml");
//! // … fetch …
//! assert_eq!(server.requests()[0].header("if-none-match"), None);
//! ```
//!
//! The server ends when it is dropped: open connections are closed, silent ones too.

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

mod connection;
mod served;

pub use served::Served;

/// How long [`Server::wait_for`] waits before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// `GET`, `POST` …
    pub method: String,
    /// Path with query; the absolute address when the server is used as a proxy.
    pub path: String,
    /// Names in lower case, in order.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Body.
    pub body: Vec<u8>,
    /// When its head was complete.
    pub at: Instant,
    /// Which connection it came over, counted from 0.
    pub connection: usize,
}

impl Received {
    /// The first header of this name (in lower case), as text.
    pub fn header(&self, name: &str) -> Option<String> {
        self.header_bytes(name).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// The first header of this name (in lower case), byte for byte.
    pub fn header_bytes(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_slice())
    }
}

/// Holds answers back until it is opened: `Served::feed(x).held(&latch)`.
#[derive(Clone)]
pub struct Latch(Arc<watch::Sender<bool>>);

impl Latch {
    /// A closed one.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Lets all answers go, those to come as well.
    pub fn open(&self) {
        self.0.send_replace(true);
    }
}

/// What the threads share.
struct Shared {
    handler: Box<dyn Fn(&Received) -> Served + Send + Sync>,
    log: Mutex<Vec<Received>>,
    arrived: Condvar,
}

/// A running server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1. The handler is called once for each request,
    /// on the server's thread: it must not block.
    pub fn start(handler: impl Fn(&Received) -> Served + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            log: Mutex::new(Vec::new()),
            arrived: Condvar::new(),
        });
        let (stop, stopped) = oneshot::channel();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a socket");
        let served = Arc::clone(&shared);
        let thread = std::thread::spawn(move || run(listener, served, stopped));
        Self { address, shared, stop: Some(stop), thread: Some(thread) }
    }

    /// The address of a path, `http://127.0.0.1:port/path`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The address of a path with another host name for the same server (`localhost` …), with
    /// `user:password@` before it if wanted.
    pub fn url_as(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.address.port())
    }

    /// Address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far, in order of arrival.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.log.lock().expect("the log").clone()
    }

    /// How often a path was asked for.
    pub fn hits(&self, path: &str) -> usize {
        self.requests().iter().filter(|asked| asked.path == path).count()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.shared.log.lock().expect("the log").clear();
    }

    /// Blocks until `count` requests have arrived in all; fails the test after 20 s. In an async test
    /// this needs `flavor = "multi_thread"`, so that the others can go on.
    pub fn wait_for(&self, count: usize) -> Vec<Received> {
        let log = self.shared.log.lock().expect("the log");
        let waited = self.shared.arrived.wait_timeout_while(log, PATIENCE, |log| log.len() < count);
        let (log, timeout) = waited.expect("the log");
        assert!(!timeout.timed_out(), "{} of {count} requests arrived", log.len());
        log.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(listener: std::net::TcpListener, shared: Arc<Shared>, stopped: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        let listener = TcpListener::from_std(listener).expect("a listener");
        // Aborts all connections when it is dropped.
        let mut connections = JoinSet::new();
        let accept = async {
            for number in 0.. {
                let (stream, _) = listener.accept().await.expect("a connection");
                connections.spawn(connection::serve(stream, Arc::clone(&shared), number));
                while connections.try_join_next().is_some() {}
            }
        };
        tokio::select! { () = accept => {} _ = stopped => {} }
    });
}
