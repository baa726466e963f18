//! Looks at one file: pictures turn and zoom, documents open in the browser's own viewer.
//!
//! Keyboard: every step is a button; the plane scrolls with the arrow keys once it has the focus.

use leptos::prelude::*;
use web_sys::{Url, WheelEvent};
use yijian_domain::application::FileRef;

use super::{CasePage, masked};
use crate::{
    desk_text as t,
    staff::{call, parts},
};

/// What one step of zooming multiplies by.
const STEP: f64 = 1.25;
/// Smallest and largest zoom.
const ZOOM: (f64, f64) = (0.5, 8.0);

/// A file in the viewer, among those of its paper.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::staff) struct Shown {
    /// Name of the paper.
    pub(in crate::staff) paper: String,
    /// Its files.
    pub(in crate::staff) files: Vec<FileRef>,
    /// Which of them.
    pub(in crate::staff) at: usize,
}

impl Shown {
    /// The file.
    pub(in crate::staff) fn file(&self) -> Option<&FileRef> {
        self.files.get(self.at)
    }
}

/// The viewer.
pub(super) fn viewer(page: CasePage, looked: RwSignal<Option<Shown>>) -> AnyView {
    let content = move || match looked.get() {
        None => view! { <p class="viewer__none quiet">{t::papers_choose_below()}</p> }.into_any(),
        Some(shown) => {
            let Some(file) = shown.file().cloned() else {
                return ().into_any();
            };
            let number = page.view.with_untracked(|view| view.number.clone());
            let path = format!("{}/cases/{number}/files/{}", call::BASE, file.id);
            let all = shown.files.len();
            let go = move |at: usize| {
                looked.update(|shown| {
                    if let Some(shown) = shown {
                        shown.at = at;
                    }
                });
            };
            let at = shown.at;
            let plane = if masked::is_open(page) {
                if file.media_type == "application/pdf" {
                    document(path, &file)
                } else {
                    picture(path, &file)
                }
            } else {
                masked::instead(page)
            };
            view! {
                <div class="viewer__head">
                    <h2>{shown.paper.clone()}</h2>
                    <button type="button" class="button button_small viewer__close" on:click=move |_| looked.set(None)>{t::frame_close()}</button>
                </div>
                {(all > 1).then(|| view! {
                    <p class="viewer__pages">
                        <button type="button" class="button button_small" disabled=at == 0 on:click=move |_| go(at - 1)>{t::papers_previous()}</button>
                        <span role="status">{t::papers_page(all, at + 1)}</span>
                        <button type="button" class="button button_small" disabled=at + 1 == all on:click=move |_| go(at + 1)>{t::papers_next()}</button>
                    </p>
                })}
                {plane}
            }
            .into_any()
        }
    };
    let class = move || {
        if looked.with(Option::is_some) {
            "viewer viewer_open"
        } else {
            "viewer"
        }
    };
    view! { <section class=class aria-label=t::papers_viewer()>{content}</section> }.into_any()
}

/// A picture that turns and zooms.
pub(in crate::staff) fn picture(path: String, file: &FileRef) -> AnyView {
    let (turn, zoom) = (RwSignal::new(0_i32), RwSignal::new(1.0_f64));
    let scale = move |by: f64| zoom.update(|zoom| *zoom = (*zoom * by).clamp(ZOOM.0, ZOOM.1));
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        scale(if event.delta_y() < 0.0 { STEP } else { 1.0 / STEP });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "+" | "=" => scale(STEP),
        "-" => scale(1.0 / STEP),
        "0" => zoom.set(1.0),
        "r" => turn.update(|turn| *turn += 1),
        _ => {}
    };
    let plane = move || format!("{}%", zoom.get() * 100.0);
    let lies = move || turn.get().rem_euclid(2) == 1;
    let width = move || if lies() { "100cqh" } else { "100cqw" };
    let height = move || if lies() { "100cqw" } else { "100cqh" };
    let turned = move || format!("translate(-50%,-50%) rotate({}deg)", turn.get().rem_euclid(4) * 90);
    let percent = move || t::papers_scale(format!("{:.0}", zoom.get() * 100.0));
    let (source, name) = (path.clone(), file.name.clone());
    view! {
        <div class="viewer__tools" role="group" aria-label=t::papers_viewer()>
            <button type="button" class="button button_small" on:click=move |_| turn.update(|turn| *turn -= 1)>{t::papers_turn_left()}</button>
            <button type="button" class="button button_small" on:click=move |_| turn.update(|turn| *turn += 1)>{t::papers_turn_right()}</button>
            <button type="button" class="button button_small" on:click=move |_| scale(1.0 / STEP)>{"− "}{t::papers_smaller()}</button>
            <button type="button" class="button button_small" on:click=move |_| zoom.set(1.0)>{t::papers_fit()}</button>
            <button type="button" class="button button_small" on:click=move |_| scale(STEP)>{"+ "}{t::papers_larger()}</button>
            <span class="viewer__scale" role="status">{percent}</span>
            <a href=path rel="external" target="_blank">{t::frame_new_tab()}</a>
        </div>
        <div class="viewer__plane" tabindex="0" role="region" aria-label=name on:wheel=wheel on:keydown=keys>
            <div class="viewer__sheet" style:width=plane style:height=plane>
                <img
                    src=source
                    alt=name.clone()
                    style:width=width
                    style:height=height
                    style:transform=turned
                    draggable="false"
                />
            </div>
        </div>
    }
    .into_any()
}

/// A document in the browser's viewer. It is fetched first: the server lets no page frame its answers.
fn document(path: String, file: &FileRef) -> AnyView {
    let (fetched, name) = (path.clone(), file.name.clone());
    let fetch = move || {
        let path = fetched.clone();
        async move {
            let blob = call::blob(&path).await?;
            Url::create_object_url_with_blob(&blob).map_err(|_| call::Fault::Unreadable)
        }
    };
    let frame = parts::wait(fetch, move |address: String| {
        let own = address.clone();
        on_cleanup(move || {
            // The address of a blob that is no longer shown.
            let _freed = Url::revoke_object_url(&own);
        });
        view! { <iframe class="viewer__document" src=address title=name.clone()></iframe> }.into_any()
    });
    view! { {frame}<p class="quiet"><a href=path rel="external" target="_blank">{t::papers_pdf_fails()}</a></p> }
        .into_any()
}
