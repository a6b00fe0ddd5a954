//! A web server of a few lines for one test: fixed answers by path, `ETag` honoured, on loopback.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// What is answered to a path.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub fn feed(body: impl Into<Vec<u8>>) -> Self {
        let headers =
            vec![("Content-Type", "application/rss+xml".to_owned()), ("ETag", "\"one\"".to_owned())];
        Self { status: 200, headers, body: body.into() }
    }

    pub fn page(body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type", "text/html; charset=utf-8".to_owned())];
        Self { status: 200, headers, body: body.into() }
    }

    pub fn with_etag(mut self, etag: &str) -> Self {
        self.headers.retain(|(name, _)| *name != "ETag");
        self.headers.push(("ETag", format!("\"{etag}\"")));
        self
    }

    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    fn etag(&self) -> Option<&str> {
        self.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Shared {
    answers: HashMap<String, Answer>,
    asked: Vec<String>,
    is_over: bool,
}

/// Answers until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(answers: &[(&str, Answer)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Mutex::new(Shared::default()));
        let in_thread = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if in_thread.lock().expect("no panic").is_over {
                    break;
                }
                // A client that goes away in the middle is its own affair.
                drop(answer(stream, &in_thread));
            }
        });
        let server = Self { address, shared, thread: Some(thread) };
        for (path, answer) in answers {
            server.set(path, answer.clone());
        }
        server
    }

    pub fn set(&self, path: &str, answer: Answer) {
        self.shared.lock().expect("no panic").answers.insert(path.to_owned(), answer);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.shared.lock().expect("no panic").asked.iter().filter(|one| *one == path).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.lock().expect("no panic").is_over = true;
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn answer(stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut known = None;
    for line in lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            known = Some(value.trim().to_owned());
        }
    }
    let found = {
        let mut shared = shared.lock().expect("no panic");
        shared.asked.push(path.clone());
        shared.answers.get(&path).cloned()
    };
    let mut answer = found.unwrap_or_else(|| Answer::status(404));
    if known.is_some() && known.as_deref() == answer.etag() {
        answer.status = 304;
        answer.body.clear();
    }
    write_answer(stream, &answer)
}

fn write_answer(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Answer\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&[name, ": ", value, "\r\n"].concat());
    }
    if answer.status != 304 {
        head.push_str(&["Content-Length: ", &answer.body.len().to_string(), "\r\n"].concat());
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(&answer.body)
}
