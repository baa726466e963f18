//! New files, which lie in a draft until an act hands them over.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::application::FileRef;

use super::Refusal;
use crate::{
    app::App,
    http::body::{BodyFault, Token},
    ids,
    storage::Upload,
};

/// The files of a draft.
pub(super) struct Held {
    /// Key of the draft.
    pub(super) draft: Option<String>,
    uploads: BTreeMap<String, Upload>,
}

impl Held {
    /// The files of the draft with this token.
    pub(super) async fn read(app: &App, token: Option<&str>) -> Result<Self, Refusal> {
        let Some(token) = token else {
            return Ok(Self {
                draft: None,
                uploads: BTreeMap::new(),
            });
        };
        let key = Token::read(token).map_err(|_| BodyFault::Malformed {
            at: "act.draft_token".to_owned(),
            fault: "32 lower-case hex digits are right".to_owned(),
        })?;
        let uploads = app.storage.uploads(&key.key).await?;
        Ok(Self {
            draft: Some(key.key),
            uploads: uploads.into_iter().map(|upload| (upload.id.clone(), upload)).collect(),
        })
    }

    /// The files of these ids, in order, each once: whole ones of the draft, or those that are there already. None, when
    /// one is neither.
    pub(super) fn all(&self, ids: &[String], there: &[FileRef]) -> Option<Vec<FileRef>> {
        let mut seen = BTreeSet::new();
        let once = ids.iter().filter(|id| seen.insert(id.as_str()));
        once.map(|id| {
            self.whole(id)
                .or_else(|| there.iter().find(|file| file.id == *id).cloned())
        })
        .collect()
    }

    fn whole(&self, id: &str) -> Option<FileRef> {
        let upload = self.uploads.get(id).filter(|_| ids::is_id(id))?;
        Some(FileRef {
            id: upload.id.clone(),
            name: upload.name.clone(),
            bytes: upload.bytes,
            media_type: upload.media_type.clone()?,
            complete: true,
        })
    }

    /// Those of some files that lie in the draft, to be handed over.
    pub(super) fn hand_over(&self, files: &[FileRef]) -> Option<(String, Vec<String>)> {
        let own: BTreeSet<String> = files
            .iter()
            .filter(|file| self.uploads.contains_key(&file.id))
            .map(|file| file.id.clone())
            .collect();
        Some((self.draft.clone()?, own.into_iter().collect()))
    }
}
