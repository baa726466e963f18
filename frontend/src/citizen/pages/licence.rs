//! What a licence is worth today, for anybody who scans its code. The server draws it; it needs no program.
//!
//! Keyboard: the box is a form that is sent by Enter. Read aloud: the verdict is the heading, each component says what it
//! is worth in words, not by colour.

use leptos::prelude::*;
use yijian_domain::{
    licence::ComponentStanding,
    wire::{Checked, LicenceLine, LicenceView, Verdict},
};

use super::{Page, progress::day};
use crate::{
    route::Route,
    text,
    ui::parts::{date, joined, zh},
};

/// The check of a code.
#[must_use]
pub fn licence(checked: &Checked) -> Page {
    let code = checked.verdict.code();
    let verdict = text::licence(code).unwrap_or_default();
    let meaning = text::licence(&[code, "_text"].concat()).unwrap_or_default();
    let class = match checked.verdict {
        Verdict::Valid => "verdict verdict_good",
        Verdict::PartlyValid | Verdict::Replaced | Verdict::Unknown | Verdict::NotACode => "verdict verdict_warn",
        Verdict::Expired | Verdict::Revoked | Verdict::Ended | Verdict::Forged | Verdict::UnknownKey => {
            "verdict verdict_bad"
        }
    };
    let today = day(&checked.at);
    let when = today.map(|day| date(day, None)).unwrap_or_default();
    let time = checked.at.get(11..16).unwrap_or_default().to_owned();
    let proof = checked.licence.as_ref().map(|_| {
        if checked.sealed {
            text::licence_sealed()
        } else {
            text::licence_typed()
        }
    });
    let view = view! {
        <div class="column">
            <section class=class aria-labelledby="verdict">
                <p class="verdict__over">{text::licence_title()}</p>
                <h1 id="verdict" tabindex="-1">{verdict}</h1>
                <p>{meaning}</p>
                <p class="verdict__when">{text::licence_checked(when, time)}</p>
            </section>
            {proof.map(|proof| view! { <p class="note">{proof}</p> })}
            {checked.licence.as_ref().map(about)}
            {address(&checked.server)}
            <h2>{text::licence_another()}</h2>
            {typing()}
        </div>
    };
    Page {
        title: [verdict, " - ", text::licence_title()].concat(),
        view: view.into_any(),
    }
}

/// A box to type a code.
#[must_use]
pub fn licence_box(server: &str) -> Page {
    let view = view! {
        <div class="column">
            <h1 tabindex="-1">{text::licence_title()}</h1>
            <p class="lead">{text::licence_box_lead()}</p>
            {typing()}
            {address(server)}
        </div>
    };
    Page {
        title: text::licence_title().to_owned(),
        view: view.into_any(),
    }
}

fn typing() -> AnyView {
    view! {
        <form class="search" method="get" action=Route::LicenceBox.path()>
            <label class="search__label" for="code">{text::licence_box_label()}</label>
            <div class="search__box">
                <input
                    id="code"
                    name="code"
                    maxlength="400"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    required
                    aria-describedby="code-help"
                />
                <button>{text::licence_box_go()}</button>
            </div>
            <p class="quiet" id="code-help">{text::licence_box_help()}</p>
        </form>
    }
    .into_any()
}

/// How to tell a false page from this one.
fn address(server: &str) -> AnyView {
    view! {
        <section class="note note_warn" aria-labelledby="address">
            <h2 id="address">{text::licence_address_title()}</h2>
            <p>{text::licence_address(server)}</p>
        </section>
    }
    .into_any()
}

fn about(licence: &LicenceView) -> AnyView {
    let mut issuers: Vec<&str> = Vec::new();
    for line in &licence.components {
        if !issuers.contains(&line.issuer.as_str()) {
            issuers.push(&line.issuer);
        }
    }
    let issued = day(&licence.issued).map(|day| date(day, None)).unwrap_or_default();
    let version = text::licence_version(licence.version);
    let newest = (licence.newest > licence.version).then(|| {
        let href = Route::Licence(licence.code.clone()).path();
        view! { <p class="actions"><a class="weui-btn weui-btn_primary" href=href>{text::licence_newest(licence.newest)}</a></p> }
    });
    let code = licence
        .credit_code
        .clone()
        .map(|code| row(text::licence_credit_code(), code));
    let lines: Vec<_> = licence.components.iter().map(component).collect();
    view! {
        {newest}
        <section class="card" aria-labelledby="about">
            <h2 id="about" lang=zh()>{licence.trade.clone()}</h2>
            <dl class="facts">
                {row(text::licence_number(), [licence.number.as_str(), text::common_comma(), &version].concat())}
                {row(text::licence_holder(), licence.holder.clone())}
                {code}
                {row(text::licence_issued(), issued)}
                {row(text::licence_issuers(), joined(issuers))}
            </dl>
            <p class="quiet">{text::licence_holder_note()}</p>
        </section>
        <section class="card" aria-labelledby="components">
            <h2 id="components">{text::licence_components(lines.len())}</h2>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn row(name: &'static str, value: String) -> AnyView {
    view! { <div><dt>{name}</dt><dd lang=zh()>{value}</dd></div> }.into_any()
}

/// One component and what it is worth today.
pub(super) fn component(line: &LicenceLine) -> AnyView {
    let (words, class) = match line.standing {
        ComponentStanding::Valid => (text::licence_is_valid(), "tag tag_sure"),
        ComponentStanding::NotYet => (text::licence_is_not_yet(), "tag tag_warn"),
        ComponentStanding::Expired => (text::licence_is_expired(), "tag tag_warn"),
        ComponentStanding::Revoked => (text::licence_is_revoked(), "tag tag_warn"),
        ComponentStanding::Cancelled => (text::licence_is_cancelled(), "tag tag_warn"),
    };
    let when = |text: &str| day(text).map_or_else(|| text.to_owned(), |day| date(day, None));
    let validity = match &line.until {
        Some(until) => text::licence_from_until(when(&line.from), when(until)),
        None => text::licence_from_on(when(&line.from)),
    };
    view! {
        <li class="line">
            <span class="line__name" lang=zh()>{line.name.clone()}</span>
            <span class="line__note">{text::licence_component_number()} " " {line.number.clone()}</span>
            <span class="line__note">{text::licence_component_issuer()} " " <span lang=zh()>{line.issuer.clone()}</span></span>
            <span class="line__note">{text::licence_component_validity()} " " {validity}</span>
            <span class=class>{words}</span>
        </li>
    }
    .into_any()
}
