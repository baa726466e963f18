//! `POST /api/v1/plans`

use std::collections::BTreeSet;

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use yijian_domain::{
    application::{Finding, Place},
    catalogue::{Catalogue, RegionCode},
    id::{MaterialKey, ThemeId},
    plan::{self, Plan, PlanFault},
    situation::{Answers, check_answers},
    value::{Weight, date},
};

use super::show_theme;
use crate::{
    app::App,
    http::{
        body::{self, BodyFault},
        problem::{problem, respond},
    },
};

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// There is no such theme.
    #[error("unknown theme")]
    UnknownTheme,
    /// Answers that do not fit their questions, or a day the catalogue has no rules for.
    #[error("{} findings", .0.len())]
    Findings(Vec<Finding>),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Body(fault) => fault.into_response(),
            Self::UnknownTheme => show_theme::Unknown.into_response(),
            Self::Findings(findings) => {
                let title = "The answers do not fit; each finding names its place.";
                let mut problem = problem(StatusCode::UNPROCESSABLE_ENTITY, "findings", title);
                problem.findings = findings;
                respond(&problem)
            }
        }
    }
}

/// What a plan is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PlanRequest {
    /// The theme.
    theme: ThemeId,
    /// Answers by question; those that are missing come back as `next`.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, yijian_domain::situation::Answer>)]
    answers: Answers,
    /// Code of the region, six digits.
    #[serde(default)]
    region: Option<RegionCode>,
    /// Papers the applicant already gave, `id_card@operator`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    held: BTreeSet<MaterialKey>,
    /// Papers the applicant would rather bring where there is a choice.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    chosen: BTreeSet<MaterialKey>,
    /// Papers replaced by a commitment.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    promised: BTreeSet<MaterialKey>,
    /// The day it starts, `YYYY-MM-DD`; today when not given.
    #[serde(default, deserialize_with = "day")]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| date::parse_iso(&text))
        .transpose()
        .map_err(serde::de::Error::custom)
}

/// The plan for a situation, or the plan so far with the questions that are still open.
#[utoipa::path(post, path = "/api/v1/plans", tag = "Guide", request_body = PlanRequest,
    responses((status = 200, description = "The plan", body = Plan),
              (status = 400, description = "malformed_json", body = super::document::ProblemDetails),
              (status = 404, description = "theme_unknown", body = super::document::ProblemDetails),
              (status = 422, description = "findings: answers that do not fit", body = super::document::ProblemDetails)))]
pub async fn make_plan(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let today = app.clock.now().date();
    let body = body::read(request).await?;
    if let Some(known) = app.plans.get(today, &body) {
        return Ok(answer(known));
    }
    let plan = plan(&app.published.catalogue, body::parse(&body)?, today)?;
    let made = Bytes::from(serde_json::to_vec(&plan).expect("keys are texts and numbers are finite"));
    app.plans.keep(today, body, made.clone());
    Ok(answer(made))
}

fn plan(catalogue: &Catalogue, request: PlanRequest, today: Date) -> Result<Plan, Refusal> {
    let PlanRequest {
        theme,
        answers,
        region,
        held,
        chosen,
        promised,
        on,
    } = request;
    let request = plan::Request {
        theme,
        answers,
        region,
        held,
        chosen,
        promised,
        on: on.unwrap_or(today),
    };
    if !catalogue.themes.contains_key(&request.theme) {
        return Err(Refusal::UnknownTheme);
    }
    let faults = check_answers(catalogue, &request.theme, &request.answers);
    if !faults.is_empty() {
        let findings = faults
            .into_iter()
            .map(|(question, fault)| finding(Place::Answer(question), fault.code()));
        return Err(Refusal::Findings(findings.collect()));
    }
    plan::plan(catalogue, &request).map_err(|fault| match fault {
        PlanFault::UnknownTheme(_) => Refusal::UnknownTheme,
        PlanFault::NoLimit(_) => Refusal::Findings(vec![finding(Place::Draft, "catalogue_gap")]),
    })
}

fn finding(at: Place, code: &str) -> Finding {
    Finding {
        at,
        code: code.to_owned(),
        weight: Weight::Error,
        rule: None,
    }
}

fn answer(plan: Bytes) -> Response {
    let mut response = Response::new(Body::from(plan));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests;
