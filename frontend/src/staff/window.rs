//! Taking an application in at the window: what it is about, on whose word, and off to the applicant's own form.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use yijian_domain::{
    id::ThemeId,
    wire::desk::{WindowDraft, WindowRequest},
};

use super::{call, desk::desk, parts};
use crate::{desk_text as t, ui::screen};

/// The page.
pub(super) fn page() -> AnyView {
    parts::title(t::window_title());
    let desk = desk();
    let theme: RwSignal<Option<ThemeId>> = RwSignal::new(None);
    let words = RwSignal::new(String::new());
    let by_agent = RwSignal::new(false);
    let (name, paper) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let day = RwSignal::new(screen::today().to_string());
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let opened: RwSignal<Option<String>> = RwSignal::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(theme) = theme.get_untracked() else {
            fault.set(Some(t::window_need_theme().to_owned()));
            return;
        };
        let (name, paper, day) = (name.get_untracked(), paper.get_untracked(), day.get_untracked());
        let blank = [&name, &paper, &day].iter().any(|text| text.trim().is_empty());
        if by_agent.get_untracked() && blank {
            fault.set(Some(t::window_need_agent().to_owned()));
            return;
        }
        let authority = if by_agent.get_untracked() {
            t::window_said_agent(day.trim(), name.trim(), paper.trim())
        } else {
            t::window_said_present().to_owned()
        };
        fault.set(None);
        let request = WindowRequest { theme, authority };
        spawn_local(async move {
            match call::post::<WindowDraft>(&format!("{}/window", call::BASE), &request).await {
                Ok(draft) => {
                    // A browser may forbid a new tab that comes after a wait: then the link does it.
                    let _tab = leptos::prelude::window().open_with_url_and_target(&draft.path, "_blank");
                    opened.set(Some(draft.path));
                }
                Err(refused) => fault.set(Some(refused.sentence())),
            }
        });
    };
    let themes = move || {
        let wanted = words.get();
        let wanted = wanted.trim().to_lowercase();
        let fits = |text: &String| text.to_lowercase().contains(&wanted);
        let all = desk.themes.get();
        all.iter()
            .filter(|theme| {
                wanted.is_empty() || fits(&theme.name) || theme.aliases.iter().any(fits) || theme.initials.iter().any(fits)
            })
            .map(|row| {
                let (own, id) = (row.id.clone(), format!("theme-{}", row.id));
                let checked = move || theme.with(|theme| theme.as_ref() == Some(&own));
                let chosen = row.id.clone();
                view! {
                    <label class="choice choice_card" for=id>
                        <input id=id.clone() type="radio" name="theme" prop:checked=checked on:change=move |_| theme.set(Some(chosen.clone())) />
                        <span><strong>{row.name.clone()}</strong><span class="quiet">{row.summary.clone()}</span></span>
                    </label>
                }
            })
            .collect::<Vec<_>>()
    };
    let agent = move || {
        by_agent.get().then(|| view! {
            <div class="field"><label for="agent-name">{t::window_agent_name()}</label><input id="agent-name" type="text" bind:value=name /></div>
            <div class="field"><label for="agent-paper">{t::window_agent_paper()}</label><input id="agent-paper" type="text" bind:value=paper /></div>
            <div class="field"><label for="agent-day">{t::window_agent_day()}</label><input id="agent-day" type="date" bind:value=day /></div>
        })
    };
    view! {
        <div class="column">
            <h1 tabindex="-1">{t::window_title()}</h1>
            <p class="lead">{t::window_lead()}</p>
            <form class="form" novalidate="" on:submit=submit>
                <fieldset class="card field">
                    <legend>{t::window_theme()}</legend>
                    <label class="hide" for="find">{t::window_find()}</label>
                    <input id="find" type="search" data-search="" placeholder=t::window_find() bind:value=words />
                    <div class="choose">{themes}</div>
                </fieldset>
                <fieldset class="card field">
                    <legend>{t::window_authority()}</legend>
                    <label class="choice" for="present">
                        <input id="present" type="radio" name="by" prop:checked=move || !by_agent.get() on:change=move |_| by_agent.set(false) />
                        <span>{t::window_present()}<span class="quiet">{t::window_present_help()}</span></span>
                    </label>
                    <label class="choice" for="agent">
                        <input id="agent" type="radio" name="by" prop:checked=move || by_agent.get() on:change=move |_| by_agent.set(true) />
                        <span>{t::window_agent()}</span>
                    </label>
                    {agent}
                </fieldset>
                {move || fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
                {move || opened.get().map(|path| view! {
                    <p class="note note_good" role="status">{t::window_opened()}" "<a href=path rel="external" target="_blank">{t::window_open_link()}</a></p>
                })}
                <p><button type="submit" class="button button_main">{t::window_go()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
