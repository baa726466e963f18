//! What was handed in, to say what is wrong in it: first the list, then one field on a page of its own. It all works without
//! the program.
//!
//! Keyboard: each field is a link named after it. Read aloud: what went wrong is an alert, tied to the control.

use leptos::prelude::*;
use yijian_domain::{
    id::FieldKey,
    plan::LineField,
    value::Kind,
    wire::{
        Progress,
        desk::{FormRow, FormSection},
    },
};

use super::Page;
use crate::{
    route::{Route, Task},
    text,
    ui::parts::{lang_of, up, zh},
};

/// What is kept of a case, as its applicant may read it.
#[derive(Debug, Clone, Copy)]
pub struct Wrong<'a> {
    /// Where it stands.
    pub progress: &'a Progress,
    /// The secret in the address.
    pub secret: &'a str,
    /// The form with what was typed.
    pub form: &'a [FormSection],
    /// Values are masked: whoever has the receipt may not be the applicant.
    pub masked: bool,
    /// The field that is put right.
    pub fix: Option<Fix<'a>>,
    /// Why nothing was done a moment ago.
    pub refused: Option<&'a str>,
}

/// A field that is put right.
#[derive(Debug, Clone, Copy)]
pub struct Fix<'a> {
    /// The field of the form.
    pub line: &'a LineField,
    /// Whose it is.
    pub key: &'a FieldKey,
    /// A date that may be without end.
    pub open_ended: bool,
    /// What stands there, as the list shows it.
    pub stands: &'a str,
    /// What was typed a moment ago.
    pub typed: &'a str,
    /// What else was said a moment ago.
    pub says: &'a str,
}

/// The page.
#[must_use]
pub fn wrong(kept: &Wrong<'_>) -> Page {
    let refused = kept
        .refused
        .map(|why| view! { <div class="note note_error" id="refused" role="alert"><p>{why.to_owned()}</p></div> });
    let (title, content, above) = match &kept.fix {
        Some(fix) => (text::answer_wrong_of(label(fix.line)), form(kept, fix), here(kept)),
        None => (text::answer_wrong().to_owned(), list(kept), progress(kept)),
    };
    let back = if kept.fix.is_some() {
        text::answer_wrong()
    } else {
        text::answer_back()
    };
    let view = view! {
        <div class="column draft">
            {up(above, back)}
            <h1 tabindex="-1">{title.clone()}</h1>
            {refused}
            {content}
        </div>
    };
    Page {
        title,
        view: view.into_any(),
    }
}

fn progress(kept: &Wrong<'_>) -> String {
    let route = Route::Progress {
        number: kept.progress.number.clone(),
        secret: kept.secret.to_owned(),
    };
    route.path()
}

fn here(kept: &Wrong<'_>) -> String {
    let route = Route::Act {
        number: kept.progress.number.clone(),
        secret: kept.secret.to_owned(),
        task: Task::Object,
    };
    route.path()
}

fn label(line: &LineField) -> &str {
    text::of(&line.label, line.label_en.as_ref())
}

fn list(kept: &Wrong<'_>) -> AnyView {
    let sections: Vec<_> = kept.form.iter().map(|section| filled(kept, section)).collect();
    let masked = kept.masked.then(|| {
        view! {
            <p class="note">
                {text::answer_wrong_masked()} " " <a href=Route::Me.path()>{text::me_link()}</a>
            </p>
        }
    });
    view! {
        <p class="lead">{text::answer_wrong_lead()}</p>
        {open(kept)}
        {masked}
        {sections}
        <p class="quiet">{text::answer_wrong_situation()}</p>
    }
    .into_any()
}

/// What waits for the window, and how it is taken back.
fn open(kept: &Wrong<'_>) -> Option<AnyView> {
    kept.progress
        .objection
        .as_ref()
        .filter(|objection| objection.answered_at.is_none())?;
    let back = view! {
        <section class="card" aria-labelledby="open">
            <h2 id="open">{text::answer_wrong_open()}</h2>
            <p>{text::answer_wrong_open_text()}</p>
            <form method="post" action=here(kept)>
                <input type="hidden" name="seen" value=kept.progress.events.to_string() />
                <button class="weui-btn weui-btn_default">{text::answer_wrong_back()}</button>
            </form>
        </section>
    };
    Some(back.into_any())
}

fn filled(kept: &Wrong<'_>, section: &FormSection) -> AnyView {
    let rows: Vec<_> = section.fields.iter().map(|field| row(kept, field)).collect();
    let title = text::of(&section.title, section.title_en.as_ref()).to_owned();
    view! {
        <section class="card">
            <h2 lang=lang_of(section.title_en.as_ref())>{title}</h2>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(kept: &Wrong<'_>, field: &FormRow) -> AnyView {
    let name = text::of(&field.label, field.label_en.as_ref()).to_owned();
    let objection = kept.progress.objection.as_ref();
    let waits = objection.is_some_and(|objection| {
        objection.answered_at.is_none() && objection.fields.iter().any(|asked| asked.field == field.field)
    });
    let key = field.field.to_string().replace('#', "%23");
    let href = [&here(kept), "?field=", &key].concat();
    let value = if field.value.is_empty() {
        view! { <span class="quiet">{text::answer_wrong_empty()}</span> }.into_any()
    } else {
        view! { <span lang=zh()>{field.value.clone()}</span> }.into_any()
    };
    view! {
        <li class="line kept">
            <span class="line__name" lang=lang_of(field.label_en.as_ref())>{name.clone()}</span>
            <span class="kept__value">{value}</span>
            {waits.then(|| view! { <span class="tag">{text::answer_wrong_waits()}</span> })}
            <a class="kept__change" href=href>{text::answer_wrong_change()}<span class="hide">" " {name}</span></a>
        </li>
    }
    .into_any()
}

fn form(kept: &Wrong<'_>, fix: &Fix<'_>) -> AnyView {
    let stands = if fix.stands.is_empty() {
        text::answer_wrong_empty()
    } else {
        fix.stands
    };
    let empty = (!fix.line.required)
        .then(|| view! { <div class="field__help" id="value-help"><p>{text::answer_wrong_right_empty()}</p></div> });
    let says = escaped(fix.says);
    view! {
        <p class="lead">{text::answer_wrong_now(stands)}</p>
        <form method="post" action=here(kept) class="form">
            <input type="hidden" name="seen" value=kept.progress.events.to_string() />
            <input type="hidden" name="field" value=fix.key.to_string() />
            <div class="field" class:field_wrong=kept.refused.is_some()>
                <label class="field__label" for="value">{text::answer_wrong_right()}</label>
                {empty}
                {control(fix, kept.refused.is_some())}
            </div>
            <div class="field">
                <label class="field__label" for="says">
                    {text::answer_wrong_says()} " " <span class="optional">{text::form_optional()}</span>
                </label>
                <textarea class="box" id="says" name="says" rows="3" maxlength="500" inner_html=says></textarea>
            </div>
            <div class="onward">
                <button class="weui-btn weui-btn_primary">{text::answer_wrong_send()}</button>
                <a class="weui-btn weui-btn_default" href=here(kept)>{text::answer_wrong_keep()}</a>
            </div>
        </form>
    }
    .into_any()
}

/// What stands inside some elements is not escaped for us.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn control(fix: &Fix<'_>, invalid: bool) -> AnyView {
    let options: Vec<(String, String)> = match fix.line.kind {
        Kind::YesNo => [("yes", text::form_yes()), ("no", text::form_no())]
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .into(),
        Kind::Choice => {
            let options = fix.line.options.iter();
            let option = |option: &yijian_domain::catalogue::Choice| {
                let name = text::of(&option.name, option.name_en.as_ref()).to_owned();
                (option.id.to_string(), name)
            };
            options.map(option).collect()
        }
        Kind::LongText => {
            let typed = escaped(fix.typed);
            return view! {
                <textarea class="box" id="value" name="value" rows="4" aria-describedby="refused value-help" inner_html=typed></textarea>
            }
            .into_any();
        }
        kind => return line(fix, kind, invalid),
    };
    let chosen = fix.typed.to_owned();
    let options: Vec<_> = options
        .into_iter()
        .map(|(id, name)| {
            let selected = id == chosen;
            view! { <option value=id selected=selected>{name}</option> }
        })
        .collect();
    view! {
        <select class="box" id="value" name="value" aria-describedby="refused value-help" required=fix.line.required>
            <option value="">{text::form_pick()}</option>
            {options}
        </select>
    }
    .into_any()
}

fn line(fix: &Fix<'_>, kind: Kind, invalid: bool) -> AnyView {
    let (kind, mode) = match kind {
        Kind::Date if !fix.open_ended => ("date", "text"),
        Kind::Mobile | Kind::Phone => ("tel", "tel"),
        Kind::Email => ("email", "email"),
        Kind::Postcode => ("text", "numeric"),
        Kind::Money | Kind::Area | Kind::Number => ("text", "decimal"),
        _ => ("text", "text"),
    };
    view! {
        <input
            class="box"
            id="value"
            name="value"
            type=kind
            inputmode=mode
            autocomplete="off"
            spellcheck="false"
            required=fix.line.required
            aria-invalid=invalid.then_some("true")
            aria-describedby="refused value-help"
            value=fix.typed.to_owned()
        />
    }
    .into_any()
}
