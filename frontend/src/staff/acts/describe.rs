//! The form of each verb.

use jiff::civil::Date;
use yijian_domain::{
    case::{MOST_EXTENSION, PauseReason, Verb, VisitMode},
    id::ItemId,
    wire::desk::CaseView,
};

use super::{ActForm, Field, Kind};
use crate::{desk_text as t, staff::words};

/// Most working days that a pause may be expected to take. Own choice: the law names none.
const LONGEST_PAUSE: u16 = 250;

/// The form of a verb; none for what is no act of the staff, and for the notice and the visit, which have pages of their
/// own.
#[must_use]
pub fn describe(verb: Verb, item: Option<&ItemId>, view: &CaseView, today: Date) -> Option<ActForm> {
    let (effect, grave, fields) = match verb {
        Verb::Accept => (t::act_accept_will(), false, Vec::new()),
        Verb::RefuseAcceptance => (t::act_refuse_will(), true, refuse()),
        Verb::Claim => (t::act_claim_will(), false, Vec::new()),
        Verb::Release => (t::act_release_will(), false, Vec::new()),
        Verb::Approve => {
            let opinion = Field::new("opinion", t::act_approve_opinion(), Kind::Area).optional();
            (t::act_approve_will(), false, vec![opinion])
        }
        Verb::Deny => (
            t::act_deny_will(),
            true,
            vec![
                Field::new("reasons", t::act_deny_reasons(), Kind::Lines).help(t::act_one_each_line()),
                Field::new("basis", t::act_deny_basis(), Kind::Line),
            ],
        ),
        Verb::Pause => (t::act_pause_will(), false, pause()),
        Verb::Resume => (t::act_resume_will(), false, Vec::new()),
        Verb::Extend => (t::act_extend_will(), false, extend()),
        Verb::Opinion => ("", false, vec![Field::new("text", t::act_opinion_text(), Kind::Area)]),
        Verb::Urge => (
            t::act_urge_will(),
            false,
            vec![Field::new("text", t::act_urge_text(), Kind::Area)],
        ),
        Verb::PlanInspection => (t::act_plan_will(), false, plan(view, today)),
        Verb::EndForDefault => (t::act_end_will(), true, paper(view, t::act_end_paper())),
        Verb::Issue => (t::act_issue_will(), false, Vec::new()),
        Verb::Deliver => (t::act_deliver_will(), false, deliver()),
        Verb::CheckPromise => (t::act_promise_will(), true, promise(view)),
        Verb::Revoke => (
            t::act_revoke_will(),
            true,
            vec![Field::new("reason", t::act_revoke_reason(), Kind::Area)],
        ),
        Verb::Correct => (t::act_correct_will(), false, correct(view)),
        Verb::Withdraw => (
            t::act_withdraw_will(),
            true,
            vec![Field::new("reason", t::act_withdraw_reason(), Kind::Area)],
        ),
        Verb::AnswerObjection => (t::act_objection_will(), false, answer_objection()),
        Verb::Receive
        | Verb::AskCorrection
        | Verb::Resubmit
        | Verb::DeemAccepted
        | Verb::Open
        | Verb::SendPictures
        | Verb::RecordInspection
        | Verb::Provide
        | Verb::Remind
        | Verb::Stop
        | Verb::Decide
        | Verb::Object => return None,
    };
    let part = item.and_then(|item| view.parts.iter().find(|part| part.item == *item));
    let title = match part {
        Some(part) => [words::verb(verb), " · ", &part.name].concat(),
        None => words::verb(verb).to_owned(),
    };
    Some(ActForm {
        verb,
        item: item.cloned(),
        title,
        effect: effect.to_owned(),
        grave,
        fields,
    })
}

fn refuse() -> Vec<Field> {
    let grounds = choices([
        ("not_needed", t::act_ground_not_needed()),
        ("not_competent", t::act_ground_not_competent()),
        ("not_corrected", t::act_ground_not_corrected()),
    ]);
    vec![
        Field::new("ground", t::act_refuse_ground(), Kind::One(grounds)),
        Field::new("go_to", t::act_refuse_go_to(), Kind::Area).only_if("ground", "not_competent"),
        Field::new("reason", t::act_refuse_reason(), Kind::Area),
    ]
}

fn pause() -> Vec<Field> {
    let reasons = PauseReason::ALL
        .iter()
        .map(|reason| (pause_code(*reason), words::pause(*reason).to_owned()));
    vec![
        Field::new("reason", t::act_pause_reason(), Kind::One(reasons.collect())),
        Field::new("notice", t::act_pause_notice(), Kind::Area),
        Field::new(
            "expected",
            t::act_pause_expected(),
            Kind::Number {
                least: 1,
                most: LONGEST_PAUSE,
            },
        ),
    ]
}

/// The name of a reason as JSON writes it.
pub(super) fn pause_code(reason: PauseReason) -> String {
    serde_json::to_value(reason)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn extend() -> Vec<Field> {
    let days = Kind::Number {
        least: 1,
        most: MOST_EXTENSION,
    };
    vec![
        Field::new("days", t::act_extend_days(), days),
        Field::new("reason", t::act_extend_reason(), Kind::Area),
        Field::new("head", t::act_extend_head(), Kind::Line),
    ]
}

fn plan(view: &CaseView, today: Date) -> Vec<Field> {
    let there = view.inspection.plan.as_ref();
    let mut modes = choices([("on_site", t::act_plan_on_site()), ("remote", t::act_plan_remote())]);
    let mut mode = "on_site";
    if view.inspection.checklist.iter().any(|point| !point.remote) {
        // For some points photographs are not enough.
        modes.pop();
    } else if there.is_some_and(|plan| plan.mode == VisitMode::Remote) {
        mode = "remote";
    }
    let people = view.inspection.inspectors.iter();
    let people = people.map(|one| (one.id.clone(), one.name.clone())).collect();
    let chosen = there.map(|plan| {
        plan.inspectors
            .iter()
            .map(|one| one.id.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    });
    vec![
        Field::new("on", t::act_plan_on(), Kind::Day { least: Some(today) })
            .first(there.map(|plan| plan.on.to_string()).unwrap_or_default()),
        Field::new("hours", t::act_plan_hours(), Kind::Line)
            .help(t::act_plan_hours_help())
            .first(there.map(|plan| plan.hours.clone()).unwrap_or_default()),
        Field::new("mode", t::act_plan_mode(), Kind::One(modes)).first(mode),
        Field::new("who", t::act_plan_who(), Kind::Many(people, 2)).first(chosen.unwrap_or_default()),
    ]
}

/// The papers that were put off and are not there; no field where none is.
fn paper(view: &CaseView, label: &str) -> Vec<Field> {
    let open = view
        .papers
        .iter()
        .filter(|paper| paper.due.is_some() && paper.files.is_empty());
    let open: Vec<_> = open
        .map(|paper| (paper.paper.to_string(), paper.name.clone()))
        .collect();
    let Some((only, _)) = open.first().cloned() else {
        return Vec::new();
    };
    let first = if open.len() == 1 { only } else { String::new() };
    vec![Field::new("paper", label, Kind::One(open)).first(first)]
}

fn deliver() -> Vec<Field> {
    let ways = choices([
        ("window", t::act_deliver_window()),
        ("post", t::act_deliver_post()),
        ("online", t::act_deliver_online()),
    ]);
    vec![
        Field::new("way", t::act_deliver_how(), Kind::One(ways)).first("window"),
        Field::new("number", t::act_deliver_number(), Kind::Line).only_if("way", "post"),
    ]
}

fn promise(view: &CaseView) -> Vec<Field> {
    let open = view.commitments.iter().filter(|promise| promise.kept.is_none());
    let open: Vec<_> = open
        .map(|promise| (promise.promise.to_string(), promise.name.clone()))
        .collect();
    let first = match open.as_slice() {
        [(only, _)] => only.clone(),
        _ => String::new(),
    };
    let found = choices([("kept", t::act_promise_kept()), ("broken", t::act_promise_broken())]);
    vec![
        Field::new("promise", t::act_promise_which(), Kind::One(open)).first(first),
        Field::new("kept", t::act_promise_found(), Kind::One(found)),
        Field::new("remark", t::act_promise_remark(), Kind::Area),
    ]
}

fn correct(view: &CaseView) -> Vec<Field> {
    let holder = view
        .licence
        .as_ref()
        .map(|licence| licence.holder.clone())
        .unwrap_or_default();
    let components = view.licence.iter().flat_map(|licence| &licence.components);
    let mut what = vec![("holder".to_owned(), t::act_correct_holder().to_owned())];
    what.push(("validity".to_owned(), t::act_correct_validity().to_owned()));
    let items = components.map(|component| (component.item.to_string(), component.name.clone()));
    let line = |name, label: &str, first: Option<String>| {
        Field::new(name, label, Kind::Line)
            .first(first.unwrap_or_default())
            .only_if("what", "holder")
    };
    vec![
        Field::new("what", t::act_correct_what(), Kind::One(what)).first("holder"),
        line("name", t::act_correct_name(), Some(holder.name)),
        line("code", t::act_correct_code(), holder.credit_code).optional(),
        line("principal", t::act_correct_principal(), holder.principal).optional(),
        line("address", t::act_correct_address(), holder.address).optional(),
        Field::new("item", t::licence_components(), Kind::One(items.collect())).only_if("what", "validity"),
        Field::new("from", t::act_correct_from(), Kind::Day { least: None }).only_if("what", "validity"),
        Field::new("until", t::act_correct_until(), Kind::Day { least: None })
            .help(t::act_correct_until_help())
            .only_if("what", "validity")
            .optional(),
        Field::new("reason", t::act_correct_reason(), Kind::Area),
    ]
}

fn answer_objection() -> Vec<Field> {
    let answers = choices([
        ("grant", t::act_objection_grant()),
        ("refuse", t::act_objection_refuse()),
    ]);
    vec![
        Field::new("answer", t::act_objection_how(), Kind::One(answers)),
        Field::new("remark", t::act_objection_remark(), Kind::Area)
            .only_if("answer", "grant")
            .optional(),
        Field::new("reason", t::act_objection_reason(), Kind::Area).only_if("answer", "refuse"),
    ]
}

fn choices<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(value, label)| (value.to_owned(), label.to_owned())).into()
}
