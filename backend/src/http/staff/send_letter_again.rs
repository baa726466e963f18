//! `POST /api/v1/staff/letters/{id}/again`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{NotYourRole, Signed};
use crate::{
    access::{Area, scope},
    app::App,
    http::{
        api::document::ProblemDetails,
        problem::{problem, respond},
    },
    storage::{Again, StorageFault},
};

/// Why a letter is not sent again.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is none, or not in this person's region.
    #[error("there is no such letter in your region")]
    Unknown,
    /// It is not given up.
    #[error("the letter was sent, or waits to be sent")]
    NotDead,
    /// Somebody else does this.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// It could not be noted.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self {
            Self::Unknown => problem(StatusCode::NOT_FOUND, "letter_unknown", "There is no such letter."),
            Self::NotDead => problem(StatusCode::CONFLICT, "letter_not_dead", "The letter is not given up."),
            Self::Role(refusal) => return refusal.into_response(),
            Self::Storage(fault) => return fault.into_response(),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// Sends a letter that reached nobody again, as if for the first time and with the same id. For clerks and supervisors.
#[utoipa::path(post, path = "/api/v1/staff/letters/{id}/again", tag = "Staff", security(("desk" = [])),
    params(("id" = String, Path, description = "Id of the letter"),
           ("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "It waits to be sent"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role or cross_site", body = ProblemDetails),
              (status = 404, description = "letter_unknown", body = ProblemDetails),
              (status = 409, description = "letter_not_dead", body = ProblemDetails)))]
pub async fn send_letter_again(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let scope = scope(signed.to(Area::Letters)?);
    match app.storage.send_again(&id, &scope, app.clock.now()).await? {
        Again::Waiting => Ok(StatusCode::NO_CONTENT),
        Again::NotDead => Err(Refusal::NotDead),
        Again::Unknown => Err(Refusal::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use yijian_domain::{case::Role, catalogue::RegionCode, wire::letters::DeadLetter};

    use crate::{
        sending,
        testing::{World, staff::member},
    };

    #[tokio::test]
    async fn a_letter_is_sent_again_once() {
        let world = World::new().await;
        world.hand_in("convenience_store").await;
        sending::once(&world.app).await.unwrap();
        let desk = world.signed_in("clerk").await;
        let letters: Vec<DeadLetter> = desk.get("/api/v1/staff/letters?state=skipped").await.json();
        let again = format!("/api/v1/staff/letters/{}/again", letters[0].id);
        let mut stranger = member("stranger", &[Role::Clerk], None);
        stranger.scope.region = RegionCode::try_from("150204").unwrap();
        world.keep(stranger).await;
        let elsewhere = world.signed_in("stranger").await;
        elsewhere
            .send("POST", &again, "")
            .await
            .assert_problem(404, "letter_unknown");
        desk.send("POST", &again, "").await.assert_status(204);
        desk.send("POST", &again, "")
            .await
            .assert_problem(409, "letter_not_dead");
        assert_eq!(sending::once(&world.app).await.unwrap(), 1);
        desk.send("POST", "/api/v1/staff/letters/nothing/again", "")
            .await
            .assert_problem(404, "letter_unknown");
    }
}
