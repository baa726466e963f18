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
    CaseRow, Connection, Seal, Storage, StorageFault, applications, applications::Known, authorisations, cases,
    counters, events, hearing, licences, messages, uploads,
};
use crate::{
    cases::{Amended, RuleFault, Subject, keys, licence, messages as telling, rows},
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
    /// Whose authorisation it is done under, where somebody acts for the applicant; they read of it.
    pub under: Option<Under>,
}

/// Somebody acts for somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// Id of the authorisation.
    pub authorisation: String,
    /// Id of the account that acts.
    pub by: String,
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
            under: None,
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
    let mut known = None;
    if let Some(act) = doing.act {
        let act = match act {
            // Numbers are taken only when the licence can be issued: a refusal must not use any up.
            Act::Issue { .. } => match case.try_out(Verb::Issue, None, &doing.by, at, calendar) {
                Ok(()) => {
                    let known = know(connection, &seal, &case, &mut known).await?;
                    issue(connection, &office, known, &case, doing.now).await?
                }
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
        known = None;
    }
    if let Some((draft, files)) = &doing.files
        && !uploads::hand_over(connection, draft, files, &doing.number).await?
    {
        return Err(StorageFault::UploadGone);
    }
    if let Some(Under { authorisation, by }) = &doing.under {
        let (number, at) = (Some(doing.number.as_str()), doing.now.seconds());
        authorisations::note(connection, authorisation, "answered", by, number, at).await?;
    }
    let turn = Turn {
        office: &office,
        seal: &seal,
        now: doing.now,
    };
    settle(connection, turn, &mut case, &mut new, &mut known).await?;
    if !new.is_empty() {
        let known = know(connection, &seal, &case, &mut known).await?;
        let before = cases::find(connection, &doing.number).await?;
        record_events(connection, turn, &case, &new, known, before).await?;
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
    known: Known,
) -> Result<(), StorageFault> {
    let now = known.fixed.submitted_at;
    let (mut case, first) = Case::receive(file, by, moment(now));
    let mut new = vec![first];
    let mut known = Some(known);
    let turn = Turn { office, seal, now };
    settle(connection, turn, &mut case, &mut new, &mut known).await?;
    let known = know(connection, seal, &case, &mut known).await?;
    record_events(connection, turn, &case, &new, known, None).await
}

/// What a transaction works with.
#[derive(Clone, Copy)]
struct Turn<'a> {
    office: &'a Office,
    seal: &'a Seal,
    now: Moment,
}

/// What is known of the applicant, read once in a transaction.
async fn know<'k>(
    connection: &mut Connection,
    seal: &Seal,
    case: &Case,
    known: &'k mut Option<Known>,
) -> Result<&'k Known, StorageFault> {
    match known {
        Some(known) => Ok(known),
        none => Ok(none.insert(applications::known(connection, seal, &case.file.number).await?)),
    }
}

/// Does what is due by itself, up to the licence of a case that was decided at once.
async fn settle(
    connection: &mut Connection,
    turn: Turn<'_>,
    case: &mut Case,
    new: &mut Vec<Event>,
    known: &mut Option<Known>,
) -> Result<(), StorageFault> {
    let calendar = &turn.office.catalogue.calendar;
    let at = moment(turn.now);
    new.extend(case.settle(at, calendar));
    if case.issues_by_itself() {
        let known = know(connection, turn.seal, case, known).await?;
        let act = issue(connection, turn.office, known, case, turn.now).await?;
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

/// Writes new events and everything that is worked out from them. `before` is what the list said until now.
async fn record_events(
    connection: &mut Connection,
    turn: Turn<'_>,
    case: &Case,
    new: &[Event],
    known: &Known,
    before: Option<CaseRow>,
) -> Result<(), StorageFault> {
    let Turn { office, seal, now } = turn;
    let number = &case.file.number;
    let subject = &known.subject;
    events::append(connection, seal, number, new, now.seconds()).await?;
    list(connection, office, case, now, known, before).await?;
    if let Some(licence) = case.stage.licence() {
        licences::keep(connection, seal, number, licence, now.seconds()).await?;
    }
    for event in new {
        if let Act::CheckPromise {
            promise, kept: false, ..
        } = &event.act
        {
            note_broken(connection, office, subject, number, promise, now).await?;
        }
    }
    let wechat = messages::has_openid(connection, number).await?;
    let told = telling(case, subject, wechat, new, &office.catalogue.calendar, &office.dice).map_err(dice)?;
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

/// Writes the rows of the lists.
async fn list(
    connection: &mut Connection,
    office: &Office,
    case: &Case,
    now: Moment,
    known: &Known,
    before: Option<CaseRow>,
) -> Result<(), StorageFault> {
    let over_on = before.as_ref().map(|row| row.over_on.clone()).unwrap_or_default();
    let calendar = &office.catalogue.calendar;
    let (subject, fixed) = (&known.subject, &known.fixed);
    let (row, parts) = rows(case, subject, &office.vault, fixed, calendar, now.date(), &over_on);
    cases::put(connection, before.as_ref(), &row, &parts).await
}

/// The licence of a decided case with numbers of its own.
async fn issue(
    connection: &mut Connection,
    office: &Office,
    known: &Known,
    case: &Case,
    now: Moment,
) -> Result<Act, StorageFault> {
    let subject = &known.subject;
    let today = now.date();
    let mut sequences = Vec::new();
    for (within, key) in keys(&office.catalogue, case, subject, today).map_err(rule)? {
        let next = counters::next(connection, &within, &key).await?;
        sequences.push(u32::try_from(next).unwrap_or(u32::MAX));
    }
    let code = office.dice.roll_code().map_err(dice)?;
    let licence = licence(&office.catalogue, case, subject, today, code, &sequences).map_err(rule)?;
    Ok(Act::Issue {
        licence: licence.map(Box::new),
    })
}

fn replay(record: &[Event]) -> Result<Case, StorageFault> {
    Ok(Case::of(record)?)
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
