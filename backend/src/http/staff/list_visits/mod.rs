//! `GET /api/v1/staff/visits`

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::{
    case::{Case, Inspection, PointFile, Role, VisitPlan},
    catalogue::Catalogue,
    id::PointId,
    value::{date, personal::Personal},
    wire::desk::{CheckPoint, VisitRow},
};

use super::{NotYourRole, Signed, rows};
use crate::{
    access::Area,
    app::App,
    cases::{self, Kept, Subject, shown_name},
    http::{
        api::{document::ProblemDetails, personal},
        problem::{problem, respond},
    },
    staff::StaffMember,
    storage::{CaseRow, StorageFault},
};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They neither go nor appoint.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// No day.
    #[error("`on` is a day such as 2026-03-02; today when left out")]
    Day,
    /// They cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(refusal) => refusal.into_response(),
            Self::Day => {
                let title = "The query is not what belongs here.";
                let mut problem = problem(StatusCode::BAD_REQUEST, "malformed_query", title);
                problem.detail = Some(self.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// The visits of a day with everything an inspector takes along. The person's name and number are masked until somebody
/// gives a reason for that case; the place of business is not. Inspectors see those they go on, clerks all in their
/// region.
#[utoipa::path(get, path = "/api/v1/staff/visits", tag = "Staff", security(("desk" = [])),
    params(("on" = Option<String>, Query, description = "The day, `YYYY-MM-DD`; today when not given")),
    responses((status = 200, description = "The visits, in the order of their hours", body = Vec<VisitRow>),
              (status = 400, description = "malformed_query", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails)))]
pub async fn list_visits(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let member = signed.to(Area::Visits)?;
    let now = app.clock.now();
    let on = match query.get("on") {
        Some(text) => date::parse_iso(text).map_err(|_| Refusal::Day)?,
        None => now.date(),
    };
    let catalogue = &app.published.catalogue;
    let mut visits = Vec::new();
    for row in app
        .storage
        .cases_visited(&member.scope.region, &date::write(on))
        .await?
    {
        let events = app.storage.events(&row.number).await?;
        let case = Case::of(&events).map_err(StorageFault::from)?;
        let kept = app.storage.kept(&row.number).await?;
        let Some(visit) = visit(catalogue, member, &row, &case) else {
            continue;
        };
        let until = app.storage.unmasked_until(&row.number, &member.id, now).await?;
        visits.push(match until {
            Some(until) => whole(visit, kept.as_ref(), until.seconds() - now.seconds()),
            None => masked(catalogue, visit, kept.as_ref()),
        });
    }
    visits.sort_by(|a, b| (&a.plan.hours, &a.number).cmp(&(&b.plan.hours, &b.number)));
    Ok(personal(StatusCode::OK, &visits))
}

/// A visit for who said what they need it for.
fn whole(mut visit: VisitRow, kept: Option<&Kept>, seconds: i64) -> VisitRow {
    let subject = kept.map(|kept| Subject::of(&kept.values)).unwrap_or_default();
    visit.open_seconds = u32::try_from(seconds).ok();
    if let Some(person) = subject.person {
        visit.holder = person;
    }
    visit.phone = subject.mobile;
    visit.address = subject.address;
    visit
}

/// A visit for everybody else who goes there.
fn masked(catalogue: &Catalogue, mut visit: VisitRow, kept: Option<&Kept>) -> VisitRow {
    let Some(kept) = kept else { return visit };
    let subject = Subject::of(&kept.values);
    if let Some(person) = &subject.person {
        visit.holder = Personal::Name.hide(person);
    }
    visit.phone = subject.mobile.map(|number| Personal::Phone.hide(&number));
    visit.address = subject.address;
    visit.rectify = cases::rectify(visit.rectify, &cases::hidden(catalogue, &kept.values));
    visit
}

/// The visit of a case, when there is one and it is theirs.
fn visit(catalogue: &Catalogue, member: &StaffMember, row: &CaseRow, case: &Case) -> Option<VisitRow> {
    let inspection = &case.stage.review()?.inspection;
    let plan = inspection.plan().filter(|plan| goes(member, plan))?;
    Some(VisitRow {
        number: row.number.clone(),
        events: case.events,
        theme_name: row.theme_name.clone(),
        open_seconds: None,
        holder: shown_name(&row.holder).to_owned(),
        phone: None,
        address: None,
        plan: plan.clone(),
        checklist: checklist(catalogue, case, inspection),
        rectify: inspection.rectify().to_vec(),
    })
}

fn goes(member: &StaffMember, plan: &VisitPlan) -> bool {
    member.roles.contains(&Role::Clerk) || plan.inspectors.iter().any(|one| one.id == member.id)
}

fn checklist(catalogue: &Catalogue, case: &Case, inspection: &Inspection) -> Vec<CheckPoint> {
    let pictures = match inspection {
        Inspection::Planned { pictures, .. } => Some(pictures),
        Inspection::NotNeeded | Inspection::ToPlan { .. } | Inspection::Passed { .. } => None,
    };
    let points = inspection.checklist(&case.file.points);
    points
        .map(|file| check_point(catalogue, case, file, pictures))
        .collect()
}

fn check_point(
    catalogue: &Catalogue,
    case: &Case,
    file: &PointFile,
    pictures: Option<&BTreeMap<PointId, Vec<String>>>,
) -> CheckPoint {
    let mut departments = Vec::new();
    for part in file.items.iter().filter_map(|item| case.file.part(item)) {
        let name = rows::department_name(catalogue, &part.department);
        if !departments.contains(&name) {
            departments.push(name);
        }
    }
    CheckPoint {
        point: file.point.clone(),
        name: file.name.clone(),
        help: catalogue.points.get(&file.point).and_then(|point| point.help.clone()),
        departments,
        remote: file.remote,
        pictures: pictures
            .and_then(|all| all.get(&file.point))
            .cloned()
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
