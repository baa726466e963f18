//! What comes in: bodies with a limit, JSON that says where it is wrong, ids in paths.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Path, Request, rejection::BytesRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

use super::problem::{problem, respond};
use crate::{app::App, ids};

/// A body that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyFault {
    /// Larger than the limit.
    #[error("the body is too large")]
    TooLarge,
    /// It broke off.
    #[error("the body did not arrive")]
    BrokenOff,
    /// Not the JSON that belongs here.
    #[error("{at}: {fault}")]
    Malformed {
        /// The path of the fault.
        at: String,
        /// What is wrong there and what would be right.
        fault: String,
    },
}

impl IntoResponse for BodyFault {
    fn into_response(self) -> Response {
        let mut problem = match &self {
            Self::TooLarge => problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The body is too large."),
            Self::BrokenOff => problem(StatusCode::BAD_REQUEST, "malformed_json", "The body broke off."),
            Self::Malformed { .. } => problem(
                StatusCode::BAD_REQUEST,
                "malformed_json",
                "The body is not what belongs here.",
            ),
        };
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// All of a body within the limit of its route.
///
/// # Errors
/// When it is too large or breaks off.
pub(super) async fn read(request: Request<Body>) -> Result<Bytes, BodyFault> {
    Bytes::from_request(request, &()).await.map_err(|fault| match fault {
        BytesRejection::FailedToBufferBody(fault) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            BodyFault::TooLarge
        }
        _ => BodyFault::BrokenOff,
    })
}

/// Reads JSON; a fault names its path and what would be right.
///
/// # Errors
/// When the text is no JSON or another JSON.
pub(super) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, BodyFault> {
    const NO_ANSWER: &str = "did not match any variant of untagged enum Answer";
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
        let mut message = fault.inner().to_string();
        if message.contains(NO_ANSWER) {
            message = message.replace(
                NO_ANSWER,
                "an answer is true or false, a number, an option, or a list of options",
            );
        }
        BodyFault::Malformed {
            at: fault.path().to_string(),
            fault: message,
        }
    })?;
    reader.end().map_err(|fault| BodyFault::Malformed {
        at: ".".to_owned(),
        fault: fault.to_string(),
    })?;
    Ok(value)
}

/// A body as JSON.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = BodyFault;

    async fn from_request(request: Request<Body>, _: &App) -> Result<Self, BodyFault> {
        parse(&read(request).await?).map(Json)
    }
}

/// A token or file id in a path that has not the form of one.
#[derive(Debug, thiserror::Error)]
#[error("tokens and ids are 32 lower-case hex digits")]
pub struct BadToken;

impl IntoResponse for BadToken {
    fn into_response(self) -> Response {
        let mut problem = problem(StatusCode::BAD_REQUEST, "token_malformed", "This is not a token.");
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// The token of a draft. Only its hash is kept, so the database alone opens no draft.
#[derive(Debug)]
pub struct Token {
    /// The key of its row.
    pub key: String,
}

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    /// When it is not 32 lower-case hex digits.
    pub fn read(text: &str) -> Result<Self, BadToken> {
        if ids::is_id(text) {
            Ok(Self {
                key: ids::digest(text.as_bytes()),
            })
        } else {
            Err(BadToken)
        }
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Token {
    type Rejection = BadToken;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, BadToken> {
        let path: Result<Path<Vec<(String, String)>>, _> = Path::from_request_parts(parts, state).await;
        let Ok(Path(parameters)) = path else {
            return Err(BadToken);
        };
        let token = parameters.iter().find(|(name, _)| name == "token").ok_or(BadToken)?;
        Self::read(&token.1)
    }
}

/// The token of a draft and the id of one of its files.
#[derive(Debug)]
pub struct FileId {
    /// The draft.
    pub token: Token,
    /// The id the phone chose.
    pub id: String,
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for FileId {
    type Rejection = BadToken;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, BadToken> {
        let path: Result<Path<Vec<(String, String)>>, _> = Path::from_request_parts(parts, state).await;
        let Ok(Path(parameters)) = path else {
            return Err(BadToken);
        };
        let find = |wanted: &str| {
            parameters
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.as_str())
        };
        let id = find("file").filter(|id| ids::is_id(id)).ok_or(BadToken)?.to_owned();
        Ok(Self {
            token: Token::read(find("token").unwrap_or_default())?,
            id,
        })
    }
}
