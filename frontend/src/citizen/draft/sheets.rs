//! The pages of one paper: those that arrived, those on their way, those that broke off.
//!
//! Keyboard: every action is a button that names its page. Read aloud: each bar is a progress bar with a name.

use std::time::Duration;

use leptos::prelude::*;
use yijian_domain::{
    application::{FileRef, Provision},
    id::MaterialKey,
};

use super::{
    paper::picker,
    store::Store,
    upload::{Job, JobState, file_of},
};
use crate::{api, text};

/// How long a deleted page can be taken back.
const UNDO: Duration = Duration::from_secs(10);

/// A page that was deleted a moment ago, and where it stood.
type Deleted = (usize, FileRef);

/// The pages of a paper.
pub(super) fn sheets(store: Store, key: &MaterialKey) -> AnyView {
    let key = StoredValue::new(key.clone());
    let deleted: RwSignal<Option<Deleted>> = RwSignal::new(None);
    let files = Memo::new(move |_| {
        store
            .draft
            .with(|draft| match key.with_value(|key| draft.provisions.get(key).cloned()) {
                Some(Provision::Files { files }) => files,
                Some(Provision::Later) | None => Vec::new(),
            })
    });
    let jobs = Memo::new(move |_| {
        let own = |job: &&Job| key.with_value(|key| job.key == *key);
        store.uploads.jobs.with(|jobs| {
            jobs.iter()
                .filter(own)
                .map(|job| (job.id.clone(), job.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let arrived = move || {
        let on_the_way = |file: &FileRef| jobs.with(|jobs| jobs.iter().any(|(id, _)| *id == file.id));
        let rows = files
            .get()
            .into_iter()
            .enumerate()
            .filter(|(_, file)| !on_the_way(file));
        rows.map(|(at, file)| page(store, key, deleted, at, file))
            .collect::<Vec<_>>()
    };
    let coming = move || {
        jobs.get()
            .into_iter()
            .map(|(id, name)| job(store, id, name))
            .collect::<Vec<_>>()
    };
    view! {
        <ul class="leaves">{arrived} {coming}</ul>
        <div class="undo" role="status">
            {move || deleted.get().map(|(at, _)| view! {
                <span>{text::upload_deleted(at + 1)}</span>
                <button type="button" class="link" on:click=move |_| take_back(store, key, deleted)>{text::draft_undo()}</button>
            })}
        </div>
    }
    .into_any()
}

fn page(
    store: Store,
    key: StoredValue<MaterialKey>,
    deleted: RwSignal<Option<Deleted>>,
    at: usize,
    file: FileRef,
) -> AnyView {
    let number = at + 1;
    let address = api::file_path(&store.token(), &file.id);
    let is_image = file.media_type.starts_with("image/") && file.media_type != "image/heic";
    let picture = if !file.complete {
        view! { <span class="leaf__picture leaf__picture_none" aria-hidden="true">"…"</span> }.into_any()
    } else if is_image {
        let source = store.uploads.preview(&file.id).unwrap_or_else(|| address.clone());
        view! { <img class="leaf__picture" src=source alt="" loading="lazy" width="64" height="64" /> }.into_any()
    } else {
        view! { <span class="leaf__picture leaf__picture_none" aria-hidden="true">"PDF"</span> }.into_any()
    };
    let name = if file.complete {
        view! { <a href=address rel="external" target="_blank">{text::upload_page(number)}</a> }.into_any()
    } else {
        view! { <span>{text::upload_page(number)}</span> <p class="error">{text::upload_unfinished()}</p> }.into_any()
    };
    let again = (!file.complete).then(|| {
        picker(
            store,
            &key.get_value(),
            text::upload_again(),
            false,
            Some(file.id.clone()),
        )
    });
    let note = view! { <small class="leaf__note">{file.name.clone()} " · " {size(file.bytes)}</small> };
    let delete = move |_| delete(store, key, deleted, at, file.clone());
    view! {
        <li class="leaf">
            {picture}
            <div class="leaf__text">{name} {note} {again}</div>
            <button type="button" class="link link_warn" on:click=delete aria-label=text::upload_delete_page(number)>
                {text::upload_delete()}
            </button>
        </li>
    }
    .into_any()
}

/// Takes a page out of the draft; the server forgets it when it can no longer be taken back.
fn delete(store: Store, key: StoredValue<MaterialKey>, deleted: RwSignal<Option<Deleted>>, at: usize, file: FileRef) {
    let id = file.id.clone();
    let key_now = key.get_value();
    store.change(|draft| {
        if let Some(Provision::Files { files }) = draft.provisions.get_mut(&key_now) {
            files.retain(|other| other.id != id);
            if files.is_empty() {
                draft.provisions.remove(&key_now);
            }
        }
    });
    deleted.set(Some((at, file)));
    set_timeout(
        move || {
            let taken_back = store
                .draft
                .with_untracked(|draft| file_of(draft, &key_now, &id).is_some());
            if !taken_back {
                store.uploads.drop_on_server(store, id.clone());
            }
            // The page may have been left meanwhile, and the notice with it.
            let _cleared = deleted.try_update(|deleted| {
                if deleted.as_ref().is_some_and(|(_, file)| file.id == id) {
                    *deleted = None;
                }
            });
        },
        UNDO,
    );
}

fn take_back(store: Store, key: StoredValue<MaterialKey>, deleted: RwSignal<Option<Deleted>>) {
    let Some((at, file)) = deleted.get_untracked() else {
        return;
    };
    deleted.set(None);
    store.change(|draft| {
        let provision = draft
            .provisions
            .entry(key.get_value())
            .or_insert_with(|| Provision::Files { files: Vec::new() });
        if let Provision::Later = provision {
            *provision = Provision::Files { files: Vec::new() };
        }
        if let Provision::Files { files } = provision {
            files.insert(at.min(files.len()), file);
        }
    });
}

/// A file on its way.
fn job(store: Store, id: String, name: String) -> AnyView {
    let id = StoredValue::new(id);
    let now = Memo::new(move |_| {
        store
            .uploads
            .jobs
            .with(|jobs| jobs.iter().find(|job| id.with_value(|id| job.id == *id)).cloned())
    });
    let label = name.clone();
    let state = Memo::new(move |_| now.get().map(|job| job.state));
    let percent = Memo::new(move |_| {
        now.get()
            .map_or(0, |job| (job.sent * 100).checked_div(job.bytes).unwrap_or(0))
    });
    let words = move || match state.get() {
        Some(JobState::Preparing) => text::upload_preparing().to_owned(),
        Some(JobState::Waiting) => text::upload_waiting().to_owned(),
        Some(JobState::Sending) => text::upload_sending(percent.get()),
        Some(JobState::Paused) => text::upload_paused(percent.get()),
        Some(JobState::Failed(code)) => problem(&code).to_owned(),
        None => String::new(),
    };
    let failed = move || matches!(state.get(), Some(JobState::Failed(_)));
    let paused = move || state.get() == Some(JobState::Paused);
    let cancel = move |_| {
        if let Some(job) = now.get_untracked() {
            store.uploads.cancel(store, &job);
        }
    };
    view! {
        <li class="leaf leaf_coming">
            <div class="leaf__text">
                <span class="leaf__name">{name}</span>
                <span class:error=failed class="leaf__note" role="status">{words}</span>
                {move || (!failed()).then(|| view! {
                    <div
                        class="gauge"
                        role="progressbar"
                        aria-label=label.clone()
                        aria-valuemin="0"
                        aria-valuemax="100"
                        aria-valuenow=move || percent.get().to_string()
                    >
                        <svg><rect width=move || [&percent.get().to_string(), "%"].concat() height="100%" rx=".25rem"></rect></svg>
                    </div>
                })}
            </div>
            <div class="leaf__actions">
                {move || paused().then(|| view! {
                    <button type="button" class="link" on:click=move |_| store.uploads.resume(store)>{text::upload_retry()}</button>
                })}
                <button type="button" class="link link_warn" on:click=cancel>
                    {move || if failed() { text::upload_dismiss() } else { text::upload_cancel() }}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// What is wrong with a file, and what would be right.
fn problem(code: &str) -> &'static str {
    match code {
        "file_kind" => text::upload_file_kind(),
        "file_broken" => text::upload_file_broken(),
        "file_too_big" | "upload_too_long" | "too_large" => text::upload_file_too_big(),
        "file_heic" => text::upload_file_heic(),
        "file_pixels" => text::upload_file_pixels(),
        "file_infected" => text::upload_file_infected(),
        "pdf_encrypted" => text::upload_pdf_encrypted(),
        "pdf_active" => text::upload_pdf_active(),
        "files_full" => text::upload_files_full(),
        _ => text::upload_problem(),
    }
}

/// A size in words.
fn size(bytes: u64) -> String {
    if bytes < 1024 * 1024 {
        [&(bytes / 1024).max(1).to_string(), " KB"].concat()
    } else {
        [&(bytes / (1024 * 1024)).to_string(), " MB"].concat()
    }
}
