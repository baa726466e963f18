//! From a checked application to the rows that are kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use yijian_domain::{
    application::{Application, Draft, FileRef, Finding, Place, Provision},
    case::{Actor, CaseFile, Channel},
    id::MaterialKey,
    value::Weight,
};

use super::Refusal;
use crate::{
    app::App,
    applicants::HandingIn,
    cases::{Kept, Later, Subject, new_parts},
    clock::Moment,
    http::body::Token,
    ids,
    storage::{NewApplication, Storage, StorageFault, Upload},
};

/// Puts what the server knows about uploads in place of what the draft says; an unknown one is not complete.
pub(super) async fn know_files(storage: &Storage, draft: &mut Draft, key: Option<&str>) -> Result<(), StorageFault> {
    let known: BTreeMap<String, Upload> = match key {
        Some(key) => storage
            .uploads(key)
            .await?
            .into_iter()
            .map(|upload| (upload.id.clone(), upload))
            .collect(),
        None => BTreeMap::new(),
    };
    for file in draft.provisions.values_mut().flat_map(files_mut) {
        match known.get(&file.id) {
            Some(Upload {
                bytes,
                media_type: Some(media_type),
                ..
            }) => {
                *file = FileRef {
                    bytes: *bytes,
                    media_type: media_type.clone(),
                    complete: true,
                    ..file.clone()
                };
            }
            Some(_) | None => file.complete = false,
        }
    }
    Ok(())
}

/// Whether the person may make the commitments of an application: not after one of theirs was found false
/// (国办发〔2020〕42号).
pub(super) async fn may_promise(app: &App, application: &Application) -> Result<(), Refusal> {
    if application.promised().is_empty() {
        return Ok(());
    }
    let person = Subject::of(application.values()).keyed(&app.keys.person);
    let barred = match person {
        Some(person) => app.storage.broke_a_promise(&person).await?,
        None => false,
    };
    if !barred {
        return Ok(());
    }
    let finding = |paper: &MaterialKey| Finding {
        at: Place::Material(paper.clone()),
        code: "promise_barred".to_owned(),
        weight: Weight::Error,
        rule: None,
    };
    Err(Refusal::Findings(application.promised().iter().map(finding).collect()))
}

fn files_mut(provision: &mut Provision) -> &mut [FileRef] {
    match provision {
        Provision::Files { files } => files,
        Provision::Later => &mut [],
    }
}

/// A submission on its way to the storage.
pub(super) struct Taking<'a> {
    pub(super) key: &'a str,
    pub(super) body_hash: &'a str,
    pub(super) draft: &'a Draft,
    pub(super) draft_key: Option<&'a Token>,
    pub(super) now: Moment,
    pub(super) channel: Channel,
    pub(super) by: Actor,
    pub(super) handing_in: Option<HandingIn>,
}

impl Taking<'_> {
    /// The rows of an application.
    pub(super) fn application(&self, app: &App, application: &Application) -> Result<NewApplication, Refusal> {
        let draft = self.draft;
        let theme = app
            .published
            .catalogue
            .themes
            .get(&draft.theme)
            .ok_or(Refusal::UnknownTheme)?;
        let kept = Kept::of(draft, application);
        debug_assert!(
            application
                .warnings()
                .iter()
                .all(|finding| finding.weight == Weight::Warning)
        );
        Ok(NewApplication {
            idempotency_key: self.key.to_owned(),
            body_hash: self.body_hash.to_owned(),
            secret: app.dice.roll()?,
            theme: draft.theme.clone(),
            theme_name: theme.name.clone(),
            theme_name_en: theme.name_en.clone(),
            region: draft.region.as_ref().map(ToString::to_string),
            plate: draft.plate.as_ref().map(ToString::to_string),
            submitted_at: self.now,
            body: json(&kept),
            subject: Subject::of(&kept.values),
            later: json(&later(application)),
            parts: new_parts(&app.published.catalogue, application),
            draft: self.draft_key.map(|token| token.key.clone()),
            files: files(application),
            file: CaseFile::of(&app.published.catalogue, application, "", self.channel.clone()),
            by: self.by.clone(),
            handing_in: self.handing_in.clone(),
        })
    }
}

/// Papers that are to follow, and within how many working days.
fn later(application: &Application) -> Vec<Later> {
    let lines = application.plan().materials.iter();
    lines
        .filter(|line| application.provisions().get(&line.id) == Some(&Provision::Later))
        .map(|line| Later {
            id: line.id.clone(),
            name: line.name.clone(),
            working_days: line.deferrable.unwrap_or(0),
        })
        .collect()
}

/// The uploads that belong to it, each once.
fn files(application: &Application) -> Vec<String> {
    let mut ids = BTreeSet::new();
    for provision in application.provisions().values() {
        if let Provision::Files { files } = provision {
            ids.extend(files.iter().map(|file| file.id.clone()).filter(|id| ids::is_id(id)));
        }
    }
    ids.into_iter().collect()
}

fn json(content: &impl Serialize) -> String {
    serde_json::to_string(content).expect("keys are texts and numbers are finite")
}
