//! Every part with its limits.

use yijian_domain::{
    case::{Clock, Part, PartCode, PartFile, PartStage, Stop},
    value::date,
    wire::desk::{ClockView, OpinionView, PartView, PausedView},
};

use super::Seen;

pub(super) fn views(seen: &Seen<'_>, provisional: &mut bool) -> Vec<PartView> {
    let review = seen.case.stage.review();
    let files = seen.case.file.parts.iter();
    files
        .map(|file| {
            let part = review.and_then(|review| review.part(&file.item).ok());
            view(seen, file, part, provisional)
        })
        .collect()
}

fn view(seen: &Seen<'_>, file: &PartFile, part: Option<&Part>, provisional: &mut bool) -> PartView {
    let department = seen.catalogue.departments.get(&file.department);
    let stage = part.map(|part| &part.stage);
    let name = |item: &_| seen.case.file.part(item).map(|part| part.name.clone());
    let clock = stage.and_then(PartStage::clock).map(|clock| {
        let dues = clock.dues(seen.calendar(), seen.today());
        *provisional |= clock.stopped.is_none() && (dues.promised.provisional || dues.statutory.provisional);
        clock_view(seen, clock)
    });
    PartView {
        item: file.item.clone(),
        name: file.name.clone(),
        department: file.department.clone(),
        department_name: department.map_or_else(|| file.department.to_string(), |known| known.name.clone()),
        stage: stage.map_or(PartCode::Received, PartStage::code),
        reviewer: stage.and_then(PartStage::reviewer).cloned(),
        clock,
        waits_for: match stage {
            Some(PartStage::Waiting { needs }) => needs.iter().filter_map(name).collect(),
            _ => Vec::new(),
        },
        opinions: part.map_or_else(Vec::new, opinions),
        reasons: match stage {
            Some(PartStage::Denied { reasons, .. }) => reasons.clone(),
            Some(PartStage::Revoked { reason, .. }) => vec![reason.clone()],
            Some(PartStage::Stopped { why, .. }) => stopped(seen, why),
            _ => Vec::new(),
        },
        decided_at: match stage {
            Some(PartStage::Granted { at, .. } | PartStage::Denied { at, .. } | PartStage::Revoked { at, .. }) => {
                Some(at.to_string())
            }
            _ => None,
        },
    }
}

fn opinions(part: &Part) -> Vec<OpinionView> {
    let view = |opinion: &yijian_domain::case::Opinion| OpinionView {
        at: opinion.at.to_string(),
        by: opinion.by.as_ref().map(|by| by.name.clone()).unwrap_or_default(),
        text: opinion.text.clone(),
    };
    part.opinions.iter().map(view).collect()
}

/// What a part that stopped waits for in vain: a paper or another item, by its name.
fn stopped(seen: &Seen<'_>, why: &Stop) -> Vec<String> {
    match why {
        Stop::Default { paper } => {
            let file = seen.case.file.paper(paper);
            file.map(|file| file.name.clone()).into_iter().collect()
        }
        Stop::NeedNotMet { item } => seen
            .case
            .file
            .part(item)
            .map(|part| part.name.clone())
            .into_iter()
            .collect(),
        Stop::Withdrawn => Vec::new(),
    }
}

fn clock_view(seen: &Seen<'_>, clock: &Clock) -> ClockView {
    let (calendar, today) = (seen.calendar(), seen.today());
    let dues = clock.dues(calendar, today);
    let more = clock.extension.as_ref().map(|extension| extension.days);
    let paused = clock.pauses.last().filter(|pause| pause.to.is_none());
    ClockView {
        used: clock.used(calendar, today).value,
        promised: clock.promised + more.unwrap_or(0),
        statutory: clock.statutory + more.unwrap_or(0),
        promised_due: date::write(dues.promised.date),
        statutory_due: date::write(dues.statutory.date),
        pace: clock.pace(calendar, today),
        paused: paused.map(|pause| PausedView {
            reason: pause.reason,
            since: date::write(pause.from),
            expected: pause.expected,
        }),
        extended: more,
    }
}
