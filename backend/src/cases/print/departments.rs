//! What departments and inspectors hand out.

use jiff::civil::Date;
use yijian_domain::{
    case::{Act, Case, ISSUE_WITHIN, PauseReason, VisitMode},
    id::ItemId,
    value::date,
};
use yijian_paper::{
    Certificate, Conclusion, Decision, Document, Extension, InspectedPoint, InspectionRecord, InspectionResult,
    Inspector, LimitRule, Outcome, Pause, Procedure, Rectification, TooFew, Validity,
};

use super::{Made, Printing, at_least};

/// What failed is put right within so many working days, unless somebody says otherwise. Own choice.
const RECTIFY_WITHIN: u32 = 10;

impl Printing<'_> {
    pub(super) fn pause(&self, made: &Made<'_>) -> Option<Document> {
        let Act::Pause {
            item,
            reason,
            notice,
            expected,
        } = &made.event.act
        else {
            return None;
        };
        let from = made.event.at.day().tomorrow().ok()?;
        let until = self
            .catalogue
            .calendar
            .add_working_days(made.event.at.day(), u32::from(*expected));
        Some(Document::Pause(Pause {
            head: self.head(made.event, self.item(item).organ),
            applicant: self.party(),
            item: self.item(item),
            accepted_on: self.accepted_on()?,
            procedure: procedure(*reason),
            explanation: notice.clone(),
            from,
            working_days: u32::from(*expected),
            until: Some(until.date),
        }))
    }

    pub(super) fn extension(&self, made: &Made<'_>) -> Option<Document> {
        let Act::Extend { item, days, reason, .. } = &made.event.act else {
            return None;
        };
        let today = made.event.at.day();
        let due = |case: &Case| {
            let clock = case.stage.review()?.part(item).ok()?.stage.clock()?.clone();
            Some(clock.dues(&self.catalogue.calendar, today).statutory.date)
        };
        Some(Document::Extension(Extension {
            head: self.head(made.event, self.item(item).organ),
            applicant: self.party(),
            matter: self.item(item).name,
            accepted_on: self.accepted_on()?,
            rule: LimitRule::Single,
            reason: reason.clone(),
            working_days: u32::from(*days),
            due: due(made.before.as_ref()?)?,
            new_due: due(&made.after)?,
        }))
    }

    pub(super) fn decision(&self, made: &Made<'_>) -> Result<Option<Document>, TooFew> {
        let (item, outcome, basis) = match &made.event.act {
            Act::Approve { item, .. } => (item, self.granted(item, made.event.at.day()), None),
            Act::Deny { item, reasons, basis } => {
                let reasons = at_least(reasons.clone())?;
                (item, Outcome::Refused { reasons }, Some(basis.clone()))
            }
            Act::Revoke { item, reason } => {
                let certificate = self.certificate(item);
                let reasons = at_least(vec![reason.clone()])?;
                let law = "《中华人民共和国行政许可法》第六十九条".to_owned();
                (item, Outcome::Revoked { certificate, reasons }, Some(law))
            }
            _ => return Ok(None),
        };
        let Some(accepted_on) = self.accepted_on() else {
            return Ok(None);
        };
        let law = self.catalogue.items.get(item).map(|item| item.basis.clone());
        let mut laws: Vec<String> = basis.into_iter().chain(law.into_iter().flatten()).collect();
        if laws.is_empty() {
            laws.push("《中华人民共和国行政许可法》第三十八条".to_owned());
        }
        let part = self.case.file.part(item);
        Ok(Some(Document::Decision(Decision {
            head: self.head(made.event, self.item(item).organ),
            applicant: self.party(),
            item: self.item(item),
            accepted_on,
            outcome,
            basis: at_least(laws)?,
            remedies: self.remedies(part.map(|part| &part.department)),
        })))
    }

    fn certificate(&self, item: &ItemId) -> Option<Certificate> {
        let licence = self.case.stage.licence()?;
        let component = licence.components.iter().find(|known| known.item == *item)?;
        Some(Certificate {
            name: component.name.clone(),
            number: component.number.clone(),
            validity: Validity {
                from: component.from,
                to: component.until,
            },
        })
    }

    fn granted(&self, item: &ItemId, on: Date) -> Outcome {
        Outcome::Granted {
            certificate: self.certificate(item),
            terms: Vec::new(),
            deliver_by: Some(self.catalogue.calendar.add_working_days(on, ISSUE_WITHIN).date),
        }
    }

    pub(super) fn inspection(&self, made: &Made<'_>) -> Result<Option<Document>, TooFew> {
        let Act::RecordInspection { inspectors, results } = &made.event.act else {
            return Ok(None);
        };
        let visits = made
            .after
            .stage
            .review()
            .map_or(0, |review| review.inspection.visits().len());
        let plan = self.events.iter().rev().find_map(|earlier| match &earlier.act {
            Act::PlanInspection { plan } if earlier.seq < made.event.seq => Some(plan),
            _ => None,
        });
        let points = self.case.file.points.iter().filter_map(|point| {
            let result = results.get(&point.point)?;
            Some(InspectedPoint {
                text: point.name.clone(),
                asked_by: self.names(&point.items),
                result: if result.passed {
                    InspectionResult::Met
                } else {
                    InspectionResult::NotMet
                },
                remark: result.remark.clone(),
            })
        });
        let failed: Vec<Rectification> = results
            .values()
            .filter(|result| !result.passed)
            .map(|result| Rectification {
                what: result.remark.clone(),
                due: self
                    .catalogue
                    .calendar
                    .add_working_days(made.event.at.day(), RECTIFY_WITHIN)
                    .date,
            })
            .collect();
        let named = inspectors.iter().map(|one| Inspector {
            name: one.name.clone(),
            organ: self.window(),
            card: String::new(),
        });
        Ok(Some(Document::InspectionRecord(InspectionRecord {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            place: self.subject().address.unwrap_or_default(),
            time: plan.map_or_else(String::new, |plan| {
                format!("{} {}", date::write_chinese(plan.on), plan.hours)
            }),
            visit: u32::try_from(visits).unwrap_or(u32::MAX),
            remote: plan.is_some_and(|plan| plan.mode == VisitMode::Remote),
            inspectors: at_least(named.collect())?,
            present: None,
            points: points.collect(),
            conclusion: if failed.is_empty() {
                Conclusion::Passed
            } else {
                Conclusion::Rectify
            },
            rectifications: failed,
            remark: String::new(),
        })))
    }

    fn accepted_on(&self) -> Option<Date> {
        Some(self.case.stage.review()?.accepted.on)
    }
}

fn procedure(reason: PauseReason) -> Procedure {
    match reason {
        PauseReason::Hearing => Procedure::Hearing,
        PauseReason::Tender => Procedure::Tender,
        PauseReason::Auction => Procedure::Auction,
        PauseReason::InspectionTest => Procedure::Inspection,
        PauseReason::Testing => Procedure::Testing,
        PauseReason::Quarantine => Procedure::Quarantine,
        PauseReason::Appraisal => Procedure::Appraisal,
        PauseReason::ExpertReview => Procedure::ExpertReview,
    }
}
