//! One item of an application: where it stands, by when, why, and what can be done against it.

use jiff::civil::Date;
use leptos::prelude::*;
use yijian_domain::{
    case::PartCode,
    wire::{PartWhy, ProgressPart, Remedies},
};

use super::day;
use crate::{
    text,
    ui::parts::{date, days, fold, joined, lang_of, zh},
};

/// One item. `today` is the day whose year is left out of dates.
pub(super) fn part(part: &ProgressPart, today: Option<Date>) -> AnyView {
    let name = text::of(&part.name, part.name_en.as_ref()).to_owned();
    let office = text::of(&part.department_name, part.department_name_en.as_ref()).to_owned();
    let when = |text: &str| day(text).map_or_else(|| text.to_owned(), |day| date(day, today));
    let due = match part.stage {
        PartCode::Received | PartCode::Waiting | PartCode::Open | PartCode::InReview | PartCode::Paused
            if part.late =>
        {
            text::part_overdue(when(&part.due))
        }
        PartCode::Received | PartCode::Waiting | PartCode::Open | PartCode::InReview | PartCode::Paused => {
            text::part_due(when(&part.due))
        }
        PartCode::Granted | PartCode::Denied | PartCode::Revoked => text::part_decided(when(&part.due)),
        PartCode::Stopped => text::part_stopped_on(when(&part.due)),
    };
    let tag = match part.stage {
        PartCode::Received | PartCode::Waiting | PartCode::Open | PartCode::InReview if part.late => "tag tag_warn",
        PartCode::Received | PartCode::Open | PartCode::InReview | PartCode::Granted => "tag tag_sure",
        PartCode::Waiting => "tag",
        PartCode::Paused | PartCode::Denied | PartCode::Stopped | PartCode::Revoked => "tag tag_warn",
    };
    view! {
        <li class="line">
            <span class="line__name" lang=lang_of(part.name_en.as_ref())>{name}</span>
            <span class="line__note">{office} {text::common_dot()} {due}</span>
            <span class=tag>{stage(part.stage)}</span>
            {part.late.then(|| view! { <div class="line__why"><p>{text::part_late()}</p></div> })}
            {part.why.as_ref().map(|reason| view! { <div class="line__why">{why(reason, &when)}</div> })}
            {part.remedies.as_ref().map(|against| view! {
                <div class="line__why">{fold(text::part_remedies(), remedies(against))}</div>
            })}
        </li>
    }
    .into_any()
}

fn stage(stage: PartCode) -> &'static str {
    match stage {
        PartCode::Received => text::part_received(),
        PartCode::Waiting => text::part_waiting(),
        PartCode::Open => text::part_open(),
        PartCode::InReview => text::part_in_review(),
        PartCode::Paused => text::part_paused(),
        PartCode::Granted => text::part_granted(),
        PartCode::Denied => text::part_denied(),
        PartCode::Stopped => text::part_stopped(),
        PartCode::Revoked => text::part_revoked(),
    }
}

fn why(why: &PartWhy, when: &impl Fn(&str) -> String) -> AnyView {
    match why {
        PartWhy::WaitsFor { items } if items.is_empty() => ().into_any(),
        PartWhy::WaitsFor { items } => view! { <p>{text::part_waits_for(joined(items))}</p> }.into_any(),
        PartWhy::Paused {
            reason,
            notice,
            since,
            expected,
        } => {
            let reason = text::pause(reason.code()).unwrap_or_default();
            view! {
                <p>{text::part_paused_text(when(since), days(*expected), reason)}</p>
                <p lang=zh()>{notice.clone()}</p>
            }
            .into_any()
        }
        PartWhy::Denied { reasons, basis } => {
            let reasons: Vec<_> = reasons
                .iter()
                .map(|reason| view! { <li lang=zh()>{reason.clone()}</li> })
                .collect();
            let basis = (!basis.is_empty()).then(|| view! { <p>{text::part_denied_basis(basis)}</p> });
            view! { <p>{text::part_denied_why()}</p> <ul class="plain">{reasons}</ul> {basis} }.into_any()
        }
        PartWhy::NotProvided { paper } => view! { <p>{text::part_not_provided(paper)}</p> }.into_any(),
        PartWhy::NeedNotMet { item } => view! { <p>{text::part_need_not_met(item)}</p> }.into_any(),
        PartWhy::Withdrawn => view! { <p>{text::part_withdrawn()}</p> }.into_any(),
        PartWhy::Revoked { reason } => view! { <p>{text::part_revoked_why(reason)}</p> }.into_any(),
    }
}

/// What can be done against a decision.
pub(super) fn remedies(remedies: &Remedies) -> AnyView {
    let reconsider = match &remedies.body {
        Some(body) => text::part_reconsider(body),
        None => text::part_reconsider_anywhere().to_owned(),
    };
    view! { <p>{reconsider}</p> <p>{text::part_sue()}</p> }.into_any()
}
