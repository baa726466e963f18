//! One point of a checklist: two large buttons, a remark, photographs by the camera.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Url};
use yijian_domain::{
    id::PointId,
    wire::desk::{CheckPoint, VisitRow},
};

use super::{checklist::Sheet, later};
use crate::{
    desk_text as t,
    staff::{
        call, kept,
        record::{Found, Picture},
        words,
    },
    ui::shrink,
};

/// A point; `last` is what was to be put right since the last visit.
pub(super) fn card(sheet: Sheet, visit: &VisitRow, check: &CheckPoint, last: Option<String>) -> AnyView {
    let number = &visit.number;
    let point = check.point.clone();
    let sent: Vec<_> = check
        .pictures
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let path = format!("{}/cases/{number}/files/{id}", call::BASE);
            let name = t::visit_photo(at + 1);
            view! { <li><a href=path rel="external" target="_blank"><img src=path.clone() alt=name loading="lazy" /></a></li> }
        })
        .collect();
    let sent = match sent.len() {
        0 => None,
        n if visit.open_seconds.is_none() => Some(view! { <p class="quiet">{t::unmask_pictures(n)}</p> }.into_any()),
        _ => Some(view! { <ul class="pictures">{sent}</ul> }.into_any()),
    };
    let title = format!("check-{point}");
    view! {
        <li class="card check" aria-labelledby=title>
            <h3 id=title.clone()>{check.name.clone()}</h3>
            {check.help.clone().map(|help| view! { <p>{help}</p> })}
            <p class="quiet">{words::list(&check.departments)}</p>
            {last.map(|what| view! { <p class="note note_warn">{t::visit_last_time(what)}</p> })}
            {sent}
            {verdict(sheet, &point, &check.name)}
            {remark(sheet, &point, &check.name)}
            {photographs(sheet, &point)}
        </li>
    }
    .into_any()
}

fn found(sheet: Sheet, point: &PointId) -> Found {
    sheet
        .record
        .with(|record| record.found.get(point).cloned())
        .unwrap_or_default()
}

fn verdict(sheet: Sheet, point: &PointId, name: &str) -> AnyView {
    let button = |passed: bool, label: &'static str, class: &'static str| {
        let (own, judged) = (point.clone(), point.clone());
        let pressed = move || (found(sheet, &own).passed == Some(passed)).to_string();
        let set = move |_| sheet.change(|record| record.found.entry(judged.clone()).or_default().passed = Some(passed));
        view! { <button type="button" class=class aria-pressed=pressed on:click=set>{label}</button> }
    };
    view! {
        <div class="verdict" role="group" aria-label=name.to_owned()>
            {button(true, t::visit_pass(), "verdict__pass")}
            {button(false, t::visit_fail(), "verdict__fail")}
        </div>
    }
    .into_any()
}

fn remark(sheet: Sheet, point: &PointId, name: &str) -> AnyView {
    let (own, label_point, set_point) = (point.clone(), point.clone(), point.clone());
    let fails = Memo::new(move |_| found(sheet, &label_point).passed == Some(false));
    let label = move || {
        if fails.get() {
            t::visit_remark_fail()
        } else {
            t::visit_remark()
        }
    };
    let id = format!("remark-{point}");
    let value = move || found(sheet, &own).remark;
    let set = move |event| {
        let text = event_target_value(&event);
        sheet.change(|record| record.found.entry(set_point.clone()).or_default().remark = text);
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}<span class="hide">"："{name.to_owned()}</span></label>
            <textarea id=id rows="2" aria-required=move || fails.get().to_string() prop:value=value on:input=set></textarea>
        </div>
    }
    .into_any()
}

fn photographs(sheet: Sheet, point: &PointId) -> AnyView {
    let (own, taken) = (point.clone(), point.clone());
    let id = format!("photo-{point}");
    let take = move |event: leptos::ev::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let files = input.files();
        let point = taken.clone();
        later(async move {
            let Some(files) = files else { return };
            for file in (0..files.length()).filter_map(|at| files.get(at)) {
                let kept = match shrink::shrink(&file).await {
                    Ok(ready) if ready.media_type == "image/jpeg" => {
                        let local = kept::new_name();
                        kept::keep_picture(&local, &ready.blob).await.map(|()| local)
                    }
                    Ok(_) | Err(_) => None,
                };
                match kept {
                    Some(local) => sheet.change(|record| {
                        let pictures = &mut record.found.entry(point.clone()).or_default().pictures;
                        pictures.push(Picture { local, sent: None });
                    }),
                    None => sheet.desk.say(t::visit_photo_bad()),
                }
            }
            // The same photograph may be taken again.
            input.set_value("");
        });
    };
    let pictures = Memo::new(move |_| found(sheet, &own).pictures);
    let removed = point.clone();
    let list = move || {
        let all = pictures.get();
        let point = removed.clone();
        all.into_iter()
            .enumerate()
            .map(|(at, picture)| small(sheet, point.clone(), at, picture))
            .collect::<Vec<_>>()
    };
    view! {
        <ul class="pictures">{list}</ul>
        <p>
            <input id=id.clone() class="hide camera" type="file" accept="image/*" capture="environment" on:change=take />
            <label class="button" for=id>{t::visit_camera()}</label>
        </p>
    }
    .into_any()
}

/// A photograph as kept on the phone, with a way to remove it.
fn small(sheet: Sheet, point: PointId, at: usize, picture: Picture) -> AnyView {
    let source = RwSignal::new(String::new());
    let local = picture.local.clone();
    later(async move {
        let Some(blob) = kept::picture(&local).await else {
            return;
        };
        if let Ok(address) = Url::create_object_url_with_blob(&blob) {
            // The page may be gone by now; then nobody shows it.
            let _shown = source.try_set(address);
        }
    });
    on_cleanup(move || {
        if let Some(address) = source.try_get_untracked() {
            // The address of a blob that is no longer shown.
            let _freed = Url::revoke_object_url(&address);
        }
    });
    let remove = move |_| {
        let local = picture.local.clone();
        sheet.change(|record| {
            if let Some(found) = record.found.get_mut(&point) {
                found.pictures.retain(|other| other.local != local);
            }
        });
        later(async move { kept::drop_picture(&local).await });
    };
    view! {
        <li>
            <img src=move || source.get() alt=t::visit_photo(at + 1) />
            <button type="button" class="button button_small" aria-label=t::visit_photo_remove(at + 1) on:click=remove>"✕"</button>
        </li>
    }
    .into_any()
}
