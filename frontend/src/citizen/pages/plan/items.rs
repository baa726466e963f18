//! The items of the plan, each opening to why it applies, by which law, within which limit and what is looked at on site.

use leptos::prelude::*;
use yijian_domain::plan::{Applies, Plan, PlanItem};

use super::super::Matter;
use crate::{
    text,
    ui::parts::{assumed, days, department, lang_of, source, zh},
};

/// The list of items.
pub(super) fn items(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let rows: Vec<_> = plan
        .items
        .iter()
        .map(|item| view! { <li>{row(matter, plan, item)}</li> })
        .collect();
    view! {
        <section class="card" aria-labelledby="items">
            <h2 id="items">{text::plan_items(super::sure(plan))}</h2>
            <ol class="opens">{rows}</ol>
        </section>
    }
    .into_any()
}

fn row(matter: &Matter<'_>, plan: &Plan, item: &PlanItem) -> AnyView {
    let step = plan.schedule.steps.iter().find(|step| step.item == item.id);
    let maybe = (item.applies == Applies::Maybe).then(|| view! { <span class="tag">{text::plan_still_open()}</span> });
    let name = text::of(&item.name, item.name_en.as_ref()).to_owned();
    let because = text::of(&item.because, item.because_en.as_ref()).to_owned();
    let limit = step.map(|step| {
        let promised = (step.statutory > step.working_days).then(|| text::plan_statutory(days(step.statutory)));
        view! {
            <p>{text::plan_limit(days(step.working_days))} " " {promised}</p>
            <p class="quiet">{text::common_source()} " " {source(matter.slice, &step.source)}</p>
            {assumed(step.assumed.as_ref())}
        }
    });
    let laws: Vec<_> = item
        .basis
        .iter()
        .map(|law| view! { <li lang=zh()>{law.clone()}</li> })
        .collect();
    let laws = (!laws.is_empty()).then(|| view! { <h3>{text::plan_law()}</h3> <ul class="plain">{laws}</ul> });
    view! {
        <details>
            <summary>
                <span class="open__name" lang=lang_of(item.name_en.as_ref())>{name}</span>
                <span class="open__note">
                    {department(matter.slice, &item.department)}
                    {step.map(|step| view! { {text::common_dot()} {days(step.working_days)} })}
                </span>
                {maybe}
            </summary>
            <div class="open__in">
                {(!because.is_empty()).then(|| view! { <p lang=lang_of(item.because_en.as_ref())>{because.clone()}</p> })}
                {limit}
                {laws}
                {points(matter, item)}
                <p class="quiet">{text::common_source()} " " {source(matter.slice, &item.source)}</p>
                {assumed(item.assumed.as_ref())}
            </div>
        </details>
    }
    .into_any()
}

/// What is looked at on site.
fn points(matter: &Matter<'_>, item: &PlanItem) -> AnyView {
    let points: Vec<_> = item
        .inspection
        .iter()
        .filter_map(|id| matter.slice.points.get(id))
        .map(|point| {
            let name = text::of(&point.name, point.name_en.as_ref()).to_owned();
            let help = text::of_option(point.help.as_ref(), point.help_en.as_ref()).map(str::to_owned);
            view! {
                <li>
                    <span lang=lang_of(point.name_en.as_ref())>{name}</span>
                    {help.map(|help| view! { <span class="line__note" lang=lang_of(point.help_en.as_ref())>{help}</span> })}
                </li>
            }
        })
        .collect();
    if points.is_empty() {
        return ().into_any();
    }
    view! { <h3>{text::plan_inspection()}</h3> <ul class="plain">{points}</ul> }.into_any()
}
