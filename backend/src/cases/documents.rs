//! The documents of a case: which there are follows from its record.

use yijian_domain::{
    case::{Act, Case, Composite, Event},
    id::ItemId,
    wire::desk::{DocumentKind, DocumentRef},
};

/// The documents of a case, oldest first. Ids are unique within the case: `receipt`, `acceptance`, `deferral`,
/// `correction`, `non-acceptance`, `pause-{seq}`, `extension-{item}`, `decision-{item}`, `revocation-{item}`,
/// `inspection-{visit}`, counted from 1, and `licence-{version}`.
#[must_use]
pub fn documents(case: &Case, events: &[Event]) -> Vec<DocumentRef> {
    let mut listed = Listed {
        case,
        documents: Vec::new(),
        licence: None,
        visits: 0,
    };
    for event in events {
        listed.follow(event);
    }
    listed.documents
}

struct Listed<'a> {
    case: &'a Case,
    documents: Vec<DocumentRef>,
    licence: Option<Composite>,
    visits: u16,
}

impl Listed<'_> {
    fn follow(&mut self, event: &Event) {
        match &event.act {
            Act::Receive { .. } => self.add(event, DocumentKind::Receipt, "receipt".to_owned()),
            Act::Accept | Act::DeemAccepted => {
                self.add(event, DocumentKind::Acceptance, "acceptance".to_owned());
                if self.case.file.papers.iter().any(|paper| paper.deferred.is_some()) {
                    self.add(event, DocumentKind::Deferral, "deferral".to_owned());
                }
            }
            Act::AskCorrection { .. } => self.add(event, DocumentKind::Correction, "correction".to_owned()),
            Act::RefuseAcceptance { .. } => self.add(event, DocumentKind::NonAcceptance, "non-acceptance".to_owned()),
            Act::Pause { .. } => self.add(event, DocumentKind::Pause, format!("pause-{}", event.seq)),
            Act::Extend { item, .. } => self.add_of(event, DocumentKind::Extension, "extension", item),
            Act::Approve { item, .. } | Act::Deny { item, .. } => {
                self.add_of(event, DocumentKind::Decision, "decision", item);
            }
            Act::RecordInspection { .. } => {
                self.visits += 1;
                self.add(
                    event,
                    DocumentKind::InspectionRecord,
                    format!("inspection-{}", self.visits),
                );
            }
            Act::Issue { licence } => self.replace(event, licence.as_deref().cloned()),
            Act::Revoke { item, reason } => {
                self.add_of(event, DocumentKind::Decision, "revocation", item);
                let licence = self.licence.as_ref();
                let next = licence.and_then(|licence| licence.revoked(item, event.at.day(), reason));
                self.replace(event, next);
            }
            Act::Correct { amendment, .. } => {
                let licence = self.licence.as_ref();
                let next = licence.and_then(|licence| licence.amended(amendment, event.at.day()));
                self.replace(event, next);
            }
            Act::Resubmit { .. }
            | Act::Open { .. }
            | Act::Claim { .. }
            | Act::Release { .. }
            | Act::Resume { .. }
            | Act::Opinion { .. }
            | Act::PlanInspection { .. }
            | Act::SendPictures { .. }
            | Act::Provide { .. }
            | Act::Remind { .. }
            | Act::EndForDefault { .. }
            | Act::Stop { .. }
            | Act::Decide
            | Act::Deliver { .. }
            | Act::Withdraw { .. }
            | Act::CheckPromise { .. } => {}
        }
    }

    /// A new version of the licence, when the act made one.
    fn replace(&mut self, event: &Event, next: Option<Composite>) {
        if let Some(next) = next {
            self.add(
                event,
                DocumentKind::CompositeLicence,
                format!("licence-{}", next.version),
            );
            self.licence = Some(next);
        }
    }

    fn add_of(&mut self, event: &Event, kind: DocumentKind, word: &str, item: &ItemId) {
        self.add(event, kind, format!("{word}-{item}"));
    }

    fn add(&mut self, event: &Event, kind: DocumentKind, id: String) {
        let part = event.act.item().and_then(|item| self.case.file.part(item));
        self.documents.push(DocumentRef {
            id,
            kind,
            item_name: part
                .filter(|_| kind != DocumentKind::CompositeLicence)
                .map(|part| part.name.clone()),
            at: event.at.to_string(),
        });
    }
}
