//! What every endpoint about one case does first: find it, and ask whether it is this person's.

use std::collections::BTreeMap;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::{
    application::{FileRef, Given, Part as Sheet, Provision},
    case::{Case, DeferralStage, Event, Role, StaffRef},
    wire::desk::CaseView,
};

use crate::{
    app::App,
    cases::{Kept, Seen},
    http::problem::{problem, respond},
    staff::StaffMember,
    storage::{StorageFault, Stored, Upload},
};

/// Why there is no such case.
#[derive(Debug, thiserror::Error)]
pub enum NoCase {
    /// No such number, or not this person's; nobody learns which.
    #[error("there is no such case in your region and department")]
    Unknown,
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
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// A case as the server keeps it.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) case: Case,
    events: Vec<Event>,
    kept: Kept,
    stored: Stored,
    files: Vec<Upload>,
    sheets: Vec<Sheet>,
}

/// Finds a case of this person.
///
/// # Errors
/// When there is none, or it is somebody else's.
pub(super) async fn load(app: &App, member: &StaffMember, number: &str) -> Result<Loaded, NoCase> {
    let events = app.storage.events(number).await?;
    if events.is_empty() {
        return Err(NoCase::Unknown);
    }
    let case = Case::of(&events, &app.published.catalogue.calendar).map_err(|fault| StorageFault::Row {
        table: "events",
        fault: fault.to_string(),
    })?;
    if !is_theirs(&case, member) {
        return Err(NoCase::Unknown);
    }
    let stored = app.storage.application(number).await?.ok_or(NoCase::Unknown)?;
    let kept = app.storage.kept(number).await?.ok_or(NoCase::Unknown)?;
    Ok(Loaded {
        case,
        events,
        kept,
        stored,
        files: app.storage.application_files(number).await?,
        sheets: app.storage.sheets(number).await?,
    })
}

/// Whether a case is this person's to see: it lies in their region, and for who decides for one department only, that
/// department has a part in it.
fn is_theirs(case: &Case, member: &StaffMember) -> bool {
    let scope = &member.scope;
    let for_all = member
        .roles
        .iter()
        .any(|role| matches!(role, Role::Clerk | Role::Inspector));
    scope.covers(case.file.region.as_ref())
        && (for_all || case.file.parts.iter().any(|part| scope.decides_for(&part.department)))
}

impl Loaded {
    /// What the person sees of it.
    ///
    /// # Errors
    /// When the inspectors of the region cannot be read.
    pub(super) async fn view(&self, app: &App, member: &StaffMember) -> Result<CaseView, StorageFault> {
        let seen = Seen {
            catalogue: &app.published.catalogue,
            events: &self.events,
            case: &self.case,
            kept: &self.kept,
            submitted_at: self.stored.submitted_at,
            theme_name: &self.stored.theme_name,
            files: self.file_refs(),
            sheets: self.sheets.clone(),
            inspectors: inspectors(app, &self.case).await?,
            member,
            now: app.clock.now(),
        };
        Ok(seen.view())
    }

    fn file_refs(&self) -> BTreeMap<String, FileRef> {
        let complete = self.files.iter().filter_map(|file| {
            let media_type = file.media_type.clone()?;
            let known = FileRef {
                id: file.id.clone(),
                name: file.name.clone(),
                bytes: file.bytes,
                media_type,
                complete: true,
            };
            Some((file.id.clone(), known))
        });
        complete.collect()
    }

    /// A file of the case, if the person may see it: a clerk and an inspector every one, a reviewer those of their own
    /// papers and of the visits.
    pub(super) fn file(&self, member: &StaffMember, id: &str) -> Option<&Upload> {
        let file = self
            .files
            .iter()
            .find(|file| file.id == id && file.media_type.is_some())?;
        let sees_all = member
            .roles
            .iter()
            .any(|role| matches!(role, Role::Clerk | Role::Inspector));
        (sees_all || self.is_of_department(member, id) || self.is_of_a_visit(id)).then_some(file)
    }

    fn is_of_department(&self, member: &StaffMember, id: &str) -> bool {
        if !member.roles.contains(&Role::Reviewer) {
            return false;
        }
        let own = self
            .sheets
            .iter()
            .filter(|sheet| member.scope.decides_for(&sheet.department));
        let mut papers = own
            .flat_map(|sheet| &sheet.materials)
            .filter(|line| matches!(line.given, Given::Provided { .. }))
            .filter_map(|line| line.paper.as_ref());
        papers.any(|paper| {
            let handed_in = match self.kept.provisions.get(paper) {
                Some(Provision::Files { files }) => files.iter().any(|file| file.id == id),
                Some(Provision::Later) | None => false,
            };
            let review = self.case.stage.review();
            let followed = review.into_iter().flat_map(|review| &review.deferrals).any(|deferral| {
                let files = match &deferral.stage {
                    DeferralStage::Provided { files, .. } => files.as_slice(),
                    DeferralStage::Open { .. } | DeferralStage::Defaulted { .. } => &[],
                };
                deferral.file.paper == *paper && files.iter().any(|file| file == id)
            });
            handed_in || followed
        })
    }

    fn is_of_a_visit(&self, id: &str) -> bool {
        let visits = self
            .case
            .stage
            .review()
            .map_or(&[][..], |review| review.inspection.visits());
        let mut pictures = visits
            .iter()
            .flat_map(|visit| visit.results.values())
            .flat_map(|result| &result.pictures);
        pictures.any(|picture| picture == id)
    }
}

/// The inspectors who may go to a case, by name.
pub(super) async fn inspectors(app: &App, case: &Case) -> Result<Vec<StaffRef>, StorageFault> {
    let all = app.storage.all_staff().await?;
    let mut inspectors: Vec<StaffRef> = all
        .into_iter()
        .filter(|account| account.disabled_at.is_none())
        .map(|account| account.member)
        .filter(|member| member.roles.contains(&Role::Inspector) && member.scope.covers(case.file.region.as_ref()))
        .map(|member| StaffRef {
            id: member.id,
            name: member.display_name,
        })
        .collect();
    inspectors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(inspectors)
}
