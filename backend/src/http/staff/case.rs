//! What every endpoint about one case does first: find it, and ask whether it is this person's.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    access::{self, Matter},
    app::App,
    cases::{self, Loaded},
    http::problem::{problem, respond},
    security::{self, Event, Foreign},
    staff::StaffMember,
    storage::StorageFault,
};

/// Why there is no such case.
#[derive(Debug, thiserror::Error)]
pub enum NoCase {
    /// No such number, or not this person's; nobody learns which.
    #[error("there is no such case in your region and department")]
    Unknown,
    /// It was deleted because its time was over.
    #[error("已按规定删除。It was kept as long as the rules say, and was deleted.")]
    Deleted,
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for NoCase {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => {
                let mut problem = problem(StatusCode::NOT_FOUND, "case_unknown", "There is no such case.");
                problem.detail = Some(Self::Unknown.to_string());
                respond(&problem)
            }
            Self::Deleted => {
                let mut problem = problem(StatusCode::GONE, "case_deleted", "Its time was over.");
                problem.detail = Some(Self::Deleted.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// What was asked for shows whole what a case says of people, and the member has not said what for.
#[derive(Debug, thiserror::Error)]
pub enum Masked {
    /// Nothing is open.
    #[error("say what for first: POST /api/v1/staff/cases/{{number}}/unmasking, then ask again within 15 minutes")]
    Closed,
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Masked {
    fn into_response(self) -> Response {
        match self {
            Self::Closed => {
                let title = "This shows whole what the case says of people.";
                let mut problem = problem(StatusCode::FORBIDDEN, "masked", title);
                problem.detail = Some(Self::Closed.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Asks whether the member said what they need the whole values of a case for.
///
/// # Errors
/// When they did not, or too long ago.
pub(super) async fn opened(app: &App, member: &StaffMember, number: &str) -> Result<(), Masked> {
    let until = app.storage.unmasked_until(number, &member.id, app.clock.now()).await?;
    until.map(|_| ()).ok_or(Masked::Closed)
}

/// Finds a case of this person.
///
/// # Errors
/// When there is none, or it is somebody else's.
pub(super) async fn load(app: &App, member: &StaffMember, number: &str) -> Result<Loaded, NoCase> {
    let loaded = cases::load(app, number).await?;
    let Some(loaded) = loaded else {
        let deletion = app.storage.deletion(number).await?;
        return Err(match deletion {
            None => NoCase::Unknown,
            Some(deletion) if access::staff_may(member, Matter::Deleted(&deletion)) => NoCase::Deleted,
            Some(_) => foreign(member),
        });
    };
    if access::staff_may(member, Matter::Case(&loaded.case)) {
        Ok(loaded)
    } else {
        Err(foreign(member))
    }
}

/// Notes that somebody asked for a case of others; they are answered as if there were none.
fn foreign(member: &StaffMember) -> NoCase {
    security::note(Event::ForeignRefused {
        what: Foreign::Case,
        member: Some(&member.id),
    });
    NoCase::Unknown
}
