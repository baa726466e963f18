//! What a member of staff sees of a case: a clerk the merged form and papers, a reviewer their own, everybody where it
//! stands and what they can do.

mod form;
mod history;
mod inspection;
mod masked;
mod papers;
mod parts;

use std::collections::BTreeMap;

use jiff::civil::Date;
use yijian_domain::{
    application::{FileRef, Part as Sheet},
    calendar::WorkingCalendar,
    case::{Actor, At, Case, CaseStage, Event, Intake, Role, StaffRef, actors, days},
    catalogue::Catalogue,
    plan::{Plan, plan},
    value::{date, personal::Hidden},
    wire::desk::{AcceptedView, CaseView, DaysRow, NoticeView, ObjectionLine, ObjectionView, OpenVerb, UnmaskingRow},
};

pub use form::Filled;
pub use inspection::checklist;
pub use masked::{hidden, rectify};

use super::{Kept, Subject, documents};
use crate::{clock::Moment, staff::StaffMember};

/// Everything a view is made of.
#[derive(Debug)]
pub struct Seen<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The record of the case.
    pub events: &'a [Event],
    /// Where it stands.
    pub case: &'a Case,
    /// What the applicant handed in.
    pub kept: &'a Kept,
    /// When.
    pub submitted_at: Moment,
    /// Name of the theme at the time.
    pub theme_name: &'a str,
    /// Every complete file of the application, by id.
    pub files: BTreeMap<String, FileRef>,
    /// The forms and lists of the departments.
    pub sheets: Vec<Sheet>,
    /// Inspectors to choose from.
    pub inspectors: Vec<StaffRef>,
    /// Who looks.
    pub member: &'a StaffMember,
    /// For so many seconds they see whole what it says of people; none, when that is masked.
    pub open_seconds: Option<u32>,
    /// Who saw it whole, for a supervisor.
    pub unmaskings: Vec<UnmaskingRow>,
    /// Now.
    pub now: Moment,
}

impl Seen<'_> {
    fn today(&self) -> Date {
        self.now.date()
    }

    fn calendar(&self) -> &WorkingCalendar {
        &self.catalogue.calendar
    }

    /// The plan the application answered, by the rules of that day.
    fn plan(&self) -> Option<Plan> {
        let draft = self.kept.draft(self.case.file.theme.clone());
        plan(self.catalogue, &draft.request(self.submitted_at.date())).ok()
    }

    /// Whether the whole form is theirs to see.
    fn sees_all(&self) -> bool {
        self.member.roles.contains(&Role::Clerk)
    }

    /// Whether an item is decided by their department.
    fn decides(&self, item: &yijian_domain::id::ItemId) -> bool {
        let part = self.case.file.part(item);
        self.member.roles.contains(&Role::Reviewer)
            && part.is_some_and(|part| self.member.scope.decides_for(&part.department))
    }

    /// They as an actor, once for each role.
    fn actors(&self) -> Vec<Actor> {
        as_actors(self.member)
    }

    /// The view, masked unless they gave a reason.
    #[must_use]
    pub fn view(&self) -> CaseView {
        let whole = self.whole();
        if self.open_seconds.is_some() {
            return whole;
        }
        masked::masked(whole, &self.hidden())
    }

    /// What is to be hidden in texts: what stands in the form, what is said to be right there, and what stood there before.
    fn hidden(&self) -> Hidden {
        let objection = self.case.objection.iter();
        let said = objection.flat_map(|objection| objection.right.iter().chain(&objection.stood));
        masked::hidden(self.catalogue, self.kept.values.iter().chain(said))
    }

    /// The form with what was typed.
    fn filled<'a>(&'a self, plan: &'a Plan, hidden: &'a Hidden) -> Filled<'a> {
        Filled {
            catalogue: self.catalogue,
            plan,
            values: &self.kept.values,
            hidden: self.open_seconds.is_none().then_some(hidden),
        }
    }

    fn objection(&self, plan: &Plan, hidden: &Hidden) -> Option<ObjectionView> {
        let objection = self.case.objection.as_ref()?;
        let form = self.filled(plan, hidden);
        let lines = objection.right.iter().map(|(field, right)| {
            let label = form.field(field).map(|line| line.label.clone());
            let stood = objection.stood.get(field).map_or("", String::as_str);
            ObjectionLine {
                field: field.clone(),
                label: label.unwrap_or_else(|| field.to_string()),
                stood: form.shown(field, stood),
                right: form.shown(field, right),
            }
        });
        Some(ObjectionView {
            at: objection.at,
            lines: lines.collect(),
            says: objection.says.clone(),
            answer: objection.answer.clone(),
        })
    }

    fn whole(&self) -> CaseView {
        let case = self.case;
        let plan = self.plan();
        let hidden = self.hidden();
        let subject = Subject::of(&self.kept.values);
        let mut provisional = false;
        let parts = parts::views(self, &mut provisional);
        CaseView {
            number: case.file.number.clone(),
            theme: case.file.theme.clone(),
            theme_name: self.theme_name.to_owned(),
            region_name: self.region_name(),
            holder: match self.open_seconds {
                Some(_) => subject.name().to_owned(),
                None => masked::holder(&subject),
            },
            channel: case.file.channel.clone(),
            submitted_at: self.submitted_at.rfc3339(),
            stage: case.stage.code(),
            events: case.events,
            open_seconds: self.open_seconds,
            unmaskings: self.unmaskings.clone(),
            answer_due: match &case.stage {
                CaseStage::Intake(intake) => intake.answer_due(self.calendar()).map(|due| {
                    provisional |= due.provisional;
                    date::write(due.date)
                }),
                _ => None,
            },
            objection: plan
                .as_ref()
                .filter(|_| self.sees_all())
                .and_then(|plan| self.objection(plan, &hidden)),
            notice: self.notice(),
            accepted: case.stage.review().map(|review| AcceptedView {
                on: date::write(review.accepted.on),
                deemed: review.accepted.deemed,
            }),
            form: match &plan {
                Some(plan) if self.sees_all() => self.filled(plan, &hidden).sections(),
                Some(_) | None => Vec::new(),
            },
            papers: match &plan {
                Some(plan) if self.sees_all() => papers::all(self, plan),
                Some(_) | None => Vec::new(),
            },
            sheets: plan.as_ref().map_or_else(Vec::new, |plan| papers::sheets(self, plan)),
            parts,
            inspection: inspection::view(self),
            commitments: inspection::commitments(self),
            licence: case.stage.licence().cloned(),
            urged: case.urged.clone(),
            documents: documents(self.events),
            open: self.open(),
            history: history::rows(self.events),
            days: self.days(),
            provisional,
        }
    }

    fn region_name(&self) -> String {
        let Some(code) = &self.case.file.region else {
            return String::new();
        };
        let region = self.catalogue.regions.values().find(|region| region.code == *code);
        region.map_or_else(|| code.to_string(), |region| region.full_name.clone())
    }

    fn notice(&self) -> Option<NoticeView> {
        let (notice, answered_at) = match &self.case.stage {
            CaseStage::Intake(Intake::Received(_)) => return None,
            CaseStage::Intake(Intake::CorrectionAsked(asked)) => (&asked.notice, None),
            CaseStage::Intake(Intake::Resubmitted(answered)) => (&answered.notice, Some(answered.at)),
            stage => (stage.review()?.accepted.notice.as_ref()?, None),
        };
        Some(NoticeView {
            missing: notice.missing.clone(),
            by: date::write(notice.by),
            remark: notice.remark.clone(),
            answered_at: answered_at.map(|at| at.to_string()),
        })
    }

    /// What they can do, each verb once, in the first of their roles that opens it.
    fn open(&self) -> Vec<OpenVerb> {
        let at = At(self.now.local());
        let mut open: Vec<OpenVerb> = Vec::new();
        for actor in self.actors() {
            let Actor::Staff { role, .. } = &actor else { continue };
            for opening in self.case.open_to(&actor, at, self.calendar()) {
                let known = open
                    .iter_mut()
                    .find(|known| known.verb == opening.verb && known.item == opening.item);
                match known {
                    Some(known) if known.but.is_some() && opening.but.is_none() => {
                        known.but = None;
                        known.role = *role;
                    }
                    Some(_) => {}
                    None => open.push(OpenVerb {
                        verb: opening.verb,
                        role: *role,
                        item: opening.item,
                        but: opening.but,
                    }),
                }
            }
        }
        open
    }

    fn days(&self) -> Vec<DaysRow> {
        let until = self.today();
        let name = |item: &yijian_domain::id::ItemId| self.case.file.part(item).map(|part| part.name.clone());
        let over = self.case.stage.code().is_over();
        let last = self.events.last().map_or(until, |event| event.at.day());
        days(self.events, self.calendar(), if over { last } else { until })
            .into_iter()
            .map(|span| DaysRow {
                cause: span.cause,
                item_name: span.item.as_ref().and_then(name),
                from: date::write(span.from),
                to: date::write(span.to),
                working_days: span.working_days,
            })
            .collect()
    }
}

/// A member of staff as an actor, once for each role.
#[must_use]
pub fn as_actors(member: &StaffMember) -> Vec<Actor> {
    let named = StaffRef {
        id: member.id.clone(),
        name: member.display_name.clone(),
    };
    actors(&named, &member.roles, &member.scope)
}
