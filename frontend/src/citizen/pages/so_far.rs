//! The plan as far as it is known, growing beside the questions.
//!
//! Read aloud: one sentence with the counts is a status; the list below it is not read by itself.

use leptos::prelude::*;
use yijian_domain::plan::{Applies, Plan, PlanItem};

use super::Matter;
use crate::{
    route::Route,
    text,
    ui::parts::{days, lang_of},
};

/// The items that apply and may apply, and what they ask for so far.
pub(super) fn so_far(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let (sure, maybe): (Vec<_>, Vec<_>) = plan.items.iter().partition(|item| item.applies == Applies::Yes);
    let counts = [
        (sure.len().to_string(), text::plan_unit_items()),
        (plan.materials.len().to_string(), text::plan_unit_papers()),
        (plan.form.fields().count().to_string(), text::plan_unit_fields()),
    ];
    let counts: Vec<_> = counts
        .into_iter()
        .filter(|_| !sure.is_empty())
        .map(|(count, unit)| view! { <li><span class="count__number">{count}</span> " " <span class="count__unit">{unit}</span></li> })
        .collect();
    let waiting = sure
        .is_empty()
        .then(|| view! { <p class="quiet">{text::plan_nothing_sure()}</p> });
    let long = (!sure.is_empty()).then(|| view! { <p>{text::plan_so_far_days(days(plan.schedule.working_days))}</p> });
    let href = [
        Route::Plan(matter.theme.clone()).path().as_str(),
        &matter.onward(plan).query(),
    ]
    .concat();
    view! {
        <aside class="guide__side" aria-labelledby="so-far-title">
            <section class="card so-far">
                <h2 id="so-far-title">{text::plan_so_far()}</h2>
                <div role="status"><ul class="counts">{counts}</ul> {long} {waiting}</div>
                {names(text::plan_sure(), &sure, "marks marks_sure")}
                {names(text::plan_maybe(), &maybe, "marks")}
                <p><a href=href>{text::plan_so_far_link()}</a></p>
            </section>
        </aside>
    }
    .into_any()
}

fn names(title: &'static str, items: &[&PlanItem], class: &'static str) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = items
        .iter()
        .map(|item| {
            let name = text::of(&item.name, item.name_en.as_ref()).to_owned();
            view! { <li lang=lang_of(item.name_en.as_ref())>{name}</li> }
        })
        .collect();
    view! { <h3>{title}</h3> <ul class=class>{rows}</ul> }.into_any()
}
