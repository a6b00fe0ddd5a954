//! The network against a server on loopback: what is promised of fetching, row by row.

mod answers;
mod bodies;
mod embedded;
mod environment;
mod guard;
mod redirects;
mod speed;
mod tls;
mod turns;

use std::time::Duration;

use tidings::domain::{Reach, WebUrl};
use tidings::net::{Accept, Answer, Client, Content, Document, Error, Options, Request};
use tokio::task::JoinHandle;

/// A small feed.
const FEED: &[u8] = include_bytes!("../fixtures/net/feed.xml");
/// The same, packed with Brotli.
const FEED_BR: &[u8] = include_bytes!("../fixtures/net/feed.xml.br");

/// A name that no resolver has to ask anybody about: a part of it is longer than 63 letters.
const NO_SUCH_HOST: &str =
    "no-such-host-because-this-part-of-its-name-is-longer-than-sixty-three-letters.invalid";

fn options() -> Options {
    Options { user_agent: "tidings/0 (+test)".to_owned(), hosts: Vec::new(), limit_loopback: false }
}

fn client() -> Client {
    Client::real(options())
}

/// A client that does not wait long for what never comes.
fn hasty() -> Client {
    client().with_deadline(Duration::from_millis(400))
}

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("an address")
}

fn request(text: &str) -> Request {
    Request { url: url(text), etag: None, last_modified: None, reach: None, accept: Accept::Feed }
}

async fn fetch(client: &Client, address: &str) -> Result<Answer, Error> {
    client.fetch(request(address)).await
}

async fn fetch_as(client: &Client, address: &str, reach: Reach) -> Result<Answer, Error> {
    client.fetch(Request { reach: Some(reach), ..request(address) }).await
}

/// Starts a fetch that goes on by itself; aborting the task gives it up.
#[allow(clippy::disallowed_methods, reason = "a test is its own runtime")]
fn start(client: &Client, request: Request) -> JoinHandle<Result<Answer, Error>> {
    let client = client.clone();
    tokio::spawn(async move { client.fetch(request).await })
}

fn document(answer: &Answer) -> &Document {
    let Content::Document(document) = &answer.content else { unreachable!("a document was expected") };
    document
}

fn error(result: Result<Answer, Error>) -> Error {
    let error = result.expect_err("an error was expected");
    let text = error.to_string();
    assert!(!text.is_empty() && !text.contains('\n') && !text.contains("secret"), "{text}");
    error
}
