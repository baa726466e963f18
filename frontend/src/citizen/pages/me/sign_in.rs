//! Signing in by a code, in two steps.

use leptos::prelude::*;
use yijian_domain::wire::applicant::CodeSent;

use super::{super::Page, said};
use crate::{route::Route, text};

/// Where somebody is with signing in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The number they typed.
    pub mobile: &'a str,
    /// The code that was just sent to it.
    pub sent: Option<&'a CodeSent>,
    /// A code is to be typed, just sent or before.
    pub has_code: bool,
    /// What went wrong, as a word.
    pub said: Option<&'a str>,
    /// The county has a WeChat account.
    pub wechat: bool,
    /// What the provider of identities is called, when there is one.
    pub provider: Option<&'a str>,
}

/// The page on which somebody signs in.
#[must_use]
pub fn sign_in(step: SignIn<'_>) -> Page {
    let content = if step.has_code { code(&step) } else { mobile(&step) };
    let lead = (!step.has_code).then(|| view! { <p class="lead">{text::me_lead()}</p> });
    let view = view! {
        <div class="column draft me">
            <h1 tabindex="-1">{text::me_title()}</h1>
            {lead}
            {said(step.said)}
            {content}
        </div>
    };
    Page {
        title: text::me_title().to_owned(),
        view: view.into_any(),
    }
}

fn mobile(step: &SignIn<'_>) -> AnyView {
    let typed = step.mobile.to_owned();
    let wechat = step
        .wechat
        .then(|| view! { <p class="actions"><a class="weui-btn weui-btn_default" href="/me/wechat">{text::me_wechat()}</a></p> });
    let provider = step.provider.map(|name| {
        let label = text::me_provider(name);
        view! { <p class="actions"><a class="weui-btn weui-btn_default" href="/me/provider">{label}</a></p> }
    });
    view! {
        <form method="post" action="/me/code" class="form">
            <div class="field">
                <label class="field__label" for="mobile">{text::me_mobile()}</label>
                <p class="field__help" id="mobile-help">{text::me_mobile_help()}</p>
                <input
                    class="box" id="mobile" name="mobile" type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20"
                    required value=typed aria-describedby="mobile-help"
                />
            </div>
            <button class="weui-btn weui-btn_primary">{text::me_send()}</button>
        </form>
        {wechat}
        {provider}
    }
    .into_any()
}

fn code(step: &SignIn<'_>) -> AnyView {
    let (typed, again) = (step.mobile.to_owned(), step.mobile.to_owned());
    let sent = step
        .sent
        .map(|_| view! { <p class="lead" role="status">{text::me_sent(step.mobile)}</p> });
    let demo = step.sent.and_then(|sent| sent.demo_code.as_ref());
    let demo = demo.map(|code| view! { <p class="note note_warn">{text::me_demo(&code.0)}</p> });
    view! {
        {sent}
        {demo}
        <form method="post" action="/me/sign-in" class="form">
            <input type="hidden" name="mobile" value=typed />
            <div class="field">
                <label class="field__label" for="code">{text::me_code()}</label>
                <p class="field__help" id="code-help">{text::me_code_help()}</p>
                <input
                    class="box" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required
                    aria-describedby="code-help"
                />
            </div>
            <button class="weui-btn weui-btn_primary">{text::me_sign_in()}</button>
        </form>
        <form method="post" action="/me/code" class="form">
            <input type="hidden" name="mobile" value=again />
            <button class="weui-btn weui-btn_default">{text::me_again()}</button>
        </form>
        <p class="actions"><a href=Route::Me.path()>{text::me_other_mobile()}</a></p>
    }
    .into_any()
}
