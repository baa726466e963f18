//! `GET /api/v1/staff/overview`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::{ToSpan, civil::Date};
use yijian_domain::{
    catalogue::Catalogue,
    id::DepartmentId,
    value::date,
    wire::desk::{DayLoad, LoadRow, Overview, QueueQuery},
};

use super::{NotYourRole, Signed, rows};
use crate::{
    access::Area,
    app::App,
    http::api::{document::ProblemDetails, personal},
    storage::{BadCursor, Load, Loads, StorageFault, Wanted},
};

/// Days that are shown, today among them.
const DAYS: i32 = 30;
/// Rows of what is late.
const MOST_LATE: usize = 100;
/// What the windows are called.
const WINDOWS: &str = "综合窗口";

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They are no supervisor.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// A list from its beginning never meets it.
    #[error(transparent)]
    Cursor(#[from] BadCursor),
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(refusal) => refusal.into_response(),
            Self::Cursor(fault) => crate::http::problem::internal(&fault),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// What is open, late and standing still in somebody's scope, by department, and what happened in the last 30 days. Who
/// watches over one department sees its parts; arrivals and endings are those of the whole region all the same.
#[utoipa::path(get, path = "/api/v1/staff/overview", tag = "Staff", security(("desk" = [])),
    responses((status = 200, description = "The numbers", body = Overview),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails)))]
pub async fn show_overview(State(app): State<App>, signed: Signed) -> Result<Response, Refusal> {
    let member = signed.to(Area::Overview)?;
    let (catalogue, today) = (&app.published.catalogue, app.clock.now().date());
    let first = today.saturating_sub((DAYS - 1).days());
    let days = rows::days(&catalogue.calendar, today);
    let scope = &member.scope;
    let department = scope.department.as_ref().map(DepartmentId::as_str);
    let loads = app.storage.loads(&scope.region, department, &days, first).await?;
    let wanted = Wanted::new(
        rows::watching(member),
        scope.region.clone(),
        days,
        &app.vault,
        &QueueQuery::default(),
    )?;
    let late = app.storage.first_of_queue(&wanted, MOST_LATE).await?;
    let late = late.into_iter().map(|listed| rows::row(catalogue, today, listed));
    let overview = Overview {
        departments: load_rows(catalogue, &loads, department.is_none()),
        days: day_loads(&loads, first),
        late: late.collect::<Result<_, _>>()?,
        dead_letters: u32::try_from(app.storage.dead_letters(scope).await?).unwrap_or(u32::MAX),
    };
    Ok(personal(StatusCode::OK, &overview))
}

fn load_rows(catalogue: &Catalogue, loads: &Loads, windows: bool) -> Vec<LoadRow> {
    let row = |department: Option<DepartmentId>, name: String, load: &Load| LoadRow {
        department,
        name,
        open: load.open,
        due_soon: load.due_soon,
        late: load.late,
        overdue: load.overdue,
        paused: load.paused,
    };
    let windows = windows.then(|| row(None, WINDOWS.to_owned(), &loads.windows));
    let departments = loads.departments.iter().map(|(id, load)| {
        let id = DepartmentId::from(id.as_str());
        let name = rows::department_name(catalogue, &id);
        row(Some(id), name, load)
    });
    windows.into_iter().chain(departments).collect()
}

/// A point for each day, also for those on which nothing happened.
fn day_loads(loads: &Loads, first: Date) -> Vec<DayLoad> {
    let shown = usize::try_from(DAYS).unwrap_or_default();
    let days = first.series(1.day()).take(shown).map(date::write);
    days.map(|day| {
        let counts = loads.days.get(&day).copied().unwrap_or_default();
        DayLoad {
            day,
            arrived: counts.arrived,
            over: counts.over,
            late: counts.late,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests;
