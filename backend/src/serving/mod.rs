//! Takes connections, encrypted or not, and hands their requests to the router.
//!
//! A caller that is slow on purpose costs one place among the connections and no more: the head of a request has its
//! time, its headers their number and size, and who does not take an answer loses the connection. The body has its time
//! and size in the router.

mod open_files;
mod places;
mod stalling;
mod tls;

use std::{io, sync::Arc, time::Duration};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tower::ServiceExt as _;

use crate::http::caller::Peer;

pub use open_files::raise_open_files;
pub use places::Places;
use stalling::Stalling;
pub use tls::{Tls, TlsFault};

/// How long the head of a request may take, and how long a connection may wait for its next one.
pub const HEAD: Duration = Duration::from_secs(30);
/// How long TLS may take to be agreed upon.
const HANDSHAKE: Duration = Duration::from_secs(15);
/// How long an answer may stand still because nobody takes it.
const STANDSTILL: Duration = Duration::from_secs(60);
/// Most headers of a request; browsers send some twenty.
const MOST_HEADERS: usize = 64;
/// Largest head of a request in bytes; with codes of licences and answers in the address it has some 4 KiB.
const MOST_HEAD_BYTES: usize = 32 * 1024;
/// When no connection can be taken, say because too many files are open.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until told to stop, then until everything that has begun is answered. `head` is how long the head of a request
/// may take, usually [`HEAD`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<Arc<Tls>>,
    places: Places,
    head: Duration,
    stop: impl Future<Output = ()>,
) {
    let stopping = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let room = tokio::select! {
            () = &mut stop => break,
            room = places.room() => room,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                let Some(place) = places.seat(room, address.ip()) else {
                    continue;
                };
                let (router, tls, watcher) = (router.clone(), tls.clone(), stopping.watcher());
                tokio::spawn(async move {
                    let peer = Peer {
                        address,
                        encrypted: tls.is_some(),
                    };
                    let talk = Talk {
                        peer,
                        router,
                        watcher,
                        head,
                    };
                    begin(stream, tls, talk).await;
                    drop(place);
                });
            }
            Err(fault) if is_of_one_connection(&fault) => {}
            Err(fault) => {
                tracing::error!(%fault, "no connection can be taken");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    stopping.shutdown().await;
}

/// One connection, and what it needs.
struct Talk {
    peer: Peer,
    router: Router,
    watcher: Watcher,
    head: Duration,
}

async fn begin(stream: TcpStream, tls: Option<Arc<Tls>>, talk: Talk) {
    // Answers are written whole; waiting for more to send would only delay them.
    let _set = stream.set_nodelay(true);
    match tls {
        None => talk.hold(stream).await,
        Some(tls) => {
            // Who speaks no TLS is a scanner or a mistyped address: nothing to tell an operator.
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.acceptor().accept(stream)).await {
                talk.hold(stream).await;
            }
        }
    }
}

impl Talk {
    async fn hold<S>(self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(self.peer);
            self.router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.head)
            .max_headers(MOST_HEADERS)
            .max_buf_size(MOST_HEAD_BYTES)
            .serve_connection(TokioIo::new(Stalling::new(stream, STANDSTILL)), service);
        // Connections break off all the time; what was asked is in the log of requests.
        let _ended = self.watcher.watch(connection).await;
    }
}

/// Faults of a caller, not of the listener.
fn is_of_one_connection(fault: &io::Error) -> bool {
    matches!(
        fault.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests;
