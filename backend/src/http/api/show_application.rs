//! `GET /api/v1/applications/{number}`

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use yijian_domain::{
    catalogue::{Catalogue, Hall, RegionCode, nearest_halls},
    id::{DepartmentId, ItemId, MaterialKey, PlateId, ThemeId},
    value::date,
    wire::{LaterPaper, PartStage, Progress, ProgressPart},
};

use super::personal;
use crate::{
    app::App,
    http::problem::{problem, respond},
    ids,
    storage::{StorageFault, Stored, StoredPart},
};

/// The window accepts, or names everything that is missing, within so many working days (行政许可法 art. 32).
const ANSWER_WORKING_DAYS: u32 = 5;

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No such number, or not its secret; nobody learns which.
    #[error("there is no such application, or the secret is another")]
    Unknown,
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
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// A paper that is to follow, as its row keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Later {
    pub(super) id: MaterialKey,
    pub(super) name: String,
    /// Working days from the submission on.
    pub(super) working_days: u16,
}

/// Where an application stands, for who has the secret of its receipt.
#[utoipa::path(get, path = "/api/v1/applications/{number}", tag = "Applications", params(("number" = String, Path)),
    security(("secret" = [])),
    responses((status = 200, description = "Where it stands", body = Progress),
              (status = 404, description = "not_found: unknown number or other secret", body = super::document::ProblemDetails)))]
pub async fn show_application(
    State(app): State<App>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let secret = bearer(&headers).ok_or(Refusal::Unknown)?;
    Ok(personal(StatusCode::OK, &progress(&app, &number, secret).await?))
}

/// The token of an `Authorization: Bearer` header (RFC 6750); the word may be written in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Where an application stands. The page of the receipt shows the same.
///
/// # Errors
/// When there is no such application, the secret is another, or it cannot be read.
pub async fn progress(app: &App, number: &str, secret: &str) -> Result<Progress, Refusal> {
    let stored = app.storage.application(number).await?;
    let stored = stored
        .filter(|stored| stored.secret_hash == ids::digest(secret.as_bytes()))
        .ok_or(Refusal::Unknown)?;
    let parts = app.storage.parts(number).await?;
    Ok(tell(&app.published.catalogue, number, stored, parts)?)
}

/// Tells where it stands. Dates are counted anew each time: the holidays of a year are published late in the one before.
fn tell(catalogue: &Catalogue, number: &str, stored: Stored, parts: Vec<StoredPart>) -> Result<Progress, StorageFault> {
    let day = stored.submitted_at.date();
    let mut provisional = false;
    let mut due = |days: u32| {
        let due = catalogue.calendar.add_working_days(day, days);
        provisional |= due.provisional;
        date::write(due.date)
    };
    let later: Vec<Later> =
        serde_json::from_str(&stored.later).map_err(|fault| StorageFault::row("applications", &fault))?;
    Ok(Progress {
        number: number.to_owned(),
        theme: ThemeId::from(stored.theme.as_str()),
        hall: hall(catalogue, &stored),
        theme_name: stored.theme_name,
        theme_name_en: stored.theme_name_en,
        submitted_at: stored.submitted_at.rfc3339(),
        answer_due: due(ANSWER_WORKING_DAYS),
        parts: parts
            .into_iter()
            .map(|part| ProgressPart {
                item: ItemId::from(part.item.as_str()),
                name: part.name,
                name_en: part.name_en,
                department: DepartmentId::from(part.department.as_str()),
                department_name: part.department_name,
                department_name_en: part.department_name_en,
                stage: PartStage::Received,
                due: due(u32::from(part.working_days)),
            })
            .collect(),
        later: later
            .into_iter()
            .map(|paper| LaterPaper {
                id: paper.id,
                name: paper.name,
                due: due(u32::from(paper.working_days)),
            })
            .collect(),
        provisional,
    })
}

/// The nearest hall to the plate it began at, or the first that serves the region.
fn hall(catalogue: &Catalogue, stored: &Stored) -> Option<Hall> {
    let plate = stored
        .plate
        .as_deref()
        .and_then(|id| catalogue.plates.get(&PlateId::from(id)));
    if let Some(plate) = plate {
        return nearest_halls(plate, &catalogue.halls)
            .first()
            .map(|(_, hall, _)| (*hall).clone());
    }
    let region = RegionCode::try_from(stored.region.as_deref()?).ok()?;
    catalogue
        .halls
        .values()
        .find(|hall| hall.region.contains(&region))
        .cloned()
}

#[cfg(test)]
mod tests {
    use yijian_domain::{application::Provision, wire::Receipt};

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
                .all(|part| part.due > world.today().to_string() && !part.name.is_empty())
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
        let progress = progress(&world.app, &receipt.number, &receipt.secret).await.unwrap();
        assert_eq!(progress.later[0].name, line.name);
        assert!(progress.later[0].due > world.today().to_string());
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
