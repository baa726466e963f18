//! `POST /api/v1/staff/cases/{number}/acts`

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::{
    case::{Act, Actor, Amendment, At, Refusal as Rule, StaffRef},
    wire::{
        Problem,
        desk::{ActRequest, CaseProblem, CaseView},
    },
};

use super::{
    Signed,
    case::{Masked, NoCase, load, opened},
};
use crate::{
    app::App,
    cases::{AmendFault, Amended, Loaded, amended, as_actors, inspectors},
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
    },
    staff::StaffMember,
    storage::{Doing, Done, StorageFault},
};

/// Why something is not done with a case.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such case.
    #[error(transparent)]
    NoCase(#[from] NoCase),
    /// They would write what they see masked.
    #[error(transparent)]
    Masked(#[from] Masked),
    /// The rules do not allow it now, or not to this person.
    #[error(transparent)]
    Rule(Rule),
    /// Somebody else did something in between.
    #[error("somebody else did something in between; look at the case and decide again")]
    Changed(Box<CaseView>),
    /// What an applicant asked for cannot stand in the form.
    #[error("what is said to be right cannot be put in: {0}")]
    Amend(AmendFault),
    /// Somebody named as inspector is none here.
    #[error("an inspector that is named is none of this region")]
    NotAnInspector,
}

impl From<AmendFault> for Refusal {
    fn from(fault: AmendFault) -> Self {
        match fault {
            AmendFault::Storage(fault) => fault.into(),
            fault @ (AmendFault::Findings(_) | AmendFault::RulesChanged) => Self::Amend(fault),
        }
    }
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::NoCase(NoCase::Storage(fault))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = Some(self.to_string());
        let tell = |status: StatusCode, code: &str, title: &str, refusal, case| CaseProblem {
            problem: Problem {
                code: code.to_owned(),
                status: status.as_u16(),
                title: title.to_owned(),
                detail,
                ..Problem::default()
            },
            refusal,
            case,
        };
        let problem = match self {
            Self::NoCase(none) => return none.into_response(),
            Self::Masked(masked) => return masked.into_response(),
            Self::Rule(rule) => tell(
                StatusCode::UNPROCESSABLE_ENTITY,
                "refused",
                "The rules do not allow it.",
                Some(rule),
                None,
            ),
            Self::Changed(case) => tell(
                StatusCode::CONFLICT,
                "case_changed",
                "The case has changed since.",
                None,
                Some(case),
            ),
            Self::Amend(AmendFault::Findings(findings)) => {
                let mut told = tell(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "findings",
                    "By today's rules something would be wrong.",
                    None,
                    None,
                );
                told.problem.findings = findings;
                told
            }
            Self::Amend(_) => tell(
                StatusCode::CONFLICT,
                "rules_changed",
                "The items would be other ones.",
                None,
                None,
            ),
            Self::NotAnInspector => tell(
                StatusCode::UNPROCESSABLE_ENTITY,
                "not_an_inspector",
                "Somebody named is no inspector of this region.",
                None,
                None,
            ),
        };
        let status = StatusCode::from_u16(problem.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = personal(status, &problem);
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

/// Does something with a case, based on what the person saw of it.
#[utoipa::path(post, path = "/api/v1/staff/cases/{number}/acts", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)), request_body = ActRequest,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseView),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "masked: what a licence or the form says of a person is changed by who sees it whole", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown", body = ProblemDetails),
              (status = 409, description = "case_changed, with the case as it stands now; or rules_changed: what is said to be right would ask for other items", body = CaseProblem),
              (status = 422, description = "refused, with the reason; findings in what is said to be right; or not_an_inspector", body = CaseProblem)))]
pub async fn act_on_case(
    State(app): State<App>,
    signed: Signed,
    Path(number): Path<String>,
    Json(request): Json<ActRequest>,
) -> Result<Response, Refusal> {
    let member = &signed.member;
    let loaded = load(&app, member, &number).await?;
    let ActRequest { seen, mut act } = request;
    if writes_personal(&act) {
        opened(&app, member, &number).await?;
    }
    name_inspectors(&mut act, &inspectors(&app, &loaded.case).await?)?;
    let by = in_role(&app, member, &loaded.case, &act);
    let changed = put_right(&app, &loaded, &act)?;
    let mut doing = Doing::act(number.clone(), seen, by, app.clock.now(), act);
    doing.changed = changed;
    match app.storage.act(app.office(), doing).await? {
        Done::Events(_) => {
            let loaded = load(&app, member, &number).await?;
            Ok(personal(StatusCode::OK, &loaded.view(&app, member).await?))
        }
        Done::Changed => {
            let loaded = load(&app, member, &number).await?;
            Err(Refusal::Changed(Box::new(loaded.view(&app, member).await?)))
        }
        Done::Refused(rule) => Err(Refusal::Rule(rule)),
        Done::Unknown | Done::FilesGone => Err(NoCase::Unknown.into()),
    }
}

/// The member in the first of their roles that may do this; in their first role, when none may.
fn in_role(app: &App, member: &StaffMember, case: &yijian_domain::case::Case, act: &Act) -> Actor {
    let at = At(app.clock.now().local());
    let calendar = &app.published.catalogue.calendar;
    let actors = as_actors(member);
    let may = |actor: &&Actor| {
        let tried = case.clone().perform(act.clone(), actor, at, calendar);
        !matches!(tried, Err(Rule::NotYours { .. } | Rule::ClaimedBy { .. }))
    };
    let found = actors.iter().find(may).or_else(|| actors.first());
    found.cloned().unwrap_or(Actor::Applicant)
}

/// Whether an act says anew what a licence or the form says of a person: nobody may do so from masked values.
fn writes_personal(act: &Act) -> bool {
    matches!(
        act,
        Act::Correct {
            amendment: Amendment::Holder { .. },
            ..
        } | Act::AnswerObjection { granted: true, .. }
    )
}

/// What the application is once an objection is granted.
fn put_right(app: &App, loaded: &Loaded, act: &Act) -> Result<Option<Amended>, AmendFault> {
    let (Act::AnswerObjection { granted: true, .. }, Some(open)) = (act, loaded.case.open_objection()) else {
        return Ok(None);
    };
    let submitted = loaded.stored.submitted_at.date();
    let catalogue = &app.published.catalogue;
    let values = open.right.clone();
    amended(
        catalogue,
        &loaded.case,
        &loaded.kept,
        values,
        BTreeMap::new(),
        submitted,
    )
    .map(Some)
}

/// Puts the names of accounts in place of what was sent: the record names who went, not who was typed.
fn name_inspectors(act: &mut Act, known: &[StaffRef]) -> Result<(), Refusal> {
    let named = match act {
        Act::PlanInspection { plan } => &mut plan.inspectors,
        Act::RecordInspection { inspectors, .. } => inspectors,
        _ => return Ok(()),
    };
    for inspector in named {
        let account = known.iter().find(|account| account.id == inspector.id);
        *inspector = account.ok_or(Refusal::NotAnInspector)?.clone();
    }
    Ok(())
}
