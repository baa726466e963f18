//! Who is calling: the address, and whether the way is encrypted. Only proxies that the operator named are believed when
//! they say for whom they ask.

mod forwarded;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use crate::{app::App, applicants};

/// The other end of a connection, as the server that accepted it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub address: SocketAddr,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
}

/// Who is calling. Everything that asks for an address or for encryption asks here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The address of the caller: of the connection, or what trusted proxies say.
    pub address: IpAddr,
    /// Whether the caller's own connection is encrypted.
    pub secure: bool,
}

/// Of a request that came over no connection, as those of tests: this machine.
const NO_CONNECTION: Peer = Peer {
    address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    encrypted: false,
};

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get().copied().unwrap_or(Self {
            address: NO_CONNECTION.address.ip(),
            secure: false,
        }))
    }
}

/// What a session runs on, in a word: all that is kept of what a browser says about itself.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    applicants::device(agent.unwrap_or_default())
}

/// Finds out who is calling, before anything else asks.
pub(super) async fn know(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get().copied().unwrap_or(NO_CONNECTION);
    let caller = of(peer, request.headers(), &app.surface.trusted_proxies);
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// The caller behind a connection. The addresses that proxies noted are walked from the last one, which the proxy at the
/// other end wrote itself; the first that is no trusted proxy is the caller. What stands before it anybody can write.
fn of(peer: Peer, headers: &HeaderMap, trusted: &[IpNet]) -> Caller {
    let trusts = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut caller = Caller {
        address: peer.address.ip().to_canonical(),
        secure: peer.encrypted,
    };
    if !trusts(caller.address) {
        return caller;
    }
    let Some(noted) = forwarded::read(headers) else {
        return caller;
    };
    caller.secure = peer.encrypted || noted.secure;
    for address in noted.addresses.into_iter().rev() {
        // A proxy that hides the address, or nonsense: whoever handed it on is as near as one gets.
        let Some(address) = address else { break };
        caller.address = address;
        if !trusts(address) {
            break;
        }
    }
    caller
}

#[cfg(test)]
mod tests;
