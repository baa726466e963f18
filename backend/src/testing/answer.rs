//! What comes back from the server.

use axum::{
    body::Bytes,
    http::{HeaderName, StatusCode, header},
};
use serde::de::DeserializeOwned;
use yijian_domain::wire::Problem;

/// What came back.
pub(crate) struct Answer {
    pub(super) parts: axum::http::response::Parts,
    pub(super) body: Bytes,
}

impl Answer {
    pub(crate) fn status(&self) -> StatusCode {
        self.parts.status
    }

    pub(crate) fn header(&self, name: HeaderName) -> String {
        self.parts
            .headers
            .get(&name)
            .map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    }

    pub(crate) fn all(&self, name: HeaderName) -> Vec<&str> {
        self.parts
            .headers
            .get_all(&name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    #[track_caller]
    pub(crate) fn assert_status(self, status: u16) -> Self {
        assert_eq!(self.status().as_u16(), status, "{}", self.text());
        self
    }

    #[track_caller]
    pub(crate) fn assert_problem(&self, status: u16, code: &str) -> Problem {
        assert_eq!(
            self.header(header::CONTENT_TYPE),
            "application/problem+json",
            "{}",
            self.text()
        );
        let problem: Problem = self.json();
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{problem:?}");
        assert_eq!(self.status().as_u16(), status);
        problem
    }
}
