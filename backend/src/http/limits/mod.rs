//! How often something may be asked, and what asking often costs.
//!
//! Each request belongs to a class ([`table`]) and counts for the address it comes from, and besides for the secret or
//! session it carries. Anybody can make up secrets, so the address always counts; many people share an address, so its
//! limit is the higher one.

mod challenge;
mod counts;
mod table;
mod who;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

pub use challenge::Proofs;
pub use counts::{Counts, Delta, Full, Key, Row};
pub use table::{Class, Limits, is_class};

use super::{
    caller::Caller,
    problem::{problem, respond},
};
use crate::app::App;
use who::Who;
pub(in crate::http) use who::network;

/// Where a caller answers a challenge.
const PROOF: HeaderName = HeaderName::from_static("yijian-proof");

/// Lets through what is asked as often as its class allows.
pub(super) async fn limit(State(app): State<App>, caller: Caller, request: Request, next: Next) -> Response {
    let template = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let Some(class) = Class::of(request.method(), template) else {
        return next.run(request).await;
    };
    let rule = app.surface.limits.rule(class);
    let who = Who::of(caller, template, request.uri().path(), request.headers());
    let now = app.clock.now().seconds();
    let proof = request.headers().get(PROOF).and_then(|value| value.to_str().ok());
    match admit(&app, class, rule, &who, proof, now) {
        Ok(()) => next.run(request).await,
        Err(refusal) if super::pages::wants_page(&request) && class != Class::Submitting => {
            dressed(super::pages::too_many(&app, &request), &refusal)
        }
        Err(refusal) => dressed(respond(&refusal.problem), &refusal),
    }
}

/// A refusal with its problem, and the seconds to wait.
struct Refused {
    problem: Box<yijian_domain::wire::Problem>,
    seconds: u64,
}

fn admit(
    app: &App,
    class: Class,
    rule: table::Allowed,
    who: &Who,
    proof: Option<&str>,
    now: i64,
) -> Result<(), Refused> {
    let surface = &app.surface;
    let address = surface.key(class, &who.address);
    let counts = &surface.counts;
    let over = rule
        .proof
        .is_some_and(|free| counts.standing(&address, rule.window, now) >= free);
    if over && !proof.is_some_and(|proof| surface.proofs.accept(class.word(), proof, now)) {
        return Err(asks_for_work(app, class, now));
    }
    let mut asked = vec![(address, rule.address)];
    if let Some(secret) = &who.secret {
        asked.push((surface.key(class, secret), rule.person));
    }
    counts.take(&asked, rule.window, now).map_err(|full| too_many(&full))
}

fn too_many(full: &Full) -> Refused {
    let mut problem = problem(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_requests",
        "Too many requests of this kind; wait, then try again.",
    );
    problem.detail = Some(format!("in {} seconds there is room again", full.seconds));
    Refused {
        problem: Box::new(problem),
        seconds: full.seconds,
    }
}

/// The answer that asks for work. It is no error of the caller: the same request with the answer goes through.
fn asks_for_work(app: &App, class: Class, now: i64) -> Refused {
    let mut problem = problem(
        StatusCode::TOO_MANY_REQUESTS,
        "proof_needed",
        "Many requests of this kind come from there; send this one again with the header Yijian-Proof.",
    );
    problem.detail = Some("find the number whose digest behind the salt is the challenge".to_owned());
    problem.proof = app.surface.proofs.ask(&app.dice, class.word(), now);
    Refused {
        problem: Box::new(problem),
        seconds: 1,
    }
}

fn dressed(mut response: Response, refused: &Refused) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(refused.seconds));
    response
}

#[cfg(test)]
mod tests;
