//! There is no room for a file.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::{Left, Problem};

use crate::{
    http::problem::{problem, respond},
    storage::Room,
};

/// A draft or a case has no room for a file; so much would fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} files and {} bytes are left", .0.files, .0.bytes)]
pub struct Full(pub Room);

impl Full {
    /// The problem's code.
    pub(in crate::http) const CODE: &str = "files_full";
}

impl IntoResponse for Full {
    fn into_response(self) -> Response {
        let Room { files, bytes } = self.0;
        respond(&Problem {
            detail: Some(self.to_string()),
            left: Some(Left { files, bytes }),
            ..problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                Self::CODE,
                "There is no room for the file.",
            )
        })
    }
}
