//! How long a request may take. Who sends slowly on purpose loses the request; who has sent everything and waits for us is
//! told to try again.

use std::{
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, SizeHint};
use tokio::{sync::Notify, time::timeout};

use super::problem;

/// How long a request may take to arrive: a whole piece of an upload over the weakest network that still works, 4 KiB a
/// second.
const ARRIVING: Duration = Duration::from_secs(90);
/// How long an answer may take after that. A batch of writes takes 25 seconds at most, with a database that says nothing.
const ANSWERING: Duration = Duration::from_secs(45);

pub(super) async fn patience(request: Request, next: Next) -> Response {
    within(request, next, ARRIVING, ANSWERING).await
}

async fn within(request: Request, next: Next, arriving: Duration, answering: Duration) -> Response {
    let arrived = Arc::new(Notify::new());
    let request = request.map(|body| {
        let arriving = Arriving {
            body,
            arrived: Arc::clone(&arrived),
        };
        arriving.note();
        Body::new(arriving)
    });
    let mut answer = pin!(next.run(request));
    let sent = async {
        tokio::select! {
            biased;
            answer = &mut answer => Some(answer),
            () = arrived.notified() => None,
        }
    };
    match timeout(arriving, sent).await {
        Ok(Some(answer)) => answer,
        Ok(None) => timeout(answering, answer).await.unwrap_or_else(|_| {
            tracing::error!("no answer was ready in time");
            problem::later("busy", "The server is busy. Nothing is lost; try again soon.")
        }),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// A body that says when all of it is there, or nobody wants more of it.
struct Arriving {
    body: Body,
    arrived: Arc<Notify>,
}

impl Arriving {
    fn note(&self) {
        if self.body.is_end_stream() {
            self.arrived.notify_one();
        }
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.arrived.notify_one();
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.note();
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware, routing::post};
    use futures_util::{StreamExt, stream};
    use tower::ServiceExt;

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(60);

    async fn ask(body: Body, slow: bool, arriving: Duration, answering: Duration) -> Response {
        let handler = move |body: Bytes| async move {
            if slow {
                std::future::pending::<()>().await;
            }
            body
        };
        let limit = middleware::from_fn(move |request, next| within(request, next, arriving, answering));
        let router = Router::new().route("/", post(handler)).layer(limit);
        router.oneshot(Request::post("/").body(body).unwrap()).await.unwrap()
    }

    fn stalling() -> Body {
        let first = stream::iter([Ok::<_, std::io::Error>("half")]);
        Body::from_stream(first.chain(stream::pending()))
    }

    #[tokio::test]
    async fn who_sends_slowly_loses_the_request_and_who_waits_for_us_is_told_to_try_again() {
        assert_eq!(ask(Body::from("all"), false, LONG, LONG).await.status(), 200);
        assert_eq!(ask(stalling(), false, SHORT, LONG).await.status(), 408);
        for body in [Body::from("all"), Body::empty()] {
            let late = ask(body, true, LONG, SHORT).await;
            assert_eq!(late.status(), 503);
            assert_eq!(late.headers()["retry-after"], "5");
        }
    }
}
