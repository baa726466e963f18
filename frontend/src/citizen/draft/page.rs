//! The frame of the form program: opening the draft, where it is safe, the steps.
//!
//! Keyboard: the steps are links; after each step the heading takes the focus. Read aloud: the current step is marked, and
//! the saving line is a status that speaks only when it changes.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{application::Draft, catalogue::Catalogue};

use super::{
    changes::changes,
    device, keep,
    keep::Base,
    materials::materials,
    naming, overview,
    review::review,
    section::section,
    status::Saving,
    store::{Store, remember_program},
    sync,
};
use crate::{
    api::{self, Fault},
    route::{Route, Step},
    text,
    ui::screen,
};

/// How opening went.
#[expect(
    clippy::large_enum_variant,
    reason = "one for the page, copied a few times; a box would not be Copy"
)]
#[derive(Clone, Copy)]
enum Opening {
    /// It takes a moment.
    Waiting,
    /// It is open.
    Open(Store),
    /// There is no such draft.
    Unknown,
    /// No network and nothing on this phone, or the server does not answer.
    Failed,
}

/// The form program at one step of the draft with this token.
#[must_use]
pub fn draft_page(token: String, step: Step) -> AnyView {
    remember_program();
    let opening = RwSignal::new(Store::opened(&token).map_or(Opening::Waiting, Opening::Open));
    let is_token = token.len() == 32
        && token
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let own = token.clone();
    let open = Callback::new(move |()| {
        let token = token.clone();
        spawn_local(async move {
            let opened = open(&token).await;
            // The page may have been left meanwhile.
            let _shown = opening.try_set(opened);
        });
    });
    if !is_token {
        opening.set(Opening::Unknown);
    } else if matches!(opening.get_untracked(), Opening::Waiting) {
        open.run(());
    }
    (move || match opening.get() {
        Opening::Waiting => waiting(),
        Opening::Open(store) => opened(store, &step),
        Opening::Unknown => unknown(&own),
        Opening::Failed => failed(move || {
            opening.set(Opening::Waiting);
            open.run(());
        }),
    })
    .into_any()
}

/// Opens a draft: from this phone when it is here, else from the server.
async fn open(token: &str) -> Opening {
    let (draft, base) = match keep::draft(token) {
        Some(draft) => (draft, keep::base(token)),
        None => match api::get_draft(token).await {
            Ok(state) => (
                state.draft.clone(),
                Some(Base {
                    revision: state.revision,
                    draft: state.draft,
                }),
            ),
            Err(fault) if fault.code() == Some("draft_unknown") => return Opening::Unknown,
            Err(_) => return Opening::Failed,
        },
    };
    match slice(&draft).await {
        Ok(slice) => {
            let store = Store::open(token, slice, draft, base);
            sync::meet(store);
            Opening::Open(store)
        }
        Err(Fault::Refused(problem)) if problem.status == 404 => Opening::Unknown,
        Err(_) => Opening::Failed,
    }
}

async fn slice(draft: &Draft) -> Result<Catalogue, Fault> {
    let address = ["/api/v1/themes/", draft.theme.as_str()].concat();
    match api::first(&address) {
        Some(slice) => Ok(slice),
        None => api::get(&address).await,
    }
}

fn waiting() -> AnyView {
    view! { <div class="column draft"><p class="waiting" role="status">{text::load_waiting()}</p></div> }.into_any()
}

fn unknown(token: &str) -> AnyView {
    screen::settle();
    if let Some(receipt) = keep::receipt(token) {
        screen::set_title(text::draft_done());
        return view! {
            <div class="column draft">
                <h1 tabindex="-1">{text::draft_done()}</h1>
                <p class="lead">{text::draft_done_text()}</p>
                <div class="onward"><a class="weui-btn weui-btn_primary" href=receipt>{text::draft_done_receipt()}</a></div>
            </div>
        }
        .into_any();
    }
    screen::set_title(text::draft_unknown());
    view! {
        <div class="column draft">
            <h1 tabindex="-1">{text::draft_unknown()}</h1>
            <p>{text::draft_unknown_text()}</p>
            <ul class="plain">
                <li>{text::draft_unknown_link()}</li>
                <li>{text::draft_unknown_done()}</li>
                <li>{text::draft_unknown_old()}</li>
            </ul>
            <p><a class="weui-btn weui-btn_primary" href="/">{text::missing_home()}</a></p>
        </div>
    }
    .into_any()
}

fn failed(again: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="column draft">
            <div class="alert" role="alert">
                <h1 tabindex="-1">{text::draft_failed()}</h1>
                <p>{text::draft_failed_text()}</p>
            </div>
            <button type="button" class="weui-btn weui-btn_primary" on:click=move |_| again()>{text::load_again()}</button>
        </div>
    }
    .into_any()
}

fn opened(store: Store, step: &Step) -> AnyView {
    if store.plan.with_untracked(Option::is_none) {
        return view! { <div class="column draft"><p class="alert" role="alert">{text::finding("catalogue_gap")}</p></div> }.into_any();
    }
    let content = match step {
        Step::Overview => overview::overview(store),
        Step::Form(id) => section(store, id),
        Step::Materials => materials(store),
        Step::Review => review(store),
    };
    title(store, step);
    match device::fragment() {
        Some(place) => device::focus(place),
        None => screen::settle(),
    }
    view! {
        <div class="column draft">
            {steps(store, step)}
            {saving(store)}
            {gone(store)}
            {clashes(store)}
            {changes(store)}
            {content}
        </div>
    }
    .into_any()
}

fn title(store: Store, step: &Step) {
    let slice = store.catalogue();
    let theme = store.draft.with_untracked(|draft| draft.theme.clone());
    let theme = slice
        .themes
        .get(&theme)
        .map_or("", |theme| text::of(&theme.name, theme.name_en.as_ref()));
    let part = match step {
        Step::Overview => text::draft_over().to_owned(),
        Step::Form(id) => store
            .sections()
            .iter()
            .find(|section| section.id == *id)
            .map_or_else(String::new, |section| naming::title(section).to_owned()),
        Step::Materials => text::material_title().to_owned(),
        Step::Review => text::review_title().to_owned(),
    };
    screen::set_title(&[&part, " - ", theme].concat());
}

fn steps(store: Store, step: &Step) -> AnyView {
    let token = store.token();
    let form = store
        .sections()
        .first()
        .map_or(Step::Overview, |section| Step::Form(section.id.clone()));
    let all = [
        (Step::Overview, text::draft_step_overview(), *step == Step::Overview),
        (form, text::draft_step_form(), matches!(step, Step::Form(_))),
        (Step::Materials, text::draft_step_materials(), *step == Step::Materials),
        (Step::Review, text::draft_step_review(), *step == Step::Review),
    ];
    let links: Vec<_> = all
        .into_iter()
        .map(|(to, name, here)| {
            let href = Route::Draft(token.to_string(), to).path();
            view! { <li><a href=href aria-current=here.then_some("step")>{name}</a></li> }
        })
        .collect();
    view! { <nav class="stages" aria-label=text::draft_steps()><ol>{links}</ol></nav> }.into_any()
}

fn saving(store: Store) -> AnyView {
    let class = move || store.saving.get().class();
    let words = move || store.saving.get().words(store.kept.get());
    let retry = move || {
        matches!(store.saving.get(), Saving::Offline | Saving::Refused | Saving::Full)
            .then(|| view! { <button type="button" class="link" on:click=move |_| sync::now(store)>{text::draft_save_now()}</button> })
    };
    let line = move || {
        let gone = store.gone.get();
        (!gone).then(|| view! { <div class=class><span role="status">{words}</span>{retry}</div> })
    };
    line.into_any()
}

/// The server has the draft no more.
fn gone(store: Store) -> AnyView {
    let forget = move |_| {
        store.close();
        // Leaving for the first page ends the program's state altogether.
        let _left = window().location().set_href("/");
    };
    (move || {
        store.gone.get().then(|| {
            // Handed in from here, and only the answer was lost: the review asks for the receipt again.
            let unanswered = keep::unanswered(&store.token()).map(|_| {
                let href = Route::Draft(store.token().to_string(), Step::Review).path();
                view! { <a class="weui-btn weui-btn_primary" href=href>{text::draft_gone_ask()}</a> }
            });
            let first = if unanswered.is_some() { "weui-btn weui-btn_default" } else { "weui-btn weui-btn_primary" };
            view! {
                <section class="panel panel_warn" aria-labelledby="gone-title">
                    <h2 id="gone-title">{text::draft_gone()}</h2>
                    <p>{if unanswered.is_some() { text::draft_gone_unanswered() } else { text::draft_gone_text() }}</p>
                    <div class="pickers">
                        {unanswered}
                        <button type="button" class=first on:click=move |_| sync::again(store)>
                            {text::draft_gone_go_on()}
                        </button>
                        <button type="button" class="weui-btn weui-btn_default" on:click=forget>{text::draft_gone_forget()}</button>
                    </div>
                </section>
            }
        })
    })
    .into_any()
}

/// What another phone filled in differently at the same time.
fn clashes(store: Store) -> AnyView {
    (move || {
        let slice = store.catalogue();
        let lines: Vec<_> = store.clashes.with(|clashes| {
            clashes
                .iter()
                .map(|clash| {
                    let name = store.plan.with(|plan| plan.as_ref().map(|plan| naming::value(&slice, plan, &clash.key)));
                    view! { <li>{text::draft_clash(name.unwrap_or_default(), &clash.theirs)}</li> }
                })
                .collect()
        });
        (!lines.is_empty()).then(|| {
            view! {
                <section class="panel panel_warn" aria-labelledby="clash-title">
                    <h2 id="clash-title">{text::draft_clash_title()}</h2>
                    <ul>{lines}</ul>
                    <button type="button" class="link" on:click=move |_| store.clashes.set(Vec::new())>{text::draft_clash_seen()}</button>
                </section>
            }
        })
    })
    .into_any()
}
