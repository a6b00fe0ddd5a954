//! Secure connections: one that holds, and those that must not. The certificates are trusted
//! through `SSL_CERT_FILE`, in a process of its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use tidings::net::{Error, install_tls_provider};

use super::environment::run_child;
use super::{FEED, client, document, error, fetch};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/net/tls").join(name)
}

/// Answers every connection once with the feed. Ends with the process.
fn secure_server(certificate: &str) -> SocketAddr {
    install_tls_provider();
    let chain = vec![CertificateDer::from_pem_file(fixture(certificate)).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_file(fixture("key.pem")).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key);
    let config = Arc::new(config.expect("a configuration"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for socket in listener.incoming().map_while(Result::ok) {
            // A client that does not trust us ends the handshake; the next one may.
            let _ = answer(socket, &config);
        }
    });
    address
}

/// Says in plain HTTP that it did not understand.
fn plain_server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for mut socket in listener.incoming().map_while(Result::ok) {
            let _ = socket.read(&mut [0; 4096]);
            let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
    });
    address
}

fn answer(mut socket: TcpStream, config: &Arc<ServerConfig>) -> std::io::Result<()> {
    let mut connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    let mut stream = Stream::new(&mut connection, &mut socket);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let length = FEED.len();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    stream.write_all(FEED)?;
    stream.conn.send_close_notify();
    stream.flush()
}

#[test]
fn a_trusted_server_is_fetched_from_and_others_are_refused_with_the_reason() {
    let authority = fixture("authority.pem");
    let authority = authority.to_str().expect("a path");
    run_child("net::tls::fetches_securely", &[("SSL_CERT_FILE", authority)]);
}

#[tokio::test]
#[ignore = "the other half of a_trusted_server_is_fetched_from_and_others_are_refused_with_the_reason"]
async fn fetches_securely() {
    let client = client();
    let good = secure_server("good.pem");
    for host in ["127.0.0.1", "localhost"] {
        let answer = fetch(&client, &format!("https://{host}:{}/", good.port())).await.expect("an answer");
        assert_eq!(document(&answer).bytes, FEED);
    }
    for (certificate, reason) in [
        ("expired.pem", "its certificate has expired"),
        ("elsewhere.pem", "its certificate is for another name"),
    ] {
        let refused = error(fetch(&client, &format!("https://{}/", secure_server(certificate))).await);
        assert_eq!(refused.to_string(), format!("no secure connection to 127.0.0.1: {reason}"));
    }
}

#[test]
fn a_server_signed_by_nobody_known_is_refused() {
    // Trusted is one of the leaves only, which signs nothing.
    let elsewhere = fixture("elsewhere.pem");
    let elsewhere = elsewhere.to_str().expect("a path");
    run_child("net::tls::fetches_from_strangers", &[("SSL_CERT_FILE", elsewhere)]);
}

#[tokio::test]
#[ignore = "the other half of a_server_signed_by_nobody_known_is_refused"]
async fn fetches_from_strangers() {
    let stranger = secure_server("good.pem");
    let refused = error(fetch(&client(), &format!("https://{stranger}/")).await);
    let reason = "nobody this machine trusts has signed its certificate";
    assert_eq!(refused.to_string(), format!("no secure connection to 127.0.0.1: {reason}"));
    let refused = error(fetch(&client(), &format!("https://{}/", plain_server())).await);
    assert!(matches!(refused, Error::Tls { .. }), "{refused}");
    assert!(refused.to_string().ends_with("it does not speak TLS there; check the port"), "{refused}");
}
