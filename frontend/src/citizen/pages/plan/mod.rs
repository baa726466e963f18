//! The plan: what to do, what to bring, what to fill in, when it is done, and what it saves. Every line opens to its why.

mod form;
mod items;
mod keep;
mod materials;
mod savings;
mod schedule;
mod sheet;
mod spared;

use leptos::prelude::*;
use yijian_domain::plan::{Applies, Plan};

use super::{Matter, Page, answers::answers, missing};
use crate::{
    route::Route,
    text,
    ui::parts::{date, days, up},
};

/// The plan for the answers of a trail; as far as it is known, when questions are open.
#[must_use]
pub fn plan(matter: &Matter<'_>) -> Page {
    let Some(plan) = matter.plan() else { return missing() };
    let plan = &plan;
    let title = [text::plan_title(), " - ", matter.name()].concat();
    let nothing = plan.complete && plan.items.is_empty();
    let view = view! {
        <div class="guide plan">
            <div class="guide__main">
                {up([Route::Theme(matter.theme.clone()).path().as_str(), &matter.onward(plan).query()].concat(), matter.name())}
                <div class="hero">
                    <h1 tabindex="-1">{headline(plan)}</h1>
                    {lead(matter, plan)}
                </div>
                {open_questions(matter, plan)}
                {start(matter, plan)}
                {(!nothing).then(|| view! {
                    {materials::materials(matter, plan)}
                    {items::items(matter, plan)}
                    {schedule::schedule(matter, plan)}
                    {form::form(matter, plan)}
                    {savings::savings(matter, plan)}
                    {spared::spared(matter, plan)}
                })}
            </div>
            <div class="guide__side">
                {keep::keep(matter, plan)}
                {answers(matter, plan, None)}
            </div>
        </div>
        {sheet::sheet(matter, plan)}
    };
    Page {
        title,
        view: view.into_any(),
    }
}

/// How many items apply for sure.
fn sure(plan: &Plan) -> usize {
    plan.items.iter().filter(|item| item.applies == Applies::Yes).count()
}

/// The plan in one line.
fn headline(plan: &Plan) -> String {
    if plan.complete && plan.items.is_empty() {
        return text::plan_nothing().to_owned();
    }
    let (fields, items, papers) = (plan.form.fields().count(), sure(plan), plan.materials.len());
    if plan.complete && papers == 0 {
        return text::plan_headline_no_papers(fields, items);
    }
    let sentence = text::plan_headline(fields, items, papers);
    if plan.complete {
        sentence
    } else {
        text::plan_headline_so_far(sentence)
    }
}

fn lead(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let Some(due) = plan.schedule.due.filter(|_| plan.complete && !plan.items.is_empty()) else {
        return ().into_any();
    };
    let today = date(plan.on, Some(matter.today));
    let sentence = if plan.schedule.working_days == 0 {
        text::plan_lead_at_once().to_owned()
    } else {
        text::plan_lead(days(plan.schedule.working_days), date(due, Some(matter.today)), today)
    };
    let note = plan
        .schedule
        .provisional
        .then(|| view! { <p class="quiet">{text::plan_provisional()}</p> });
    view! { <p class="lead">{sentence}</p> {note} }.into_any()
}

/// With open questions: that this is not all yet, and the way on.
fn open_questions(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    if plan.complete {
        return ().into_any();
    }
    let href = [
        Route::Question(matter.theme.clone()).path().as_str(),
        &matter.onward(plan).query(),
    ]
    .concat();
    let left = if plan.next.len() == 1 {
        text::plan_open_one().to_owned()
    } else {
        text::plan_open(plan.next.len())
    };
    view! {
        <div class="note note_warn">
            <p>{left}</p>
            <p class="actions"><a class="weui-btn weui-btn_primary" href=href>{text::plan_go_on()}</a></p>
        </div>
    }
    .into_any()
}

/// The way into the form, when the plan is complete.
fn start(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    if !plan.complete || plan.items.is_empty() {
        return ().into_any();
    }
    let href = [
        Route::Apply(matter.theme.clone()).path().as_str(),
        &matter.onward(plan).query(),
    ]
    .concat();
    view! {
        <p class="actions"><a class="weui-btn weui-btn_primary" href=href>{text::plan_start()}</a></p>
        <p class="quiet">{text::plan_start_note()}</p>
    }
    .into_any()
}
