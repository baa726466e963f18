//! Drafts with everything in them, and their uploads, ready to be handed in.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;
use yijian_backend::{
    app::App,
    ids,
    storage::{DraftsOf, NewUpload, Rooms},
};
use yijian_domain::{
    application::{Draft, FileRef, Provision, Submission},
    id::ThemeId,
    wire::DraftState,
};

use crate::full;

/// So many bodies of `POST /api/v1/applications`.
pub(crate) async fn drafts(app: &App, theme: &str, count: usize) -> Vec<String> {
    let today: Date = app.clock.now().date();
    let theme = ThemeId::from(theme);
    let (draft, plan) = full::draft(&app.published.catalogue, &theme, false, today);
    let template = Arc::new((
        draft,
        plan.materials.into_iter().map(|line| line.id).collect::<Vec<_>>(),
    ));
    let mut tasks = Vec::new();
    for _ in 0..count {
        let (app, template) = (app.clone(), Arc::clone(&template));
        tasks.push(tokio::spawn(async move {
            prepare_one(&app, &template.0, &template.1).await
        }));
    }
    let mut bodies = Vec::new();
    for task in tasks {
        bodies.push(task.await.expect("a draft"));
    }
    bodies
}

async fn prepare_one(app: &App, template: &Draft, papers: &[yijian_domain::id::MaterialKey]) -> String {
    let token = app.dice.roll().expect("an id");
    let key = ids::digest(token.as_bytes());
    let mut draft = template.clone();
    let state = DraftState {
        revision: 0,
        draft: draft.clone(),
    };
    let of = DraftsOf {
        by_whom: format!("somebody {key}"),
        most: 1,
    };
    app.storage
        .save_draft(key.clone(), &state, of, app.clock.now())
        .await
        .expect("a draft");
    for paper in papers {
        let (id, disk) = (app.dice.roll().expect("an id"), app.dice.roll().expect("an id"));
        let new = NewUpload {
            draft: key.clone(),
            id: id.clone(),
            disk: disk.clone(),
            name: "a.png".into(),
            bytes: 1,
            data_key: app.storage.new_file_key().expect("a key"),
            by_whom: format!("somebody {key}"),
        };
        let rooms = Rooms {
            draft: app.quota.draft,
            all: app.quota.address.room,
        };
        app.storage
            .begin_upload(new, rooms, app.clock.now())
            .await
            .expect("an upload");
        app.storage
            .complete_upload(disk, "image/png", 1)
            .await
            .expect("an upload");
        let file = FileRef {
            id,
            name: "a.png".into(),
            bytes: 1,
            media_type: "image/png".into(),
            complete: true,
        };
        draft
            .provisions
            .insert(paper.clone(), Provision::Files { files: vec![file] });
    }
    let submission = Submission {
        authorisation: None,
        draft_token: Some(token),
        draft,
    };
    serde_json::to_value(&submission)
        .as_ref()
        .map(Value::to_string)
        .expect("JSON")
}
