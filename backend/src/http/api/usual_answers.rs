//! Answers that calls give because of what they share, so that no handler repeats them in its own documentation.

use utoipa::{
    Modify,
    openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder, path::Operation},
};

/// The media type of RFC 9457.
const PROBLEM: &str = "application/problem+json";
const PROBLEM_SCHEMA: &str = "ProblemDetails";

/// Adds what every call, every call with a body and every call of the staff may answer besides what its handler says, and
/// gives every problem its media type.
pub(super) struct UsualAnswers;

impl Modify for UsualAnswers {
    fn modify(&self, document: &mut OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let calls = [
                (&mut item.get, false),
                (&mut item.put, true),
                (&mut item.post, true),
                (&mut item.patch, true),
                (&mut item.delete, true),
            ];
            for (call, changes) in calls {
                if let Some(call) = call {
                    for (status, description) in usual(path, call, changes) {
                        let responses = &mut call.responses.responses;
                        responses
                            .entry(status.to_owned())
                            .or_insert_with(|| RefOr::T(problem(description)));
                    }
                    for (status, response) in &mut call.responses.responses {
                        if status.starts_with(['4', '5']) {
                            name_media_type(response);
                        }
                    }
                }
            }
        }
    }
}

/// Status and description of each.
fn usual(path: &str, call: &Operation, changes: bool) -> Vec<(&'static str, &'static str)> {
    let mut answers = vec![("503", "storage_full or busy: nothing is lost, try again later")];
    if path.contains('{') {
        answers.push(("404", "not_found: a path that is no text names nothing"));
    }
    if path.contains("{token}") {
        answers.push(("400", "token_malformed"));
    }
    if call.request_body.is_some() {
        answers.push(("400", "malformed_json"));
        answers.push(("413", "too_large"));
    }
    if path.starts_with("/api/v1/staff/") {
        answers.push(("401", "signed_out"));
        if changes {
            answers.push(("403", "cross_site"));
        }
    }
    answers
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(PROBLEM_SCHEMA)));
    ResponseBuilder::new()
        .description(description)
        .content(PROBLEM, content.build())
        .build()
}

/// What is no success is a problem, also where it carries more than others.
fn name_media_type(response: &mut RefOr<Response>) {
    if let RefOr::T(response) = response
        && let Some(content) = response.content.shift_remove("application/json")
    {
        response.content.insert(PROBLEM.to_owned(), content);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use utoipa::OpenApi as _;

    use crate::http::api::Document;

    #[test]
    fn every_problem_has_the_media_type_of_problems() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        let mut problems = 0;
        for calls in document["paths"].as_object().unwrap().values() {
            for call in calls.as_object().unwrap().values() {
                for (status, response) in call["responses"].as_object().unwrap() {
                    if status.starts_with('2') {
                        continue;
                    }
                    problems += 1;
                    let media: Vec<&String> = response["content"].as_object().unwrap().keys().collect();
                    assert_eq!(media, ["application/problem+json"], "{status}: {response}");
                }
            }
        }
        assert!(problems > 100);
    }

    #[test]
    fn what_calls_share_is_documented_for_each() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        let says = |path: &str, method: &str, status: &str| {
            let answers: &Value = &document["paths"][path][method]["responses"];
            answers.get(status).is_some()
        };
        assert!(says("/api/v1/drafts/{token}", "delete", "400"));
        assert!(says("/api/v1/drafts/{token}", "put", "413"));
        assert!(says("/api/v1/staff/session", "delete", "403"));
        assert!(says("/api/v1/themes", "get", "503"));
    }
}
