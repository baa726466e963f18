//! What the program itself does with a case, because a day has passed or nothing is left to decide. Each is an act like
//! any other and stands in the record.

use jiff::civil::Date;

use super::{Act, Actor, At, Case, CaseStage, Event, Intake, PartStage, Reminder, Review, review::Needs};
use crate::calendar::WorkingCalendar;

impl Case {
    /// Does everything that is to be done by itself now, and gives the events to record.
    pub fn settle(&mut self, at: At, calendar: &WorkingCalendar) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some(act) = self.duty(at.day(), calendar) {
            // A duty the case refuses would come again for ever.
            let Ok(event) = self.perform(act, &Actor::System, at, calendar) else {
                break;
            };
            events.push(event);
        }
        events
    }

    /// The next thing to be done by itself.
    #[must_use]
    pub fn duty(&self, today: Date, calendar: &WorkingCalendar) -> Option<Act> {
        match &self.stage {
            CaseStage::Intake(intake) => self.at_the_window(intake, today, calendar),
            CaseStage::InReview(review) => self.in_the_departments(review, today, calendar),
            CaseStage::NotAccepted(_)
            | CaseStage::Decided(_)
            | CaseStage::Denied(_)
            | CaseStage::Issued(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => None,
        }
    }

    /// Whether the licence is issued without a clerk: everything was decided at once.
    #[must_use]
    pub fn issues_by_itself(&self) -> bool {
        matches!(self.stage, CaseStage::Decided(_)) && self.file.is_instant()
    }

    /// The next day on which something is to be done by itself; none, when nothing is.
    #[must_use]
    pub fn wakes(&self, calendar: &WorkingCalendar) -> Option<Date> {
        match &self.stage {
            CaseStage::Intake(intake) => intake.answer_due(calendar)?.date.tomorrow().ok(),
            CaseStage::InReview(review) => {
                let awaited = review.deferrals.iter().filter(|deferral| review.awaits(deferral));
                awaited
                    .filter_map(|deferral| deferral.wakes(review.accepted.on, calendar))
                    .min()
            }
            CaseStage::NotAccepted(_)
            | CaseStage::Decided(_)
            | CaseStage::Denied(_)
            | CaseStage::Issued(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => None,
        }
    }

    fn at_the_window(&self, intake: &Intake, today: Date, calendar: &WorkingCalendar) -> Option<Act> {
        let due = intake.answer_due(calendar)?;
        if today > due.date {
            return Some(Act::DeemAccepted);
        }
        let instant = matches!(intake, Intake::Received(_)) && self.file.is_instant() && self.events == 1;
        instant.then_some(Act::Accept)
    }

    fn in_the_departments(&self, review: &Review, today: Date, calendar: &WorkingCalendar) -> Option<Act> {
        for part in &review.parts {
            let item = &part.file.item;
            match &part.stage {
                PartStage::Waiting { .. } => match review.needs(&part.file) {
                    Needs::Met => return Some(Act::Open { item: item.clone() }),
                    Needs::Lost(need) => {
                        return Some(Act::Stop {
                            item: item.clone(),
                            need,
                        });
                    }
                    Needs::Open => {}
                },
                PartStage::Open { .. }
                    if self.file.part_is_instant(&part.file) && review.ready(&self.file, item).is_ok() =>
                {
                    return Some(Act::Approve {
                        item: item.clone(),
                        opinion: String::new(),
                    });
                }
                PartStage::Open { .. }
                | PartStage::InReview { .. }
                | PartStage::Paused { .. }
                | PartStage::Granted { .. }
                | PartStage::Denied { .. }
                | PartStage::Stopped { .. }
                | PartStage::Revoked { .. } => {}
            }
        }
        if review.is_over() {
            return Some(Act::Decide);
        }
        let accepted = review.accepted.on;
        let mut awaited = review.deferrals.iter().filter(|deferral| review.awaits(deferral));
        awaited.find_map(|deferral| {
            let paper = deferral.file.paper.clone();
            if today > deferral.due(accepted, calendar).date {
                Some(Act::EndForDefault { paper: Some(paper) })
            } else if deferral.wants_reminder(accepted, calendar, today) {
                Some(Act::Remind {
                    reminder: Reminder::Paper { paper },
                })
            } else {
                None
            }
        })
    }
}
