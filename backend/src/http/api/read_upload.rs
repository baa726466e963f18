//! `GET /api/v1/drafts/{token}/files/{file}`

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use futures_util::TryStreamExt;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::show_upload;
use crate::{
    app::App,
    http::{body::FileId, guard},
    storage::{StorageFault, Upload},
};

/// What RFC 8187 leaves as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
/// What is shown in a browser: pictures that were written anew and documents that were looked into, each with the
/// endings of its name. A sandbox keeps a browser from starting its viewer of PDF, which runs nothing of the document in
/// the name of this server anyway.
const SHOWN: &[(&str, &[&str], bool)] = &[
    ("image/jpeg", &["jpg", "jpeg"], true),
    ("image/png", &["png"], true),
    ("image/webp", &["webp"], true),
    ("application/pdf", &["pdf"], false),
];

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such file, or its row cannot be read.
    #[error(transparent)]
    File(#[from] show_upload::Refusal),
    /// The file cannot be read.
    #[error("reading an upload: {0}")]
    Read(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::File(fault) => fault.into_response(),
            Self::Read(fault) => fault.into_response(),
        }
    }
}

/// The content of a complete file.
#[utoipa::path(get, path = "/api/v1/drafts/{token}/files/{file}", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path)),
    responses((status = 200, description = "The content", body = Vec<u8>, content_type = "application/octet-stream"),
              (status = 404, description = "file_unknown: unknown or not complete", body = super::document::ProblemDetails)))]
pub async fn read_upload(State(app): State<App>, file: FileId) -> Result<Response, Refusal> {
    let upload = show_upload::find(&app, &file).await?;
    send(&app, &upload, false).await
}

/// The content of a complete file. `framed` lets pages of this server show it inside.
pub(in crate::http) async fn send(app: &App, upload: &Upload, framed: bool) -> Result<Response, Refusal> {
    let media_type = upload.media_type.as_deref().ok_or(show_upload::Refusal::Unknown)?;
    let contents = app.storage.contents(upload).await?;
    let contents = contents.inspect_err(|fault| tracing::error!(%fault, "a file broke off"));
    let mut response = Response::new(Body::from_stream(contents));
    *response.headers_mut() = headers(media_type, upload, framed);
    Ok(response)
}

/// What is said about a file, so that a browser takes it for nothing else, keeps nothing of it and runs nothing in it.
fn headers(media_type: &str, upload: &Upload, framed: bool) -> HeaderMap {
    let shown = SHOWN.iter().find(|(kind, ..)| *kind == media_type);
    let how = if shown.is_some() { "inline" } else { "attachment" };
    let name = shown.map_or_else(|| upload.name.clone(), |(_, endings, _)| called(&upload.name, endings));
    let name = utf8_percent_encode(&name, PLAIN);
    let mut headers = HeaderMap::new();
    guard::paper(&mut headers, framed, shown.is_none_or(|(.., sandbox)| *sandbox));
    let texts = [
        (
            header::CONTENT_TYPE,
            shown.map_or("application/octet-stream", |(kind, ..)| kind).to_owned(),
        ),
        (header::CONTENT_DISPOSITION, format!("{how}; filename*=UTF-8''{name}")),
        (header::CONTENT_LENGTH, upload.bytes.to_string()),
    ];
    headers.extend(
        texts
            .into_iter()
            .filter_map(|(key, text)| Some((key, text.parse().ok()?))),
    );
    headers
}

/// A name with the ending of what the file is: a photograph that was called `a.html` is saved as `a.html.jpg`.
fn called(name: &str, endings: &[&str]) -> String {
    let stem = match name.rsplit_once('.') {
        Some((_, ending)) if endings.iter().any(|right| ending.eq_ignore_ascii_case(right)) => return name.to_owned(),
        // What it was before it was written anew, or what somebody took it for.
        Some((stem, ending)) if !stem.is_empty() && SHOWN.iter().any(|(_, known, _)| known.contains(&ending)) => stem,
        Some(_) | None => name,
    };
    [stem, endings.first().copied().unwrap_or_default()].join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FILE, TOKEN, World, pdf, png};

    fn path() -> String {
        format!("/api/v1/drafts/{TOKEN}/files/{FILE}")
    }

    #[tokio::test]
    async fn a_complete_file_can_be_looked_at() {
        let world = World::with_draft().await;
        world.upload(FILE, "身份证 正面.png", &png()).await;
        let answer = world.get(&path()).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "image/png");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        assert!(
            answer
                .header(header::CONTENT_DISPOSITION)
                .starts_with("inline; filename*=UTF-8''%E8%BA%AB")
        );
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'") && policy.ends_with("; sandbox"),
            "{policy}"
        );
        assert_eq!(answer.header(header::CONTENT_LENGTH), answer.bytes().len().to_string());
        let shown = image::load_from_memory(answer.bytes()).unwrap();
        assert_eq!(shown, image::load_from_memory(&png()).unwrap());
    }

    #[tokio::test]
    async fn a_file_is_never_called_what_it_is_not() {
        let world = World::with_draft().await;
        world.upload(FILE, "a.html", &pdf()).await;
        let answer = world.get(&path()).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/pdf");
        assert_eq!(
            answer.header(header::CONTENT_DISPOSITION),
            "inline; filename*=UTF-8''a.html.pdf"
        );
        assert_eq!(answer.bytes(), pdf());
        for (name, called_now) in [
            ("a.PDF", "a.PDF"),
            ("a.jpg", "a.pdf"),
            ("a", "a.pdf"),
            (".jpg", ".jpg.pdf"),
        ] {
            assert_eq!(called(name, &["pdf"]), called_now);
        }
    }

    #[test]
    fn what_was_taken_before_and_is_not_shown_anywhere_is_saved() {
        let upload = Upload {
            disk: "ab".into(),
            id: FILE.into(),
            name: "a.heic".into(),
            bytes: 1,
            media_type: None,
            data_key: None,
        };
        let headers = headers("image/heic", &upload, true);
        assert_eq!(headers[header::CONTENT_TYPE], "application/octet-stream");
        assert_eq!(
            headers[header::CONTENT_DISPOSITION],
            "attachment; filename*=UTF-8''a.heic"
        );
    }

    #[tokio::test]
    async fn half_a_file_is_not_shown() {
        let world = World::with_draft().await;
        world.announce(FILE, "a.png", 100).await;
        world.piece(FILE, 0, &png()[..20]).await.assert_status(200);
        world
            .get(&format!("/api/v1/drafts/{TOKEN}/files/{FILE}"))
            .await
            .assert_problem(404, "file_unknown");
    }
}
