//! The sections of the merged form with their fields, folded.

use leptos::prelude::*;
use yijian_domain::plan::{LineField, Plan, SectionPart};

use super::super::Matter;
use crate::{
    text,
    ui::parts::{item, joined, lang_of},
};

/// The sections.
pub(super) fn form(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    if plan.form.sections.is_empty() {
        return ().into_any();
    }
    let sections: Vec<_> = plan
        .form
        .sections
        .iter()
        .map(|part| view! { <li>{section(matter, part)}</li> })
        .collect();
    view! {
        <section class="card" aria-labelledby="form">
            <h2 id="form">{text::plan_form(plan.form.fields().count())}</h2>
            <p class="quiet">{text::plan_form_note()}</p>
            <ol class="opens">{sections}</ol>
        </section>
    }
    .into_any()
}

/// Heading of a section, with the other roles the same person has.
pub(super) fn section_title(matter: &Matter<'_>, part: &SectionPart) -> String {
    let title = text::of(&part.title, part.title_en.as_ref()).to_owned();
    if part.also.is_empty() {
        return title;
    }
    let also = part
        .also
        .iter()
        .filter_map(|role| matter.slice.roles.get(role))
        .map(|role| text::of(&role.name, role.name_en.as_ref()));
    text::plan_also(joined(also), title)
}

fn section(matter: &Matter<'_>, part: &SectionPart) -> AnyView {
    let fields: Vec<_> = part.fields.iter().map(|line| field(matter, line)).collect();
    let count = if part.fields.len() == 1 {
        text::plan_fields_one().to_owned()
    } else {
        text::plan_fields(part.fields.len())
    };
    view! {
        <details>
            <summary>
                <span class="open__name" lang=lang_of(part.title_en.as_ref())>{section_title(matter, part)}</span>
                <span class="open__note">{count}</span>
            </summary>
            <div class="open__in"><ul class="plain">{fields}</ul></div>
        </details>
    }
    .into_any()
}

fn field(matter: &Matter<'_>, line: &LineField) -> AnyView {
    let label = text::of(&line.label, line.label_en.as_ref()).to_owned();
    let mut items: Vec<_> = line
        .asked_by
        .iter()
        .map(|asked| item(matter.slice, &asked.item))
        .collect();
    items.dedup();
    let optional = (!line.required).then(|| view! { " " <span class="tag">{text::plan_optional()}</span> });
    view! {
        <li>
            <span lang=lang_of(line.label_en.as_ref())>{label}</span> {optional}
            <span class="line__note">{text::plan_used_for(joined(items))}</span>
        </li>
    }
    .into_any()
}
