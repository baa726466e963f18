//! From a case to what its applicant sees.

mod todo;

use std::collections::BTreeSet;

use jiff::civil::Date;
use yijian_domain::{
    calendar::{Deadline, WorkingCalendar},
    case::{Act, Actor, At, Case, CaseStage, Event, Ground, Intake, Part, PartStage, Review, Stop, Verb},
    catalogue::Catalogue,
    id::{DepartmentId, ItemId, ThemeId},
    value::date,
    wire::{
        FieldName, LaterPaper, PartWhy, Progress, ProgressLicence, ProgressMessage, ProgressObjection, ProgressPart,
        Remedies,
    },
};

use super::{Later, Said, documents, hall, lines};
use crate::{
    clock::Moment,
    storage::{StorageFault, Stored, StoredMessage, StoredPart},
};

/// The window accepts, or names everything that is missing, within so many working days (行政许可法 art. 32).
const ANSWER_WORKING_DAYS: u32 = yijian_domain::case::ANSWER_WITHIN;

/// What the progress of a case is told from.
#[derive(Debug)]
pub struct Told<'a> {
    /// Names, calendar and points.
    pub catalogue: &'a Catalogue,
    /// The application.
    pub stored: Stored,
    /// Its parts.
    pub parts: Vec<StoredPart>,
    /// Its record.
    pub events: &'a [Event],
    /// What the applicant was told, oldest first.
    pub messages: Vec<StoredMessage>,
    /// Now.
    pub now: Moment,
}

/// Tells where a case stands. Dates are counted anew each time: the holidays of a year are published late in the one
/// before.
///
/// # Errors
/// When its rows cannot be read.
pub fn progress(told: Told<'_>) -> Result<Progress, StorageFault> {
    let calendar = &told.catalogue.calendar;
    let case = Case::of(told.events)?;
    let mut view = View {
        catalogue: told.catalogue,
        calendar,
        case: &case,
        events: told.events,
        submitted: told.stored.submitted_at.date(),
        today: told.now.date(),
        provisional: false,
    };
    let later = view.later(&told.stored.later)?;
    let parts = told.parts.into_iter().map(|part| view.part(part)).collect();
    let answer_due = view.answer_due();
    let (not_accepted, go_to) = match &case.stage {
        CaseStage::NotAccepted(not) => (Some(not.reason.clone()), elsewhere(&not.ground)),
        _ => (None, None),
    };
    let first = case.file.parts.first().map(|part| &part.department);
    let at = At(told.now.local());
    Ok(Progress {
        number: case.file.number.clone(),
        theme: ThemeId::from(told.stored.theme.as_str()),
        hall: hall(told.catalogue, &told.stored).cloned(),
        theme_name: told.stored.theme_name,
        theme_name_en: told.stored.theme_name_en,
        submitted_at: told.stored.submitted_at.rfc3339(),
        answer_due,
        events: case.events,
        stage: case.stage.code(),
        accepted_on: case.stage.review().map(|review| date::write(review.accepted.on)),
        remedies: not_accepted.as_ref().and(first).map(|first| view.remedies(first)),
        not_accepted,
        go_to,
        todo: view.todo(),
        objection: view.objection(),
        can_withdraw: case
            .try_out(Verb::Withdraw, None, &Actor::Applicant, at, calendar)
            .is_ok(),
        parts,
        later,
        visit: view.visit(),
        licence: view.licence(),
        documents: documents(told.events),
        messages: messages(told.messages)?,
        provisional: view.provisional,
    })
}

struct View<'a> {
    catalogue: &'a Catalogue,
    calendar: &'a WorkingCalendar,
    case: &'a Case,
    events: &'a [Event],
    submitted: Date,
    today: Date,
    provisional: bool,
}

impl View<'_> {
    fn write(&mut self, due: Deadline) -> String {
        self.provisional |= due.provisional;
        date::write(due.date)
    }

    fn after(&mut self, from: Date, days: u32) -> String {
        let due = self.calendar.add_working_days(from, days);
        self.write(due)
    }

    /// The day by which the window answers, or should have.
    fn answer_due(&mut self) -> String {
        let since = match &self.case.stage {
            CaseStage::Intake(Intake::Resubmitted(stage)) => stage.at.day(),
            _ => self.submitted,
        };
        self.after(since, ANSWER_WORKING_DAYS)
    }

    /// Papers that are to follow: as announced before acceptance, as the record says afterwards.
    fn later(&mut self, stored: &str) -> Result<Vec<LaterPaper>, StorageFault> {
        let case = self.case;
        match &case.stage {
            CaseStage::Intake(_) => {
                let later: Vec<Later> =
                    serde_json::from_str(stored).map_err(|fault| StorageFault::row("applications", &fault))?;
                let papers = later.into_iter().map(|paper| LaterPaper {
                    due: self.after(self.submitted, u32::from(paper.working_days)),
                    id: paper.id,
                    name: paper.name,
                });
                Ok(papers.collect())
            }
            CaseStage::InReview(review) => {
                let open = review.deferrals.iter().filter(|deferral| deferral.is_open());
                let papers = open.map(|deferral| LaterPaper {
                    id: deferral.file.paper.clone(),
                    name: deferral.file.name.clone(),
                    due: self.write(deferral.due(review.accepted.on, self.calendar)),
                });
                Ok(papers.collect())
            }
            CaseStage::NotAccepted(_)
            | CaseStage::Decided(_)
            | CaseStage::Denied(_)
            | CaseStage::Issued(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => Ok(Vec::new()),
        }
    }

    fn part(&mut self, row: StoredPart) -> ProgressPart {
        let item = ItemId::from(row.item.as_str());
        let department = DepartmentId::from(row.department.as_str());
        let review = self.case.stage.review();
        let known = review.and_then(|review| Some((review, review.part(&item).ok()?)));
        let planned = u32::from(row.working_days);
        let (stage, (due, late), why) = match known {
            None => (
                yijian_domain::case::PartCode::Received,
                (self.after(self.submitted, planned), false),
                None,
            ),
            Some((review, part)) => (
                part.stage.code(),
                self.due(review, part, planned),
                self.why(&item, review, &part.stage),
            ),
        };
        let decided_against = matches!(
            why,
            Some(
                PartWhy::Denied { .. }
                    | PartWhy::NotProvided { .. }
                    | PartWhy::NeedNotMet { .. }
                    | PartWhy::Revoked { .. }
            )
        );
        ProgressPart {
            remedies: decided_against.then(|| self.remedies(&department)),
            item,
            name: row.name,
            name_en: row.name_en,
            department,
            department_name: row.department_name,
            department_name_en: row.department_name_en,
            stage,
            due,
            late,
            why,
        }
    }

    /// The day of a part, and whether it was to be decided by then and is not. What stands still is due in the future,
    /// unless its day had passed before. What waits for others is not late: its days begin when they are done, today at the
    /// earliest.
    fn due(&mut self, review: &Review, part: &Part, planned: u32) -> (String, bool) {
        let due = match &part.stage {
            PartStage::Waiting { .. } => {
                let planned = self.calendar.add_working_days(review.accepted.on, planned);
                let own = u32::from(part.file.promised);
                let soonest = self.calendar.add_working_days(self.today, own);
                let due = if planned.date < soonest.date { soonest } else { planned };
                return (self.write(due), false);
            }
            PartStage::Open { clock } | PartStage::InReview { clock, .. } | PartStage::Paused { clock, .. } => {
                clock.dues(self.calendar, self.today).promised
            }
            PartStage::Granted { at, .. }
            | PartStage::Denied { at, .. }
            | PartStage::Stopped { at, .. }
            | PartStage::Revoked { at, .. } => return (date::write(at.day()), false),
        };
        let late = self.today > due.date;
        (self.write(due), late)
    }

    fn why(&self, item: &ItemId, review: &Review, stage: &PartStage) -> Option<PartWhy> {
        Some(match stage {
            PartStage::Waiting { .. } => PartWhy::WaitsFor {
                items: self.waits_for(item, review),
            },
            PartStage::Paused { clock, .. } => {
                let pause = clock.pauses.last()?;
                PartWhy::Paused {
                    reason: pause.reason,
                    notice: self.last_notice(item),
                    since: date::write(pause.from),
                    expected: pause.expected,
                }
            }
            PartStage::Denied { reasons, basis, .. } => PartWhy::Denied {
                reasons: reasons.clone(),
                basis: basis.clone(),
            },
            PartStage::Stopped { why, .. } => match why {
                Stop::Default { paper } => PartWhy::NotProvided {
                    paper: self.paper_name(paper),
                },
                Stop::NeedNotMet { item } => PartWhy::NeedNotMet {
                    item: self.item_name(item),
                },
                Stop::Withdrawn => PartWhy::Withdrawn,
            },
            PartStage::Revoked { reason, .. } => PartWhy::Revoked { reason: reason.clone() },
            PartStage::Open { .. } | PartStage::InReview { .. } | PartStage::Granted { .. } => return None,
        })
    }

    fn waits_for(&self, item: &ItemId, review: &Review) -> Vec<String> {
        let open: BTreeSet<&ItemId> = review
            .parts
            .iter()
            .filter(|part| !part.stage.is_over())
            .map(|part| &part.file.item)
            .collect();
        let needs = self.case.file.part(item).map(|part| &part.after);
        let needs = needs.into_iter().flatten().filter(|need| open.contains(need));
        needs.map(|need| self.item_name(need)).collect()
    }

    /// The words of the newest notice that the limit of a part stands still.
    fn last_notice(&self, item: &ItemId) -> String {
        let words = self.events.iter().rev().find_map(|event| match &event.act {
            Act::Pause { item: own, notice, .. } if own == item => Some(notice.clone()),
            _ => None,
        });
        words.unwrap_or_default()
    }

    fn item_name(&self, item: &ItemId) -> String {
        let part = self.case.file.part(item);
        part.map_or_else(|| item.to_string(), |part| part.name.clone())
    }

    fn paper_name(&self, paper: &yijian_domain::id::MaterialKey) -> String {
        let known = self.case.file.paper(paper);
        known.map_or_else(|| paper.to_string(), |file| file.name.clone())
    }

    /// Which fields are said to be wrong: their names, for who has the receipt reads no values.
    fn objection(&self) -> Option<ProgressObjection> {
        let objection = self.case.objection.as_ref()?;
        let answer = objection.answer.as_ref();
        let fields = objection.right.keys().map(|field| {
            let element = self.catalogue.elements.get(&field.what);
            FieldName {
                field: field.clone(),
                label: element.map_or_else(|| field.to_string(), |element| element.name.clone()),
                label_en: element.and_then(|element| element.name_en.clone()),
            }
        });
        Some(ProgressObjection {
            at: objection.at.to_string(),
            fields: fields.collect(),
            answered_at: answer.map(|answer| answer.at.to_string()),
            granted: answer.is_some_and(|answer| answer.granted),
            reason: answer.map(|answer| answer.reason.clone()).unwrap_or_default(),
        })
    }

    fn remedies(&self, department: &DepartmentId) -> Remedies {
        let region = self.case.file.region.as_ref();
        Remedies {
            body: region.and_then(|region| self.catalogue.review_body_name(department, region)),
        }
    }

    fn licence(&self) -> Option<ProgressLicence> {
        let licence = self.case.stage.licence()?;
        Some(ProgressLicence {
            number: licence.number.clone(),
            version: licence.version,
            path: format!("/v/{}", licence.code),
            standing: licence.standing(self.today, licence.version),
            components: lines(licence, self.today),
            delivered: matches!(self.case.stage, CaseStage::Delivered(_)),
        })
    }
}

/// Where to go instead.
fn elsewhere(ground: &Ground) -> Option<String> {
    match ground {
        Ground::NotCompetent { go_to } => Some(go_to.clone()),
        Ground::NotNeeded | Ground::NotCorrected => None,
    }
}

fn messages(rows: Vec<StoredMessage>) -> Result<Vec<ProgressMessage>, StorageFault> {
    let newest_first = rows.into_iter().rev().map(|row| {
        let said: Said = serde_json::from_str(&row.body).map_err(|fault| StorageFault::row("messages", &fault))?;
        Ok(ProgressMessage {
            kind: row.kind,
            at: row.at.rfc3339(),
            item: said.item,
            day: said.day,
            words: said.words,
        })
    });
    newest_first.collect()
}
