//! What proxies note about a request: `X-Forwarded-For` with `X-Forwarded-Proto`, or `Forwarded` (RFC 7239).

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What stands in the headers of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Noted {
    /// Addresses, the nearest proxy's note last; none for what is no address.
    pub(super) addresses: Vec<Option<IpAddr>>,
    /// Whether the nearest proxy was reached over TLS.
    pub(super) secure: bool,
}

/// Reads the notes of proxies. A proxy writes one kind of header and passes on the other as it came, so with both nobody
/// knows which one is the proxy's: then neither counts.
pub(super) fn read(headers: &HeaderMap) -> Option<Noted> {
    let old = headers.contains_key(FOR) || headers.contains_key(PROTO);
    match (old, headers.contains_key(header::FORWARDED)) {
        (true, false) => Some(Noted {
            addresses: parts(headers, &FOR).map(address).collect(),
            secure: parts(headers, &PROTO).last().is_some_and(is_https),
        }),
        (false, true) => {
            let hops: Vec<Hop> = parts(headers, &header::FORWARDED).map(hop).collect();
            Some(Noted {
                secure: hops.last().is_some_and(|hop| hop.secure),
                addresses: hops.into_iter().map(|hop| hop.address).collect(),
            })
        }
        (false, false) | (true, true) => None,
    }
}

/// The parts of a list that may stand in several headers of one name.
fn parts<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(str::trim)
}

struct Hop {
    address: Option<IpAddr>,
    secure: bool,
}

/// `for=192.0.2.60;proto=https`
fn hop(text: &str) -> Hop {
    let find = |wanted: &str| {
        text.split(';')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.trim().trim_matches('"'))
    };
    Hop {
        address: find("for").and_then(address),
        secure: find("proto").is_some_and(is_https),
    }
}

fn is_https(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https")
}

/// An address, with or without port and brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()))
        .map(|address| address.to_canonical())
        .ok()
}
