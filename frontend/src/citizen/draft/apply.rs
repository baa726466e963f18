//! Begins a draft from a plan and goes on to it.
//!
//! A draft of the same theme that is already on this phone is offered first: nobody wants to type twice.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    application::{Draft, Seen},
    catalogue::Catalogue,
    id::ThemeId,
    plan::plan,
};

use super::{
    device, keep,
    store::{Store, remember_program},
    sync,
};
use crate::{
    api,
    citizen::app::navigation,
    query::Trail,
    route::{Route, Step},
    text,
    ui::screen,
};

/// What is to be decided before a draft begins.
#[derive(Clone)]
enum Begin {
    /// The theme is being fetched.
    Waiting,
    /// It could not be fetched.
    Failed,
    /// There is a draft of the same theme on this phone.
    Found(Box<Found>),
}

/// A draft of the same theme, and the one that would be new.
#[derive(Clone)]
struct Found {
    token: String,
    slice: Catalogue,
    fresh: Draft,
    old: Draft,
}

/// Begins a draft of a theme with the answers in the address.
#[must_use]
pub fn apply_page(theme: ThemeId) -> AnyView {
    remember_program();
    let begin = RwSignal::new(Begin::Waiting);
    let go = navigation();
    let go = Callback::new(move |path: String| go(&path, true));
    let own = theme.clone();
    let start = Callback::new(move |()| {
        let theme = own.clone();
        spawn_local(async move {
            let next = prepare(&theme, go).await;
            // The page may have been left meanwhile.
            let _shown = begin.try_set(next);
        });
    });
    start.run(());
    let again = move || {
        begin.set(Begin::Waiting);
        start.run(());
    };
    (move || match begin.get() {
        Begin::Waiting => view! { <div class="column draft"><p class="waiting" role="status">{text::load_waiting()}</p></div> }.into_any(),
        Begin::Failed => view! {
            <div class="column draft">
                <div class="alert" role="alert"><h1 tabindex="-1">{text::draft_failed()}</h1><p>{text::draft_failed_text()}</p></div>
                <button type="button" class="weui-btn weui-btn_primary" on:click=move |_| again()>{text::load_again()}</button>
            </div>
        }
        .into_any(),
        Begin::Found(found) => offer(&found, go),
    })
    .into_any()
}

/// Fetches the theme and begins, unless there is something to decide.
async fn prepare(theme: &ThemeId, go: Callback<String>) -> Begin {
    let address = ["/api/v1/themes/", theme.as_str()].concat();
    let slice: Catalogue = match api::first(&address) {
        Some(slice) => slice,
        None => match api::get(&address).await {
            Ok(slice) => slice,
            Err(_) => return Begin::Failed,
        },
    };
    let trail = Trail::read(&pairs(&slice, theme), Some((&slice, theme)));
    let mut draft = Draft::new(theme.clone(), &slice.version, trail.region.clone());
    draft.plate.clone_from(&trail.plate);
    draft.answers.clone_from(&trail.answers);
    let planned = plan(&slice, &draft.request(screen::today()));
    let Some(planned) = planned.ok().filter(|plan| plan.complete && trail.faults.is_empty()) else {
        go.run(Route::Question(theme.clone()).path() + &trail.query());
        return Begin::Waiting;
    };
    draft.seen = Some(Seen::of(&planned));
    match keep::drafts().into_iter().find(|(_, other)| other.theme == *theme) {
        Some((token, old)) => {
            screen::set_title(text::draft_found());
            screen::settle();
            Begin::Found(Box::new(Found {
                token,
                slice,
                fresh: draft,
                old,
            }))
        }
        None => {
            go.run(create(&slice, draft));
            Begin::Waiting
        }
    }
}

/// The pairs of the address that the theme knows.
fn pairs(slice: &Catalogue, theme: &ThemeId) -> Vec<(String, String)> {
    let search = window().location().search().unwrap_or_default();
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&search) else {
        return Vec::new();
    };
    let questions = slice.themes.get(theme).map_or(&[][..], |theme| &theme.questions);
    let names = questions.iter().map(|id| id.as_str()).chain(["plate", "region"]);
    names
        .flat_map(|name| {
            query
                .get_all(name)
                .iter()
                .filter_map(|value| value.as_string())
                .map(|value| (name.to_owned(), value))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Makes a new draft and gives its address.
fn create(slice: &Catalogue, draft: Draft) -> String {
    let token = device::random_id();
    let store = Store::open(&token, slice.clone(), draft, None);
    sync::now(store);
    Route::Draft(token, Step::Overview).path()
}

/// The draft that is already there, or a new one.
fn offer(found: &Found, go: Callback<String>) -> AnyView {
    let same = found.old.answers == found.fresh.answers && found.old.region == found.fresh.region;
    let go_on = {
        let found = found.clone();
        move |_| {
            if !same {
                take_over(&found);
            }
            go.run(Route::Draft(found.token.clone(), Step::Overview).path());
        }
    };
    let new = {
        let (slice, fresh) = (found.slice.clone(), found.fresh.clone());
        move |_| go.run(create(&slice, fresh.clone()))
    };
    let filled = found.old.values.values().filter(|value| !value.is_empty()).count();
    view! {
        <div class="column draft">
            <h1 tabindex="-1">{text::draft_found()}</h1>
            <p class="lead">{text::draft_found_text(filled)}</p>
            {(!same).then(|| view! { <p>{text::draft_found_answers()}</p> })}
            <div class="onward">
                <button type="button" class="weui-btn weui-btn_primary" on:click=go_on>
                    {if same { text::draft_found_go_on() } else { text::draft_found_go_on_new() }}
                </button>
                <button type="button" class="weui-btn weui-btn_default" on:click=new>{text::draft_found_new()}</button>
            </div>
        </div>
    }
    .into_any()
}

/// The new answers go into the draft that is already there; everything typed stays.
fn take_over(found: &Found) {
    let store = Store::opened(&found.token).unwrap_or_else(|| {
        Store::open(
            &found.token,
            found.slice.clone(),
            found.old.clone(),
            keep::base(&found.token),
        )
    });
    store.change(|draft| {
        draft.answers.clone_from(&found.fresh.answers);
        draft.region.clone_from(&found.fresh.region);
        draft.catalogue_version.clone_from(&found.fresh.catalogue_version);
        draft.seen.clone_from(&found.fresh.seen);
        for (key, value) in &found.fresh.values {
            draft.values.insert(key.clone(), value.clone());
        }
    });
}
