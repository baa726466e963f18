//! `GET /api/v1/applications/{number}`

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::{Progress, applicant::Power};

use super::personal;
use crate::{
    access::{self, Asker, Ground},
    app::App,
    cases::{self, Told},
    http::{
        me::Asking,
        problem::{problem, respond},
    },
    storage::{StorageFault, Stored},
};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No such number, or not its secret; nobody learns which.
    #[error("there is no such application, or the secret is another")]
    Unknown,
    /// It was deleted because its time was over; told to who has the secret of its receipt only.
    #[error("已按规定删除。It was kept as long as the rules say, and was deleted.")]
    Deleted,
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => {
                let mut problem = problem(StatusCode::NOT_FOUND, "not_found", "There is no such application.");
                problem.detail = Some(Self::Unknown.to_string());
                respond(&problem)
            }
            Self::Deleted => {
                let mut problem = problem(StatusCode::GONE, "deleted", "Its time was over.");
                problem.detail = Some(Self::Deleted.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Where an application stands, for who has the secret of its receipt, whose it is, and who is authorised to see it.
#[utoipa::path(get, path = "/api/v1/applications/{number}", tag = "Applications", params(("number" = String, Path)),
    security(("secret" = []), ("applicant" = [])),
    responses((status = 200, description = "Where it stands", body = Progress),
              (status = 404, description = "not_found: unknown number or other secret", body = super::document::ProblemDetails),
              (status = 410, description = "deleted: its time was over", body = super::document::ProblemDetails)))]
pub async fn show_application(
    State(app): State<App>,
    Path(number): Path<String>,
    Asking(asker): Asking,
) -> Result<Response, Refusal> {
    Ok(personal(StatusCode::OK, &progress(&app, &number, &asker).await?))
}

/// The token of an `Authorization: Bearer` header (RFC 6750); the word may be written in any case.
pub(in crate::http) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// An application, for who may do this with it, and on what ground.
///
/// # Errors
/// When there is none, it is not for them, or it cannot be read.
pub(in crate::http) async fn own(
    app: &App,
    number: &str,
    asker: &Asker,
    power: Power,
) -> Result<(Stored, Ground), Refusal> {
    let (stored, ground) = access::application(app, asker, number, power)
        .await?
        .ok_or(Refusal::Unknown)?;
    if stored.is_deleted {
        return Err(Refusal::Deleted);
    }
    Ok((stored, ground))
}

/// Where an application stands. The page of the receipt shows the same.
///
/// # Errors
/// When there is no such application, it is not for them, or it cannot be read.
pub async fn progress(app: &App, number: &str, asker: &Asker) -> Result<Progress, Refusal> {
    let (stored, _) = own(app, number, asker, Power::See).await?;
    let events = app.storage.events(number).await?;
    let told = Told {
        catalogue: &app.published.catalogue,
        stored,
        parts: app.storage.parts(number).await?,
        events: &events,
        messages: app.storage.messages(number).await?,
        now: app.clock.now(),
    };
    Ok(cases::progress(told)?)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use yijian_domain::{
        application::Provision,
        case::{Act, PartCode, PauseReason, StageCode, VisitMode},
        id::ThemeId,
        wire::{PartWhy, Receipt, Todo},
    };

    use super::*;
    use crate::testing::{KEY, World, full};

    #[tokio::test]
    async fn who_has_the_secret_sees_every_part_with_its_date() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        let bearer = format!("Bearer {}", receipt.secret);
        let path = format!("/api/v1/applications/{}", receipt.number);
        let progress: Progress = world.call("GET", &path, &[("authorization", &bearer)], "").await.json();
        assert_eq!(progress.theme_name, "开便利店");
        assert_eq!(progress.submitted_at, receipt.submitted_at);
        assert!(!progress.parts.is_empty());
        assert!(
            progress
                .parts
                .iter()
                .all(|part| part.due >= world.today().to_string() && !part.name.is_empty())
        );
        // Monday; five working days later is the next Monday.
        assert_eq!(
            (world.today().to_string().as_str(), progress.answer_due.as_str()),
            ("2026-03-02", "2026-03-09")
        );
        assert!(progress.hall.is_some_and(|hall| hall.region.as_str() == "610328"));
    }

    #[tokio::test]
    async fn a_paper_that_is_to_follow_has_its_date() {
        let world = World::new().await;
        let catalogue = &world.app.published.catalogue;
        let (theme, line) = catalogue
            .themes
            .keys()
            .find_map(|theme| {
                let (_, plan) = full::draft(catalogue, theme, true, world.today());
                Some((
                    theme,
                    plan.materials.into_iter().find(|line| line.deferrable.is_some())?,
                ))
            })
            .expect("some paper may follow");
        let mut draft = world.draft_saying(true, theme.as_str()).await;
        draft.provisions.insert(line.id, Provision::Later);
        let receipt: Receipt = world
            .submit(KEY, &world.submission(&draft))
            .await
            .assert_status(201)
            .json();
        let progress = progress(
            &world.app,
            &receipt.number,
            &Asker::default().with_secret(&receipt.secret),
        )
        .await
        .unwrap();
        assert_eq!(progress.later[0].name, line.name);
        assert!(progress.later[0].due > world.today().to_string());
    }

    #[tokio::test]
    async fn what_was_not_decided_by_its_day_says_so() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        assert!(world.progress(&receipt).await.parts.iter().all(|part| !part.late));
        world.clock.advance(SignedDuration::from_hours(60 * 24));
        let today = world.today().to_string();
        let progress = world.progress(&receipt).await;
        // What waits for another's result has no limit that runs.
        let late: Vec<_> = progress.parts.iter().filter(|part| part.late).collect();
        assert!(!late.is_empty());
        assert!(late.iter().all(|part| part.due < today));
        assert!(world.get(&receipt.progress).await.text().contains("没有按时办好"));
    }

    #[tokio::test]
    async fn what_waits_for_others_is_not_late_however_late_they_are() {
        let world = World::new().await;
        let catalogue = &world.app.published.catalogue;
        let waits = |theme: &&ThemeId| {
            let (_, plan) = full::draft(catalogue, theme, true, world.today());
            plan.schedule.steps.iter().any(|step| !step.after.is_empty())
        };
        let theme = catalogue
            .themes
            .keys()
            .find(waits)
            .expect("some item waits for another");
        let receipt = world.hand_in(theme.as_str()).await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        world.clock.advance(SignedDuration::from_hours(60 * 24));
        let today = world.today().to_string();
        let parts = world.progress(&receipt).await.parts;
        let waiting: Vec<_> = parts.iter().filter(|part| part.stage == PartCode::Waiting).collect();
        assert!(!waiting.is_empty());
        assert!(waiting.iter().all(|part| !part.late && part.due > today));
    }

    #[tokio::test]
    async fn a_refusal_says_why_and_what_can_be_done() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        world.decide_all(&receipt.number, false).await;
        let progress = world.progress(&receipt).await;
        let denied = progress
            .parts
            .iter()
            .find(|part| part.stage == PartCode::Denied)
            .unwrap();
        assert!(matches!(&denied.why, Some(PartWhy::Denied { reasons, .. }) if reasons[0] == "场所不符合要求"));
        let body = denied.remedies.as_ref().and_then(|remedies| remedies.body.as_deref());
        assert_eq!(body, Some("千阳县人民政府"));
        assert!(!progress.can_withdraw);
        let decision = format!("decision-{}", denied.item);
        assert!(progress.documents.iter().any(|paper| paper.id == decision));
        let page = world.get(&receipt.progress).await.assert_status(200);
        for words in ["场所不符合要求", "千阳县人民政府", "60 天", "6 个月", &decision] {
            assert!(page.text().contains(words), "{words}");
        }
    }

    #[tokio::test]
    async fn what_stands_still_says_since_when_and_why() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        let case = world.case(&receipt.number).await;
        let mut parts = case.stage.review().unwrap().parts.iter();
        let open = parts.find(|part| part.stage.code() == PartCode::Open).unwrap();
        let item = open.file.item.clone();
        world.claim(&receipt.number, &item).await;
        let act = Act::Pause {
            item: item.clone(),
            reason: PauseReason::ExpertReview,
            notice: "请了三位专家".to_owned(),
            expected: 5,
        };
        world.act(&receipt.number, world.reviewer(), act).await;
        let progress = world.progress(&receipt).await;
        let part = progress.parts.iter().find(|part| part.item == item).unwrap();
        assert_eq!(part.stage, PartCode::Paused);
        let Some(PartWhy::Paused {
            notice,
            expected,
            since,
            ..
        }) = &part.why
        else {
            panic!("{:?}", part.why);
        };
        assert_eq!(
            (notice.as_str(), *expected, since.as_str()),
            ("请了三位专家", 5, "2026-03-02")
        );
        assert!(part.remedies.is_none(), "a notice is no decision");
        let newest = &progress.messages[0];
        assert_eq!(
            (newest.kind.as_str(), newest.words[0].as_str()),
            ("pause", "请了三位专家")
        );
        assert!(newest.item.is_some());
    }

    #[tokio::test]
    async fn what_did_not_pass_on_site_is_to_be_put_right() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.act(&receipt.number, world.clerk(), Act::Accept).await;
        world.inspect(&receipt.number, 1).await;
        let progress = world.progress(&receipt).await;
        let [Todo::PutRight { lines }] = progress.todo.as_slice() else {
            panic!("{:?}", progress.todo);
        };
        assert_eq!(lines[0].what, "请把地面修平");
        world.appoint(&receipt.number, VisitMode::OnSite).await;
        let visit = world.progress(&receipt).await.visit.unwrap();
        assert_eq!((visit.points.len(), visit.hours.as_str()), (1, "09:00-10:00"));
        assert!(world.get(&receipt.progress).await.text().contains("请把地面修平"));
    }

    #[tokio::test]
    async fn a_licence_is_received_on_the_page() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.grant_everything(&receipt.number).await;
        let progress = world.progress(&receipt).await;
        assert_eq!(
            (progress.stage, progress.todo.as_slice()),
            (StageCode::Issued, [Todo::Fetch].as_slice())
        );
        let licence = progress.licence.unwrap();
        assert!(!licence.delivered && !licence.components.is_empty());
        let page = world.get(&receipt.progress).await;
        assert!(page.text().contains(&licence.number) && page.text().contains("/deliver"));
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let seen = format!("seen={}", progress.events);
        let path = format!("{}/deliver", receipt.progress);
        world.call("POST", &path, &form, &seen).await.assert_status(303);
        assert_eq!(world.progress(&receipt).await.stage, StageCode::Delivered);
    }

    #[tokio::test]
    async fn a_wrong_number_and_a_wrong_secret_look_the_same() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        let right = format!("/api/v1/applications/{}", receipt.number);
        let bearer = format!("Bearer {}", receipt.secret);
        let mut answers = Vec::new();
        for (path, headers) in [
            (
                right.as_str(),
                vec![("authorization", "Bearer 00000000000000000000000000000000")],
            ),
            (right.as_str(), vec![]),
            (
                "/api/v1/applications/61032820260302000099",
                vec![("authorization", bearer.as_str())],
            ),
        ] {
            answers.push(
                world
                    .call("GET", path, &headers, "")
                    .await
                    .assert_problem(404, "not_found"),
            );
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
