//! One connection: reads requests, asks the handler, writes answers.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::served::Manner;
use super::{Received, Served, Shared};

/// Larger heads and bodies are no test's.
const MAX_REQUEST: usize = 4 << 20;

/// Serves until the other side leaves or an answer ends the connection.
pub(super) async fn serve(stream: TcpStream, shared: Arc<Shared>, connection: usize) {
    let _ = stream.set_nodelay(true);
    let mut stream = BufReader::new(stream);
    while let Ok(Some(received)) = receive(&mut stream, connection).await {
        shared.log.lock().expect("the log").push(received.clone());
        shared.arrived.notify_all();
        let served = (shared.handler)(&received);
        if let Some(latch) = &served.latch {
            let opened = latch.0.subscribe().wait_for(|is_open| *is_open).await.is_ok();
            assert!(opened, "the latch outlives the answer");
        }
        let stream = stream.get_mut();
        if !matches!(answer(stream, &received, served).await, Ok(true)) {
            let _ = stream.shutdown().await;
            return;
        }
    }
}

async fn receive(stream: &mut BufReader<TcpStream>, connection: usize) -> io::Result<Option<Received>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let byte = stream.read_u8().await?;
        head.push(byte);
        if head.len() > MAX_REQUEST {
            return Ok(None);
        }
    }
    let at = Instant::now();
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers: Vec<(String, Vec<u8>)> = lines.filter_map(header).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| std::str::from_utf8(value).ok()?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; usize::min(length, MAX_REQUEST)];
    stream.read_exact(&mut body).await?;
    Ok(Some(Received { method, path, headers, body, at, connection }))
}

fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = String::from_utf8_lossy(&line[..colon]).to_ascii_lowercase();
    Some((name, line[colon + 1..].trim_ascii().to_owned()))
}

/// Sends an answer; `true` keeps the connection.
async fn answer(stream: &mut TcpStream, asked: &Received, served: Served) -> io::Result<bool> {
    let is_known = served.status == 200 && is_known(asked, &served);
    let served = if is_known {
        Served { status: 304, body: Vec::new(), manner: Manner::Plain, ..served }
    } else {
        served
    };
    let head = head(&served);
    match &served.manner {
        Manner::Plain => stream.write_all(&[head, served.body].concat()).await?,
        Manner::Chunked(size) => {
            stream.write_all(&head).await?;
            for chunk in served.body.chunks((*size).max(1)) {
                let line = format!("{:x}\r\n", chunk.len());
                stream.write_all(&[line.as_bytes(), chunk, b"\r\n"].concat()).await?;
            }
            stream.write_all(b"0\r\n\r\n").await?;
        }
        Manner::CutAfter(bytes) => {
            let sent = &served.body[..served.body.len().min(*bytes)];
            stream.write_all(&[&head, sent].concat()).await?;
            return Ok(false);
        }
        Manner::Drip(pause) => {
            stream.write_all(&head).await?;
            let mut pause = tokio::time::interval(*pause);
            for byte in &served.body {
                pause.tick().await;
                stream.write_all(&[*byte]).await?;
            }
        }
        Manner::EndlessBody => {
            stream.write_all(&head).await?;
            return repeat(stream, &chunk(&served.body)).await;
        }
        Manner::EndlessHeaders => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
            return repeat(stream, &b"X-More: of the same\r\n".repeat(100)).await;
        }
        Manner::EndlessInterim => return repeat(stream, b"HTTP/1.1 100 Continue\r\n\r\n").await,
        Manner::Raw(bytes) => {
            stream.write_all(bytes).await?;
            return Ok(false);
        }
        Manner::Silent => std::future::pending().await,
        Manner::HangUp => return Ok(false),
    }
    Ok(!served.is_closing)
}

/// One chunk of about 16 kB.
fn chunk(body: &[u8]) -> Vec<u8> {
    let body = body.repeat(1 + (16 << 10) / body.len().max(1));
    [format!("{:x}\r\n", body.len()).as_bytes(), &body, b"\r\n"].concat()
}

async fn repeat(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<bool> {
    loop {
        stream.write_all(bytes).await?;
    }
}

/// The request names exactly what it has already.
fn is_known(asked: &Received, served: &Served) -> bool {
    if let Some(named) = asked.header_bytes("if-none-match") {
        return served.find("etag") == Some(named);
    }
    let named = asked.header_bytes("if-modified-since");
    named.is_some() && named == served.find("last-modified")
}

fn head(served: &Served) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} Status\r\n", served.status).into_bytes();
    for (name, value) in &served.headers {
        head.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    let has_body = !matches!(served.status, 204 | 304);
    let framing = match served.manner {
        Manner::Chunked(_) | Manner::EndlessBody => "Transfer-Encoding: chunked\r\n".to_owned(),
        _ if has_body && served.find("content-length").is_none() => {
            format!("Content-Length: {}\r\n", served.body.len())
        }
        _ => String::new(),
    };
    head.extend(framing.as_bytes());
    head.extend(b"\r\n");
    head
}
