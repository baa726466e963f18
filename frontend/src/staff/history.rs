//! The record of a case in plain words.

use yijian_domain::{
    case::{Actor, Verb},
    wire::desk::HistoryRow,
};

use super::words;
use crate::desk_text as t;

/// Who did something.
#[must_use]
pub fn who(by: &Actor) -> String {
    match by {
        Actor::Applicant => t::told_applicant().to_owned(),
        Actor::Staff { member, role, .. } => t::told_staff(&member.name, words::role(*role)),
        Actor::System => t::told_system().to_owned(),
    }
}

/// One line of the record as a sentence.
#[must_use]
pub fn sentence(row: &HistoryRow) -> String {
    let item = row.item_name.as_deref().unwrap_or_default();
    let who = who(&row.by);
    match row.kept {
        Some(true) => t::told_promise_kept(who),
        Some(false) => t::told_promise_broken(who),
        None => told(row.verb, &who, item),
    }
}

/// What somebody did, and with which item where it is about one.
#[must_use]
pub fn told(verb: Verb, who: &str, item: &str) -> String {
    match verb {
        Verb::Receive => t::told_receive(who),
        Verb::Accept => t::told_accept(who),
        Verb::AskCorrection => t::told_ask_correction(who),
        Verb::Resubmit => t::told_resubmit(who),
        Verb::RefuseAcceptance => t::told_refuse_acceptance(who),
        Verb::DeemAccepted => t::told_deem_accepted().to_owned(),
        Verb::Open => t::told_open(item),
        Verb::Claim => t::told_claim(item, who),
        Verb::Release => t::told_release(item, who),
        Verb::Approve => t::told_approve(item, who),
        Verb::Deny => t::told_deny(item, who),
        Verb::Pause => t::told_pause(item, who),
        Verb::Resume => t::told_resume(item, who),
        Verb::Extend => t::told_extend(item, who),
        Verb::Opinion => t::told_opinion(item, who),
        Verb::Urge => t::told_urge(who),
        Verb::PlanInspection => t::told_plan_inspection(who),
        Verb::SendPictures => t::told_send_pictures(who),
        Verb::RecordInspection => t::told_record_inspection(who),
        Verb::Provide => t::told_provide(who),
        Verb::Remind => t::told_remind(who),
        Verb::EndForDefault => t::told_end_for_default(who),
        Verb::Stop => t::told_stop(item),
        Verb::Decide => t::told_decide().to_owned(),
        Verb::Issue => t::told_issue(who),
        Verb::Deliver => t::told_deliver(who),
        Verb::Withdraw => t::told_withdraw(who),
        Verb::CheckPromise => t::told_check_promise(who),
        Verb::Revoke => t::told_revoke(item, who),
        Verb::Correct => t::told_correct(who),
        Verb::Object => t::told_object(who),
        Verb::AnswerObjection => t::told_answer_objection(who),
    }
}

/// The move of the case, where its stage changed.
#[must_use]
pub fn moved(row: &HistoryRow) -> Option<String> {
    (row.from != row.to).then(|| t::told_moved(words::stage(row.from), words::stage(row.to)))
}

#[cfg(test)]
mod tests {
    use yijian_domain::lang::Lang;

    use super::*;
    use crate::text::set_lang;

    #[test]
    fn every_verb_is_told_in_both_languages_with_its_item() {
        for lang in [Lang::Zh, Lang::En] {
            set_lang(lang);
            for verb in Verb::ALL {
                let told = told(verb, "<who>", "<item>");
                assert!(!told.contains('{'), "{told}");
                assert_eq!(told.contains("<item>"), verb.is_of_a_part(), "{told}");
            }
        }
        set_lang(Lang::Zh);
    }
}
