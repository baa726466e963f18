//! Walking the whole record: is every row still what was written, and do the lists say what the record says?

use yijian_domain::calendar::WorkingCalendar;

use super::{
    Storage, StorageFault, cases,
    events::{self, BEGINNING, Row},
    listed,
};

/// What is wrong with the record, or with what was worked out from it. Each says what it means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tampered {
    /// A row does not carry the hash that follows from the one before and its own content.
    #[error(
        "row {id} (case {case_number}, event {seq}) does not follow from the row before it: one of the two was changed, or \
         something was put in between"
    )]
    Changed {
        /// Position in the whole record.
        id: i64,
        /// The case.
        case_number: String,
        /// Its event.
        seq: i64,
    },
    /// Rows are not there that others stand behind.
    #[error("rows {from} to {to} are missing: somebody removed them from the record")]
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The hash that was noted earlier is on no row.
    #[error(
        "no row has the hash {0} that was noted: rows at the end were removed since, or the record was written anew"
    )]
    HeadGone(String),
    /// A case has fewer events than its list says.
    #[error(
        "case {case_number} has {found} events in the record and {listed} by the list of cases: events were removed at its \
         end; look for them in a backup before anything else is done with it"
    )]
    Cut {
        /// The case.
        case_number: String,
        /// Events found.
        found: u32,
        /// Events the list of cases counts.
        listed: u32,
    },
    /// The events of a case cannot have happened one after another.
    #[error("the record of case {case_number} cannot be replayed, nobody can work on it: {fault}")]
    Unreadable {
        /// The case.
        case_number: String,
        /// Why not, without content.
        fault: String,
    },
    /// The rows of the lists are not those that the record gives.
    #[error("of case {case_number} the list says otherwise than the record: run `yijian audit rebuild`")]
    Listed {
        /// The case.
        case_number: String,
    },
}

impl Tampered {
    /// A stable word for it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "changed",
            Self::Missing { .. } => "missing",
            Self::HeadGone(_) => "head_gone",
            Self::Cut { .. } => "cut",
            Self::Unreadable { .. } => "unreadable",
            Self::Listed { .. } => "listed",
        }
    }
}

/// What walking the whole record gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// Events.
    pub events: u64,
    /// Cases.
    pub cases: u64,
    /// The hash of the last row: to be kept elsewhere, so that rows missing at the end are noticed later.
    pub head: String,
    /// What is wrong: the rows in the order of the record, then the cases by number.
    pub faults: Vec<Tampered>,
}

impl Storage {
    /// Walks the whole record: compares every row with the one before, replays every case, and compares the lists with
    /// what that gives. `noted` is a hash that was the last one at some time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn audit(&self, calendar: &WorkingCalendar, noted: Option<&str>) -> Result<Audit, StorageFault> {
        let mut audit = Audit {
            head: BEGINNING.to_owned(),
            ..Audit::default()
        };
        if !self.walk_rows(&mut audit, noted).await?
            && let Some(noted) = noted
        {
            audit.faults.push(Tampered::HeadGone(noted.to_owned()));
        }
        self.walk_cases(&mut audit, calendar).await?;
        self.walk_lists(&mut audit).await?;
        Ok(audit)
    }

    /// Compares every row with the one before; whether one has the hash that was noted.
    async fn walk_rows(&self, audit: &mut Audit, noted: Option<&str>) -> Result<bool, StorageFault> {
        let mut found = noted.is_none_or(|noted| noted == BEGINNING);
        let mut last = 0_i64;
        loop {
            let rows = events::after(&self.readers, last).await?;
            if rows.is_empty() {
                return Ok(found);
            }
            for row in rows {
                audit.faults.extend(compare(last, &audit.head, &row));
                found |= noted == Some(row.hash.as_str());
                audit.events += 1;
                last = row.id;
                audit.head = row.hash;
            }
        }
    }

    async fn walk_cases(&self, audit: &mut Audit, calendar: &WorkingCalendar) -> Result<(), StorageFault> {
        let mut last = String::new();
        loop {
            let numbers = self.cases_in_record(&last).await?;
            let Some(end) = numbers.last() else { return Ok(()) };
            last.clone_from(end);
            audit.cases += numbers.len() as u64;
            for number in numbers {
                audit.faults.extend(self.compare_case(number, calendar).await?);
            }
        }
    }

    /// Compares the rows of a case with its record, both as they were at one moment.
    async fn compare_case(&self, number: String, calendar: &WorkingCalendar) -> Result<Option<Tampered>, StorageFault> {
        let mut snapshot = self.database.snapshot(&self.readers).await?;
        let row = match cases::find(&mut snapshot, &number).await {
            Ok(row) => row,
            // A row that does not read is one that says otherwise.
            Err(StorageFault::Row { .. }) => return Ok(Some(Tampered::Listed { case_number: number })),
            Err(fault) => return Err(fault),
        };
        let case_number = number;
        let (right, parts) = match listed::by_record(&mut snapshot, &self.vault, calendar, &case_number).await? {
            Ok(listed) => listed,
            Err(fault) => return Ok(Some(Tampered::Unreadable { case_number, fault })),
        };
        if let Some(row) = row.as_ref().filter(|row| row.events > right.events) {
            return Ok(Some(Tampered::Cut {
                case_number,
                found: right.events,
                listed: row.events,
            }));
        }
        let same = row.as_ref() == Some(&right) && same_parts(cases::parts(&mut snapshot, &right).await?, parts);
        Ok((!same).then_some(Tampered::Listed { case_number }))
    }

    /// Looks for cases in the list that have no record at all.
    async fn walk_lists(&self, audit: &mut Audit) -> Result<(), StorageFault> {
        let mut last = String::new();
        loop {
            let cut = self.cases_without_record(&last).await?;
            let Some((end, _)) = cut.last() else { return Ok(()) };
            last.clone_from(end);
            audit.cases += cut.len() as u64;
            audit
                .faults
                .extend(cut.into_iter().map(|(case_number, listed)| Tampered::Cut {
                    case_number,
                    found: 0,
                    listed,
                }));
        }
    }
}

fn compare(last: i64, before: &str, row: &Row) -> Option<Tampered> {
    // What stands behind a gap cannot follow from what stands before it.
    if row.id != last + 1 {
        return Some(Tampered::Missing {
            from: last + 1,
            to: row.id - 1,
        });
    }
    (!row.follows(before)).then(|| Tampered::Changed {
        id: row.id,
        case_number: row.case_number.clone(),
        seq: row.seq,
    })
}

fn same_parts(mut found: Vec<super::CasePartRow>, mut right: Vec<super::CasePartRow>) -> bool {
    for parts in [&mut found, &mut right] {
        parts.sort_by(|a, b| a.item.cmp(&b.item));
    }
    found == right
}

#[cfg(test)]
mod tests;
