//! What is held about somebody: who looked at it, a copy of it, and closing the account.
//!
//! Keyboard: a link and one small form behind a fold. Read aloud: a list, each line who, when and what for.

use leptos::prelude::*;
use yijian_domain::wire::{desk::UnmaskReason, held::SeenBy};

use super::Mine;
use crate::{
    citizen::pages::progress::day,
    text,
    ui::parts::{date, fold},
};

/// What is held about who is signed in.
pub(super) fn held(mine: &Mine<'_>) -> AnyView {
    let lines: Vec<_> = mine
        .seen
        .iter()
        .map(|seen| {
            let at = day(&seen.at).map_or_else(|| seen.at.clone(), |day| date(day, Some(mine.today)));
            view! { <li>{[at.as_str(), " ", &seen.by, " · ", reason(seen), " · ", &seen.number].concat()}</li> }
        })
        .collect();
    let looked = if lines.is_empty() {
        view! { <p>{text::held_nobody()}</p> }.into_any()
    } else {
        view! { <p>{text::held_seen()}</p><ul>{lines}</ul> }.into_any()
    };
    let close = view! {
        <p>{text::held_close_lead()}</p>
        <form method="post" action="/me/close" class="form">
            <p><label><input type="checkbox" name="sure" value="yes" required="" />" "{text::held_close_sure()}</label></p>
            <button class="weui-btn weui-btn_default">{text::held_close()}</button>
        </form>
    };
    view! {
        <section class="card" aria-labelledby="held">
            <h2 id="held">{text::held_title()}</h2>
            <p>{text::held_lead()}</p>
            {looked}
            <p><a href="/api/v1/me/held?whole=1" download="yijian.json" rel="external">{text::held_copy()}</a></p>
            <p>{text::held_wrong()}</p>
            {fold(text::held_close(), close.into_any())}
        </section>
    }
    .into_any()
}

fn reason(seen: &SeenBy) -> &'static str {
    match seen.reason {
        UnmaskReason::CheckMaterials => text::held_check_materials(),
        UnmaskReason::ContactApplicant => text::held_contact_applicant(),
        UnmaskReason::PrepareDocument => text::held_prepare_document(),
        UnmaskReason::Inspection => text::held_inspection(),
        UnmaskReason::Complaint => text::held_complaint(),
        UnmaskReason::Other => text::held_other(),
    }
}
