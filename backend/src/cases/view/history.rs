//! The record of a case, newest first, with where it stood before and after.

use yijian_domain::{
    case::{Act, Case, CaseFile, Event, Reminder, StageCode},
    value::date,
    wire::desk::HistoryRow,
};

pub(super) fn rows(events: &[Event]) -> Vec<HistoryRow> {
    let mut from = StageCode::Received;
    let mut rows: Vec<HistoryRow> = Case::after_each(events)
        .map(|(event, case)| {
            let to = case.stage.code();
            let part = event.act.item().and_then(|item| case.file.part(item));
            HistoryRow {
                seq: event.seq,
                at: event.at,
                by: event.by.clone(),
                verb: event.act.verb(),
                item_name: part.map(|part| part.name.clone()),
                said: said(&case.file, &event.act),
                kept: match event.act {
                    Act::CheckPromise { kept, .. } => Some(kept),
                    _ => None,
                },
                from: std::mem::replace(&mut from, to),
                to,
            }
        })
        .collect();
    rows.reverse();
    rows
}

/// The words somebody used, on the record whole, or the paper it was about.
fn said(file: &CaseFile, act: &Act) -> String {
    match act {
        Act::AskCorrection { notice } => {
            let lines = notice
                .missing
                .iter()
                .map(|line| format!("{}：{}", line.name, line.reasons.join("；")));
            let remark = (!notice.remark.is_empty()).then(|| notice.remark.clone());
            lines.chain(remark).collect::<Vec<_>>().join("\n")
        }
        Act::Deny { reasons, basis, .. } => format!("{}\n{basis}", reasons.join("；")),
        Act::PlanInspection { plan } => {
            let names: Vec<&str> = plan.inspectors.iter().map(|one| one.name.as_str()).collect();
            {
                let day = date::write_chinese(plan.on);
                format!("{day} {} {}", plan.hours, names.join("、"))
            }
        }
        Act::RecordInspection { results, .. } => file.failed(results).join("；"),
        Act::Object { right, .. } if right.is_empty() => "收回了".to_owned(),
        Act::AnswerObjection { granted, reason } => {
            let answer = if *granted { "已更正" } else { "没有更正" };
            let said = [answer, reason].into_iter().filter(|words| !words.is_empty());
            said.collect::<Vec<_>>().join("：")
        }
        Act::Remind {
            reminder: Reminder::Paper { paper },
        }
        | Act::EndForDefault { paper: Some(paper) }
        | Act::Provide { paper, .. } => {
            let known = file.paper(paper);
            known.map(|known| known.name.clone()).unwrap_or_default()
        }
        _ => act.words().join("；"),
    }
}
