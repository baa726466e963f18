//! The documents of a case: which there are follows from its record.

use yijian_domain::{
    case::{Act, Case, Event},
    id::ItemId,
    wire::desk::{DocumentKind, DocumentRef},
};

/// A document, and what made it.
#[derive(Debug, Clone)]
pub(super) struct Made<'a> {
    /// What lists show of it.
    pub(super) document: DocumentRef,
    /// The event that made it.
    pub(super) event: &'a Event,
    /// The case as it stood before that.
    pub(super) before: Option<Case>,
    /// The case as it stood afterwards.
    pub(super) after: Case,
}

/// The documents of a case, oldest first, as lists show them.
#[must_use]
pub fn documents(events: &[Event]) -> Vec<DocumentRef> {
    made(events).into_iter().map(|made| made.document).collect()
}

/// The documents of a case, oldest first. Ids are unique within the case: `receipt`, `acceptance`, `deferral`,
/// `correction`, `non-acceptance`, `pause-{seq}`, `extension-{item}`, `decision-{item}`, `revocation-{item}`,
/// `inspection-{visit}`, counted from 1, and `licence-{version}`.
#[must_use]
pub(super) fn made(events: &[Event]) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    let mut before: Option<Case> = None;
    for (event, after) in Case::after_each(events) {
        for (kind, id) in by(event, before.as_ref(), &after) {
            let part = event.act.item().filter(|_| kind != DocumentKind::CompositeLicence);
            let part = part.and_then(|item| after.file.part(item));
            made.push(Made {
                document: DocumentRef {
                    id,
                    kind,
                    item_name: part.map(|part| part.name.clone()),
                    at: event.at.to_string(),
                },
                event,
                before: before.clone(),
                after: after.clone(),
            });
        }
        before = Some(after);
    }
    made
}

/// The documents that an event makes, with their ids.
fn by(event: &Event, before: Option<&Case>, after: &Case) -> Vec<(DocumentKind, String)> {
    let of = |word: &str, item: &ItemId| format!("{word}-{item}");
    let version = |case: &Case| case.stage.licence().map(|licence| licence.version);
    let newest = version(after).filter(|newest| before.and_then(version) != Some(*newest));
    let licence = newest.map(|newest| (DocumentKind::CompositeLicence, format!("licence-{newest}")));
    let mut made = match &event.act {
        Act::Receive { .. } => vec![(DocumentKind::Receipt, "receipt".to_owned())],
        Act::Accept | Act::DeemAccepted => {
            let follows = after.file.papers.iter().any(|paper| paper.deferred.is_some());
            let deferral = follows.then(|| (DocumentKind::Deferral, "deferral".to_owned()));
            let acceptance = (DocumentKind::Acceptance, "acceptance".to_owned());
            std::iter::once(acceptance).chain(deferral).collect()
        }
        Act::AskCorrection { .. } => vec![(DocumentKind::Correction, "correction".to_owned())],
        Act::RefuseAcceptance { .. } => vec![(DocumentKind::NonAcceptance, "non-acceptance".to_owned())],
        Act::Pause { .. } => vec![(DocumentKind::Pause, format!("pause-{}", event.seq))],
        Act::Extend { item, .. } => vec![(DocumentKind::Extension, of("extension", item))],
        Act::Approve { item, .. } | Act::Deny { item, .. } => vec![(DocumentKind::Decision, of("decision", item))],
        Act::Revoke { item, .. } => vec![(DocumentKind::Decision, of("revocation", item))],
        Act::RecordInspection { .. } => {
            let visits = after
                .stage
                .review()
                .map_or(0, |review| review.inspection.visits().len());
            vec![(DocumentKind::InspectionRecord, format!("inspection-{visits}"))]
        }
        Act::Resubmit { .. }
        | Act::Open { .. }
        | Act::Claim { .. }
        | Act::Release { .. }
        | Act::Resume { .. }
        | Act::Opinion { .. }
        | Act::Urge { .. }
        | Act::PlanInspection { .. }
        | Act::SendPictures { .. }
        | Act::Provide { .. }
        | Act::Remind { .. }
        | Act::EndForDefault { .. }
        | Act::Stop { .. }
        | Act::Decide
        | Act::Issue { .. }
        | Act::Deliver { .. }
        | Act::Withdraw { .. }
        | Act::CheckPromise { .. }
        | Act::Correct { .. }
        | Act::Object { .. }
        | Act::AnswerObjection { .. } => Vec::new(),
    };
    made.extend(licence);
    made
}
