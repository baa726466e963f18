//! Sends the records of visits when there is a network: photographs first, then the results. Nothing is dropped before the
//! server has it.

use std::{cell::Cell, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::wire::desk::CaseView;

use super::{
    call::{self, Fault},
    desk::Desk,
    history, kept,
    record::{Record, State},
    words,
};
use crate::ui::screen;

/// How often it tries while something waits.
const AGAIN: Duration = Duration::from_secs(30);
/// Lines of the record that a conflict keeps.
const NEWEST: usize = 5;

thread_local! {
    /// Counts what changed in the kept records: pages that show them look again.
    static CHANGES: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
    /// A record is on its way.
    static BUSY: Cell<Option<RwSignal<bool>>> = const { Cell::new(None) };
}

/// Begins to look after the records.
pub(super) fn start(desk: Desk) {
    CHANGES.set(Some(RwSignal::new(0)));
    BUSY.set(Some(RwSignal::new(false)));
    let today = screen::today();
    spawn_local(async move {
        for record in kept::records().iter().filter(|record| record.is_done_before(today)) {
            kept::drop_record(record).await;
        }
    });
    set_interval(move || send_all(desk), AGAIN);
    send_all(desk);
}

/// Makes a drawing look again when a record changes.
pub(super) fn track() {
    if let Some(changes) = CHANGES.get() {
        changes.track();
    }
}

/// Says that a record has changed.
pub(super) fn touch() {
    if let Some(changes) = CHANGES.get() {
        changes.update(|count| *count = count.wrapping_add(1));
    }
}

/// Whether a record is on its way.
pub(super) fn is_busy() -> bool {
    BUSY.get().is_some_and(|busy| busy.get())
}

/// How many records the server has not got.
pub(super) fn unsent() -> usize {
    kept::records().iter().filter(|record| record.is_unsent()).count()
}

/// Sends what waits.
pub(super) fn send_all(desk: Desk) {
    let Some(busy) = BUSY.get() else { return };
    if busy.get_untracked() {
        return;
    }
    let ready: Vec<Record> = kept::records()
        .into_iter()
        .filter(|record| record.state == State::Ready)
        .collect();
    if ready.is_empty() {
        return;
    }
    busy.set(true);
    spawn_local(async move {
        for record in ready {
            let sent = send(record).await;
            touch();
            match sent {
                Ok(()) => desk.online.set(true),
                Err(Fault::Network) => {
                    desk.online.set(false);
                    break;
                }
                // The person signs in first; the record stays.
                Err(_) => break,
            }
        }
        busy.set(false);
    });
}

/// Sends one record; an error when it is to be tried again.
async fn send(mut record: Record) -> Result<(), Fault> {
    send_pictures(&mut record).await?;
    let path = format!("{}/cases/{}/acts", call::BASE, record.number);
    let answer = call::post::<CaseView>(&path, &record.request()).await;
    record.state = match answer {
        Ok(_) => State::Sent,
        Err(Fault::Case(problem)) => match problem.case {
            Some(case) if record.is_in(&case.inspection.visits) => State::Sent,
            Some(case) => changed(&record, &case),
            None => State::Refused {
                why: Fault::Case(problem).sentence(),
            },
        },
        Err(fault @ Fault::Refused(_)) if fault.code() != "signed_out" => State::Refused { why: fault.sentence() },
        Err(fault) => return Err(fault),
    };
    if record.state == State::Sent {
        for picture in record.found.values().flat_map(|found| &found.pictures) {
            kept::drop_picture(&picture.local).await;
        }
    }
    kept::keep_record(&record);
    Ok(())
}

async fn send_pictures(record: &mut Record) -> Result<(), Fault> {
    let waiting: Vec<(yijian_domain::id::PointId, usize)> = record
        .found
        .iter()
        .flat_map(|(point, found)| (0..found.pictures.len()).map(move |at| (point.clone(), at)))
        .collect();
    for (point, at) in waiting {
        let Some(picture) = record
            .found
            .get_mut(&point)
            .and_then(|found| found.pictures.get_mut(at))
        else {
            continue;
        };
        if picture.sent.is_some() {
            continue;
        }
        // A photograph the phone has lost cannot hold the results back.
        if let Some(blob) = kept::picture(&picture.local).await {
            picture.sent = Some(call::send_picture(&record.number, &blob).await?);
            kept::keep_record(record);
        }
    }
    Ok(())
}

fn changed(record: &Record, case: &CaseView) -> State {
    let today = screen::today();
    let newer = case.history.iter().filter(|row| row.seq > record.seen);
    State::Changed {
        events: case.events,
        lines: newer
            .take(NEWEST)
            .map(|row| {
                let at = words::moment(&row.at.to_string(), today);
                [at.as_str(), " ", &history::sentence(row)].concat()
            })
            .collect(),
    }
}
