//! Why no usable answer came. Each error is one plain line that names the cause and, where there
//! is one, the remedy; none of them holds an address with a password in it.

use std::time::Duration;

use super::Coding;
use crate::domain::WebUrl;
use crate::text::SafeText;

/// Why no usable answer came. `Display` is one line for people that names the cause and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// 410.
    #[error("gone (410): the publisher ended this feed")]
    Gone,
    /// 429 or 503 (with or without `Retry-After`).
    #[error("the server asked to wait ({status})")]
    Busy {
        /// 429 or 503.
        status: u16,
        /// `Retry-After`, at most 7 days.
        retry_after: Option<Duration>,
    },
    /// Any other status that is no success.
    #[error("the server answered {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The name of the host is unknown, or no name server answered.
    #[error("the host {host} was not found: check the address and the network connection")]
    Dns {
        /// Host name.
        host: SafeText,
    },
    /// No connection came about.
    #[error("no connection to {host}: {cause}")]
    Connect {
        /// Host name.
        host: SafeText,
        /// What stood in the way.
        cause: Obstacle,
    },
    /// The secure connection failed.
    #[error("no secure connection to {host}: {reason}")]
    Tls {
        /// Host name.
        host: SafeText,
        /// What was wrong with it.
        reason: SafeText,
    },
    /// This machine has no store of certificates, so that no https address can be checked.
    #[error(
        "this machine has no certificates to check https with: install the package ca-certificates \
         (or name a file of them in SSL_CERT_FILE), then start again"
    )]
    NoCertificates,
    /// The deadline passed before the whole answer was there.
    #[error("no whole answer within {} s: the server is too slow or silent", limit.as_secs_f32())]
    Timeout {
        /// The deadline.
        limit: Duration,
    },
    /// More bytes than a document may have.
    #[error("the document is larger than {} MB{}", limit >> 20, if *decoded { " when unpacked" } else { "" })]
    TooLarge {
        /// In bytes.
        limit: usize,
        /// Unpacked bytes were counted.
        decoded: bool,
    },
    /// Redirects that are not followed.
    #[error("not followed: {0}")]
    Redirects(RedirectFault),
    /// The answer leads to another host, and nobody was to be asked there.
    #[error("not followed: the address leads to another host, {}", to.host())]
    LedAway {
        /// Where it leads.
        to: WebUrl,
    },
    /// A public address led into the private network.
    #[error("not followed: {host} is an address of this machine or the local network")]
    PrivateAddress {
        /// Host name or address.
        host: SafeText,
    },
    /// The connection ended before the answer did.
    #[error("the connection ended before the document was complete: try again later")]
    Cut,
    /// The answer breaks the rules of HTTP.
    #[error("the server's answer is not HTTP: check the address")]
    NotHttp,
    /// A success without a document.
    #[error("the server sent an empty document")]
    Empty,
    /// The packing of the document cannot be undone.
    #[error("the document cannot be unpacked: {0}")]
    Coding(CodingFault),
    /// The address cannot be asked for.
    #[error("the address cannot be asked for: {reason}")]
    BadAddress {
        /// What is wrong with it.
        reason: SafeText,
    },
    /// The downloads that wait to be read fill the memory set aside for them.
    #[error("too many downloads wait to be read: try again")]
    Backlog,
    /// The network could not be set up.
    #[error("the network could not be set up: {reason}")]
    Setup {
        /// What failed.
        reason: SafeText,
    },
}

/// What stood in the way of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// Nothing listens there.
    #[error("refused, nothing answers there; check the port or try again later")]
    Refused,
    /// No way there.
    #[error("the network or the host cannot be reached; check the network connection")]
    Unreachable,
    /// Broken off by the other side.
    #[error("the server broke it off; try again later")]
    Reset,
    /// No answer within the time for connecting.
    #[error("no answer; the server may be down")]
    Silence,
    /// The proxy of the environment failed.
    #[error("the proxy did not let it through; check http_proxy, https_proxy and all_proxy")]
    Proxy,
    /// Anything else.
    #[error("it failed; try again later")]
    Other,
}

/// Why a redirect is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectFault {
    /// More than the limit.
    #[error("the address leads on more than {0} times", super::redirect::MAX_HOPS)]
    TooMany,
    /// Back to an address of the same chain.
    #[error("the address leads back to itself")]
    Loop,
    /// A target that is no http or https address.
    #[error("the address leads to something that is not on the web")]
    NotWeb,
    /// From https to http with a password.
    #[error("the address leads from https to http, which would show the password to the network")]
    Downgrade,
}

/// Why a document cannot be unpacked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodingFault {
    /// More than one coding.
    #[error("it is packed more than once ({0})")]
    Chained(SafeText),
    /// A coding that nobody asked for.
    #[error("its packing {0} is unknown")]
    Unknown(SafeText),
    /// The packed bytes end too early.
    #[error("its {0} data was cut off")]
    Truncated(Coding),
    /// The packed bytes are damaged.
    #[error("its {0} data is damaged")]
    Damaged(Coding),
}
