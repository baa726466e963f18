//! The documents of a case as they are printed: what each says follows from the record.

mod departments;
mod licence;
mod window;

use yijian_domain::{
    case::{Case, Event},
    catalogue::{Catalogue, Hall},
    id::{DepartmentId, ItemId},
    wire::desk::DocumentKind,
};
use yijian_paper::{AtLeast, Contact, Document, Head, Identity, Item, Party, Remedies, TooFew};

use super::{
    Kept, Subject,
    documents::{Made, made},
};
use crate::{clock::Moment, keys::Keys};

/// What documents are made of.
#[derive(Debug)]
pub struct Printing<'a> {
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
    /// The hall that took it in.
    pub hall: Option<&'a Hall>,
    /// What signs licences.
    pub keys: &'a Keys,
    /// What people reach the server under.
    pub public_url: &'a str,
}

impl Printing<'_> {
    /// A document by its id; none, when the case has no such one.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<Document> {
        let made = made(self.events).into_iter().find(|made| made.document.id == id)?;
        match made.document.kind {
            DocumentKind::Receipt => Some(self.receipt(&made)),
            DocumentKind::Acceptance => self.acceptance(&made),
            DocumentKind::Correction => self.correction(&made).ok(),
            DocumentKind::NonAcceptance => self.non_acceptance(&made),
            DocumentKind::Deferral => self.deferral(&made).ok(),
            DocumentKind::Pause => self.pause(&made),
            DocumentKind::Extension => self.extension(&made),
            DocumentKind::Decision => self.decision(&made).ok().flatten(),
            DocumentKind::InspectionRecord => self.inspection(&made).ok().flatten(),
            DocumentKind::CompositeLicence => self.licence(&made),
        }
    }

    fn subject(&self) -> Subject {
        Subject::of(&self.kept.values)
    }

    fn head(&self, event: &Event, organ: String) -> Head {
        Head {
            number: format!("{}-{:02}", self.case.file.number, event.seq),
            case: self.case.file.number.clone(),
            organ,
            date: event.at.day(),
            contact: self.hall.map(|hall| Contact {
                office: hall.name.clone(),
                address: hall.address.clone(),
                phone: hall.phone.clone(),
            }),
        }
    }

    /// Whose seal goes onto what the window writes.
    fn window(&self) -> String {
        match self.hall {
            Some(hall) => hall.name.clone(),
            None => self
                .case
                .file
                .parts
                .first()
                .map_or_else(String::new, |part| self.organ(&part.department)),
        }
    }

    /// The official name of a department here.
    fn organ(&self, department: &DepartmentId) -> String {
        let region = self.case.file.region.as_ref();
        let official = region.and_then(|region| self.catalogue.organ_name(department, region));
        official.unwrap_or_else(|| {
            let known = self.catalogue.departments.get(department);
            known.map_or_else(|| department.to_string(), |known| known.name.clone())
        })
    }

    fn party(&self) -> Party {
        let subject = self.subject();
        let identity = match (&subject.credit_code, &subject.id_number) {
            (Some(code), _) => Some(Identity {
                kind: "统一社会信用代码".to_owned(),
                number: code.clone(),
            }),
            (None, Some(number)) => Some(Identity {
                kind: "居民身份证".to_owned(),
                number: yijian_domain::value::mask::resident_id(number, yijian_domain::value::mask::Strictness::Usual),
            }),
            (None, None) => None,
        };
        Party {
            name: subject.name().to_owned(),
            identity,
            agent: subject.agent.clone(),
        }
    }

    fn item(&self, item: &ItemId) -> Item {
        let part = self.case.file.part(item);
        Item {
            name: part.map_or_else(|| item.to_string(), |part| part.name.clone()),
            organ: part.map_or_else(String::new, |part| self.organ(&part.department)),
        }
    }

    /// Names of items.
    fn names<'i>(&self, items: impl IntoIterator<Item = &'i ItemId>) -> Vec<String> {
        items.into_iter().map(|item| self.item(item).name).collect()
    }

    /// Where to turn against a decision of a department; of the window, against that of the first part's.
    fn remedies(&self, department: Option<&DepartmentId>) -> Remedies {
        let department = department.or_else(|| self.case.file.parts.first().map(|part| &part.department));
        let region = self.case.file.region.as_ref();
        let review = department
            .zip(region)
            .and_then(|(department, region)| self.catalogue.review_body_name(department, region));
        let place = region.and_then(|code| self.catalogue.regions.values().find(|region| region.code == *code));
        Remedies {
            review_organ: review.unwrap_or_else(|| "本级人民政府".to_owned()),
            court: place.map_or_else(
                || "有管辖权的人民法院".to_owned(),
                |place| format!("{}人民法院", place.name),
            ),
        }
    }
}

/// A list that has enough in it.
fn at_least<const N: usize, T>(list: Vec<T>) -> Result<AtLeast<N, T>, TooFew> {
    AtLeast::new(list)
}

#[cfg(test)]
mod tests;
