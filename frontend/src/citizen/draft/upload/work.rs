//! The list of uploads of this visit, and what a person can do with each.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local};
use web_sys::{Blob, File, FileList, Url};
use yijian_domain::{
    application::{Draft, FileRef, Provision},
    id::MaterialKey,
};

use super::{
    super::{device, store::Store, sync},
    send,
};
use crate::{api, ui::shrink};

/// One file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Job {
    /// Its id, made on the phone.
    pub(crate) id: String,
    /// The paper it belongs to.
    pub(crate) key: MaterialKey,
    /// Its name.
    pub(crate) name: String,
    /// Its size in bytes; 0 until it is made ready.
    pub(crate) bytes: u64,
    /// How many bytes have arrived.
    pub(crate) sent: u64,
    /// What happens to it.
    pub(crate) state: JobState,
}

/// What happens to a file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JobState {
    /// It is being reduced.
    Preparing,
    /// It waits for its turn.
    Waiting,
    /// It is being sent.
    Sending,
    /// The network broke off; it goes on by itself.
    Paused,
    /// It cannot be used; the problem's code.
    Failed(String),
}

/// The uploads of one draft. A handle: copying it copies no data.
#[derive(Clone, Copy)]
pub(crate) struct Uploads {
    /// Files on their way.
    pub(crate) jobs: RwSignal<Vec<Job>>,
    /// Contents of this visit, with addresses to show them from.
    contents: StoredValue<BTreeMap<String, (Blob, Option<String>)>, LocalStorage>,
    /// Breaks of the network in a row.
    pub(super) failures: StoredValue<u32>,
    /// One file is being sent.
    pub(super) running: StoredValue<bool>,
    /// Nothing is sent any more.
    pub(super) stopped: StoredValue<bool>,
}

impl Uploads {
    /// Nothing is on its way.
    pub(crate) fn new() -> Self {
        Self {
            jobs: RwSignal::new(Vec::new()),
            contents: StoredValue::new_local(BTreeMap::new()),
            failures: StoredValue::new(0),
            running: StoredValue::new(false),
            stopped: StoredValue::new(false),
        }
    }

    /// Sends nothing any more.
    pub(crate) fn stop(self) {
        self.stopped.set_value(true);
        self.jobs.set(Vec::new());
        self.contents.update_value(|contents| {
            for (_, (_, address)) in std::mem::take(contents) {
                free(address);
            }
        });
    }

    /// Where a file of this visit can be shown from without loading it.
    pub(crate) fn preview(self, id: &str) -> Option<String> {
        self.contents
            .with_value(|contents| contents.get(id).and_then(|(_, address)| address.clone()))
    }

    pub(super) fn content(self, id: &str) -> Option<Blob> {
        self.contents
            .with_value(|contents| contents.get(id).map(|(blob, _)| blob.clone()))
    }

    /// Takes over what a person picked for a paper. `instead` names the unfinished page it replaces.
    pub(crate) fn add(self, store: Store, key: &MaterialKey, picked: &FileList, instead: Option<String>) {
        let files: Vec<(String, File)> = (0..picked.length())
            .filter_map(|at| picked.get(at))
            .map(|file| (device::random_id(), file))
            .collect();
        self.jobs.update(|jobs| {
            jobs.extend(files.iter().map(|(id, file)| Job {
                id: id.clone(),
                key: key.clone(),
                name: file.name(),
                bytes: 0,
                sent: 0,
                state: JobState::Preparing,
            }));
        });
        if let Some(old) = instead {
            store.change(|draft| remove(draft, key, &old));
            self.drop_on_server(store, old);
        }
        spawn_local(async move {
            // One after another: a weak phone has no memory for several photographs.
            for (id, file) in files {
                self.prepare(store, &id, &file).await;
            }
        });
    }

    async fn prepare(self, store: Store, id: &str, file: &File) {
        let ready = shrink::shrink(file).await;
        let Some(job) = self.job(id) else { return };
        match ready {
            Err(code) => self.set_state(id, JobState::Failed(code.to_owned())),
            Ok(ready) => {
                let bytes = whole(ready.blob.size());
                let address = (ready.media_type != "application/pdf")
                    .then(|| Url::create_object_url_with_blob(&ready.blob).ok())
                    .flatten();
                self.contents.update_value(|contents| {
                    contents.insert(id.to_owned(), (ready.blob, address));
                });
                let page = FileRef {
                    id: id.to_owned(),
                    name: ready.name.clone(),
                    bytes,
                    media_type: ready.media_type,
                    complete: false,
                };
                store.change(|draft| add(draft, &job.key, page));
                self.update(id, |job| {
                    job.bytes = bytes;
                    job.name = ready.name;
                    job.state = JobState::Waiting;
                });
                send::run(store);
            }
        }
    }

    /// Goes on with everything that the network interrupted.
    pub(crate) fn resume(self, store: Store) {
        self.jobs.update(|jobs| {
            for job in jobs.iter_mut().filter(|job| job.state == JobState::Paused) {
                job.state = JobState::Waiting;
            }
        });
        send::run(store);
    }

    /// Gives up a file on its way.
    pub(crate) fn cancel(self, store: Store, job: &Job) {
        self.jobs.update(|jobs| jobs.retain(|other| other.id != job.id));
        store.change(|draft| remove(draft, &job.key, &job.id));
        self.drop_on_server(store, job.id.clone());
    }

    /// Removes a file from the server, where it may or may not have arrived.
    pub(crate) fn drop_on_server(self, store: Store, id: String) {
        self.contents
            .update_value(|contents| free(contents.remove(&id).and_then(|(_, address)| address)));
        spawn_local(async move {
            // What stays behind goes with the draft.
            let _gone = api::delete_file(&store.token(), &id).await;
        });
    }

    pub(super) fn job(self, id: &str) -> Option<Job> {
        self.jobs
            .with_untracked(|jobs| jobs.iter().find(|job| job.id == id).cloned())
    }

    pub(super) fn update(self, id: &str, change: impl FnOnce(&mut Job)) {
        self.jobs.update(|jobs| {
            if let Some(job) = jobs.iter_mut().find(|job| job.id == id) {
                change(job);
            }
        });
    }

    pub(super) fn set_state(self, id: &str, state: JobState) {
        self.update(id, |job| job.state = state);
    }

    /// A file has arrived, or turned out to be unusable: its page says which.
    pub(super) fn finish(self, store: Store, id: &str, arrived: Result<Option<String>, String>) {
        let Some(job) = self.job(id) else { return };
        match arrived {
            Ok(media_type) => {
                store.change(|draft| complete(draft, &job.key, id, media_type));
                self.jobs.update(|jobs| jobs.retain(|other| other.id != job.id));
                sync::now(store);
            }
            Err(code) => {
                store.change(|draft| remove(draft, &job.key, id));
                self.set_state(id, JobState::Failed(code));
            }
        }
    }
}

fn free(address: Option<String>) {
    // The address of a blob that is no longer needed; an unknown one does no harm.
    let _freed = address.map(|address| Url::revoke_object_url(&address));
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of files are whole and not negative"
)]
fn whole(size: f64) -> u64 {
    size as u64
}

/// The pages of a paper.
fn pages<'d>(draft: &'d mut Draft, key: &MaterialKey) -> Option<&'d mut Vec<FileRef>> {
    match draft.provisions.get_mut(key)? {
        Provision::Files { files } => Some(files),
        Provision::Later => None,
    }
}

/// A file of a draft, by its id.
pub(crate) fn file_of(draft: &Draft, key: &MaterialKey, id: &str) -> Option<FileRef> {
    match draft.provisions.get(key)? {
        Provision::Files { files } => files.iter().find(|file| file.id == id).cloned(),
        Provision::Later => None,
    }
}

fn add(draft: &mut Draft, key: &MaterialKey, page: FileRef) {
    match pages(draft, key) {
        Some(files) => files.push(page),
        None => {
            draft
                .provisions
                .insert(key.clone(), Provision::Files { files: vec![page] });
        }
    }
}

fn remove(draft: &mut Draft, key: &MaterialKey, id: &str) {
    if let Some(files) = pages(draft, key) {
        files.retain(|file| file.id != id);
        if files.is_empty() {
            draft.provisions.remove(key);
        }
    }
}

fn complete(draft: &mut Draft, key: &MaterialKey, id: &str, media_type: Option<String>) {
    let page = pages(draft, key).and_then(|files| files.iter_mut().find(|file| file.id == id));
    if let Some(page) = page {
        page.complete = true;
        page.media_type = media_type.unwrap_or_else(|| std::mem::take(&mut page.media_type));
    }
}

/// Asks the server about pages that were under way when the page was killed: some may have arrived after all.
pub(crate) fn adopt_finished(store: Store) {
    let open: Vec<(MaterialKey, String)> = store.draft.with_untracked(|draft| {
        let unfinished = |files: &[FileRef]| -> Vec<String> {
            files
                .iter()
                .filter(|file| !file.complete)
                .map(|file| file.id.clone())
                .collect()
        };
        draft
            .provisions
            .iter()
            .flat_map(|(key, provision)| match provision {
                Provision::Files { files } => unfinished(files).into_iter().map(|id| (key.clone(), id)).collect(),
                Provision::Later => Vec::new(),
            })
            .filter(|(_, id)| store.uploads.job(id).is_none())
            .collect()
    });
    spawn_local(async move {
        for (key, id) in open {
            if let Ok(state) = api::file_state(&store.token(), &id).await
                && state.complete
            {
                store.change(|draft| complete(draft, &key, &id, state.media_type));
            }
        }
    });
}
