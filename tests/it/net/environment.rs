//! What the environment changes: proxies and certificates. Each test runs its other half in a
//! process of its own, because the environment of a running process cannot be changed safely.

use std::process::Command;

use tidings::domain::Reach;
use tidings::net::Error;

use super::{FEED, NO_SUCH_HOST, client, document, error, fetch, fetch_as};
use crate::support::server::{Served, Server};

/// Runs an ignored test of this binary with another environment, and fails as it fails.
pub(super) fn run_child(test: &str, environment: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    let output = command.envs(environment.iter().copied()).output().expect("a child");
    let told = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("1 passed"), "{told}\n{complained}");
}

fn given(name: &str) -> String {
    std::env::var(name).expect("given by the other half")
}

#[test]
fn the_proxy_of_the_environment_is_used() {
    let proxy = Server::start(|asked| match asked.path.as_str() {
        "http://feeds.example/feed" | "http://inside.example/feed" => Served::feed(FEED),
        _ => Served::status(404),
    });
    let direct = Server::start(|_| Served::feed(FEED));
    run_child(
        "net::environment::fetches_through_a_proxy",
        &[
            ("http_proxy", &proxy.url("/")),
            ("no_proxy", NO_SUCH_HOST),
            ("TEST_DIRECT", &direct.url("/direct")),
        ],
    );
    assert_eq!(proxy.hits("http://feeds.example/feed"), 2);
    assert_eq!((proxy.requests().len(), direct.hits("/direct")), (2, 1));
}

#[tokio::test]
#[ignore = "the other half of the_proxy_of_the_environment_is_used"]
async fn fetches_through_a_proxy() {
    let client = client();
    let answer = fetch(&client, "http://feeds.example/feed").await.expect("an answer");
    assert_eq!((document(&answer).bytes.as_ref(), answer.reach), (FEED, Reach::Public));
    fetch_as(&client, "http://feeds.example/feed", Reach::Public).await.expect("an answer");
    // What the proxy could reach inside stays closed as far as names and numbers tell.
    for inside in ["http://printer/", "http://nas.local/", "http://10.0.0.1/"] {
        let refused = error(fetch_as(&client, inside, Reach::Public).await);
        assert!(matches!(refused, Error::PrivateAddress { .. }), "{refused}");
    }
    // Names on the list of exceptions and this machine are asked directly.
    let unknown = error(fetch(&client, &format!("http://{NO_SUCH_HOST}/")).await);
    assert!(matches!(unknown, Error::Dns { .. }), "{unknown}");
    fetch(&client, &given("TEST_DIRECT")).await.expect("an answer");
}

#[test]
fn a_proxy_that_is_not_there_is_named_as_the_cause() {
    let server = Server::start(|_| Served::status(404));
    let proxy = server.url("/");
    drop(server);
    run_child("net::environment::fetches_through_no_proxy", &[("all_proxy", &proxy)]);
}

#[tokio::test]
#[ignore = "the other half of a_proxy_that_is_not_there_is_named_as_the_cause"]
async fn fetches_through_no_proxy() {
    for address in ["http://feeds.example/", "https://feeds.example/"] {
        let text = error(fetch(&client(), address).await).to_string();
        assert!(text.contains("the proxy did not let it through"), "{text}");
    }
}

#[test]
fn without_certificates_http_works_and_https_says_what_to_install() {
    let server = Server::start(|_| Served::feed(FEED));
    let empty = tempfile::NamedTempFile::new().expect("a file");
    let empty = empty.path().to_str().expect("a path");
    for file in [empty, "/nonexistent/certificates.pem"] {
        let address = server.url("/feed");
        run_child(
            "net::environment::fetches_without_certificates",
            &[("SSL_CERT_FILE", file), ("TEST_DIRECT", &address)],
        );
    }
    assert_eq!(server.hits("/feed"), 2);
}

#[tokio::test]
#[ignore = "the other half of without_certificates_http_works_and_https_says_what_to_install"]
async fn fetches_without_certificates() {
    let client = client();
    let text = error(fetch(&client, "https://127.0.0.1:1/").await).to_string();
    assert!(text.contains("install the package ca-certificates"), "{text}");
    fetch(&client, &given("TEST_DIRECT")).await.expect("an answer");
}
