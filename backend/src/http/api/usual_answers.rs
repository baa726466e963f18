//! Answers that calls give because of what they share, so that no handler repeats them in its own documentation.

use utoipa::{
    Modify,
    openapi::{
        ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
        path::Operation,
        schema::{ObjectBuilder, Type},
    },
};

/// The media type of RFC 9457.
const PROBLEM: &str = "application/problem+json";
const PROBLEM_SCHEMA: &str = "ProblemDetails";

/// Adds what every call, every call that changes something, every call with a body and every call of the staff may answer besides what its handler says, and
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
                            .or_insert_with(|| RefOr::T(problem(description).build()));
                    }
                    let responses = &mut call.responses.responses;
                    responses
                        .entry("429".to_owned())
                        .or_insert_with(|| RefOr::T(too_many()));
                    if changes {
                        responses
                            .entry("408".to_owned())
                            .or_insert_with(|| RefOr::T(too_slow()));
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
    let mut answers = vec![
        ("414", "address_too_long"),
        ("503", "storage_full or busy: nothing is lost, try again later"),
    ];
    if changes {
        answers.push(("403", "cross_site: from a page of another site"));
    }
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
    }
    answers
}

fn problem(description: &str) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(PROBLEM_SCHEMA)));
    ResponseBuilder::new()
        .description(description)
        .content(PROBLEM, content.build())
}

/// More than is allowed, or more than without work.
fn too_many() -> Response {
    let wait = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).build()))
        .description(Some("Seconds after which there is room again"))
        .build();
    let many = "too_many_requests, or proof_needed with `proof`: send the request again with the header `Yijian-Proof`, which \
                holds the number, the salt and the signature, with spaces between them (docs/limits.md)";
    problem(many).header("Retry-After", wait).build()
}

/// The one refusal without a body: the connection ends with it.
fn too_slow() -> Response {
    ResponseBuilder::new()
        .description("The body took longer than 90 seconds")
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
                    if status.starts_with('2') || status == "408" {
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
        assert!(says("/api/v1/themes", "get", "429"));
        assert!(says("/api/v1/plans", "post", "408"));
    }
}
