//! How long a request may take. Who sends slowly on purpose loses the request; who has sent everything and waits for us is
//! told to try again.

use std::{
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
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
    let signs = Arc::new(Signs::default());
    let request = request.map(|body| {
        let arriving = Arriving {
            body,
            signs: Arc::clone(&signs),
        };
        arriving.note();
        Body::new(arriving)
    });
    let mut answer = pin!(next.run(request));
    // Whose session it is may be looked for before the body is asked for: until then nobody waits for the caller.
    match or(&mut answer, signs.asked.notified(), answering).await {
        Came::Answer(answer) => return answer,
        Came::Nothing => return busy(),
        Came::Sign => {}
    }
    match or(&mut answer, signs.arrived.notified(), arriving).await {
        Came::Answer(answer) => return answer,
        Came::Nothing if signs.waits.load(Ordering::Relaxed) => return StatusCode::REQUEST_TIMEOUT.into_response(),
        Came::Nothing => return busy(),
        Came::Sign => {}
    }
    timeout(answering, answer).await.unwrap_or_else(|_| busy())
}

/// What came first.
enum Came {
    Answer(Response),
    Sign,
    /// Nothing, in the time there was.
    Nothing,
}

async fn or(
    answer: &mut Pin<&mut impl Future<Output = Response>>,
    sign: impl Future<Output = ()>,
    most: Duration,
) -> Came {
    let first = async {
        tokio::select! {
            biased;
            answer = answer => Came::Answer(answer),
            () = sign => Came::Sign,
        }
    };
    timeout(most, first).await.unwrap_or(Came::Nothing)
}

fn busy() -> Response {
    tracing::error!("no answer was ready in time");
    problem::later("busy", "The server is busy. Nothing is lost; try again soon.")
}

/// How far a body is.
#[derive(Default)]
struct Signs {
    /// Somebody asked for it, or nobody will.
    asked: Notify,
    /// All of it is there, or nobody wants more of it.
    arrived: Notify,
    /// More was asked for, and the caller has not sent it.
    waits: AtomicBool,
}

/// A body that gives signs.
struct Arriving {
    body: Body,
    signs: Arc<Signs>,
}

impl Arriving {
    fn note(&self) {
        if self.body.is_end_stream() {
            self.end();
        }
    }

    fn end(&self) {
        self.signs.asked.notify_one();
        self.signs.arrived.notify_one();
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.end();
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
        self.signs.waits.store(polled.is_pending(), Ordering::Relaxed);
        self.signs.asked.notify_one();
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

    /// A handler that is long about something else before it asks for the body.
    async fn ask_behind(body: Body, arriving: Duration, answering: Duration) -> Response {
        let handler = move |request: Request| async move {
            std::future::pending::<()>().await;
            drop(request);
        };
        let limit = middleware::from_fn(move |request, next| within(request, next, arriving, answering));
        let router = Router::new().route("/", post(handler)).layer(limit);
        router.oneshot(Request::post("/").body(body).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn who_was_not_asked_for_the_body_is_not_told_that_it_came_late() {
        for body in [Body::from("all"), stalling()] {
            assert_eq!(ask_behind(body, LONG, SHORT).await.status(), 503);
        }
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
