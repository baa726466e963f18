//! Taking away what has been kept long enough: which rule says so, what keeps a case all the same, and how much is due.

mod accounts;
mod rules;

use jiff::civil::Date;
use yijian_domain::case::{Case, Component, ComponentState, Composite};

use crate::{
    app::App,
    clock::Clock,
    storage::{Closed, Dated, Storage, StorageFault},
};

pub use rules::{RULES, Retention, RetentionFault, Rule, Unit, rule};

/// Cases that are looked at together.
const AT_A_TIME: i64 = 100;
/// Cases that are deleted in one round: housekeeping goes on in an hour.
const MOST_CASES: u64 = 200;

/// Words of rules that this program asks for.
#[cfg(test)]
const WORDS: [&str; 9] = [
    "receipt",
    "upload",
    "draft",
    "letter",
    "authorisation",
    "unmasking",
    "account",
    "case_ended",
    "case_decided",
];

/// Kinds of rows with an age, and the words of their rules.
const AGED: [(Dated, &str); 3] = [
    (Dated::Letters, "letter"),
    (Dated::Authorisations, "authorisation"),
    (Dated::Unmaskings, "unmasking"),
];

/// The stages in which cases end, by rule.
const ENDS: [(&str, &[&str]); 2] = [
    ("case_ended", &["withdrawn", "not_accepted", "ended"]),
    ("case_decided", &["denied", "issued", "delivered", "decided"]),
];

/// How much a rule says is due, and how much of it was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The rule.
    pub rule: &'static Rule,
    /// Rows or cases that are due.
    pub due: u64,
    /// Of these, taken away now.
    pub removed: u64,
    /// Cases whose time is over and that something keeps: a licence that is in force, or ended not long ago.
    pub kept: u64,
}

/// What is needed to take things away.
#[derive(Debug, Clone, Copy)]
pub struct Keeper<'a> {
    /// Rows and files.
    pub storage: &'a Storage,
    /// What time it is.
    pub clock: &'a Clock,
    /// How long things are kept.
    pub retention: &'a Retention,
}

impl<'a> Keeper<'a> {
    /// Of a running server.
    #[must_use]
    pub fn of(app: &'a App) -> Self {
        Self {
            storage: &app.storage,
            clock: &app.clock,
            retention: &app.retention,
        }
    }
}

/// Takes away what is due, a few hundred at a time; or only counts it. What drafts, receipts and uploads have a rule for is
/// counted here and removed by housekeeping.
///
/// # Errors
/// When something could not be read or removed; it is tried again the next time.
pub async fn run(keeper: Keeper<'_>, dry: bool) -> Result<Vec<Due>, StorageFault> {
    let mut report = Vec::new();
    for (kind, word) in [(Dated::Receipts, "receipt"), (Dated::Drafts, "draft")] {
        let before = keeper.retention.before(word, keeper.clock);
        let due = keeper.storage.count_older(kind, before).await?;
        report.push(rows(word, due, 0));
    }
    for (kind, word) in AGED {
        let before = keeper.retention.before(word, keeper.clock);
        let due = keeper.storage.count_older(kind, before).await?;
        let removed = if dry || due == 0 {
            0
        } else {
            keeper.storage.remove_older(kind, before).await?
        };
        report.push(rows(word, due, removed));
    }
    report.push(accounts::close(keeper, dry).await?);
    for (word, stages) in ENDS {
        report.push(cases(keeper, rule(word), stages, dry).await?);
    }
    Ok(report)
}

fn rows(word: &str, due: u64, removed: u64) -> Due {
    Due {
        rule: rule(word),
        due,
        removed,
        kept: 0,
    }
}

async fn cases(keeper: Keeper<'_>, rule: &'static Rule, stages: &[&str], dry: bool) -> Result<Due, StorageFault> {
    let now = keeper.clock.now();
    let day = keeper.retention.day_before(rule, now.date());
    let mut due = rows(&rule.id, 0, 0);
    let mut last: Option<Closed> = None;
    loop {
        let some = keeper
            .storage
            .closed_before(&day, stages, last.as_ref(), AT_A_TIME)
            .await?;
        let Some(end) = some.last().cloned() else {
            return Ok(due);
        };
        for closed in some {
            if is_kept(keeper, &closed, &day, now.date()).await? {
                due.kept += 1;
                continue;
            }
            due.due += 1;
            if !dry && keeper.storage.delete_case(closed.number, &rule.id, now).await? {
                due.removed += 1;
            }
            if due.removed >= MOST_CASES {
                return Ok(due);
            }
        }
        last = Some(end);
    }
}

/// Whether a licence of the case keeps it: one that is in force, or that ended on the day or later.
async fn is_kept(keeper: Keeper<'_>, closed: &Closed, day: &str, today: Date) -> Result<bool, StorageFault> {
    let events = keeper.storage.events(&closed.number).await?;
    let case = Case::of(&events)?;
    let Some(licence) = case.stage.licence() else {
        return Ok(false);
    };
    let ended = last_day(licence, today);
    Ok(ended.is_none_or(|ended| ended.to_string().as_str() >= day))
}

/// The day the last component of a licence ended; none, while one is in force or has no end.
fn last_day(licence: &Composite, today: Date) -> Option<Date> {
    let base = licence.components.iter().filter(|component| component.base);
    // What rests on the base ends with it.
    let base = base.filter_map(taken).min();
    let ends = licence.components.iter().map(|component| {
        let own = taken(component).or(component.until);
        match (own, base) {
            (Some(own), Some(base)) => Some(own.min(base)),
            (own, base) => own.or(base),
        }
    });
    let last = ends.collect::<Option<Vec<Date>>>()?.into_iter().max();
    last.filter(|last| *last < today)
}

/// The day a component was taken back or given up.
fn taken(component: &Component) -> Option<Date> {
    match &component.state {
        ComponentState::Granted => None,
        ComponentState::Revoked { on, .. } | ComponentState::Cancelled { on } => Some(*on),
    }
}

#[cfg(test)]
mod tests;
