//! `POST /api/v1/staff/cases/{number}/pictures`

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    NotYourRole, Signed,
    case::{NoCase, load},
};
use crate::{
    access::Area,
    app::App,
    http::{
        api::{append_upload, begin_upload::MOST_FILE_BYTES, document::ProblemDetails, full::Full, personal},
        body,
        problem::internal,
    },
    safety::Unsafe,
    storage::{StorageFault, Upload},
};

/// Largest photograph in bytes: the desk's program makes them smaller than that.
pub const MOST_PICTURE_BYTES: usize = 8 * 1024 * 1024;

/// Why a photograph is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not an inspector.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// There is no such case.
    #[error(transparent)]
    NoCase(#[from] NoCase),
    /// It did not arrive, is too large, or is no photograph.
    #[error(transparent)]
    Upload(#[from] append_upload::Refusal),
    /// The case has no room for it.
    #[error(transparent)]
    Full(#[from] Full),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::NoCase(NoCase::Storage(fault))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(fault) => fault.into_response(),
            Self::NoCase(fault) => fault.into_response(),
            Self::Upload(fault) => fault.into_response(),
            Self::Full(full) => full.into_response(),
            Self::Dice(fault) => internal(&fault),
        }
    }
}

/// The id of a photograph, to be named in the record of a visit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Kept {
    /// 32 hex digits.
    id: String,
}

/// Keeps a photograph of a visit. It belongs to the case once the record of the visit names it.
#[utoipa::path(post, path = "/api/v1/staff/cases/{number}/pictures", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)), request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses((status = 201, description = "Kept", body = Kept),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown", body = ProblemDetails),
              (status = 413, description = "upload_too_long, or files_full with what is left", body = ProblemDetails),
              (status = 422, description = "file_kind, file_heic, file_broken, file_pixels or file_infected", body = ProblemDetails),
              (status = 503, description = "storage_full, files_unreachable or scanner_unreachable", body = ProblemDetails)))]
pub async fn keep_picture(
    State(app): State<App>,
    signed: Signed,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let member = signed.to(Area::Pictures)?;
    load(&app, member, &number).await?;
    let content = match body::read(request).await {
        Err(body::BodyFault::TooLarge) => return Err(append_upload::Refusal::TooLong.into()),
        read => read.map_err(append_upload::Refusal::Body)?,
    };
    debug_assert!(MOST_PICTURE_BYTES as u64 <= MOST_FILE_BYTES);
    let id = keep(&app, number, content.into()).await?;
    Ok(personal(StatusCode::CREATED, &Kept { id }))
}

/// Makes a photograph safe and keeps it; its id.
async fn keep(app: &App, number: String, content: Vec<u8>) -> Result<String, Refusal> {
    let room = app.storage.room_beside_files(&number, app.quota.case).await?;
    if room.files == 0 || room.bytes < content.len() as u64 {
        return Err(Full(room).into());
    }
    let turn = app.safety.turn().await.map_err(append_upload::Refusal::from)?;
    let looked = app.safety.look(&turn, content).await;
    let looked = looked.map_err(append_upload::Refusal::NotLooked)?;
    let safe = match looked {
        Ok(safe) if safe.media_type.starts_with("image/") => safe,
        Ok(_) => return Err(append_upload::Refusal::Unsafe(Unsafe::Kind).into()),
        Err(refused) => return Err(append_upload::Refusal::Unsafe(refused).into()),
    };
    let id = app.dice.roll()?;
    let ending = if safe.media_type == "image/png" { "png" } else { "jpg" };
    let upload = Upload {
        disk: app.dice.roll()?,
        id: id.clone(),
        name: format!("{id}.{ending}"),
        bytes: safe.content.len() as u64,
        media_type: Some(safe.media_type.to_owned()),
        data_key: Some(app.storage.new_file_key()?),
    };
    app.storage.put_content(&upload, &safe.content).await?;
    let disk = upload.disk.clone();
    if let Err(room) = app.storage.keep_file(number, upload, app.quota.case).await? {
        app.storage.drop_content(disk).await;
        return Err(Full(room).into());
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use yijian_domain::{case::Role, wire::Left};

    use crate::testing::{Answer, Setup, World, pdf, png, staff::Desk};

    async fn keep(world: &World, desk: &Desk<'_>, number: &str, content: Vec<u8>) -> Answer {
        let headers = [("cookie", desk.cookie.as_str()), ("x-yijian-desk", "1")];
        let headers = headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        let path = format!("/api/v1/staff/cases/{number}/pictures");
        world.call_owned("POST", path, headers, content.into()).await
    }

    #[tokio::test]
    async fn a_photograph_is_written_anew_and_only_a_photograph_is_taken() {
        let world = World::new().await;
        let number = world.hand_in("convenience_store").await.number;
        world.hire("inspector", &[Role::Inspector], None).await;
        let desk = world.signed_in("inspector").await;
        let before = world.count_files();
        for (content, code) in [
            (pdf(), "file_kind"),
            (b"<html>".to_vec(), "file_kind"),
            (Vec::new(), "file_kind"),
            (png()[..40].to_vec(), "file_broken"),
        ] {
            keep(&world, &desk, &number, content).await.assert_problem(422, code);
        }
        assert_eq!(world.count_files(), before);
        let hidden = [png(), b"SECRET-BEHIND".to_vec()].concat();
        let kept: serde_json::Value = keep(&world, &desk, &number, hidden).await.assert_status(201).json();
        assert_eq!(world.count_files(), before + 1);
        let id = kept["id"].as_str().unwrap();
        desk.unmask(&number).await;
        let shown = desk
            .get(&format!("/api/v1/staff/cases/{number}/files/{id}"))
            .await
            .assert_status(200);
        assert_eq!(shown.header(header::CONTENT_TYPE), "image/png");
        assert_eq!(shown.header(header::X_FRAME_OPTIONS), "SAMEORIGIN");
        assert!(!shown.bytes().windows(6).any(|part| part == b"SECRET"));
        world
            .get(&format!("/api/v1/staff/cases/{number}/files/{id}"))
            .await
            .assert_problem(401, "signed_out");
    }

    #[tokio::test]
    async fn a_case_has_so_many_files_with_the_photographs_of_its_visits() {
        let mut setup = Setup::default();
        setup.quota.case.bytes = 3000;
        let world = World::with_files(setup).await;
        let number = world.hand_in("convenience_store").await.number;
        let files = world.app.storage.application_files(&number).await.unwrap();
        let taken: u64 = files.iter().map(|file| file.bytes).sum();
        world.hire("inspector", &[Role::Inspector], None).await;
        let desk = world.signed_in("inspector").await;
        let fit = (3000 - taken) / png().len() as u64;
        for _ in 0..fit {
            keep(&world, &desk, &number, png()).await.assert_status(201);
        }
        let problem = keep(&world, &desk, &number, png())
            .await
            .assert_problem(413, "files_full");
        let left = problem.left.unwrap();
        assert_eq!(left.files, 1000 - files.len() as u64 - fit);
        assert!(left.bytes < png().len() as u64, "{:?}", Left { ..left });
    }
}
