//! An accepted case: its parts, its inspection, its papers to follow and its commitments.

use jiff::civil::Date;

use super::{
    Accepted, Act, At, CaseFile, Check, Commitment, CommitmentStage, Deferral, Inspection, Opinion, Part, PartFile,
    PartStage, Refusal, StaffRef, Stop, Verb, Visit, clock::Extension,
};
use crate::{
    calendar::WorkingCalendar,
    id::{ItemId, MaterialKey, PromiseId},
};

/// An accepted case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its acceptance.
    pub accepted: Accepted,
    /// One part for each item, in the order they start.
    pub parts: Vec<Part>,
    /// What is looked at on site.
    pub inspection: Inspection,
    /// Papers that follow.
    pub deferrals: Vec<Deferral>,
    /// Commitments.
    pub commitments: Vec<Commitment>,
}

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'a> {
    pub(super) at: At,
    pub(super) by: Option<&'a StaffRef>,
}

/// What became of the results a part needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needs {
    /// They are there.
    Met,
    /// They may still come.
    Open,
    /// This one will not come.
    Lost(ItemId),
}

impl Review {
    /// Begins: the limits of all parts run that need nothing from others.
    #[must_use]
    pub fn begin(file: &CaseFile, accepted: Accepted) -> Self {
        let on = accepted.on;
        let parts = file.parts.iter().map(|part| {
            let waiting = PartStage::Waiting {
                needs: part.after.clone(),
            };
            Part {
                file: part.clone(),
                stage: if part.after.is_empty() {
                    waiting.open(part, on).expect("it has waited until now")
                } else {
                    waiting
                },
                opinions: Vec::new(),
            }
        });
        Self {
            parts: parts.collect(),
            inspection: Inspection::of(&file.points),
            deferrals: Deferral::all(&file.papers),
            commitments: Commitment::all(&file.promises),
            accepted,
        }
    }

    /// A part by its item.
    ///
    /// # Errors
    /// When the case has none.
    pub fn part(&self, item: &ItemId) -> Result<&Part, Refusal> {
        let found = self.parts.iter().find(|part| part.file.item == *item);
        found.ok_or_else(|| Refusal::UnknownItem { item: item.clone() })
    }

    /// Whether every part has its outcome.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.parts.iter().all(|part| part.stage.is_over())
    }

    /// The parts that were granted.
    pub fn granted(&self) -> impl Iterator<Item = &Part> {
        self.parts
            .iter()
            .filter(|part| matches!(part.stage, PartStage::Granted { .. }))
    }

    /// What keeps a part from being granted; nothing, when it can be.
    ///
    /// # Errors
    /// Points that have not passed, papers that are to follow, or a commitment that was found false: what would rest on
    /// it is not granted (国办发〔2020〕42号).
    pub fn ready(&self, file: &CaseFile, item: &ItemId) -> Result<(), Refusal> {
        let points = self.inspection.open_points(&file.points, item);
        if !points.is_empty() {
            return Err(Refusal::PointsOpen { points });
        }
        let open = self.deferrals.iter().filter(|deferral| deferral.is_open_for(item));
        let papers: Vec<MaterialKey> = open.map(|deferral| deferral.file.paper.clone()).collect();
        if !papers.is_empty() {
            return Err(Refusal::PapersOpen { papers });
        }
        let broken = |made: &&Commitment| made.is_broken() && made.file.items.contains(item);
        match self.commitments.iter().find(broken) {
            Some(made) => Err(Refusal::NoPromise {
                promise: made.file.promise.clone(),
            }),
            None => Ok(()),
        }
    }

    /// What became of the results a part needs.
    pub(super) fn needs(&self, part: &PartFile) -> Needs {
        let mut needs = Needs::Met;
        for item in self.missing(part) {
            match self.part(&item) {
                Ok(need) if need.stage.is_over() => return Needs::Lost(item),
                Ok(_) | Err(_) => needs = Needs::Open,
            }
        }
        needs
    }

    /// The results a part needs and does not have. For one that is no part of this case there is nothing to wait.
    fn missing(&self, part: &PartFile) -> Vec<ItemId> {
        let missing = |need: &&ItemId| {
            self.part(need)
                .is_ok_and(|need| !matches!(need.stage, PartStage::Granted { .. }))
        };
        part.after.iter().filter(missing).cloned().collect()
    }

    /// Whether somebody still waits for a paper that was put off: it is not there, and a part that asked for it runs.
    pub(super) fn awaits(&self, deferral: &Deferral) -> bool {
        let runs = |part: &Part| !part.stage.is_over() && deferral.is_open_for(&part.file.item);
        self.parts.iter().any(runs)
    }

    /// Does what is done while a case is under review.
    ///
    /// # Errors
    /// When it cannot be done; then the review must not be used any more.
    pub(super) fn perform(&mut self, file: &CaseFile, act: &Act, now: Moment<'_>) -> Result<(), Refusal> {
        let today = now.at.day();
        match act {
            Act::Open { item } => {
                let part = self.part(item)?.file.clone();
                let items = self.missing(&part);
                self.change(item, |stage| stage.open(&part, today))?;
                if items.is_empty() {
                    Ok(())
                } else {
                    Err(Refusal::NeedsResults { items })
                }
            }
            Act::Claim { item } => {
                let by = now.by.cloned().ok_or(Refusal::NotYours { verb: Verb::Claim })?;
                self.change(item, |stage| stage.claim(by))
            }
            Act::Release { item } => self.change(item, PartStage::release),
            Act::Approve { item, opinion } => {
                self.change(item, |stage| stage.approve(now.by.cloned(), now.at))?;
                self.ready(file, item)?;
                if !opinion.trim().is_empty() {
                    self.note(item, opinion, now)?;
                }
                Ok(())
            }
            Act::Deny { item, reasons, basis } => self.change(item, |stage| {
                stage.deny(now.by.cloned(), now.at, reasons.clone(), basis.clone())
            }),
            Act::Pause {
                item, reason, expected, ..
            } => self.change(item, |stage| stage.pause(today, *reason, *expected)),
            Act::Resume { item } => self.change(item, |stage| stage.resume(today)),
            Act::Extend {
                item,
                days,
                reason,
                head,
            } => {
                let extension = Extension {
                    days: *days,
                    reason: reason.clone(),
                    head: head.clone(),
                    on: today,
                };
                self.change(item, |stage| stage.extend(extension))
            }
            Act::Opinion { item, text } => self.note(item, text, now),
            Act::PlanInspection { plan } => {
                self.inspect(|inspection| inspection.plan_visit(&file.points, plan.clone(), today))
            }
            Act::SendPictures { pictures } => {
                self.inspect(|inspection| inspection.take_pictures(&file.points, pictures.clone()))
            }
            Act::RecordInspection { inspectors, results } => self.inspect(|inspection| {
                let visit = Visit {
                    at: now.at,
                    mode: inspection.plan().ok_or(Refusal::NoVisit)?.mode,
                    inspectors: inspectors.clone(),
                    results: results.clone(),
                };
                inspection.record(&file.points, visit)
            }),
            Act::Provide { paper, files } => self.deferral(paper)?.provide(now.at, files.clone()),
            Act::Remind {
                reminder: super::Reminder::Paper { paper },
            } => self.deferral(paper)?.remind(today),
            Act::EndForDefault { paper: Some(paper) } => self.default(paper, now),
            Act::Stop { item, need } => {
                let part = self.part(item)?;
                if self.needs(&part.file) != Needs::Lost(need.clone()) {
                    return Err(part.stage.clone().wrong(Verb::Stop));
                }
                let why = Stop::NeedNotMet { item: need.clone() };
                self.change(item, |stage| stage.stop(Verb::Stop, now.at, why))
            }
            _ => Err(Refusal::WrongStage {
                verb: act.verb(),
                stage: super::StageCode::InReview,
            }),
        }
    }

    /// Whether the time for an act is right.
    pub(super) fn timely(&self, act: &Act, today: Date, calendar: &WorkingCalendar) -> Result<(), Refusal> {
        match act {
            Act::EndForDefault { paper: Some(paper) } => {
                let open = self.deferrals.iter().filter(|deferral| deferral.is_open());
                let mut this = open.filter(|deferral| deferral.file.paper == *paper);
                let runs = |deferral: &Deferral| today <= deferral.due(self.accepted.on, calendar).date;
                match this.next() {
                    Some(deferral) if runs(deferral) => Err(Refusal::NotDue),
                    Some(_) | None => Ok(()),
                }
            }
            Act::Extend { item, .. } => match &self.part(item)?.stage {
                PartStage::InReview { clock, .. } if today > clock.dues(calendar, today).statutory.date => {
                    Err(Refusal::LimitPassed)
                }
                PartStage::Waiting { .. }
                | PartStage::Open { .. }
                | PartStage::InReview { .. }
                | PartStage::Paused { .. }
                | PartStage::Granted { .. }
                | PartStage::Denied { .. }
                | PartStage::Stopped { .. }
                | PartStage::Revoked { .. } => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Ends everything that still runs, because the applicant takes the case back.
    pub(super) fn withdraw(&mut self, at: At) {
        for part in &mut self.parts {
            if !part.stage.is_over() {
                part.stage = PartStage::Stopped {
                    at,
                    why: Stop::Withdrawn,
                };
            }
        }
    }

    /// Notes what the check of a commitment found.
    pub(super) fn check(&mut self, promise: &PromiseId, kept: bool, check: Check) -> Result<(), Refusal> {
        let known = self.commitments.iter_mut().find(|known| known.file.promise == *promise);
        let commitment = known.ok_or_else(|| Refusal::NoPromise {
            promise: promise.clone(),
        })?;
        commitment.check(kept, check)
    }

    /// Takes a grant back.
    pub(super) fn revoke(&mut self, item: &ItemId, at: At, reason: &str) -> Result<(), Refusal> {
        self.change(item, |stage| stage.revoke(at, reason.to_owned()))
    }

    /// The commitments that are due to be checked by a day: what rests on them was granted, and nobody has looked.
    pub fn checks_due<'a>(
        &'a self,
        calendar: &'a WorkingCalendar,
    ) -> impl Iterator<Item = (&'a Commitment, crate::calendar::Deadline)> {
        let granted = |item: &ItemId| {
            let part = self.part(item).ok()?;
            let PartStage::Granted { at, .. } = &part.stage else {
                return None;
            };
            Some(at.day())
        };
        let open = self
            .commitments
            .iter()
            .filter(|commitment| commitment.stage == CommitmentStage::Made);
        open.filter_map(move |commitment| {
            let since = commitment.file.items.iter().filter_map(granted).min()?;
            let due = calendar.add_working_days(since, u32::from(commitment.file.check_within));
            Some((commitment, due))
        })
    }

    /// The day the next running part is due as promised, as far as it can be told today.
    #[must_use]
    pub fn due(&self, calendar: &WorkingCalendar, today: Date) -> Option<Date> {
        let running = self.parts.iter().filter(|part| !part.stage.is_over());
        running
            .filter_map(|part| part.stage.clock())
            .map(|clock| clock.dues(calendar, today).promised.date)
            .min()
    }

    fn default(&mut self, paper: &MaterialKey, now: Moment<'_>) -> Result<(), Refusal> {
        let deferral = self.deferral(paper)?;
        deferral.default(now.at)?;
        let items = deferral.file.items.clone();
        for part in &mut self.parts {
            if items.contains(&part.file.item) && !part.stage.is_over() {
                part.stage = PartStage::Stopped {
                    at: now.at,
                    why: Stop::Default { paper: paper.clone() },
                };
            }
        }
        Ok(())
    }

    fn deferral(&mut self, paper: &MaterialKey) -> Result<&mut Deferral, Refusal> {
        let known = self.deferrals.iter_mut().find(|known| known.file.paper == *paper);
        known.ok_or_else(|| Refusal::NotDeferred { paper: paper.clone() })
    }

    fn note(&mut self, item: &ItemId, text: &str, now: Moment<'_>) -> Result<(), Refusal> {
        self.part_mut(item)?.opinions.push(Opinion {
            at: now.at,
            by: now.by.cloned(),
            text: text.trim().to_owned(),
        });
        Ok(())
    }

    fn inspect(&mut self, step: impl FnOnce(Inspection) -> Result<Inspection, Refusal>) -> Result<(), Refusal> {
        self.inspection = step(self.inspection.clone())?;
        Ok(())
    }

    fn change(
        &mut self,
        item: &ItemId,
        step: impl FnOnce(PartStage) -> Result<PartStage, Refusal>,
    ) -> Result<(), Refusal> {
        let part = self.part_mut(item)?;
        part.stage = step(part.stage.clone())?;
        Ok(())
    }

    fn part_mut(&mut self, item: &ItemId) -> Result<&mut Part, Refusal> {
        let found = self.parts.iter_mut().find(|part| part.file.item == *item);
        found.ok_or_else(|| Refusal::UnknownItem { item: item.clone() })
    }
}
