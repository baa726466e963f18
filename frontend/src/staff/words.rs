//! The words for codes. Every match is complete, so a code without a word stops the build, and so does a word that stands
//! in one language only.

use jiff::civil::Date;
use yijian_domain::{
    case::{Cause, Channel, Pace, PartCode, PauseReason, Refusal, Role, StageCode, Verb},
    catalogue::PaperForm,
    wire::desk::{DocumentKind, QueueSort, QueueView, UnmaskReason},
};

use crate::desk_text as t;

/// The name of a role.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Clerk => t::role_clerk(),
        Role::Reviewer => t::role_reviewer(),
        Role::Inspector => t::role_inspector(),
        Role::Supervisor => t::role_supervisor(),
    }
}

/// What somebody sees whole values for.
#[must_use]
pub fn unmask_reason(reason: UnmaskReason) -> &'static str {
    match reason {
        UnmaskReason::CheckMaterials => t::unmask_check_materials(),
        UnmaskReason::ContactApplicant => t::unmask_contact_applicant(),
        UnmaskReason::PrepareDocument => t::unmask_prepare_document(),
        UnmaskReason::Inspection => t::unmask_inspection(),
        UnmaskReason::Complaint => t::unmask_complaint(),
        UnmaskReason::Other => t::unmask_other(),
    }
}

/// The name of a view of the list.
#[must_use]
pub fn view(view: QueueView) -> &'static str {
    match view {
        QueueView::ToDo => t::view_to_do(),
        QueueView::Mine => t::view_mine(),
        QueueView::Late => t::view_late(),
        QueueView::Objected => t::view_objected(),
        QueueView::Waiting => t::view_waiting(),
        QueueView::Running => t::view_running(),
        QueueView::All => t::view_all(),
    }
}

/// The name of an order of the list.
#[must_use]
pub fn sort(sort: QueueSort) -> &'static str {
    match sort {
        QueueSort::Due => t::sort_due(),
        QueueSort::Newest => t::sort_newest(),
        QueueSort::Oldest => t::sort_oldest(),
    }
}

/// Where a case stands.
#[must_use]
pub fn stage(stage: StageCode) -> &'static str {
    match stage {
        StageCode::Received => t::stage_received(),
        StageCode::CorrectionAsked => t::stage_correction_asked(),
        StageCode::Resubmitted => t::stage_resubmitted(),
        StageCode::NotAccepted => t::stage_not_accepted(),
        StageCode::InReview => t::stage_in_review(),
        StageCode::Decided => t::stage_decided(),
        StageCode::Denied => t::stage_denied(),
        StageCode::Issued => t::stage_issued(),
        StageCode::Delivered => t::stage_delivered(),
        StageCode::Withdrawn => t::stage_withdrawn(),
        StageCode::Ended => t::stage_ended(),
    }
}

/// Where a part stands.
#[must_use]
pub fn part(part: PartCode) -> &'static str {
    match part {
        PartCode::Received => t::part_received(),
        PartCode::Waiting => t::part_waiting(),
        PartCode::Open => t::part_open(),
        PartCode::InReview => t::part_in_review(),
        PartCode::Paused => t::part_paused(),
        PartCode::Granted => t::part_granted(),
        PartCode::Denied => t::part_denied(),
        PartCode::Stopped => t::part_stopped(),
        PartCode::Revoked => t::part_revoked(),
    }
}

/// How near a day is.
#[must_use]
pub fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::InTime => t::pace_in_time(),
        Pace::DueSoon => t::pace_due_soon(),
        Pace::LateAsPromised => t::pace_late_as_promised(),
        Pace::Late => t::pace_late(),
        Pace::Paused => t::pace_paused(),
    }
}

/// The end of a class name for a pace: colour is never the only sign, the word stands beside it.
#[must_use]
pub fn pace_class(pace: Pace) -> &'static str {
    match pace {
        Pace::InTime => "calm",
        Pace::DueSoon => "soon",
        Pace::LateAsPromised => "late",
        Pace::Late => "over",
        Pace::Paused => "still",
    }
}

/// In which form a paper is wanted.
#[must_use]
pub fn paper_form(form: PaperForm) -> &'static str {
    match form {
        PaperForm::Either => t::papers_form_either(),
        PaperForm::Copy => t::papers_form_copy(),
        PaperForm::CertifiedCopy => t::papers_form_certified_copy(),
        PaperForm::Original => t::papers_form_original(),
    }
}

/// Why a limit stands still.
#[must_use]
pub fn pause(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::Hearing => t::pause_hearing(),
        PauseReason::Tender => t::pause_tender(),
        PauseReason::Auction => t::pause_auction(),
        PauseReason::InspectionTest => t::pause_inspection(),
        PauseReason::Testing => t::pause_testing(),
        PauseReason::Quarantine => t::pause_quarantine(),
        PauseReason::Appraisal => t::pause_appraisal(),
        PauseReason::ExpertReview => t::pause_expert_review(),
    }
}

/// Whose a stretch of time was.
#[must_use]
pub fn cause(cause: Cause) -> String {
    match cause {
        Cause::Window => t::cause_window().to_owned(),
        Cause::Applicant => t::cause_applicant().to_owned(),
        Cause::OtherParts => t::cause_other_parts().to_owned(),
        Cause::Department => t::cause_department().to_owned(),
        Cause::Law { reason } => [t::cause_law(), " · ", pause(reason)].concat(),
    }
}

/// How a case came in.
#[must_use]
pub fn channel(channel: &Channel) -> String {
    match channel {
        Channel::Online => t::case_online().to_owned(),
        Channel::Window { authority } => [t::case_window(), " · ", authority].concat(),
    }
}

/// The name of a document.
#[must_use]
pub fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Receipt => t::document_receipt(),
        DocumentKind::Acceptance => t::document_acceptance(),
        DocumentKind::Correction => t::document_correction(),
        DocumentKind::NonAcceptance => t::document_non_acceptance(),
        DocumentKind::Deferral => t::document_deferral(),
        DocumentKind::Pause => t::document_pause(),
        DocumentKind::Extension => t::document_extension(),
        DocumentKind::Decision => t::document_decision(),
        DocumentKind::InspectionRecord => t::document_inspection_record(),
        DocumentKind::CompositeLicence => t::document_composite_licence(),
    }
}

/// What is done, as the label of a button.
#[must_use]
pub fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Receive => t::verb_receive(),
        Verb::Accept => t::verb_accept(),
        Verb::AskCorrection => t::verb_ask_correction(),
        Verb::Resubmit => t::verb_resubmit(),
        Verb::RefuseAcceptance => t::verb_refuse_acceptance(),
        Verb::DeemAccepted => t::verb_deem_accepted(),
        Verb::Open => t::verb_open(),
        Verb::Claim => t::verb_claim(),
        Verb::Release => t::verb_release(),
        Verb::Approve => t::verb_approve(),
        Verb::Deny => t::verb_deny(),
        Verb::Pause => t::verb_pause(),
        Verb::Resume => t::verb_resume(),
        Verb::Extend => t::verb_extend(),
        Verb::Opinion => t::verb_opinion(),
        Verb::PlanInspection => t::verb_plan_inspection(),
        Verb::SendPictures => t::verb_send_pictures(),
        Verb::RecordInspection => t::verb_record_inspection(),
        Verb::Provide => t::verb_provide(),
        Verb::Remind => t::verb_remind(),
        Verb::EndForDefault => t::verb_end_for_default(),
        Verb::Stop => t::verb_stop(),
        Verb::Decide => t::verb_decide(),
        Verb::Issue => t::verb_issue(),
        Verb::Deliver => t::verb_deliver(),
        Verb::Urge => t::verb_urge(),
        Verb::Withdraw => t::verb_withdraw(),
        Verb::CheckPromise => t::verb_check_promise(),
        Verb::Revoke => t::verb_revoke(),
        Verb::Correct => t::verb_correct(),
        Verb::Object => t::verb_object(),
        Verb::AnswerObjection => t::verb_answer_objection(),
    }
}

/// Why something cannot be done now, and what would be right.
#[must_use]
pub fn refusal(why: &Refusal) -> String {
    let fixed = match why {
        Refusal::WrongStage {
            verb: wanted,
            stage: at,
        } => return t::refusal_wrong_stage(stage(*at), verb(*wanted)),
        Refusal::NotYours { verb: wanted } => return t::refusal_not_yours(verb(*wanted)),
        Refusal::StillMissing { at } => return t::refusal_still_missing(at.len()),
        Refusal::Empty { field } => return t::refusal_empty(field),
        Refusal::WrongPartStage { verb: wanted, stage } => {
            return t::refusal_wrong_part_stage(part(*stage), verb(*wanted));
        }
        Refusal::ClaimedBy { name } => return t::refusal_claimed_by(name),
        Refusal::NeedsResults { items } => return t::refusal_needs_results(items.len()),
        Refusal::PointsOpen { points } => return t::refusal_points_open(points.len()),
        Refusal::PapersOpen { papers } => return t::refusal_papers_open(papers.len()),
        Refusal::TooManyDays { most } => return t::refusal_too_many_days(most),
        Refusal::NotRemote { points } => return t::refusal_not_remote(points.len()),
        Refusal::PartsOpen { items } => return t::refusal_parts_open(items.len()),
        Refusal::WaitsForApplicant => t::refusal_waits_for_applicant(),
        Refusal::AskedBefore => t::refusal_asked_before(),
        Refusal::NothingAsked => t::refusal_nothing_asked(),
        Refusal::DayPassed => t::refusal_day_passed(),
        Refusal::NotDue => t::refusal_not_due(),
        Refusal::AnswerLate => t::refusal_answer_late(),
        Refusal::UnknownItem { .. } => t::refusal_unknown_item(),
        Refusal::NotClaimed => t::refusal_not_claimed(),
        Refusal::ExtendedBefore => t::refusal_extended_before(),
        Refusal::LimitPassed => t::refusal_limit_passed(),
        Refusal::TwoInspectors => t::refusal_two_inspectors(),
        Refusal::OtherPoints => t::refusal_other_points(),
        Refusal::NothingToInspect => t::refusal_nothing_to_inspect(),
        Refusal::NoVisit => t::refusal_no_visit(),
        Refusal::NotDeferred { .. } => t::refusal_not_deferred(),
        Refusal::NoPromise { .. } => t::refusal_no_promise(),
        Refusal::OtherLicences => t::refusal_other_licences(),
        Refusal::NothingObjected => t::refusal_nothing_objected(),
        Refusal::SaidBefore => t::refusal_said_before(),
    };
    fixed.to_owned()
}

/// A day as `11月26日`, with the year where it is not this one. Shared with the phone's pages.
#[must_use]
pub fn day(day: Date, today: Date) -> String {
    crate::ui::parts::date(day, Some(today))
}

/// A day that came as text; the text itself when it is none.
#[must_use]
pub fn day_text(text: &str, today: Date) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |date| day(date, today))
}

/// A moment such as `2026-03-02T09:30:05+08:00` as day and time.
#[must_use]
pub fn moment(text: &str, today: Date) -> String {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let minute = time.get(..5).unwrap_or_default();
    [day_text(date, today).as_str(), minute].join(" ").trim_end().to_owned()
}

/// Names one after another, as the language joins them.
#[must_use]
pub fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names: Vec<S> = names.into_iter().collect();
    names
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<_>>()
        .join(t::frame_comma())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yijian_domain::lang::Lang;

    use super::*;
    use crate::text::set_lang;

    #[test]
    fn every_code_has_a_word_in_both_languages_and_no_two_verbs_share_one() {
        for lang in [Lang::Zh, Lang::En] {
            set_lang(lang);
            let verbs: std::collections::BTreeSet<_> = Verb::ALL.map(verb).into_iter().collect();
            assert_eq!(verbs.len(), Verb::ALL.len());
            let stages: std::collections::BTreeSet<_> = StageCode::ALL.map(stage).into_iter().collect();
            assert_eq!(stages.len(), StageCode::ALL.len());
            assert!(PauseReason::ALL.into_iter().all(|reason| !pause(reason).is_empty()));
            assert!(Role::ALL.into_iter().all(|one| !role(one).is_empty()));
        }
        set_lang(Lang::Zh);
    }

    #[test]
    fn a_refusal_says_what_would_be_right() {
        let why = Refusal::ClaimedBy {
            name: "王审".to_owned(),
        };
        assert_eq!(refusal(&why), "王审 在办这个事项。");
        let why = Refusal::WrongStage {
            verb: Verb::Accept,
            stage: StageCode::Delivered,
        };
        assert_eq!(refusal(&why), "现在是“已送达”，不能“受理”。");
    }

    #[test]
    fn a_moment_is_read_as_day_and_minute() {
        let today = date(2026, 11, 22);
        assert_eq!(moment("2026-11-20T09:30:05+08:00", today), "11 月 20 日 09:30");
        assert_eq!(day_text("2025-11-20", today), "2025 年 11 月 20 日");
        assert_eq!(day_text("soon", today), "soon");
    }
}
