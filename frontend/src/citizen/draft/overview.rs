//! Where the draft stands: what is done, what is missing, where to go on.

use leptos::prelude::*;
use yijian_domain::plan::SectionPart;

use super::{
    elsewhere::elsewhere,
    modal::modal,
    naming,
    progress::{self, Standing},
    store::Store,
};
use crate::{
    api,
    citizen::app::navigation,
    route::{Route, Step},
    text,
};

/// The overview of a draft.
pub(super) fn overview(store: Store) -> AnyView {
    let slice = store.catalogue();
    let theme = store.draft.with_untracked(|draft| draft.theme.clone());
    let name = slice.themes.get(&theme).map_or_else(String::new, |theme| {
        text::of(&theme.name, theme.name_en.as_ref()).to_owned()
    });
    let state = Memo::new(move |_| State::of(store));
    let path = move |step: &Step| Route::Draft(store.token().to_string(), step.clone()).path();
    let go = move || {
        let (step, begun) = state.with(|state| (state.next.clone(), state.begun));
        let label = match (&step, begun) {
            (Step::Review, _) => text::draft_go_review(),
            (Step::Materials, _) => text::draft_go_materials(),
            (Step::Form(_) | Step::Overview, true) => text::draft_go_on(),
            (Step::Form(_) | Step::Overview, false) => text::draft_begin(),
        };
        view! { <a class="weui-btn weui-btn_primary" href=path(&step)>{label}</a> }
    };
    view! {
        <p class="hero__over">{text::draft_over()}</p>
        <h1 tabindex="-1">{name}</h1>
        {move || state.with(gauge)}
        <div class="onward onward_first">{go}</div>
        <h2>{text::draft_form()}</h2>
        <ol class="parts">
            {move || state.with(|state| state.sections.iter().map(|(section, standing)| {
                section_row(path(&Step::Form(section.id.clone())), section, *standing)
            }).collect::<Vec<_>>())}
        </ol>
        <h2>{text::draft_papers()}</h2>
        <ul class="parts">
            <li>
                {move || state.with(|state| materials_row(path(&Step::Materials), state.papers, state.papers_left))}
            </li>
        </ul>
        <h2>{text::draft_more()}</h2>
        {elsewhere(store)}
        {answers(store)}
        {delete(store)}
    }
    .into_any()
}

/// What the overview shows.
#[derive(Clone, PartialEq)]
struct State {
    sections: Vec<(SectionPart, Standing)>,
    papers: usize,
    papers_left: usize,
    percent: usize,
    next: Step,
    begun: bool,
}

impl State {
    fn of(store: Store) -> Self {
        let mut state = Self {
            sections: Vec::new(),
            papers: 0,
            papers_left: 0,
            percent: 0,
            next: Step::Review,
            begun: false,
        };
        store.plan.with(|plan| {
            let Some(plan) = plan else { return };
            store.findings.with(|findings| {
                store.draft.with(|draft| {
                    let standing = |section: &SectionPart| progress::of_section(section, draft, findings);
                    state.sections = plan
                        .form
                        .sections
                        .iter()
                        .map(|section| (section.clone(), standing(section)))
                        .collect();
                    state.papers = plan.materials.len();
                    state.papers_left = progress::papers_left(plan, draft);
                    state.percent = progress::percent(plan, draft, findings);
                    state.next = progress::next_step(plan, draft, findings);
                    state.begun = !draft.values.is_empty() || !draft.provisions.is_empty();
                });
            });
        });
        state
    }
}

fn gauge(state: &State) -> AnyView {
    let missing: usize = state.sections.iter().map(|(_, standing)| standing.missing).sum();
    let wrong: usize = state.sections.iter().map(|(_, standing)| standing.wrong).sum();
    let words = match (missing, wrong, state.papers_left) {
        (0, 0, 0) => text::draft_all_done().to_owned(),
        (_, 0, _) => text::draft_left(missing, state.papers_left),
        (_, _, _) => text::draft_left_wrong(missing, state.papers_left, wrong),
    };
    let width = [&state.percent.to_string(), "%"].concat();
    view! {
        <p class="lead">{words}</p>
        <div class="gauge" aria-hidden="true"><svg><rect width=width height="100%" rx=".25rem"></rect></svg></div>
    }
    .into_any()
}

fn section_row(href: String, section: &SectionPart, standing: Standing) -> AnyView {
    let (class, words) = match standing {
        Standing { wrong: 1.., .. } => (
            "part__state part__state_wrong",
            text::draft_section_wrong(standing.wrong),
        ),
        Standing {
            missing: 0,
            begun: false,
            ..
        } => ("part__state", text::draft_section_optional().to_owned()),
        Standing { missing: 0, .. } => ("part__state part__state_done", text::draft_section_done().to_owned()),
        Standing { begun: false, .. } => ("part__state", text::draft_section_new(standing.missing)),
        Standing { .. } => ("part__state", text::draft_section_left(standing.missing)),
    };
    let name = naming::title(section).to_owned();
    view! { <li><a class="part" href=href><span class="part__name">{name}</span><span class=class>{words}</span></a></li> }.into_any()
}

fn materials_row(href: String, papers: usize, left: usize) -> AnyView {
    let (class, words) = match (papers, left) {
        (0, _) => ("part__state part__state_done", text::draft_papers_none().to_owned()),
        (_, 0) => ("part__state part__state_done", text::draft_papers_done(papers)),
        (_, _) => ("part__state", text::draft_papers_left(left)),
    };
    view! {
        <a class="part" href=href><span class="part__name">{text::draft_papers_row()}</span><span class=class>{words}</span></a>
    }
    .into_any()
}

/// The way back to the questions: what is changed there is taken over.
fn answers(store: Store) -> AnyView {
    let href = store
        .draft
        .with_untracked(|draft| Route::Plan(draft.theme.clone()).path() + &naming::trail(draft).query());
    let content = view! {
        <p>{text::draft_answers_text()}</p>
        <p><a href=href>{text::draft_answers_link()}</a></p>
    };
    crate::ui::parts::fold(text::draft_answers(), content.into_any())
}

/// Deleting the draft, after asking once.
fn delete(store: Store) -> AnyView {
    let open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let go = navigation();
    let leave = Callback::new(move |()| go("/", false));
    let really = move |_| {
        leptos::task::spawn_local(async move {
            match api::delete_draft(&store.token()).await {
                Ok(()) => {}
                Err(fault) if fault.code() == Some("draft_unknown") => {}
                Err(_) => return failed.set(true),
            }
            open.set(false);
            store.close();
            leave.run(());
        });
    };
    let content = move || {
        view! {
            <p>{text::draft_delete_text()}</p>
            {move || failed.get().then(|| view! { <p class="error" role="alert">{text::draft_delete_failed()}</p> })}
            <button type="button" class="weui-btn weui-btn_warn" on:click=really>{text::draft_delete_really()}</button>
        }
        .into_any()
    };
    view! {
        <p><button type="button" class="link link_warn" on:click=move |_| open.set(true)>{text::draft_delete()}</button></p>
        {modal(open, "delete".to_owned(), text::draft_delete_title().to_owned(), content)}
    }
    .into_any()
}
