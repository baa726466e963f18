//! `GET /api/v1/staff/letters`

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::{
    value::mask,
    wire::letters::{DeadLetter, LetterQuery},
};

use super::{NotYourRole, Signed};
use crate::{
    access::{Area, scope},
    app::App,
    cases::Channel,
    http::{
        api::{document::ProblemDetails, personal},
        problem::{problem, respond},
    },
    storage::{StorageFault, StoredLetter},
};

/// The newest so many; the others stand behind them when these are dealt with.
const MOST: i64 = 200;

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The query is not one.
    #[error("state is dead or skipped")]
    Query,
    /// Somebody else does this.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// It could not be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Query => {
                let mut problem = problem(StatusCode::BAD_REQUEST, "malformed_query", "The query is not one.");
                problem.detail = Some(Self::Query.to_string());
                respond(&problem)
            }
            Self::Role(refusal) => refusal.into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Messages of the person's region that reached nobody, the newest first, 200 at most. For clerks and supervisors.
#[utoipa::path(get, path = "/api/v1/staff/letters", tag = "Staff", security(("desk" = [])),
    params(("state" = Option<String>, Query, description = "`dead` or `skipped`")),
    responses((status = 200, description = "The letters", body = [DeadLetter]),
              (status = 400, description = "malformed_query", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails)))]
pub async fn list_letters(
    State(app): State<App>,
    signed: Signed,
    query: Result<Query<LetterQuery>, QueryRejection>,
) -> Result<Response, Refusal> {
    let scope = scope(signed.to(Area::Letters)?);
    let Query(asked) = query.map_err(|_| Refusal::Query)?;
    let letters = app.storage.letters(asked.state.code(), Some(&scope), MOST).await?;
    let letters: Vec<_> = letters.into_iter().map(shown).collect();
    Ok(personal(StatusCode::OK, &letters))
}

/// A letter as the staff sees it: enough of the recipient to recognise, not enough to write to.
fn shown(letter: StoredLetter) -> DeadLetter {
    let to = match Channel::from_code(&letter.channel) {
        Some(Channel::Sms) => letter.subject.mobile.map(|mobile| mask::mobile(&mobile)),
        Some(Channel::Wechat) => letter.openid.map(|openid| mask::passport(&openid)),
        None => None,
    };
    DeadLetter {
        id: letter.id,
        number: letter.number,
        channel: letter.channel,
        to: to.unwrap_or_default(),
        kind: letter.kind,
        attempts: letter.attempts,
        fault: letter.fault,
        at: letter.at.rfc3339(),
    }
}

#[cfg(test)]
mod tests {
    use yijian_domain::{case::Role, catalogue::RegionCode};

    use super::*;
    use crate::{
        sending,
        testing::{World, staff::member},
    };

    const LETTERS: &str = "/api/v1/staff/letters";

    #[tokio::test]
    async fn a_clerk_sees_what_reached_nobody_and_the_recipient_masked() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        sending::once(&world.app).await.unwrap();
        let desk = world.signed_in("clerk").await;
        let none: Vec<DeadLetter> = desk.get(LETTERS).await.assert_status(200).json();
        assert!(none.is_empty(), "what is off is not dead");
        let letters: Vec<DeadLetter> = desk.get(&format!("{LETTERS}?state=skipped")).await.json();
        assert!(!letters.is_empty());
        let letter = &letters[0];
        assert_eq!(
            (letter.number.as_str(), letter.channel.as_str()),
            (receipt.number.as_str(), "sms")
        );
        assert_eq!((letter.attempts, letter.fault.as_str()), (1, "channel_off"));
        assert!(
            letter.to.starts_with('1') && letter.to.contains("****"),
            "{}",
            letter.to
        );
        desk.get(&format!("{LETTERS}?state=lost"))
            .await
            .assert_problem(400, "malformed_query");
    }

    #[tokio::test]
    async fn letters_of_another_region_are_not_shown() {
        let world = World::new().await;
        world.hand_in("convenience_store").await;
        sending::once(&world.app).await.unwrap();
        for (name, region, sees) in [("here", "610300", true), ("elsewhere", "150204", false)] {
            let mut clerk = member(name, &[Role::Clerk], None);
            clerk.scope.region = RegionCode::try_from(region).unwrap();
            world.keep(clerk).await;
            let desk = world.signed_in(name).await;
            let letters: Vec<DeadLetter> = desk.get(&format!("{LETTERS}?state=skipped")).await.json();
            assert_eq!(!letters.is_empty(), sees, "{name}");
        }
    }

    #[tokio::test]
    async fn a_reviewer_has_no_letters() {
        let world = World::new().await;
        world.hire("reviewer", &[Role::Reviewer], None).await;
        let desk = world.signed_in("reviewer").await;
        desk.get(LETTERS).await.assert_problem(403, "not_your_role");
        world.get(LETTERS).await.assert_problem(401, "signed_out");
    }
}
