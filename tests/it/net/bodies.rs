//! Bodies: codings, caps, deadlines and broken connections.

use std::time::Duration;

use tidings::net::{Coding, CodingFault, Error, MAX_BODY, Obstacle};

use super::{FEED, FEED_BR, NO_SUCH_HOST, client, document, error, fetch, hasty, request, start};
use crate::support::server::{Latch, Served, Server};

#[tokio::test]
async fn every_coding_comes_packed_and_is_undone_on_demand() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gzip" => Served::feed(FEED).gzip(),
        "/deflate" => Served::feed(FEED).deflate(),
        "/zstd" => Served::feed(FEED).zstd(),
        "/br" => Served::feed(FEED_BR).header("Content-Encoding", "br"),
        "/chunks" => Served::feed(FEED).gzip().chunked(7),
        "/lying" => Served::feed(FEED).header("Content-Encoding", "gzip"),
        _ => Served::feed(FEED),
    });
    let client = client();
    for (path, coding) in [
        ("/gzip", Coding::Gzip),
        ("/deflate", Coding::Deflate),
        ("/zstd", Coding::Zstd),
        ("/br", Coding::Brotli),
        ("/chunks", Coding::Gzip),
        ("/lying", Coding::Gzip),
        ("/plain", Coding::Identity),
    ] {
        let answer = fetch(&client, &server.url(path)).await.expect("an answer");
        assert_eq!(document(&answer).coding, coding, "{path}");
        let is_packed = !matches!(path, "/lying" | "/plain");
        assert_eq!(document(&answer).bytes != FEED, is_packed, "{path} is handed on as sent");
        assert_eq!(document(&answer).decode().as_deref(), Ok(FEED), "{path}");
    }
}

#[tokio::test]
async fn bombs_are_stopped_when_they_are_unpacked() {
    const BOMB: &[u8] = include_bytes!("../../fixtures/net/bomb.br");
    let server = Server::start(|asked| match asked.path.as_str() {
        "/br" => Served::feed(BOMB).header("Content-Encoding", "br"),
        _ => Served::feed(vec![b' '; 40 << 20]).zstd(),
    });
    for path in ["/br", "/zstd"] {
        let answer = fetch(&client(), &server.url(path)).await.expect("an answer");
        assert!(document(&answer).bytes.len() < 10_000);
        let error = document(&answer).decode().expect_err("a bomb");
        assert_eq!(error, Error::TooLarge { limit: MAX_BODY, decoded: true }, "{path}");
        assert_eq!(error.to_string(), "the document is larger than 32 MB when unpacked");
    }
}

#[tokio::test]
async fn chained_and_unknown_codings_are_refused() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/chain" => Served::feed(FEED).gzip().gzip(),
        _ => Served::feed(FEED).header("Content-Encoding", "compress"),
    });
    let chained = error(fetch(&client(), &server.url("/chain")).await);
    assert_eq!(
        chained.to_string(),
        "the document cannot be unpacked: it is packed more than once (gzip, gzip)"
    );
    let unknown = error(fetch(&client(), &server.url("/unknown")).await);
    assert!(matches!(unknown, Error::Coding(CodingFault::Unknown(_))), "{unknown}");
}

#[tokio::test]
async fn a_packed_stream_that_ends_early_says_so() {
    let whole = Served::feed(FEED).gzip();
    let server = Server::start(move |_| {
        let mut served = whole.clone();
        served.shorten(40);
        served
    });
    let answer = fetch(&client(), &server.url("/")).await.expect("an answer");
    let error = document(&answer).decode();
    assert_eq!(error, Err(Error::Coding(CodingFault::Truncated(Coding::Gzip))));
}

#[tokio::test]
async fn a_document_without_end_is_stopped_at_the_cap() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/endless" => Served::feed("<item>").endless(),
        _ => Served::feed("<rss>").header("Content-Length", "99999999999"),
    });
    for path in ["/endless", "/announced"] {
        let expected = Error::TooLarge { limit: MAX_BODY, decoded: false };
        assert_eq!(error(fetch(&client(), &server.url(path)).await), expected, "{path}");
    }
}

#[tokio::test]
async fn a_body_cut_off_is_never_taken_for_whole() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/cut" => Served::feed(FEED).cut_after(100),
        "/chunk" => Served::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"),
        "/head" => Served::raw("HTTP/1.1 200 OK\r\nContent-Le"),
        _ => Served::hang_up(),
    });
    for path in ["/cut", "/chunk", "/head", "/nothing"] {
        assert_eq!(error(fetch(&client(), &server.url(path)).await), Error::Cut, "{path}");
    }
    assert_eq!(server.requests().len(), 4, "nothing is tried again");
}

#[tokio::test]
async fn garbage_is_not_http() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/ssh" => Served::raw("SSH-2.0-OpenSSH_9.9\r\n"),
        "/chunk" => Served::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        _ => Served::endless_headers(),
    });
    for path in ["/ssh", "/chunk", "/headers"] {
        assert_eq!(error(fetch(&client(), &server.url(path)).await), Error::NotHttp, "{path}");
    }
}

#[tokio::test]
async fn one_deadline_stops_silence_dripping_and_endless_beginnings() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/silent" => Served::silent(),
        "/drip" => Served::feed(FEED).drip(Duration::from_millis(20)),
        "/hops" => Served::redirect(302, "/silent"),
        _ => Served::endless_interim(),
    });
    let client = hasty();
    for path in ["/silent", "/drip", "/hops", "/interim"] {
        let limit = Duration::from_millis(400);
        assert_eq!(error(fetch(&client, &server.url(path)).await), Error::Timeout { limit }, "{path}");
    }
}

#[tokio::test]
async fn nobody_there_is_refused() {
    let server = Server::start(|_| Served::status(404));
    let address = server.url("/");
    drop(server);
    let refused = error(fetch(&client(), &address).await);
    assert!(matches!(refused, Error::Connect { cause: Obstacle::Refused, .. }), "{refused}");
    assert!(refused.to_string().starts_with("no connection to 127.0.0.1: refused"), "{refused}");
}

#[tokio::test]
async fn an_unknown_name_is_called_so() {
    let unknown = error(fetch(&client(), &format!("http://me:secret@{NO_SUCH_HOST}/")).await);
    let expected =
        format!("the host {NO_SUCH_HOST} was not found: check the address and the network connection");
    assert_eq!(unknown.to_string(), expected);
}

#[tokio::test]
async fn a_connection_is_kept_and_one_closed_meanwhile_is_replaced() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/last" => Served::feed(FEED).then_close(),
        _ => Served::feed(FEED),
    });
    let client = client();
    for path in ["/a", "/b", "/last", "/c"] {
        fetch(&client, &server.url(path)).await.expect("an answer");
    }
    let connections: Vec<usize> = server.requests().iter().map(|asked| asked.connection).collect();
    assert_eq!(connections, [0, 0, 0, 1]);
}

#[tokio::test]
async fn a_question_lost_with_a_kept_connection_is_asked_once_more() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.connection) {
        ("/lost", 0) => Served::hang_up(),
        _ => Served::feed(FEED),
    });
    let client = client();
    fetch(&client, &server.url("/first")).await.expect("an answer");
    fetch(&client, &server.url("/lost")).await.expect("an answer");
    assert_eq!(server.hits("/lost"), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fetch_given_up_ends_its_connection_and_frees_its_memory() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/held" => Served::feed(FEED).held(&held),
        _ => Served::feed(FEED),
    });
    let client = client();
    let given_up = start(&client, request(&server.url("/held")));
    server.wait_for(1);
    given_up.abort();
    assert!(given_up.await.expect_err("given up").is_cancelled());
    latch.open();
    let answer = fetch(&client, &server.url("/next")).await.expect("an answer");
    assert_eq!(document(&answer).bytes, FEED);
    assert_ne!(server.requests()[1].connection, 0, "a connection with an answer due is not used again");
}
