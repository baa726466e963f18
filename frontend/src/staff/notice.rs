//! The one correction notice, composed by ticking what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use yijian_domain::{
    case::{Missing, MissingAt, Notice},
    wire::desk::CaseView,
};

use crate::desk_text as t;

/// What was ticked and typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ticks {
    /// By paper or field: what is wrong with it.
    pub wrong: BTreeMap<MissingAt, Wrong>,
    /// What is neither, one line each.
    pub other: String,
    /// The day by which an answer is expected, `YYYY-MM-DD`.
    pub by: String,
    /// What else there is to say.
    pub remark: String,
}

/// What is wrong with a paper or a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Review points that do not hold, by their position.
    pub points: BTreeSet<usize>,
    /// The field itself is marked as wrong.
    pub marked: bool,
    /// What else is wrong.
    pub text: String,
}

impl Wrong {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && !self.marked && self.text.trim().is_empty()
    }
}

/// Why a notice cannot be sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// Nothing is ticked.
    Everything,
    /// Something is marked as wrong without a word about it.
    Reason(String),
    /// There is no day, or it is not after today.
    Day,
}

impl Lacking {
    /// What would be right.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Everything => t::notice_empty().to_owned(),
            Self::Reason(name) => t::notice_need_reason(name),
            Self::Day => t::notice_need_day().to_owned(),
        }
    }
}

/// Days an applicant gets unless the clerk says otherwise: ten working days, in a fortnight without a holiday.
const ANSWER_IN_DAYS: i64 = 14;

impl Ticks {
    /// Nothing ticked yet, with a day that is usual.
    #[must_use]
    pub fn fresh(today: Date) -> Self {
        Self {
            by: today.saturating_add(ANSWER_IN_DAYS.days()).to_string(),
            ..Self::default()
        }
    }

    /// How many things are to be corrected.
    #[must_use]
    pub fn count(&self) -> usize {
        self.wrong.values().filter(|wrong| !wrong.is_empty()).count() + usize::from(!self.other.trim().is_empty())
    }

    /// The notice, in the order in which the applicant knows form and papers.
    ///
    /// # Errors
    /// What is lacking.
    pub fn notice(&self, view: &CaseView, today: Date) -> Result<Notice, Lacking> {
        let mut missing = Vec::new();
        for row in view.form.iter().flat_map(|section| &section.fields) {
            let at = MissingAt::Field {
                field: row.field.clone(),
            };
            self.add(&mut missing, at, &row.label, &[])?;
        }
        for paper in &view.papers {
            let at = MissingAt::Paper {
                paper: paper.paper.clone(),
            };
            self.add(&mut missing, at, &paper.name, &paper.points)?;
        }
        let other: Vec<String> = lines(&self.other);
        if !other.is_empty() {
            missing.push(Missing {
                at: MissingAt::Other,
                name: t::notice_other_name().to_owned(),
                reasons: other,
            });
        }
        if missing.is_empty() {
            return Err(Lacking::Everything);
        }
        let by = self
            .by
            .parse::<Date>()
            .ok()
            .filter(|by| *by > today)
            .ok_or(Lacking::Day)?;
        Ok(Notice {
            missing,
            by,
            remark: self.remark.trim().to_owned(),
        })
    }

    fn add(&self, missing: &mut Vec<Missing>, at: MissingAt, name: &str, points: &[String]) -> Result<(), Lacking> {
        let Some(wrong) = self.wrong.get(&at).filter(|wrong| !wrong.is_empty()) else {
            return Ok(());
        };
        let ticked = wrong.points.iter().filter_map(|point| points.get(*point)).cloned();
        let reasons: Vec<String> = ticked.chain(lines(&wrong.text)).collect();
        if reasons.is_empty() {
            return Err(Lacking::Reason(name.to_owned()));
        }
        missing.push(Missing {
            at,
            name: name.to_owned(),
            reasons,
        });
        Ok(())
    }
}

/// The lines of a text that say something.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::staff::sample::case;

    fn paper() -> MissingAt {
        MissingAt::Paper {
            paper: case().papers[0].paper.clone(),
        }
    }

    #[test]
    fn ticked_points_become_the_reasons_of_the_one_notice() {
        let wrong = Wrong {
            points: [1].into(),
            marked: false,
            text: " 补签字页 \n\n".to_owned(),
        };
        let ticks = Ticks {
            wrong: [(paper(), wrong)].into(),
            other: "带原件来核对".to_owned(),
            by: "2026-11-30".to_owned(),
            remark: String::new(),
        };
        assert_eq!(ticks.count(), 2);
        let notice = ticks.notice(&case(), date(2026, 11, 22)).expect("it is complete");
        assert_eq!(notice.missing[0].reasons, ["双方都签了字", "补签字页"]);
        assert_eq!(notice.missing[1].at, MissingAt::Other);
    }

    #[test]
    fn a_notice_says_what_it_lacks() {
        let today = date(2026, 11, 22);
        let mut ticks = Ticks::default();
        assert_eq!(ticks.notice(&case(), today), Err(Lacking::Everything));
        let marked = Wrong {
            marked: true,
            ..Wrong::default()
        };
        ticks.wrong.insert(paper(), marked);
        assert_eq!(
            ticks.notice(&case(), today),
            Err(Lacking::Reason("租赁合同".to_owned()))
        );
        ticks.wrong.clear();
        ticks.other = "一条".to_owned();
        ticks.by = "2026-11-22".to_owned();
        assert_eq!(ticks.notice(&case(), today), Err(Lacking::Day));
    }
}
