//! The one transaction in which something is done with a case: its events, the rows of the lists, the licence and the
//! messages, or nothing.

use std::sync::Arc;

use yijian_domain::{
    case::{Act, Actor, At, Case, Delivery, Event, Refusal, Verb},
    catalogue::Catalogue,
    id::PromiseId,
    value::date,
};

use super::{
    Connection, Seal, Storage, StorageFault, applications, cases, counters, events, hearing, licences, messages,
    uploads,
};
use crate::{
    cases::{Amended, Fixed, RuleFault, Subject, keys, licence, messages as telling, rows},
    clock::Moment,
    ids::Dice,
    vault::Vault,
};

/// What the transaction needs of the program.
#[derive(Debug, Clone)]
pub struct Office {
    /// The catalogue whose calendar, numbers and names hold.
    pub catalogue: Arc<Catalogue>,
    /// Codes of licences and ids of messages.
    pub dice: Dice,
    /// Names persons by a keyed hash.
    pub person_key: Arc<[u8; 32]>,
    /// Seals what is kept.
    pub vault: Vault,
}

/// Something to be done with a case.
#[derive(Debug, Clone)]
pub struct Doing {
    /// The case.
    pub number: String,
    /// The number of events the person saw; none for what the program does by itself.
    pub seen: Option<u32>,
    /// Who.
    pub by: Actor,
    /// When.
    pub now: Moment,
    /// What; nothing, when only what is due by itself is to be done. The licence of an `issue` is made here.
    pub act: Option<Act>,
    /// What the application is afterwards, where values or papers of it change.
    pub changed: Option<Amended>,
    /// Key of the draft that new files were uploaded to, and their ids: they go over to the application.
    pub files: Option<(String, Vec<String>)>,
}

impl Doing {
    /// An act of somebody who saw the case as it stood after so many events.
    #[must_use]
    pub fn act(number: String, seen: u32, by: Actor, now: Moment, act: Act) -> Self {
        Self {
            seen: Some(seen),
            act: Some(act),
            ..Self::by_itself(number, by, now)
        }
    }

    /// What is due by itself, and nothing else.
    #[must_use]
    pub fn by_itself(number: String, by: Actor, now: Moment) -> Self {
        Self {
            number,
            seen: None,
            by,
            now,
            act: None,
            changed: None,
            files: None,
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// It is done; these events were recorded.
    Events(Vec<Event>),
    /// There are more events than the person saw; nothing was done.
    Changed,
    /// The rules do not allow it; nothing was done.
    Refused(Refusal),
    /// An upload is not there; nothing was done.
    FilesGone,
    /// There is no such case.
    Unknown,
}

impl Storage {
    /// Does something with a case, and everything that follows from it by itself.
    ///
    /// # Errors
    /// When it could not be kept; then nothing of it is.
    pub async fn act(&self, office: Office, doing: Doing) -> Result<Done, StorageFault> {
        let number = doing.number.clone();
        let done = self
            .writer
            .write(move |connection| Box::pin(act(connection, office, doing)))
            .await;
        if let Ok(Done::Events(events)) = &done
            && let Some(last) = events.last()
        {
            self.news.tell(&number, last.seq);
        }
        match done {
            Err(StorageFault::UploadGone) => Ok(Done::FilesGone),
            done => done,
        }
    }
}

async fn act(connection: &mut Connection, office: Office, doing: Doing) -> Result<Done, StorageFault> {
    let seal = Seal::of_application(&mut *connection, &office.vault, &doing.number).await?;
    let record = events::of(&mut *connection, &seal, &doing.number).await?;
    if record.is_empty() {
        return Ok(Done::Unknown);
    }
    let mut case = replay(&record)?;
    if doing.seen.is_some_and(|seen| seen != case.events) {
        return Ok(Done::Changed);
    }
    let calendar = &office.catalogue.calendar;
    let at = moment(doing.now);
    let mut new = Vec::new();
    if let Some(act) = doing.act {
        let act = match act {
            // Numbers are taken only when the licence can be issued: a refusal must not use any up.
            Act::Issue { .. } => match case.try_out(Verb::Issue, None, &doing.by, at, calendar) {
                Ok(()) => issue(connection, &office, &seal, &case, doing.now).await?,
                Err(refusal) => return Ok(Done::Refused(refusal)),
            },
            act => act,
        };
        match case.perform(act, &doing.by, at, calendar) {
            Ok(event) => new.push(event),
            Err(refusal) => return Ok(Done::Refused(refusal)),
        }
    }
    if let Some(amended) = &doing.changed {
        applications::change(connection, &seal, &doing.number, amended).await?;
    }
    if let Some((draft, files)) = &doing.files
        && !uploads::hand_over(connection, draft, files, &doing.number).await?
    {
        return Err(StorageFault::UploadGone);
    }
    settle(connection, &office, &seal, &mut case, doing.now, &mut new).await?;
    if !new.is_empty() {
        record_events(connection, &office, &seal, &case, &new, doing.now).await?;
        hearing::tell(connection, &doing.number, case.events).await?;
    }
    Ok(Done::Events(new))
}

/// Begins the case of an application that was just kept, in the same transaction.
pub(super) async fn receive(
    connection: &mut Connection,
    office: &Office,
    seal: &Seal,
    file: yijian_domain::case::CaseFile,
    by: Actor,
    now: Moment,
) -> Result<(), StorageFault> {
    let (mut case, first) = Case::receive(file, by, moment(now));
    let mut new = vec![first];
    settle(connection, office, seal, &mut case, now, &mut new).await?;
    record_events(connection, office, seal, &case, &new, now).await
}

/// Does what is due by itself, up to the licence of a case that was decided at once.
async fn settle(
    connection: &mut Connection,
    office: &Office,
    seal: &Seal,
    case: &mut Case,
    now: Moment,
    new: &mut Vec<Event>,
) -> Result<(), StorageFault> {
    let calendar = &office.catalogue.calendar;
    let at = moment(now);
    new.extend(case.settle(at, calendar));
    if case.issues_by_itself() {
        let act = issue(connection, office, seal, case, now).await?;
        let handed = Act::Deliver { how: Delivery::Online };
        for act in [act, handed] {
            match case.perform(act, &Actor::System, at, calendar) {
                Ok(event) => new.push(event),
                Err(refusal) => tracing::warn!(code = refusal.code(), "an instant decision was not finished"),
            }
        }
    }
    Ok(())
}

/// Writes new events and everything that is worked out from them.
async fn record_events(
    connection: &mut Connection,
    office: &Office,
    seal: &Seal,
    case: &Case,
    new: &[Event],
    now: Moment,
) -> Result<(), StorageFault> {
    let number = &case.file.number;
    events::append(connection, seal, number, new, now.seconds()).await?;
    let subject = list(connection, office, seal, case, now).await?;
    if let Some(licence) = case.stage.licence() {
        licences::keep(connection, seal, number, licence, now.seconds()).await?;
    }
    for event in new {
        if let Act::CheckPromise {
            promise, kept: false, ..
        } = &event.act
        {
            note_broken(connection, office, &subject, number, promise, now).await?;
        }
    }
    let wechat = messages::has_openid(connection, number).await?;
    let told = telling(case, &subject, wechat, new, &office.catalogue.calendar, &office.dice).map_err(dice)?;
    messages::keep(connection, seal, number, &told, now.seconds()).await
}

async fn note_broken(
    connection: &mut Connection,
    office: &Office,
    subject: &Subject,
    number: &str,
    promise: &PromiseId,
    now: Moment,
) -> Result<(), StorageFault> {
    let Some(person) = subject.keyed(&office.person_key) else {
        return Ok(());
    };
    licences::note_broken(connection, &person, number, promise.as_str(), now.seconds()).await
}

/// Writes the rows of the lists; gives who the applicant is.
async fn list(
    connection: &mut Connection,
    office: &Office,
    seal: &Seal,
    case: &Case,
    now: Moment,
) -> Result<Subject, StorageFault> {
    let kept = applications::kept(connection, seal, &case.file.number).await?;
    let subject = Subject::of(&kept.kept.values);
    let before = cases::find(connection, &case.file.number).await?;
    let over_on = before.as_ref().map(|row| row.over_on.clone()).unwrap_or_default();
    let fixed = Fixed {
        theme_name: kept.theme_name,
        submitted_at: kept.submitted_at,
    };
    let calendar = &office.catalogue.calendar;
    let (row, parts) = rows(case, &subject, &office.vault, &fixed, calendar, now.date(), &over_on);
    cases::put(connection, before.as_ref(), &row, &parts).await?;
    Ok(subject)
}

/// The licence of a decided case with numbers of its own.
async fn issue(
    connection: &mut Connection,
    office: &Office,
    seal: &Seal,
    case: &Case,
    now: Moment,
) -> Result<Act, StorageFault> {
    let kept = applications::kept(connection, seal, &case.file.number).await?;
    let subject = Subject::of(&kept.kept.values);
    let today = now.date();
    let mut sequences = Vec::new();
    for (within, key) in keys(&office.catalogue, case, &subject, today).map_err(rule)? {
        let next = counters::next(connection, &within, &key).await?;
        sequences.push(u32::try_from(next).unwrap_or(u32::MAX));
    }
    let code = office.dice.roll_code().map_err(dice)?;
    let licence = licence(&office.catalogue, case, &subject, today, code, &sequences).map_err(rule)?;
    Ok(Act::Issue {
        licence: licence.map(Box::new),
    })
}

fn replay(record: &[Event]) -> Result<Case, StorageFault> {
    Case::of(record).map_err(|fault| StorageFault::Row {
        table: "events",
        fault: fault.to_string(),
    })
}

fn moment(now: Moment) -> At {
    At(now.local())
}

fn dice(fault: getrandom::Error) -> StorageFault {
    StorageFault::Files(crate::files::StoreFault::Io(std::io::Error::other(fault)))
}

pub(super) fn rule(fault: RuleFault) -> StorageFault {
    StorageFault::Row {
        table: "counters",
        fault: fault.to_string(),
    }
}

/// The day as rows keep it.
#[must_use]
pub fn day(now: Moment) -> String {
    date::write(now.date())
}
