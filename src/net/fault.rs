//! What an error of reqwest means: its chain of causes is walked until one of them says what
//! happened. Called by `real` only.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use url::Url;

use super::guard::{self, Unresolved};
use super::{Error, Obstacle};
use crate::text::SafeText;

/// The error of an exchange that brought no answer.
pub(crate) fn classify(error: &reqwest::Error, url: &Url, is_proxied: bool, connect: Duration) -> Error {
    let host = guard::host_of(url);
    for cause in causes(error) {
        if let Some(known) = known_cause(cause, &host, is_proxied) {
            return known;
        }
    }
    let cause = match () {
        () if is_proxied && error.is_connect() => Obstacle::Proxy,
        () if error.is_connect() && error.is_timeout() => Obstacle::Silence,
        () if error.is_timeout() => return Error::Timeout { limit: connect },
        () if error.is_builder() => {
            return Error::BadAddress { reason: SafeText::new("it is no address of the web") };
        }
        () => Obstacle::Other,
    };
    Error::Connect { host, cause }
}

fn known_cause(cause: &(dyn StdError + 'static), host: &SafeText, is_proxied: bool) -> Option<Error> {
    let host = || host.clone();
    if let Some(unresolved) = cause.downcast_ref::<Unresolved>() {
        return Some(match unresolved {
            Unresolved::Unknown if is_proxied => Error::Connect { host: host(), cause: Obstacle::Proxy },
            Unresolved::Unknown => Error::Dns { host: host() },
            Unresolved::Private => Error::PrivateAddress { host: host() },
        });
    }
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(Error::Tls { host: host(), reason: tls_reason(tls) });
    }
    if let Some(hyper) = cause.downcast_ref::<hyper::Error>() {
        if hyper.is_parse() {
            return Some(Error::NotHttp);
        }
        if hyper.is_incomplete_message() {
            return Some(Error::Cut);
        }
    }
    let io = cause.downcast_ref::<io::Error>()?;
    let cause = match io.kind() {
        io::ErrorKind::ConnectionRefused if is_proxied => Obstacle::Proxy,
        io::ErrorKind::ConnectionRefused => Obstacle::Refused,
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            Obstacle::Reset
        }
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            Obstacle::Unreachable
        }
        io::ErrorKind::TimedOut => Obstacle::Silence,
        io::ErrorKind::UnexpectedEof => return Some(Error::Cut),
        _ => return None,
    };
    Some(Error::Connect { host: host(), cause })
}

/// The error of a body that broke off.
pub(crate) fn classify_body(error: &reqwest::Error) -> Error {
    let is_malformed = causes(error).any(|cause| {
        let is_bad_chunk = cause
            .downcast_ref::<io::Error>()
            .is_some_and(|io| matches!(io.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData));
        is_bad_chunk || cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse)
    });
    if is_malformed { Error::NotHttp } else { Error::Cut }
}

/// The connection ended before a byte of the answer came.
pub(crate) fn is_closed_unanswered(error: &reqwest::Error) -> bool {
    !error.is_connect()
        && causes(error).any(|cause| {
            let is_reset = cause.downcast_ref::<io::Error>().is_some_and(|io| {
                matches!(io.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
            });
            is_reset || cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message)
        })
}

/// The last cause, in its own words.
pub(crate) fn innermost(error: &reqwest::Error) -> SafeText {
    causes(error).last().map(|cause| SafeText::folded(&cause.to_string(), 160)).unwrap_or_default()
}

fn tls_reason(error: &rustls::Error) -> SafeText {
    use rustls::CertificateError as Bad;
    let text = match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => "its certificate has expired",
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "its certificate is not valid yet; check the clock of this machine"
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "its certificate is for another name"
            }
            Bad::UnknownIssuer => "nobody this machine trusts has signed its certificate",
            Bad::Revoked => "its certificate was revoked",
            _ => "its certificate is not valid",
        },
        rustls::Error::InvalidMessage(_) => "it does not speak TLS there; check the port",
        rustls::Error::PeerIncompatible(_) => "it offers only outdated encryption",
        rustls::Error::AlertReceived(_) => "it ended the handshake",
        _ => "the handshake failed",
    };
    SafeText::new(text)
}

/// The chain of causes. An io error hides the error it was made from: `source` skips it.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause: &&'a (dyn StdError + 'static)| {
        let cause: &'a (dyn StdError + 'static) = *cause;
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match wrapped {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}
