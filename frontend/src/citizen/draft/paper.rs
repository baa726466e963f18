//! One paper: what it is, how it stands, and how to hand it in.
//!
//! Keyboard: camera and file picker are file inputs with a label that looks like a button; both take the focus. Read
//! aloud: each paper is a section with its name, its state is a status.

use leptos::prelude::*;
use web_sys::HtmlInputElement;
use yijian_domain::{
    application::{Place, Provision},
    catalogue::{Catalogue, PaperForm},
    id::MaterialKey,
    plan::Line,
};

use super::{
    keep, naming,
    progress::{PaperState, of_paper},
    sheets::sheets,
    store::Store,
    sync,
    upload::{Job, JobState},
    ways::ways,
};
use crate::{citizen::names, text, ui::parts};

/// The card of a paper, with what to do without it.
pub(super) fn paper(store: Store, line: &Line) -> AnyView {
    card(store, line, ways(store, line))
}

/// The card of a paper; what stands at its end is the caller's.
pub(super) fn card(store: Store, line: &Line, end: AnyView) -> AnyView {
    let slice = store.catalogue();
    let id = naming::anchor(&Place::Material(line.id.clone()));
    let title_id = [id.as_str(), "-title"].concat();
    let labelled = title_id.clone();
    let own = line.clone();
    let state = Memo::new(move |_| State::of(store, &own));
    let key = line.id.clone();
    let named = names::material(&slice, &key);
    view! {
        <section class="paper" class:paper_done=move || state.get().is_done() id=id aria-labelledby=labelled tabindex="-1">
            <div class="paper__head">
                <h2 id=title_id>{name(&slice, &line.id)}</h2>
                <p class=move || state.get().class() role="status">{move || state.get().words()}</p>
            </div>
            {about(&slice, line)}
            {interrupted(store, &line.id)}
            {sheets(store, &line.id)}
            {move || (state.get() != State::Paper(PaperState::Later)).then(|| pickers(store, &key, &named))}
            {end}
        </section>
    }
    .into_any()
}

/// The name of a paper, and below it whose it is.
fn name(slice: &Catalogue, key: &MaterialKey) -> AnyView {
    let plain = names::material(slice, &key.with_role(None));
    let whose = key.role.as_ref().map(|role| names::role(slice, role));
    let whose = whose.map(|whose| view! { <span class="paper__whose">{whose}</span> });
    view! { {plain} {whose} }.into_any()
}

/// How a paper stands, uploads included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// As the draft says.
    Paper(PaperState),
    /// So many percent of what is on its way have arrived.
    Sending(u64),
    /// The network broke off after so many percent.
    Waiting(u64),
}

impl State {
    fn of(store: Store, line: &Line) -> Self {
        let (sent, bytes, paused) = store.uploads.jobs.with(|jobs| {
            let is_moving = |job: &&Job| !matches!(job.state, JobState::Failed(_) | JobState::Preparing);
            let own = jobs.iter().filter(|job| job.key == line.id).filter(is_moving);
            own.fold((0, 0, false), |(sent, bytes, paused), job| {
                (
                    sent + job.sent,
                    bytes + job.bytes,
                    paused || job.state == JobState::Paused,
                )
            })
        });
        match (sent * 100).checked_div(bytes) {
            Some(percent) if paused => Self::Waiting(percent),
            Some(percent) => Self::Sending(percent),
            None => Self::Paper(store.draft.with(|draft| of_paper(line, draft))),
        }
    }

    fn is_done(self) -> bool {
        matches!(self, Self::Paper(state) if state.done())
    }

    fn words(self) -> String {
        match self {
            Self::Sending(percent) => text::material_sending(percent),
            Self::Waiting(percent) => text::material_waiting(percent),
            Self::Paper(PaperState::Missing) => text::material_missing().to_owned(),
            Self::Paper(PaperState::Incomplete) => text::material_incomplete().to_owned(),
            Self::Paper(PaperState::Uploaded(pages)) => text::material_uploaded(pages),
            Self::Paper(PaperState::Later) => text::material_later().to_owned(),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Sending(_) => "chip",
            Self::Waiting(_) => "chip chip_waiting",
            Self::Paper(PaperState::Missing) => "chip",
            Self::Paper(PaperState::Incomplete) => "chip chip_warn",
            Self::Paper(PaperState::Uploaded(_)) => "chip chip_done",
            Self::Paper(PaperState::Later) => "chip chip_later",
        }
    }
}

/// Help, form, copies and markings; who asks for it, when opened.
fn about(slice: &Catalogue, line: &Line) -> AnyView {
    let material = slice.materials.get(&line.id.what);
    let help = material
        .and_then(|m| text::of_option(m.help.as_ref(), m.help_en.as_ref()))
        .map(ToOwned::to_owned);
    let form = match line.form {
        PaperForm::Original => text::material_form_original(),
        PaperForm::CertifiedCopy => text::material_form_certified(),
        PaperForm::Copy => text::material_form_copy(),
        PaperForm::Either => text::material_form_either(),
    };
    let markings = (!line.markings.is_empty()).then(|| {
        let marks: Vec<_> = line
            .markings
            .iter()
            .map(|mark| view! { <li lang=parts::zh()>{mark.clone()}</li> })
            .collect();
        view! { <p class="paper__marks">{text::material_markings()}</p> <ul class="plain markings">{marks}</ul> }
    });
    let asked: Vec<_> = line
        .asked_by
        .iter()
        .map(|asked| {
            let name = asked.name.clone();
            view! { <li>{names::item(slice, &asked.item)} <span class="asked" lang=parts::zh()>{name}</span></li> }
        })
        .collect();
    let why = match asked.len() {
        1 => text::material_why_one().to_owned(),
        n => text::material_why(n),
    };
    view! {
        {help.map(|help| view! { <p class="paper__help">{help}</p> })}
        <p class="quiet">{form}</p>
        {markings}
        <details class="why"><summary>{why}</summary><ul>{asked}</ul></details>
    }
    .into_any()
}

/// WeChat reloaded the page while the camera was open: say so, and how it works all the same.
fn interrupted(store: Store, key: &MaterialKey) -> AnyView {
    let key = key.clone();
    (move || {
        let here = store.interrupted.with(|interrupted| interrupted.as_ref() == Some(&key));
        here.then(|| view! { <p class="careful" role="status">{text::upload_interrupted()}</p> })
    })
    .into_any()
}

/// Camera and files. `of` says for what, to who hears the page.
pub(super) fn pickers(store: Store, key: &MaterialKey, of: &str) -> AnyView {
    let more = store
        .draft
        .with_untracked(|draft| matches!(draft.provisions.get(key), Some(Provision::Files { .. })));
    let camera = if more {
        text::upload_camera_more()
    } else {
        text::upload_camera()
    };
    view! {
        <div class="pickers">
            {picker_of(store, key, camera, true, None, of)}
            {picker_of(store, key, text::upload_files(), false, None, of)}
        </div>
    }
    .into_any()
}

/// A file input that looks like a button. `instead` names an unfinished page it replaces.
pub(super) fn picker(
    store: Store,
    key: &MaterialKey,
    name: &'static str,
    camera: bool,
    instead: Option<String>,
) -> AnyView {
    let of = names::material(&store.catalogue(), key);
    picker_of(store, key, name, camera, instead, &of)
}

fn picker_of(
    store: Store,
    key: &MaterialKey,
    name: &'static str,
    camera: bool,
    instead: Option<String>,
    of: &str,
) -> AnyView {
    let of = of.to_owned();
    let (own, picked) = (key.clone(), key.clone());
    // The page may be reloaded while the camera is open: everything is safe before it opens.
    let open = move |_| {
        store.keep();
        sync::now(store);
        keep::picking(&store.token(), &own);
    };
    let take = move |input: HtmlInputElement| {
        // Nothing was interrupted.
        let _done = keep::picked(&store.token());
        store.interrupted.set(None);
        if let Some(files) = input.files() {
            store.uploads.add(store, &picked, &files, instead.clone());
        }
        // The same file may be picked again.
        input.set_value("");
    };
    let (class, accept) = if camera {
        ("weui-btn weui-btn_default picker picker_camera", "image/*")
    } else {
        ("weui-btn weui-btn_default picker", "image/*,application/pdf")
    };
    view! {
        <label class=class>
            <input
                type="file"
                accept=accept
                capture=camera.then_some("environment")
                multiple=!camera
                on:click=open
                on:change:target=move |event| take(event.target())
            />
            {camera.then(lens)}
            <span>{name}<span class="hide">{text::upload_for(of)}</span></span>
        </label>
    }
    .into_any()
}

/// A camera, for who reads pictures faster than words.
fn lens() -> AnyView {
    view! {
        <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round">
            <path d="M4 7.5h3.2L9 5h6l1.8 2.5H20a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8.5a1 1 0 0 1 1-1z" />
            <circle cx="12" cy="13" r="3.4" />
        </svg>
    }
    .into_any()
}
