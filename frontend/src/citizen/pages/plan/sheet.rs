//! The plan on paper: a clean 一次告知单 that only a printer sees.

use leptos::prelude::*;
use yijian_domain::plan::{Applies, Plan};

use super::{super::Matter, form::section_title, materials::wanted};
use crate::{
    citizen::names,
    text,
    ui::parts::{date, days, department, item, joined},
};

/// The sheet.
pub(super) fn sheet(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let region = matter
        .region()
        .map(|region| view! { <span>{text::sheet_region(region)}</span> });
    let open = (!plan.complete).then(|| view! { <p><strong>{text::sheet_open()}</strong></p> });
    view! {
        <section class="sheet" aria-hidden="true">
            <h1>{text::sheet_title()}</h1>
            <p class="sheet__head"><strong>{matter.name().to_owned()}</strong> {region} <span>{text::sheet_date(date(plan.on, None))}</span></p>
            {open}
            <p>{super::headline(plan)}</p>
            {super::lead(matter, plan)}
            <h2>{text::plan_items(super::sure(plan))}</h2>
            {items(matter, plan)}
            <h2>{text::plan_papers(plan.materials.len())}</h2>
            {papers(matter, plan)}
            <h2>{text::plan_form(plan.form.fields().count())}</h2>
            {sections(matter, plan)}
            <p class="sheet__foot">{text::sheet_foot(&plan.catalogue_version)}</p>
        </section>
    }
    .into_any()
}

fn items(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let rows: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.applies == Applies::Yes)
        .map(|item| {
            let step = plan.schedule.steps.iter().find(|step| step.item == item.id);
            let mark = if step.is_some_and(|step| step.provisional) {
                "*"
            } else {
                ""
            };
            view! {
                <tr>
                    <td>{text::of(&item.name, item.name_en.as_ref()).to_owned()}</td>
                    <td>{department(matter.slice, &item.department)}</td>
                    <td>{step.map(|step| days(step.working_days))}</td>
                    <td>{step.map(|step| date(step.due, None))} {mark}</td>
                </tr>
            }
        })
        .collect();
    let note = plan
        .schedule
        .provisional
        .then(|| view! { <p>"* " {text::plan_provisional()}</p> });
    view! {
        <table>
            <thead><tr><th>{text::sheet_item()}</th><th>{text::sheet_office()}</th><th>{text::sheet_limit()}</th><th>{text::sheet_due()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {note}
    }
    .into_any()
}

fn papers(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let rows: Vec<_> = plan
        .materials
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let wanted_by: Vec<_> = line
                .asked_by
                .iter()
                .map(|asked| item(matter.slice, &asked.item))
                .collect();
            let later = line.deferrable.map(text::plan_later_note);
            view! {
                <tr>
                    <td>{at + 1}</td>
                    <td>{names::material(matter.slice, &line.id)}</td>
                    <td>{wanted(line)} " " {later}</td>
                    <td>{joined(wanted_by)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table>
            <thead><tr><th>"#"</th><th>{text::sheet_paper()}</th><th>{text::sheet_wanted()}</th><th>{text::sheet_for()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn sections(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let rows: Vec<_> = plan
        .form
        .sections
        .iter()
        .map(|part| {
            let labels = part
                .fields
                .iter()
                .map(|field| text::of(&field.label, field.label_en.as_ref()));
            view! { <p><strong>{section_title(matter, part)}</strong> {text::common_colon()} {joined(labels)}</p> }
        })
        .collect();
    rows.into_any()
}
