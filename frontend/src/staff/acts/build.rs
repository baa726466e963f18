//! From what was filled in to the act.

use yijian_domain::{
    case::{Act, Amendment, Delivery, Ground, Holder, PauseReason, Verb, VisitMode, VisitPlan},
    id::{ItemId, MaterialKey, PromiseId},
    wire::desk::CaseView,
};

use super::{ActForm, Values, describe::pause_code};
use crate::staff::notice::lines;

/// The act of a form that has no faults; none where it has, or the case no longer holds what was chosen.
#[must_use]
pub fn build(form: &ActForm, values: &Values, view: &CaseView) -> Option<Act> {
    if !form.faults(values).is_empty() {
        return None;
    }
    let item = || form.item.clone();
    let text = |name: &str| values.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let some = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    Some(match form.verb {
        Verb::Accept => Act::Accept,
        Verb::RefuseAcceptance => Act::RefuseAcceptance {
            ground: match text("ground").as_str() {
                "not_needed" => Ground::NotNeeded,
                "not_competent" => Ground::NotCompetent { go_to: text("go_to") },
                _ => Ground::NotCorrected,
            },
            reason: text("reason"),
        },
        Verb::Claim => Act::Claim { item: item()? },
        Verb::Release => Act::Release { item: item()? },
        Verb::Approve => Act::Approve {
            item: item()?,
            opinion: text("opinion"),
        },
        Verb::Deny => Act::Deny {
            item: item()?,
            reasons: lines(&text("reasons")),
            basis: text("basis"),
        },
        Verb::Pause => Act::Pause {
            item: item()?,
            reason: PauseReason::ALL
                .into_iter()
                .find(|reason| pause_code(*reason) == text("reason"))?,
            notice: text("notice"),
            expected: text("expected").parse().ok()?,
        },
        Verb::Resume => Act::Resume { item: item()? },
        Verb::Extend => Act::Extend {
            item: item()?,
            days: text("days").parse().ok()?,
            reason: text("reason"),
            head: text("head"),
        },
        Verb::Opinion => Act::Opinion {
            item: item()?,
            text: text("text"),
        },
        Verb::Urge => Act::Urge { text: text("text") },
        Verb::PlanInspection => Act::PlanInspection {
            plan: plan(values, view)?,
        },
        Verb::EndForDefault => Act::EndForDefault {
            paper: match some("paper") {
                Some(paper) => Some(paper_of(view, &paper)?),
                None => None,
            },
        },
        Verb::Issue => Act::Issue { licence: None },
        Verb::Deliver => Act::Deliver {
            how: match text("way").as_str() {
                "online" => Delivery::Online,
                "post" => Delivery::Post { number: text("number") },
                _ => Delivery::Window,
            },
        },
        Verb::CheckPromise => Act::CheckPromise {
            promise: PromiseId::from(text("promise").as_str()),
            kept: text("kept") == "kept",
            remark: text("remark"),
        },
        Verb::Revoke => Act::Revoke {
            item: item()?,
            reason: text("reason"),
        },
        Verb::Correct => Act::Correct {
            amendment: if text("what") == "holder" {
                Amendment::Holder {
                    holder: Holder {
                        name: text("name"),
                        credit_code: some("code"),
                        principal: some("principal"),
                        address: some("address"),
                    },
                }
            } else {
                Amendment::Validity {
                    item: ItemId::from(text("item").as_str()),
                    from: text("from").parse().ok()?,
                    until: some("until").and_then(|until| until.parse().ok()),
                }
            },
            reason: text("reason"),
        },
        Verb::Withdraw => Act::Withdraw { reason: text("reason") },
        Verb::AnswerObjection => {
            let granted = text("answer") == "grant";
            Act::AnswerObjection {
                granted,
                reason: text(if granted { "remark" } else { "reason" }),
            }
        }
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
    })
}

fn plan(values: &Values, view: &CaseView) -> Option<VisitPlan> {
    let chosen: Vec<&str> = values.get("who")?.lines().collect();
    let people = view.inspection.inspectors.iter();
    Some(VisitPlan {
        on: values.get("on")?.trim().parse().ok()?,
        hours: values.get("hours")?.trim().to_owned(),
        mode: match values.get("mode")?.as_str() {
            "remote" => VisitMode::Remote,
            _ => VisitMode::OnSite,
        },
        inspectors: people
            .filter(|one| chosen.contains(&one.id.as_str()))
            .cloned()
            .collect(),
    })
}

fn paper_of(view: &CaseView, id: &str) -> Option<MaterialKey> {
    let mut papers = view.papers.iter().map(|paper| &paper.paper);
    papers.find(|paper| paper.to_string() == id).cloned()
}
