//! What an applicant can do without the program: `GET` and `POST /r/{number}/{secret}/withdraw`,
//! `POST /r/{number}/{secret}/deliver`, and the frames of the pages that need it.

use axum::{
    Form,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use yijian_domain::wire::{OwnAct, OwnRequest};
use yijian_frontend::{
    citizen::pages::NotDone,
    render::Shown,
    route::{Route, Task},
};

use super::Visit;
use crate::{
    access::Asker,
    app::App,
    http::{
        api::{
            act_on_application::{self, Refusal},
            show_application,
        },
        me::Asking,
        problem::NO_STORE,
    },
};

/// What the form of a page sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    /// The number of events the page showed.
    seen: u32,
    /// Why, if they say so.
    #[serde(default)]
    reason: String,
}

/// A page on which the applicant does something.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret, task)): Path<(String, String, String)>,
) -> Response {
    let Some(task) = Task::from_word(&task) else {
        return visit.missing(&app);
    };
    show(
        &app,
        &visit,
        &asker.with_secret(&secret),
        (&number, &secret),
        task,
        None,
    )
    .await
}

/// Asks before the case is taken back.
pub async fn ask_withdraw(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
) -> Response {
    let asker = asker.with_secret(&secret);
    show(&app, &visit, &asker, (&number, &secret), Task::Withdraw, None).await
}

async fn show(
    app: &App,
    visit: &Visit,
    asker: &Asker,
    (number, secret): (&str, &str),
    task: Task,
    refused: Option<NotDone<'_>>,
) -> Response {
    match show_application::progress(app, number, asker).await {
        Ok(progress) => {
            let shown = Shown::Act {
                progress: &progress,
                secret,
                task,
                refused,
            };
            let status = if refused.is_some() {
                StatusCode::CONFLICT
            } else {
                StatusCode::OK
            };
            visit.show_with(app, status, &shown)
        }
        Err(refusal) => visit.not_shown(app, refusal),
    }
}

/// Takes the case back.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Response {
    let act = OwnAct::Withdraw { reason: sent.reason };
    let request = OwnRequest { seen: sent.seen, act };
    let asker = asker.with_secret(&secret);
    act_then_show(&app, &visit, &asker, (&number, &secret), request).await
}

/// Receives the licence.
pub async fn deliver(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Response {
    let request = OwnRequest {
        seen: sent.seen,
        act: OwnAct::Deliver,
    };
    let asker = asker.with_secret(&secret);
    act_then_show(&app, &visit, &asker, (&number, &secret), request).await
}

async fn act_then_show(
    app: &App,
    visit: &Visit,
    asker: &Asker,
    (number, secret): (&str, &str),
    request: OwnRequest,
) -> Response {
    let withdraws = match &request.act {
        OwnAct::Withdraw { reason } => Some(reason.clone()),
        OwnAct::Resubmit { .. }
        | OwnAct::Provide { .. }
        | OwnAct::SendPictures { .. }
        | OwnAct::Deliver
        | OwnAct::Object { .. } => None,
    };
    match (act_on_application::act(app, number, asker, request).await, withdraws) {
        // Something happened in between: the page says so, keeps what was typed, and shows the case as it stands.
        (Err(refusal @ (Refusal::Changed | Refusal::Refused(_))), Some(reason)) => {
            let refused = NotDone {
                code: refusal.code(),
                reason: &reason,
            };
            show(app, visit, asker, (number, secret), Task::Withdraw, Some(refused)).await
        }
        (Err(Refusal::Unknown), _) => visit.missing(app),
        (Err(Refusal::Deleted), _) => visit.deleted(app),
        (Ok(()) | Err(Refusal::Changed | Refusal::Refused(_)), _) => back(number, secret),
        (Err(refusal), _) => refusal.into_response(),
    }
}

/// To the page of the receipt.
fn back(number: &str, secret: &str) -> Response {
    let progress = Route::Progress {
        number: number.to_owned(),
        secret: secret.to_owned(),
    };
    see_other(&progress.path())
}

/// To another page, after something was done.
pub(super) fn see_other(path: &str) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response
}

#[cfg(test)]
mod tests {
    use yijian_domain::case::{Act, Actor, StageCode};

    use super::*;
    use crate::testing::World;

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

    #[tokio::test]
    async fn a_case_is_taken_back_without_the_program_after_a_question() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        let path = format!("{}/withdraw", receipt.progress);
        let page = world.get(&path).await.assert_status(200);
        assert!(page.text().contains("method=\"post\"") && page.text().contains("撤回"));
        assert!(page.text().contains("name=\"seen\" value=\"1\""), "{}", page.text());
        let answer = world
            .call("POST", &path, &[FORM], "seen=1&reason=%E4%B8%8D%E5%BC%80%E4%BA%86")
            .await;
        assert_eq!(answer.assert_status(303).header(header::LOCATION), receipt.progress);
        let progress = world.progress(&receipt).await;
        assert_eq!(progress.stage, StageCode::Withdrawn);
        assert!(!progress.can_withdraw);
    }

    #[tokio::test]
    async fn whoever_saw_an_older_case_is_asked_again() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        let path = format!("{}/withdraw", receipt.progress);
        let typed = "seen=1&reason=%3Cb%3E+%E4%B8%8D%E5%BC%80%E4%BA%86";
        let page = world.call("POST", &path, &[FORM], typed).await.assert_status(409);
        assert!(page.text().contains("role=\"alert\""));
        assert!(page.text().contains(">&lt;b> 不开了</textarea>"), "{}", page.text());
        let answer = world
            .call("POST", &format!("{}/deliver", receipt.progress), &[FORM], "seen=2")
            .await;
        answer.assert_status(303);
        assert_eq!(world.progress(&receipt).await.stage, StageCode::InReview);
        world
            .act(
                &receipt.number,
                Actor::Applicant,
                Act::Withdraw { reason: String::new() },
            )
            .await;
        let page = world.get(&path).await.assert_status(200);
        assert!(!page.text().contains("method=\"post\""), "nothing is left to take back");
    }

    #[tokio::test]
    async fn only_who_has_the_secret_gets_these_pages() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        let other = format!("/r/{}/{}", receipt.number, "0".repeat(32));
        for task in ["withdraw", "correct", "provide", "pictures"] {
            world
                .get(&format!("{}/{task}", receipt.progress))
                .await
                .assert_status(200);
            world.get(&format!("{other}/{task}")).await.assert_status(404);
        }
        world
            .get(&format!("{}/other", receipt.progress))
            .await
            .assert_status(404);
        for task in ["withdraw", "deliver"] {
            world
                .call("POST", &format!("{other}/{task}"), &[FORM], "seen=1")
                .await
                .assert_status(404);
        }
        world
            .get(&format!("{other}/events"))
            .await
            .assert_problem(404, "not_found");
    }
}
