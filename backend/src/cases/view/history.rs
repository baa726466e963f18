//! The record of a case, newest first, with where it stood before and after.

use yijian_domain::{
    case::{Act, Case, CaseFile, Event, Reminder, StageCode},
    wire::desk::HistoryRow,
};

pub(super) fn rows(events: &[Event]) -> Vec<HistoryRow> {
    let mut rows = Vec::with_capacity(events.len());
    let Some(Act::Receive { file }) = events.first().map(|event| &event.act) else {
        return rows;
    };
    let mut case: Option<Case> = None;
    for event in events {
        let from = case.as_ref().map_or(StageCode::Received, |case| case.stage.code());
        match &mut case {
            None => case = Some(Case::receive((**file).clone(), event.by.clone(), event.at).0),
            // What does not follow was refused when the case was read; it is not shown as if it had happened.
            Some(case) => {
                if case.follow(event).is_err() {
                    break;
                }
            }
        }
        rows.push(HistoryRow {
            seq: event.seq,
            at: event.at,
            by: event.by.clone(),
            verb: event.act.verb(),
            item_name: event
                .act
                .item()
                .and_then(|item| file.part(item))
                .map(|part| part.name.clone()),
            said: said(file, &event.act),
            kept: match event.act {
                Act::CheckPromise { kept, .. } => Some(kept),
                _ => None,
            },
            from,
            to: case.as_ref().map_or(from, |case| case.stage.code()),
        });
    }
    rows.reverse();
    rows
}

/// The words somebody used, or the paper it was about.
fn said(file: &CaseFile, act: &Act) -> String {
    match act {
        Act::AskCorrection { notice } => {
            let lines = notice
                .missing
                .iter()
                .map(|line| format!("{}：{}", line.name, line.reasons.join("；")));
            lines
                .chain((!notice.remark.is_empty()).then(|| notice.remark.clone()))
                .collect::<Vec<_>>()
                .join("\n")
        }
        Act::RefuseAcceptance { reason, .. }
        | Act::Extend { reason, .. }
        | Act::Withdraw { reason }
        | Act::Revoke { reason, .. }
        | Act::Correct { reason, .. } => reason.clone(),
        Act::Approve { opinion, .. } => opinion.clone(),
        Act::Deny { reasons, basis, .. } => format!("{}\n{basis}", reasons.join("；")),
        Act::Pause { notice, .. } => notice.clone(),
        Act::Opinion { text, .. } => text.clone(),
        Act::PlanInspection { plan } => {
            let names: Vec<&str> = plan.inspectors.iter().map(|one| one.name.as_str()).collect();
            format!("{} {} {}", plan.on, plan.hours, names.join("、"))
        }
        Act::RecordInspection { results, .. } => {
            let failed = results.values().filter(|result| !result.passed);
            failed
                .map(|result| result.remark.as_str())
                .collect::<Vec<_>>()
                .join("；")
        }
        Act::CheckPromise { remark, .. } => remark.clone(),
        Act::Remind {
            reminder: Reminder::Paper { paper },
        }
        | Act::EndForDefault { paper: Some(paper) }
        | Act::Provide { paper, .. } => {
            let known = file.papers.iter().find(|known| known.paper == *paper);
            known.map(|known| known.name.clone()).unwrap_or_default()
        }
        Act::Receive { .. }
        | Act::Accept
        | Act::Resubmit { .. }
        | Act::DeemAccepted
        | Act::Open { .. }
        | Act::Claim { .. }
        | Act::Release { .. }
        | Act::Resume { .. }
        | Act::SendPictures { .. }
        | Act::EndForDefault { paper: None }
        | Act::Stop { .. }
        | Act::Decide
        | Act::Issue { .. }
        | Act::Deliver { .. } => String::new(),
    }
}
