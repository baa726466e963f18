//! Sends the files on their way, one after another.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use web_sys::Blob;
use yijian_domain::wire::FileState;

use super::{
    super::{status::patience, store::Store},
    pace::Pace,
    work::JobState,
};
use crate::api::{self, Fault, PIECE_BYTES};

/// Sends what waits, unless that is already happening.
pub(super) fn run(store: Store) {
    let uploads = store.uploads;
    if uploads.running.get_value() || uploads.stopped.get_value() {
        return;
    }
    uploads.running.set_value(true);
    spawn_local(async move {
        while let Some(id) = next(store) {
            uploads.set_state(&id, JobState::Sending);
            match one(store, &id).await {
                Sent::All(media_type) => uploads.finish(store, &id, Ok(media_type)),
                Sent::Unusable(code) => uploads.finish(store, &id, Err(code)),
                Sent::Cancelled => {}
                Sent::Broken { moved } => {
                    uploads.set_state(&id, JobState::Paused);
                    try_later(store, moved);
                    break;
                }
            }
        }
        uploads.running.set_value(false);
    });
}

/// Goes on by itself after a while, slower and slower while nothing gets through.
fn try_later(store: Store, moved: bool) {
    let failures = store.uploads.failures.try_update_value(|failures| {
        *failures = if moved { 0 } else { *failures + 1 };
        *failures
    });
    let wait = Duration::from_secs(patience(failures.unwrap_or(0)));
    set_timeout(move || store.uploads.resume(store), wait);
}

fn next(store: Store) -> Option<String> {
    let jobs = store.uploads.jobs;
    jobs.with_untracked(|jobs| {
        jobs.iter()
            .find(|job| job.state == JobState::Waiting)
            .map(|job| job.id.clone())
    })
}

/// How sending a file ended.
enum Sent {
    /// All of it is there; its media type.
    All(Option<String>),
    /// It cannot be used; the problem's code.
    Unusable(String),
    /// The person gave it up.
    Cancelled,
    /// The network broke off.
    Broken {
        /// Some of it had arrived before.
        moved: bool,
    },
}

async fn one(store: Store, id: &str) -> Sent {
    let uploads = store.uploads;
    let (Some(job), Some(content)) = (uploads.job(id), uploads.content(id)) else {
        return Sent::Cancelled;
    };
    let token = store.token();
    let mut pace = Pace::new(PIECE_BYTES);
    let mut moved = false;
    let mut state = match api::announce_file(&token, id, &job.name, job.bytes).await {
        Ok(state) => state,
        Err(fault) => return ended(fault, moved),
    };
    while !state.complete {
        if uploads.job(id).is_none() {
            return Sent::Cancelled;
        }
        uploads.update(id, |job| job.sent = state.offset);
        let began = js_sys::Date::now();
        state = match piece(&token, id, &content, &state, pace).await {
            Ok(next) => {
                pace.arrived(js_sys::Date::now() - began);
                moved = true;
                next
            }
            // Some other try has gone further than this one knows: go on from there.
            Err(fault) => match elsewhere(&fault) {
                Some(offset) if offset != state.offset => FileState { offset, ..state },
                _ => return ended(fault, moved),
            },
        };
    }
    Sent::All(state.media_type)
}

#[expect(clippy::cast_precision_loss, reason = "files are at most 20 MiB")]
async fn piece(token: &str, id: &str, content: &Blob, state: &FileState, pace: Pace) -> Result<FileState, Fault> {
    let left = state.bytes.saturating_sub(state.offset);
    let end = state.offset + u64::from(pace.piece(left));
    let piece = content
        .slice_with_f64_and_f64(state.offset as f64, end as f64)
        .map_err(|_| Fault::Unreadable)?;
    api::send_piece(token, id, state.offset, &piece).await
}

/// Where the upload continues, when the server says so.
fn elsewhere(fault: &Fault) -> Option<u64> {
    match fault {
        Fault::Refused(refusal) if refusal.code == "upload_offset" => refusal.problem()?.offset,
        Fault::Refused(_) | Fault::Network | Fault::Unreadable => None,
    }
}

fn ended(fault: Fault, moved: bool) -> Sent {
    match fault {
        // The draft itself is still on its way.
        Fault::Refused(problem) if problem.code == "draft_unknown" => Sent::Broken { moved },
        Fault::Refused(problem) if problem.status < 500 && problem.status != 429 => Sent::Unusable(problem.code),
        Fault::Network | Fault::Refused(_) | Fault::Unreadable => Sent::Broken { moved },
    }
}
