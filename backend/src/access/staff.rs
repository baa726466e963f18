//! What the staff sees: by role, region and department.

use yijian_domain::{
    application::{Given, Provision},
    case::{Case, DeferralStage, Role, Scope},
    catalogue::RegionCode,
};

use crate::{cases::Loaded, staff::StaffMember, storage::Deletion};

/// A part of the desk that some roles have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Taking applications in at the window.
    Window,
    /// Appointed visits.
    Visits,
    /// Photographs of visits.
    Pictures,
    /// Messages that reached nobody.
    Letters,
    /// What is late and whose it is.
    Overview,
    /// Who saw cases whole, and what for.
    Unmaskings,
}

impl Area {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Window,
        Self::Visits,
        Self::Pictures,
        Self::Letters,
        Self::Overview,
        Self::Unmaskings,
    ];

    /// Who has it.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Window => &[Role::Clerk],
            Self::Visits => &[Role::Inspector, Role::Clerk],
            Self::Pictures => &[Role::Inspector],
            Self::Letters => &[Role::Clerk, Role::Supervisor],
            Self::Overview | Self::Unmaskings => &[Role::Supervisor],
        }
    }

    pub(super) fn is_open_to(self, member: &StaffMember) -> bool {
        self.roles().iter().any(|role| member.roles.contains(role))
    }
}

/// Roles that see every part of a case.
fn sees_all(member: &StaffMember) -> bool {
    member
        .roles
        .iter()
        .any(|role| matches!(role, Role::Clerk | Role::Inspector))
}

/// What of a list about cases somebody sees: who sees every part of a case, all of their region; others what their department
/// has a part in.
#[must_use]
pub fn scope(member: &StaffMember) -> Scope {
    let mut scope = member.scope.clone();
    if sees_all(member) {
        scope.department = None;
    }
    scope
}

/// It lies in their region, and for who decides for one department only, that department has a part in it.
pub(super) fn case(member: &StaffMember, case: &Case) -> bool {
    let scope = &member.scope;
    scope.covers(case.file.region.as_ref())
        && (sees_all(member) || case.file.parts.iter().any(|part| scope.decides_for(&part.department)))
}

/// It lay in their region. Which departments had a part in it is not known any more, so it is for who saw all of them.
pub(super) fn deleted(member: &StaffMember, deletion: &Deletion) -> bool {
    let scope = &member.scope;
    let region = RegionCode::try_from(deletion.region.as_str()).ok();
    scope.covers(region.as_ref()) && (sees_all(member) || scope.department.is_none())
}

/// A clerk and an inspector every one, a reviewer those of their own papers and of the visits.
pub(super) fn file(member: &StaffMember, loaded: &Loaded, id: &str) -> bool {
    sees_all(member) || is_of_department(member, loaded, id) || is_of_a_visit(loaded, id)
}

fn is_of_department(member: &StaffMember, loaded: &Loaded, id: &str) -> bool {
    if !member.roles.contains(&Role::Reviewer) {
        return false;
    }
    let own = loaded
        .sheets()
        .iter()
        .filter(|sheet| member.scope.decides_for(&sheet.department));
    let mut papers = own
        .flat_map(|sheet| &sheet.materials)
        .filter(|line| matches!(line.given, Given::Provided { .. }))
        .filter_map(|line| line.paper.as_ref());
    papers.any(|paper| {
        let handed_in = match loaded.kept.provisions.get(paper) {
            Some(Provision::Files { files }) => files.iter().any(|file| file.id == id),
            Some(Provision::Later) | None => false,
        };
        let review = loaded.case.stage.review();
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

fn is_of_a_visit(loaded: &Loaded, id: &str) -> bool {
    let visits = loaded
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
