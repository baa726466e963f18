//! Who may act for whom.

use leptos::prelude::*;
use yijian_domain::wire::applicant::{AuthorisationEntry, AuthorisationState, AuthorisationView, Power};

use super::{Mine, written};
use crate::{
    text,
    ui::parts::{fold, joined, lang_of},
};

/// What was given and received, and a form to give more.
pub(super) fn authorisations(mine: &Mine<'_>) -> AnyView {
    let all: Vec<_> = mine.authorisations.iter().map(|one| line(one, mine)).collect();
    let list = (!all.is_empty()).then(|| view! { <ul class="lines">{all}</ul> });
    view! {
        <section class="card" aria-labelledby="may">
            <h2 id="may">{text::me_may_title()}</h2>
            <p>{text::me_may_lead()}</p>
            {list}
            {fold(text::me_may_new(), form(mine))}
        </section>
    }
    .into_any()
}

fn line(one: &AuthorisationView, mine: &Mine<'_>) -> AnyView {
    let other = one.other.clone().unwrap_or_else(|| text::me_may_no_number().to_owned());
    let who = if one.given {
        text::me_may_given(other)
    } else {
        text::me_may_received(other)
    };
    let state = match one.state {
        AuthorisationState::Active => text::me_may_on(written(&one.until, mine.today)),
        AuthorisationState::Ended => text::me_may_ended().to_owned(),
        AuthorisationState::Revoked => text::me_may_revoked().to_owned(),
    };
    let theme = one
        .theme
        .as_ref()
        .and_then(|id| mine.themes.themes.iter().find(|row| row.id == *id));
    let theme = theme.map(|row| text::of(&row.name, row.name_en.as_ref()).to_owned());
    let about = theme.into_iter().chain(one.application.clone());
    let what = joined(about.chain(one.may.iter().map(|power| words(*power).to_owned())));
    let id = one.id.clone();
    let end = (one.state == AuthorisationState::Active).then(|| {
        view! {
            <form method="post" action="/me/revoke" class="form">
                <input type="hidden" name="id" value=id />
                <button class="weui-btn weui-btn_default">{text::me_may_end()}</button>
            </form>
        }
    });
    let record: Vec<_> = one.record.iter().map(|entry| done(entry, mine)).collect();
    let record = fold(
        text::me_may_record(record.len()),
        view! { <ul class="plain">{record}</ul> }.into_any(),
    );
    view! {
        <li class="line">
            <span class="line__name">{who}</span>
            <span class="tag">{state}</span>
            <span class="line__note">{what}</span>
            {record}
            {end}
        </li>
    }
    .into_any()
}

fn done(entry: &AuthorisationEntry, mine: &Mine<'_>) -> AnyView {
    let who = if entry.by_you {
        text::me_did_you()
    } else {
        text::me_did_other()
    };
    let what = match entry.what.as_str() {
        "given" => text::me_did_given(),
        "submitted" => text::me_did_submitted(),
        "revoked" => text::me_did_revoked(),
        _ => text::me_did_answered(),
    };
    let case = entry.application.clone();
    view! { <li>{written(&entry.at, mine.today)} " " {who} " " {what} " " {case}</li> }.into_any()
}

/// A power in words.
fn words(power: Power) -> &'static str {
    match power {
        Power::Submit => text::me_may_submit(),
        Power::See => text::me_may_see(),
        Power::Answer => text::me_may_answer(),
    }
}

fn form(mine: &Mine<'_>) -> AnyView {
    let themes: Vec<_> = mine
        .themes
        .themes
        .iter()
        .map(|row| {
            let name = text::of(&row.name, row.name_en.as_ref()).to_owned();
            view! { <option value=row.id.to_string() lang=lang_of(row.name_en.as_ref())>{name}</option> }
        })
        .collect();
    let powers: Vec<_> = Power::ALL
        .into_iter()
        .map(|power| {
            view! {
                <label class="choice">
                    <input type="checkbox" name="may" value=power.code() />
                    <span class="choice__name">{words(power)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <form method="post" action="/me/authorise" class="form">
            <div class="field">
                <label class="field__label" for="may-mobile">{text::me_may_mobile()}</label>
                <input class="box" id="may-mobile" name="mobile" type="tel" inputmode="tel" autocomplete="off" maxlength="20" required />
            </div>
            <div class="field">
                <label class="field__label" for="may-theme">{text::me_may_theme()}</label>
                <select class="box" id="may-theme" name="theme">
                    <option value="">{text::me_may_theme_all()}</option>
                    {themes}
                </select>
            </div>
            <fieldset class="field">
                <legend class="field__label">{text::me_may_what()}</legend>
                <div class="choices">{powers}</div>
            </fieldset>
            <div class="field">
                <label class="field__label" for="may-until">{text::me_may_until()}</label>
                <input class="box" id="may-until" name="until" type="date" min=mine.today.to_string() required />
            </div>
            <button class="weui-btn weui-btn_primary">{text::me_may_give()}</button>
        </form>
    }
    .into_any()
}
