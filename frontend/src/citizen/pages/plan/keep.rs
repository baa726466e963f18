//! Ways to keep the plan: print, share, save. The address is the plan.
//!
//! Without the program the address is in the address bar; the buttons need the program and are drawn by it only.

use leptos::prelude::*;
use yijian_domain::plan::Plan;

use super::super::Matter;
use crate::text;

/// The buttons, or what to do without them.
pub(super) fn keep(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    view! {
        <section class="card keep" aria-labelledby="keep">
            <h2 id="keep">{text::plan_keep()}</h2>
            <p>{text::plan_keep_note()}</p>
            {buttons(matter, plan)}
        </section>
    }
    .into_any()
}

#[cfg(not(feature = "csr"))]
fn buttons(_: &Matter<'_>, _: &Plan) -> AnyView {
    ().into_any()
}

#[cfg(feature = "csr")]
fn buttons(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    use crate::{
        route::Route,
        ui::screen::{self, Shared},
    };

    let path = [
        Route::Plan(matter.theme.clone()).path().as_str(),
        &matter.onward(plan).query(),
    ]
    .concat();
    let address = [screen::origin().as_str(), &path].concat();
    let title = [text::plan_title(), " - ", matter.name()].concat();
    let said = RwSignal::new("");
    let (to_share, to_copy, shown) = (address.clone(), address.clone(), address);
    let share = move |_| {
        let (title, address) = (title.clone(), to_share.clone());
        leptos::task::spawn_local(async move {
            let sentence = match screen::share(&title, &address).await {
                Shared::Sent => "",
                Shared::Copied => text::plan_copied(),
                Shared::Neither => text::plan_copy_by_hand(),
            };
            let _ = said.try_set(sentence);
        });
    };
    let copy = move |_| {
        let address = to_copy.clone();
        leptos::task::spawn_local(async move {
            let sentence = if screen::copy(&address).await {
                text::plan_copied()
            } else {
                text::plan_copy_by_hand()
            };
            let _ = said.try_set(sentence);
        });
    };
    view! {
        <div class="pair">
            <button type="button" class="weui-btn weui-btn_default" on:click=|_| screen::print()>{text::plan_print()}</button>
            <button type="button" class="weui-btn weui-btn_default" on:click=share>{text::plan_share()}</button>
            <button type="button" class="weui-btn weui-btn_default" on:click=copy>{text::plan_save()}</button>
        </div>
        <p class="status" role="status">{move || said.get()}</p>
        <label class="address">
            <span class="quiet">{text::plan_address()}</span>
            <input type="text" readonly=true value=shown.clone() prop:value=shown />
        </label>
    }
    .into_any()
}
