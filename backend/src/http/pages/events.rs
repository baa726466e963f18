//! `GET /r/{number}/{secret}/events`: tells the page of a receipt when something happens.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, stream};
use tokio::time::{Instant, timeout_at};
use yijian_domain::wire::applicant::Power;

use crate::{
    access::Asker,
    app::App,
    http::{
        api::show_application::{self, Refusal},
        me::Asking,
        problem::{problem, respond},
    },
    news::Looking,
};

/// A stream ends after so long; the browser begins another.
const LONGEST: Duration = Duration::from_secs(30 * 60);
/// Without news something is sent after so long, so that nothing in between cuts the line.
const ALIVE: Duration = Duration::from_secs(20);
/// A browser whose stream ended waits so long before it begins another.
const AGAIN: Duration = Duration::from_secs(5);

/// Server-sent events whose data is the number of events of the case: first as it stands, then after every act. The limit
/// for requests does not end it: that is for the head of an answer, which leaves at once.
pub async fn events(
    State(app): State<App>,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
) -> Response {
    match begin(&app, &number, &asker.with_secret(&secret)).await {
        Ok(Some((now, looking))) => Sse::new(told(now, looking, LONGEST))
            .keep_alive(KeepAlive::new().interval(ALIVE))
            .into_response(),
        Ok(None) => respond(&problem(
            StatusCode::TOO_MANY_REQUESTS,
            "streams_full",
            "Too many look at this case, or at all cases; ask for it from time to time instead.",
        )),
        Err(refusal) => refusal.into_response(),
    }
}

async fn begin(app: &App, number: &str, asker: &Asker) -> Result<Option<(u32, Looking)>, Refusal> {
    show_application::own(app, number, asker, Power::See).await?;
    // Looking begins before the count is read, so that nothing falls in between.
    let Some(looking) = app.storage.news().look(number) else {
        return Ok(None);
    };
    let case = app.storage.case(number).await?;
    Ok(Some((case.map_or(0, |case| case.events), looking)))
}

fn told(now: u32, looking: Looking, longest: Duration) -> impl Stream<Item = Result<Event, Infallible>> {
    let end = Instant::now() + longest;
    stream::unfold((Some(now), looking), move |(first, mut looking)| async move {
        let (count, retry) = match first {
            Some(count) => (count, Some(AGAIN)),
            None => (timeout_at(end, looking.next()).await.ok()??, None),
        };
        let mut event = Event::default().data(count.to_string());
        if let Some(pause) = retry {
            event = event.retry(pause);
        }
        Some((Ok(event), (None, looking)))
    })
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Request, header},
    };
    use futures_util::StreamExt as _;
    use tower::ServiceExt as _;
    use yijian_domain::{case::Act, wire::Receipt};

    use crate::testing::World;

    async fn stream(world: &World, receipt: &Receipt) -> axum::response::Response {
        let request = Request::get(format!("{}/events", receipt.progress))
            .body(Body::empty())
            .unwrap();
        crate::http::router(world.app.clone()).oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn the_page_hears_how_many_events_there_are_after_every_act() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        let answer = stream(&world, &receipt).await;
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut told = answer.into_body().into_data_stream();
        let mut next = async || String::from_utf8(told.next().await.unwrap().unwrap().to_vec()).unwrap();
        let first = next().await;
        assert!(first.contains("data: 1\n") && first.contains("retry: 5000"), "{first}");
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        let events = world.case(&receipt.number).await.events;
        assert!(next().await.contains(&format!("data: {events}\n")));
        world.app.storage.news().close();
        assert!(told.next().await.is_none());
    }

    #[tokio::test]
    async fn a_stream_ends_after_its_time() {
        let news = crate::news::News::default();
        let stream = super::told(7, news.look("1").unwrap(), std::time::Duration::from_millis(20));
        assert_eq!(stream.count().await, 1);
    }

    #[tokio::test]
    async fn only_so_many_look_at_one_case() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        let mut open = Vec::new();
        for _ in 0..4 {
            open.push(stream(&world, &receipt).await);
        }
        let path = format!("{}/events", receipt.progress);
        world.get(&path).await.assert_problem(429, "streams_full");
        open.pop();
        assert_eq!(stream(&world, &receipt).await.status(), 200);
    }
}
