//! Everything once more before it is handed in.
//!
//! Keyboard: each part has a link to change it; the summary of what is missing leads to each place. Read aloud: what was
//! typed is a list of names and values.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yijian_domain::{
    application::{Draft, Finding, Place, Provision},
    catalogue::Catalogue,
    id::{FieldKey, RoleId},
    plan::{Line, LineField, Plan, SectionPart},
    value::{Kind, Weight},
};

use super::{
    naming,
    progress::{self, PaperState, Standing, of_paper},
    store::Store,
    submit::submit,
    summary::SUMMARY,
};
use crate::{
    citizen::names,
    route::{Route, Step},
    text,
    ui::parts,
};

/// The review.
pub(super) fn review(store: Store) -> AnyView {
    view! {
        <h1 tabindex="-1">{text::review_title()}</h1>
        <p class="lead">{text::review_lead()}</p>
        {move || missing(store)}
        {move || warnings(store)}
        {move || parts_of(store)}
        {submit(store)}
    }
    .into_any()
}

/// What still has to be done, part by part, and what only the server found.
fn missing(store: Store) -> Option<AnyView> {
    let slice = store.catalogue();
    let (count, is_wrong, lines) = store.plan.with(|plan| {
        let plan = plan.as_ref()?;
        let errors = store.findings.with(|found| naming::errors_in_order(plan, found));
        let link = |at: &Place| store.draft.with(|draft| naming::link(&store.token(), draft, plan, at));
        let mut lines = Vec::new();
        for section in &plan.form.sections {
            let standing = store.draft.with(|draft| progress::of_section(section, draft, &errors));
            let first = errors.iter().find(|finding| is_in(plan, section, &finding.at));
            if let Some(first) = first {
                lines.push((naming::title(section).to_owned(), words(standing), link(&first.at)));
            }
        }
        let papers: Vec<_> = errors
            .iter()
            .filter(|finding| matches!(finding.at, Place::Material(_)))
            .collect();
        if let Some(first) = papers.first() {
            lines.push((
                text::draft_papers().to_owned(),
                text::draft_papers_left(papers.len()),
                link(&first.at),
            ));
        }
        let refused = store.refused.with(|refused| naming::stopping(refused));
        let only_there: Vec<_> = refused
            .into_iter()
            .filter(|finding| !errors.contains(finding))
            .collect();
        let rest = errors
            .iter()
            .filter(|finding| matches!(finding.at, Place::Draft | Place::Answer(_)));
        for finding in rest.chain(&only_there) {
            lines.push((
                naming::place(&slice, plan, &finding.at),
                naming::sentence(&slice, finding),
                link(&finding.at),
            ));
        }
        let is_missing = |finding: &Finding| matches!(finding.code.as_str(), "required" | "material_missing");
        let is_wrong = !only_there.is_empty() || !errors.iter().all(is_missing);
        Some((errors.len() + only_there.len(), is_wrong, lines))
    })?;
    if lines.is_empty() {
        return None;
    }
    let line =
        |(name, words, href)| view! { <li><a href=href>{name}</a> <span class="alert__what">{words}</span></li> };
    let lines: Vec<_> = lines.into_iter().map(line).collect();
    let title = text::review_open(count);
    // Missing is no mistake.
    let class = if is_wrong { "alert" } else { "panel" };
    Some(view! { <div class=class id=SUMMARY tabindex="-1"><h2>{title}</h2><ul>{lines}</ul></div> }.into_any())
}

fn is_in(plan: &Plan, section: &SectionPart, at: &Place) -> bool {
    match at {
        Place::Value(key) => naming::field_of(plan, key).is_some_and(|(own, _)| own.id == section.id),
        Place::Draft | Place::Answer(_) | Place::Material(_) | Place::Declaration => false,
    }
}

fn words(standing: Standing) -> String {
    match (standing.missing, standing.wrong) {
        (missing, 0) => text::draft_section_left(missing),
        (0, wrong) => text::draft_section_wrong(wrong),
        (missing, wrong) => text::review_both(missing, wrong),
    }
}

/// What is unusual: it may stay, but somebody should look.
fn warnings(store: Store) -> Option<AnyView> {
    let slice = store.catalogue();
    let warnings: Vec<Finding> = store.findings.with(|found| {
        found
            .iter()
            .filter(|finding| finding.weight == Weight::Warning)
            .cloned()
            .collect()
    });
    if warnings.is_empty() {
        return None;
    }
    let lines: Vec<_> = warnings
        .iter()
        .filter_map(|finding| {
            let (name, href) = store.plan.with(|plan| {
                let plan = plan.as_ref()?;
                let href = store
                    .draft
                    .with(|draft| naming::link(&store.token(), draft, plan, &finding.at));
                Some((naming::place(&slice, plan, &finding.at), href))
            })?;
            let sentence = naming::sentence(&slice, finding);
            Some(view! { <li><a href=href>{name}</a> <span class="alert__what">{sentence}</span></li> })
        })
        .collect();
    Some(
        view! {
            <section class="panel panel_warn" aria-labelledby="warnings-title">
                <h2 id="warnings-title">{text::review_warnings()}</h2>
                <ul>{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

fn parts_of(store: Store) -> AnyView {
    let slice = store.slice.get();
    let token = store.token();
    store.plan.with(|plan| {
        let Some(plan) = plan else { return ().into_any() };
        store.draft.with(|draft| {
            let sections: Vec<_> = plan
                .form
                .sections
                .iter()
                .map(|section| section_part(&token, &slice, draft, section))
                .collect();
            view! { {sections} {papers(&token, &slice, plan, draft)} {items(plan)} }.into_any()
        })
    })
}

fn change(token: &str, step: Step, of: &str) -> AnyView {
    let href = Route::Draft(token.to_owned(), step).path();
    let of = of.to_owned();
    view! { <a class="recap__change" href=href>{text::review_change()}<span class="hide">{of}</span></a> }.into_any()
}

fn section_part(token: &str, slice: &Catalogue, draft: &Draft, section: &SectionPart) -> AnyView {
    let title = naming::title(section).to_owned();
    let persons = match (&section.role, section.repeats) {
        (Some(role), true) => persons(&draft.values, role),
        (Some(_) | None, _) => 1,
    };
    let lists: Vec<_> = (1..=persons)
        .map(|no| {
            let heading = (persons > 1).then(|| view! { <h3>{text::form_person(no, &title)}</h3> });
            let lines: Vec<_> = section
                .fields
                .iter()
                .map(|field| value_line(slice, draft, field, no))
                .collect();
            view! { {heading} <dl class="recap__list">{lines}</dl> }
        })
        .collect();
    view! {
        <section class="recap">
            <div class="recap__head"><h2>{title.clone()}</h2>{change(token, Step::Form(section.id.clone()), &title)}</div>
            {lists}
        </section>
    }
    .into_any()
}

fn persons(values: &BTreeMap<FieldKey, String>, role: &RoleId) -> u16 {
    values
        .keys()
        .filter(|key| key.role.as_ref() == Some(role))
        .map(|key| key.no)
        .max()
        .unwrap_or(1)
}

fn value_line(slice: &Catalogue, draft: &Draft, field: &LineField, no: u16) -> AnyView {
    let typed = draft
        .values
        .get(&field.id.number(no))
        .filter(|typed| !typed.trim().is_empty());
    let label = naming::label(field).to_owned();
    let shown = match typed {
        Some(typed) => view! { <dd>{shown(slice, field, typed)}</dd> }.into_any(),
        None if field.required => view! { <dd class="wrong">{text::review_empty()}</dd> }.into_any(),
        None => view! { <dd class="quiet">{text::review_left_out()}</dd> }.into_any(),
    };
    view! { <div><dt>{label}</dt>{shown}</div> }.into_any()
}

/// A value as a person reads it.
fn shown(slice: &Catalogue, field: &LineField, typed: &str) -> String {
    match field.kind {
        Kind::YesNo if typed == "yes" => text::form_yes().to_owned(),
        Kind::YesNo if typed == "no" => text::form_no().to_owned(),
        Kind::Choice => {
            let option = field.options.iter().find(|option| option.id.as_str() == typed);
            option
                .map_or(typed, |option| text::of(&option.name, option.name_en.as_ref()))
                .to_owned()
        }
        Kind::Money | Kind::Area | Kind::Number => {
            let unit = slice
                .elements
                .get(&field.id.what)
                .map(|element| parts::unit(naming::unit(element)));
            [typed, " ", &unit.unwrap_or_default()].concat()
        }
        Kind::Text
        | Kind::LongText
        | Kind::PersonName
        | Kind::EntityName
        | Kind::ResidentId
        | Kind::CreditCode
        | Kind::Mobile
        | Kind::Phone
        | Kind::Postcode
        | Kind::Email
        | Kind::Address
        | Kind::Date
        | Kind::YesNo => typed.to_owned(),
    }
}

fn papers(token: &str, slice: &Catalogue, plan: &Plan, draft: &Draft) -> AnyView {
    let line = |line: &Line| {
        let (words, wrong) = match of_paper(line, draft) {
            PaperState::Missing => (text::material_missing().to_owned(), true),
            PaperState::Incomplete => (text::material_incomplete().to_owned(), true),
            PaperState::Uploaded(pages) => (text::material_uploaded(pages), false),
            PaperState::Later => (text::material_later_text(line.deferrable.unwrap_or(0)), false),
        };
        view! { <div><dt>{names::material(slice, &line.id)}</dt><dd class:wrong=wrong>{words}</dd></div> }.into_any()
    };
    let lines: Vec<_> = plan.materials.iter().map(line).collect();
    let asked = |key: &&yijian_domain::id::MaterialKey| plan.materials.iter().any(|line| line.id == **key);
    let promised: Vec<_> = draft
        .promised
        .iter()
        .filter(|key| !asked(key))
        .map(|key| view! { <div><dt>{names::material(slice, key)}</dt><dd>{text::material_promised()}</dd></div> })
        .collect();
    view! {
        <section class="recap">
            <div class="recap__head">
                <h2>{text::draft_papers()}</h2>
                {change(token, Step::Materials, text::draft_papers())}
            </div>
            <dl class="recap__list">{lines} {promised}</dl>
        </section>
    }
    .into_any()
}

/// What is applied for.
fn items(plan: &Plan) -> AnyView {
    let lines: Vec<_> = plan
        .items
        .iter()
        .map(|item| view! { <li>{text::of(&item.name, item.name_en.as_ref()).to_owned()}</li> })
        .collect();
    view! {
        <section class="recap">
            <div class="recap__head"><h2>{text::review_items(plan.items.len())}</h2></div>
            <ul class="recap__items">{lines}</ul>
        </section>
    }
    .into_any()
}

/// Whether a provision has pages on their way.
pub(super) fn on_the_way(draft: &Draft) -> bool {
    draft.provisions.values().any(|provision| match provision {
        Provision::Files { files } => files.iter().any(|file| !file.complete),
        Provision::Later => false,
    })
}

/// The first place of some findings, in the order of the form.
pub(super) fn first_place(plan: &Plan, findings: &[Finding]) -> Option<Place> {
    naming::errors_in_order(plan, findings)
        .into_iter()
        .next()
        .map(|finding| finding.at)
}
