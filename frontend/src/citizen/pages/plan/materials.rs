//! The merged materials. Each line opens to who asks for it, under which name, and where that is written.

use leptos::prelude::*;
use yijian_domain::{
    catalogue::PaperForm,
    plan::{AskedFor, Line, Plan},
};

use super::super::Matter;
use crate::{
    citizen::names,
    text,
    ui::parts::{assumed, department, fold, item, joined, lang_of, source, zh},
};

/// The list of what to bring.
pub(super) fn materials(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let lines: Vec<_> = plan
        .materials
        .iter()
        .map(|line| view! { <li>{material(matter, line)}</li> })
        .collect();
    let content = if lines.is_empty() {
        let none = if plan.complete {
            text::plan_papers_none()
        } else {
            text::plan_papers_none_yet()
        };
        view! { <h2 id="papers">{text::plan_papers_title()}</h2> <p>{none}</p> }.into_any()
    } else {
        view! {
            <h2 id="papers">{text::plan_papers(plan.materials.len())}</h2>
            <p class="quiet">{text::plan_papers_note()}</p>
            <ol class="opens">{lines}</ol>
        }
        .into_any()
    };
    view! { <section class="card" aria-labelledby="papers">{content}</section> }.into_any()
}

/// In which form a paper is wanted, in words.
pub(super) fn wanted(line: &Line) -> String {
    let form = match line.form {
        PaperForm::Either => text::plan_form_either(),
        PaperForm::Copy => text::plan_form_copy(),
        PaperForm::CertifiedCopy => text::plan_form_certified(),
        PaperForm::Original => text::plan_form_original(),
    };
    if line.copies > 1 {
        text::plan_form_copies(form, line.copies)
    } else {
        form.to_owned()
    }
}

fn material(matter: &Matter<'_>, line: &Line) -> AnyView {
    let known = matter.slice.materials.get(&line.id.what);
    let later = line
        .deferrable
        .is_some()
        .then(|| view! { <span class="tag">{text::plan_later()}</span> });
    let promise = (!line.promise.is_empty()).then(|| view! { <span class="tag">{text::plan_promise()}</span> });
    let other = (!line.alternatives.is_empty()).then(|| view! { <span class="tag">{text::plan_or_other()}</span> });
    let help = known
        .and_then(|paper| text::of_option(paper.help.as_ref(), paper.help_en.as_ref()))
        .map(str::to_owned);
    let help_lang = known.and_then(|paper| lang_of(paper.help_en.as_ref()));
    let asking: Vec<_> = line
        .asked_by
        .iter()
        .map(|asked| view! { <li>{because(matter, asked)}</li> })
        .collect();
    view! {
        <details>
            <summary>
                <span class="open__name" lang=lang_of(line.name_en.as_ref())>{names::material(matter.slice, &line.id)}</span>
                <span class="open__note">{wanted(line)} {text::common_dot()} {wanting(line.asked_by.len())}</span>
                {later} {promise} {other}
            </summary>
            <div class="open__in">
                {help.map(|help| view! { <p lang=help_lang>{help}</p> })}
                {markings(line)}
                {alternatives(matter, line)}
                {line.deferrable.map(|days| view! { <p>{text::plan_later_note(days)}</p> })}
                {promises(matter, line)}
                <h3>{text::plan_because()}</h3>
                <ul class="because">{asking}</ul>
            </div>
        </details>
    }
    .into_any()
}

/// How many items want it.
fn wanting(items: usize) -> String {
    if items == 1 {
        text::plan_wanted_by_one().to_owned()
    } else {
        text::plan_wanted_by(items)
    }
}

/// Who asks for it, as what, and where that is written.
fn because(matter: &Matter<'_>, asked: &AskedFor) -> AnyView {
    let found = matter.slice.items.get(&asked.item);
    let office = found
        .map(|item| department(matter.slice, &item.department))
        .unwrap_or_default();
    let why = found
        .and_then(|item| item.materials.get(usize::from(asked.at)))
        .and_then(|wants| wants.assumed.as_ref());
    view! {
        <p>{office} {text::common_dot()} {item(matter.slice, &asked.item)}</p>
        <p class="quiet">{text::plan_called()} " " <span lang=zh()>{asked.name.clone()}</span></p>
        <p class="quiet">{text::common_source()} " " {source(matter.slice, &asked.source)}</p>
        {assumed(why)}
    }
    .into_any()
}

fn markings(line: &Line) -> AnyView {
    if line.markings.is_empty() {
        return ().into_any();
    }
    view! { <p>{text::plan_markings()} " " <span lang=zh()>{joined(&line.markings)}</span></p> }.into_any()
}

/// What can be brought instead. The choice is made in the form program.
fn alternatives(matter: &Matter<'_>, line: &Line) -> AnyView {
    if line.alternatives.is_empty() {
        return ().into_any();
    }
    let ways: Vec<_> = line
        .alternatives
        .iter()
        .map(|way| {
            let papers: Vec<_> = way.0.iter().map(|key| names::material(matter.slice, key)).collect();
            view! { <li>{papers.join(text::plan_and())}</li> }
        })
        .collect();
    view! { <p>{text::plan_instead()}</p> <ul class="plain">{ways}</ul> <p class="quiet">{text::plan_instead_note()}</p> }.into_any()
}

/// The texts of the commitments that may replace the paper.
fn promises(matter: &Matter<'_>, line: &Line) -> AnyView {
    let texts: Vec<_> = line
        .promise
        .iter()
        .filter_map(|id| matter.slice.promises.get(id))
        .map(|promise| {
            let title = text::of(&promise.name, promise.name_en.as_ref()).to_owned();
            let content = text::of(&promise.text, promise.text_en.as_ref()).to_owned();
            fold(title, view! { <p lang=lang_of(promise.text_en.as_ref())>{content}</p> {source(matter.slice, &promise.source)} }.into_any())
        })
        .collect();
    if texts.is_empty() {
        return ().into_any();
    }
    view! { <p>{text::plan_promise_note()}</p> {texts} }.into_any()
}
