//! What an applicant is to do now.

use std::collections::BTreeMap;

use yijian_domain::{
    case::{CaseStage, Composite, Inspection, Intake, PointFile, Review, VisitMode},
    id::PointId,
    licence::Standing,
    value::date,
    wire::{ProgressVisit, PutRight, ShownPoint, Todo},
};

use super::View;

/// Photographs of the applicant, by point.
type Pictures = BTreeMap<PointId, Vec<String>>;

impl View<'_> {
    /// What the applicant is to do now, the most urgent first.
    pub(super) fn todo(&mut self) -> Vec<Todo> {
        let case = self.case;
        match &case.stage {
            CaseStage::Intake(Intake::CorrectionAsked(asked)) => vec![Todo::Answer {
                missing: asked.notice.missing.clone(),
                by: date::write(asked.notice.by),
                remark: asked.notice.remark.clone(),
            }],
            CaseStage::InReview(review) => self.todo_in_review(review),
            // Nobody fetches what was taken back again.
            CaseStage::Issued(issued) if issued.licence.as_ref().is_some_and(|licence| self.is_over(licence)) => {
                Vec::new()
            }
            CaseStage::Issued(_) => vec![Todo::Fetch],
            CaseStage::Intake(Intake::Received(_) | Intake::Resubmitted(_))
            | CaseStage::NotAccepted(_)
            | CaseStage::Decided(_)
            | CaseStage::Denied(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => Vec::new(),
        }
    }

    /// Nothing of the licence is in force any more.
    fn is_over(&self, licence: &Composite) -> bool {
        licence.standing(self.today, licence.version) == Standing::Ended
    }

    fn todo_in_review(&mut self, review: &Review) -> Vec<Todo> {
        let open = review.deferrals.iter().filter(|deferral| deferral.is_open());
        let mut dated: Vec<_> = open
            .map(|deferral| {
                let due = deferral.due(review.accepted.on, self.calendar);
                (due, deferral.file.paper.clone(), deferral.file.name.clone())
            })
            .collect();
        dated.sort_by_key(|(due, ..)| due.date);
        let mut todo: Vec<Todo> = dated
            .into_iter()
            .map(|(due, paper, name)| Todo::Provide {
                paper,
                name,
                by: self.write(due),
            })
            .collect();
        if let Inspection::Planned { plan, pictures, .. } = &review.inspection
            && plan.mode == VisitMode::Remote
        {
            todo.push(Todo::Pictures {
                points: self.points(review, pictures),
                on: date::write(plan.on),
            });
        }
        let lines: Vec<PutRight> = review
            .inspection
            .rectify()
            .iter()
            .map(|line| {
                let point = self.catalogue.points.get(&line.point);
                let file = self.case.file.points.iter().find(|file| file.point == line.point);
                PutRight {
                    name: file.map_or_else(|| line.point.to_string(), |file| file.name.clone()),
                    name_en: point.and_then(|point| point.name_en.clone()),
                    what: line.what.clone(),
                }
            })
            .collect();
        if !lines.is_empty() {
            todo.push(Todo::PutRight { lines });
        }
        todo
    }

    /// The appointed visit.
    pub(super) fn visit(&self) -> Option<ProgressVisit> {
        let CaseStage::InReview(review) = &self.case.stage else {
            return None;
        };
        let Inspection::Planned { plan, pictures, .. } = &review.inspection else {
            return None;
        };
        Some(ProgressVisit {
            on: date::write(plan.on),
            hours: plan.hours.clone(),
            mode: plan.mode,
            points: self.points(review, pictures),
        })
    }

    /// The checklist as the applicant sees it.
    fn points(&self, review: &Review, pictures: &Pictures) -> Vec<ShownPoint> {
        let list = review.inspection.checklist(&self.case.file.points);
        list.map(|file| self.point(file, pictures)).collect()
    }

    fn point(&self, file: &PointFile, pictures: &Pictures) -> ShownPoint {
        let known = self.catalogue.points.get(&file.point);
        let (photo, photo_en) = match known {
            Some(point) if point.photo.is_some() => (point.photo.clone(), point.photo_en.clone()),
            Some(point) => (point.help.clone(), point.help_en.clone()),
            None => (None, None),
        };
        let sent = pictures.get(&file.point).map_or(0, Vec::len);
        ShownPoint {
            point: file.point.clone(),
            name: file.name.clone(),
            name_en: known.and_then(|point| point.name_en.clone()),
            photo,
            photo_en,
            sent: u16::try_from(sent).unwrap_or(u16::MAX),
        }
    }
}
