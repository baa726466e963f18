//! What one thing done once saves: each figure before and after, opening to what each item contributes.

use leptos::prelude::*;
use yijian_domain::plan::{Plan, Saving};

use super::super::Matter;
use crate::{text, ui::parts::item};

/// The figures.
pub(super) fn savings(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let savings = &plan.savings;
    let figures = [
        (text::plan_savings_forms(), &savings.forms),
        (text::plan_savings_fields(), &savings.fields),
        (text::plan_savings_materials(), &savings.materials),
        (text::plan_savings_visits(), &savings.visits),
        (text::plan_savings_departments(), &savings.departments),
        (text::plan_savings_days(), &savings.working_days),
    ];
    let rows: Vec<_> = figures
        .into_iter()
        .filter(|(_, saving)| saving.before > 0)
        .map(|(label, saving)| view! { <li>{figure(matter, label, saving)}</li> })
        .collect();
    if rows.is_empty() || !figures.iter().any(|(_, saving)| saving.after < saving.before) {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="savings">
            <h2 id="savings">{text::plan_savings()}</h2>
            <p class="quiet">{text::plan_savings_note()}</p>
            <ul class="figures">{rows}</ul>
        </section>
    }
    .into_any()
}

fn figure(matter: &Matter<'_>, label: &'static str, saving: &Saving) -> AnyView {
    let lines: Vec<_> = saving
        .lines
        .iter()
        .filter(|line| line.before > 0)
        .map(|line| view! { <li><span>{item(matter.slice, &line.item)}</span> <span class="figure__share">{line.before}</span></li> })
        .collect();
    view! {
        <details>
            <summary>
                <span class="figure__label">{label}</span>
                <span class="figure__values">
                    <span class="hide">{text::plan_savings_said(saving.after, saving.before)}</span>
                    <s aria-hidden="true">{saving.before}</s>
                    <span class="figure__arrow" aria-hidden="true">"→"</span>
                    <strong aria-hidden="true">{saving.after}</strong>
                </span>
            </summary>
            <div class="open__in">
                <p class="quiet">{text::plan_savings_lines()}</p>
                <ul class="shares">{lines}</ul>
            </div>
        </details>
    }
    .into_any()
}
