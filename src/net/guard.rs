//! The guard of the private network: which addresses are public, and the resolver that gives a
//! guarded connection none but those. Addresses written as numbers never reach a resolver, so the
//! client asks [`check_literal`] before every hop. Called by `client` and `real`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::Error;
use crate::domain::Reach;
use crate::text::SafeText;

/// Whether an address belongs to a host of the internet: not this machine, not the local network,
/// not the metadata service of a cloud, and no other form of writing those.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// The special-purpose blocks of RFC 6890 and its updates. 198.18.0.0/15 counts as public: it
/// leads nowhere, and tunnels that hand out stand-in addresses (Clash, sing-box) take them there.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        // The metadata service of Azure, inside a public block.
        || [a, b, c, d] == [168, 63, 129, 16];
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let embedded =
        |high: u16, low: u16| is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        // Mapped (::ffff:0:0/96), translated (::ffff:0:0:0/96) and NAT64 (64:ff9b::/96).
        [0, 0, 0, 0, 0, 0xffff, h, l] | [0, 0, 0, 0, 0xffff, 0, h, l] | [0x64, 0xff9b, 0, 0, 0, 0, h, l] => {
            embedded(h, l)
        }
        // Documentation (2001:db8::/32, 3fff::/20).
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // Teredo keeps the address of the client inverted at the end.
        [0x2001, 0, server_h, server_l, _, _, h, l] => embedded(server_h, server_l) && embedded(!h, !l),
        // 6to4.
        [0x2002, h, l, ..] => embedded(h, l),
        // Only 2000::/3 is given out as global unicast.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Refuses an address written as numbers that leads where it may not. A name is left to the
/// resolver.
pub(crate) fn check_literal(url: &Url, reach: Option<Reach>) -> Result<(), Error> {
    match literal(url) {
        Some(address) if reach == Some(Reach::Public) && !is_public(address) => Err(private(url)),
        _ => Ok(()),
    }
}

/// The address that stands in the place of the host name. The `url` crate has already turned
/// `2130706433`, `0x7f.1` and the like into dotted form.
pub(crate) fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(v4) => Some(v4.into()),
        Host::Ipv6(v6) => Some(v6.into()),
        Host::Domain(_) => None,
    }
}

/// This machine by number or by the reserved name (RFC 6761).
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => v6.to_canonical().is_loopback(),
        Some(Host::Domain(name)) => is_name_under(name, "localhost"),
        None => false,
    }
}

/// A name that only a local network can know. Behind a proxy nothing else can be checked.
pub(crate) fn is_local_name(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else { return false };
    let name = name.trim_end_matches('.');
    let ends = ["localhost", "local", "internal", "lan", "home.arpa"];
    !name.contains('.') || ends.iter().any(|end| is_name_under(name, end))
}

/// `name` is `parent` or a subdomain of it.
pub(crate) fn is_name_under(name: &str, parent: &str) -> bool {
    let name = name.trim_end_matches('.');
    let Some(rest) = name.len().checked_sub(parent.len()).and_then(|at| name.get(at..).map(|end| (at, end)))
    else {
        return false;
    };
    let (at, end) = rest;
    end.eq_ignore_ascii_case(parent) && (at == 0 || name.as_bytes().get(at - 1) == Some(&b'.'))
}

pub(crate) fn private(url: &Url) -> Error {
    Error::PrivateAddress { host: host_of(url) }
}

/// The host for messages.
pub(crate) fn host_of(url: &Url) -> SafeText {
    SafeText::new(url.host_str().unwrap_or_default())
}

/// Which of the addresses of a name may be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Keep {
    /// Public ones only.
    Public,
    /// All when all are private, else the public ones: the name decides once, and one that answers
    /// with both cannot lead inside.
    Decide,
    /// All.
    All,
}

impl Keep {
    /// The addresses that stay, in their order.
    pub(crate) fn filter(self, found: Vec<SocketAddr>) -> Vec<SocketAddr> {
        let is_all_private = !found.iter().any(|address| is_public(address.ip()));
        match self {
            Self::All => found,
            Self::Decide if is_all_private => found,
            Self::Public | Self::Decide => {
                found.into_iter().filter(|address| is_public(address.ip())).collect()
            }
        }
    }
}

/// Why the resolver gave no address; found again in the chain of causes by `fault`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unresolved {
    /// No such name, or no name server.
    #[error("the name has no address")]
    Unknown,
    /// Only private addresses.
    #[error("the name has only private addresses")]
    Private,
}

/// The system's resolver with a filter behind it. What it returns is what is connected to, so that
/// a name cannot change its mind in between.
pub(crate) struct Resolver(pub(crate) Keep);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let keep = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|_| Unresolved::Unknown)?.collect();
            if found.is_empty() {
                return Err(Unresolved::Unknown.into());
            }
            let kept = keep.filter(found);
            if kept.is_empty() {
                return Err(Unresolved::Private.into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().expect("an address"))
    }

    #[test]
    fn addresses_of_this_machine_and_the_local_network_are_not_public() {
        for private in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.51.100.1",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "100::1",
            "2001:db8::1",
            "3fff:0fff::1",
            "5f00::1",
            "64:ff9b:1::1",
        ] {
            assert!(!public(private), "{private}");
        }
    }

    #[test]
    fn private_addresses_wrapped_in_ipv6_are_not_public() {
        for private in [
            "::ffff:127.0.0.1",
            "::ffff:192.168.1.1",
            "::ffff:0:10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "2001:0:c0a8:101::1:2345:6789",
            "2001:0:4136:e378:8000:63bf:3f57:fefe",
        ] {
            assert!(!public(private), "{private}");
        }
    }

    #[test]
    fn addresses_of_the_internet_are_public() {
        for open in [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.18.0.7",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
            "2001:4860:4860::8888",
        ] {
            assert!(public(open), "{open}");
        }
    }

    #[test]
    fn every_way_of_writing_loopback_is_seen_as_it() {
        for form in [
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://017700000001/",
            "http://0x7f.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::1]/",
            "http://127.0.0.1:80/",
            "http://１２７.0.0.1/",
        ] {
            let url = Url::parse(form).expect("an address");
            assert!(check_literal(&url, Some(Reach::Public)).is_err(), "{form}");
            assert!(check_literal(&url, None).is_ok(), "{form}");
            assert!(is_loopback(&url), "{form}");
        }
    }

    #[test]
    fn a_name_with_both_kinds_of_addresses_leads_to_the_public_ones() {
        let inside: SocketAddr = "192.168.1.1:0".parse().expect("an address");
        let outside: SocketAddr = "1.1.1.1:0".parse().expect("an address");
        assert_eq!(Keep::Decide.filter(vec![inside, outside]), [outside]);
        assert_eq!(Keep::Decide.filter(vec![inside]), [inside]);
        assert_eq!(Keep::Public.filter(vec![inside]), []);
        assert_eq!(Keep::All.filter(vec![inside, outside]), [inside, outside]);
    }

    #[test]
    fn names_of_local_networks_are_known() {
        let local = |text: &str| is_local_name(&Url::parse(text).expect("an address"));
        assert!(local("http://printer/"));
        assert!(local("http://nas.local./"));
        assert!(local("http://metadata.google.internal/"));
        assert!(local("http://a.localhost/"));
        assert!(!local("http://localhost.example/"));
        assert!(!local("http://notlocal.example/"));
    }
}
