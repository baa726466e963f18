//! `/me`: signing in, and what is somebody's. Plain forms; the program is not needed.

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::{
    id::ThemeId,
    wire::{
        applicant::{Authorise, CodeSent, Power, Standing},
        staff::Secret,
    },
};
use yijian_frontend::{
    citizen::pages::{Mine, SignIn},
    render::Shown,
};

use super::{Visit, first};
use crate::{
    app::App,
    applicants::sign_in::{self, Refusal},
    http::me::{
        Me, SignedOut, authorise, close, end_sessions, forget, keep, list_applications, list_authorisations,
        list_sessions, revoke, show_held, show_me, sign_in as door, sign_out, to,
    },
};

/// What a form sends; repeated names stay.
pub type Sent = Form<Vec<(String, String)>>;

/// Who is signed in with what is theirs, or the way in.
pub async fn me(State(app): State<App>, visit: Visit, me: Option<Me>, Query(pairs): super::Pairs) -> Response {
    let said = Some(first(&pairs, "said")).filter(|word| !word.is_empty());
    let Some(me) = me else {
        return step(&app, &visit, "", None, said);
    };
    match mine(&app, &visit, &me, said).await {
        Ok(page) => page,
        Err(SignedOut::Nobody) => step(&app, &visit, "", None, said),
        Err(SignedOut::Storage(fault)) => fault.into_response(),
    }
}

async fn mine(app: &App, visit: &Visit, me: &Me, said: Option<&str>) -> Result<Response, SignedOut> {
    let applicant = app.storage.applicant(me.account()).await?.ok_or(SignedOut::Nobody)?;
    let (cases, sessions) = (list_applications::of(app, me).await?, list_sessions::of(app, me).await?);
    let authorisations = list_authorisations::of(app, me).await?;
    let mut seen = Vec::new();
    for case in cases.iter().filter(|case| case.standing == Standing::Own) {
        seen.extend(show_held::seen(app, &case.number).await?);
    }
    seen.sort_by(|a, b| b.at.cmp(&a.at));
    let shown = Mine {
        seen: &seen,
        applicant: &show_me::view(app, &applicant, me.ends_at),
        cases: &cases,
        sessions: &sessions,
        authorisations: &authorisations,
        themes: &app.published.list,
        said,
        wechat: app.sending.wechat_account().is_some(),
        today: app.clock.now().date(),
    };
    Ok(visit.show(app, &Shown::Me(shown)))
}

/// A step of signing in: `sent` is the code that is to be typed now, or none that was sent just now.
fn step(app: &App, visit: &Visit, mobile: &str, sent: Option<Option<&CodeSent>>, said: Option<&str>) -> Response {
    let shown = SignIn {
        mobile,
        sent: sent.flatten(),
        has_code: sent.is_some(),
        said,
        wechat: app.sending.wechat_account().is_some(),
        provider: app
            .providers
            .applicants
            .as_ref()
            .map(|provider| provider.settings.name.as_str()),
    };
    visit.show(app, &Shown::SignIn(shown))
}

/// Sends a code and asks for it.
pub async fn code(State(app): State<App>, visit: Visit, Form(sent): Sent) -> Response {
    let mobile = first(&sent, "mobile");
    match sign_in::send_code(&app, mobile).await {
        Ok(code) => {
            let code = CodeSent {
                again_at: code.again_at.rfc3339(),
                expires_at: code.expires_at.rfc3339(),
                demo_code: code.shown.map(Secret),
            };
            step(&app, &visit, mobile, Some(Some(&code)), None)
        }
        // The one that was sent a moment ago can still be typed.
        Err(Refusal::TooSoon(_)) => step(&app, &visit, mobile, Some(None), Some("code_too_soon")),
        Err(refusal) => match word(&refusal) {
            Some(word) => step(&app, &visit, mobile, None, Some(word)),
            None => broken(refusal),
        },
    }
}

/// Signs in by the code.
pub async fn enter(State(app): State<App>, visit: Visit, headers: HeaderMap, Form(sent): Sent) -> Response {
    let (mobile, code) = (first(&sent, "mobile"), first(&sent, "code"));
    match door::by_code(&app, &headers, mobile, code).await {
        Ok((begun, _)) => to("/me", Some(keep(&app, &begun.token))),
        Err(refusal) => match word(&refusal) {
            Some(word) => step(&app, &visit, mobile, Some(None), Some(word)),
            None => broken(refusal),
        },
    }
}

/// Signs out here.
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    match sign_out::end(&app, &headers).await {
        Ok(()) => to("/me", Some(forget(&app))),
        Err(fault) => fault.into_response(),
    }
}

/// Signs out where the form names one session, or else everywhere.
pub async fn leave_elsewhere(State(app): State<App>, me: Option<Me>, Form(sent): Sent) -> Response {
    let Some(me) = me else { return to("/me", None) };
    let one = Some(first(&sent, "id"))
        .filter(|id| !id.is_empty())
        .map(ToOwned::to_owned);
    let named = one.is_some();
    match end_sessions::end(&app, &me, one).await {
        Ok(_) if named => to("/me?said=session_ended", None),
        Ok(_) => to("/me", Some(forget(&app))),
        Err(fault) => fault.into_response(),
    }
}

/// Closes the account, once who asks says that they are sure.
pub async fn close(State(app): State<App>, me: Option<Me>, Form(sent): Sent) -> Response {
    let Some(me) = me else { return to("/me", None) };
    if first(&sent, "sure") != "yes" {
        return to("/me?said=close_unsure", None);
    }
    match close::end(&app, &me).await {
        Ok(()) => to("/me?said=account_closed", Some(forget(&app))),
        Err(fault) => fault.into_response(),
    }
}

/// Lets somebody act.
pub async fn give(State(app): State<App>, me: Option<Me>, Form(sent): Sent) -> Response {
    let Some(me) = me else { return to("/me", None) };
    let may = sent.iter().filter(|(name, _)| name == "may");
    let theme = first(&sent, "theme");
    let asked = Authorise {
        mobile: first(&sent, "mobile").into(),
        theme: (!theme.is_empty()).then(|| ThemeId::from(theme)),
        application: None,
        may: may.filter_map(|(_, word)| Power::from_code(word)).collect(),
        until: first(&sent, "until").to_owned(),
    };
    match authorise::give(&app, &me, &asked).await {
        Ok(_) => to("/me?said=authorised", None),
        Err(authorise::Refusal::Wrong(..)) => to("/me?said=authorise_wrong", None),
        Err(authorise::Refusal::Themselves) => to("/me?said=authorise_self", None),
        Err(authorise::Refusal::TooMany) => to("/me?said=authorisations_full", None),
        Err(refusal @ (authorise::Refusal::Dice(_) | authorise::Refusal::Storage(_))) => refusal.into_response(),
    }
}

/// Ends an authorisation.
pub async fn take_back(State(app): State<App>, me: Option<Me>, Form(sent): Sent) -> Response {
    let Some(me) = me else { return to("/me", None) };
    match revoke::end(&app, &me, first(&sent, "id")).await {
        Ok(()) => to("/me?said=ended", None),
        Err(revoke::Refusal::Unknown) => to("/me?said=problem", None),
        Err(revoke::Refusal::Storage(fault)) => fault.into_response(),
    }
}

/// The word of a refusal that a person can do something about.
fn word(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::Mobile => "mobile_invalid",
        Refusal::TooSoon(_) => "code_too_soon",
        Refusal::TooMany(_) => "code_too_many",
        Refusal::Off => "code_off",
        Refusal::NotSent => "code_not_sent",
        Refusal::Wrong => "code_wrong",
        Refusal::OtherPerson => "other_person",
        Refusal::Storage(_) | Refusal::Dice(_) => return None,
    })
}

fn broken(refusal: Refusal) -> Response {
    match refusal {
        Refusal::Storage(fault) => fault.into_response(),
        other => {
            tracing::error!(fault = %other, "a sign-in broke off");
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/me?said=problem")]).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::{
        World,
        applicants::{MOBILE, OTHER, Phone},
    };

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

    #[tokio::test]
    async fn somebody_signs_in_and_out_without_a_program() {
        let (world, inbox) = World::strict().await;
        let page = world.get("/me").await.assert_status(200);
        assert!(page.text().contains("action=\"/me/code\"") && page.header(header::CACHE_CONTROL) == "no-store");
        assert_eq!(page.header(header::REFERRER_POLICY), "same-origin");
        let page = world
            .call("POST", "/me/code", &[FORM], "mobile=199+0000+0001")
            .await
            .assert_status(200);
        assert!(page.text().contains("one-time-code") && !page.text().contains("演示"));
        // No program draws another page over this one, and the switches lead to where somebody can go.
        assert!(!page.text().contains("<script") && page.text().contains("back=%2Fme\""));
        world.get("/me/code").await.assert_status(200);
        let code = inbox.codes(MOBILE).remove(0);
        let wrong = world
            .call("POST", "/me/sign-in", &[FORM], "mobile=19900000001&code=abc")
            .await;
        assert!(wrong.assert_status(200).text().contains("role=\"alert\""));
        let sent = format!("mobile=19900000001&code={code}");
        let answer = world
            .call("POST", "/me/sign-in", &[FORM], &sent)
            .await
            .assert_status(303);
        let phone = Phone::after(&world, &answer);
        let page = phone.get("/me").await.assert_status(200);
        assert!(page.text().contains("199****0001") && page.text().contains("/me/sign-out"));
        assert!(!page.text().contains(MOBILE));
        phone.form("/me/sign-out", "").await.assert_status(303);
        assert!(phone.get("/me").await.text().contains("action=\"/me/code\""));
    }

    #[tokio::test]
    async fn somebody_signs_out_on_another_phone_without_a_program() {
        let world = World::new().await;
        let (phone, stranger) = (world.phone(MOBILE).await, world.phone(OTHER).await);
        world.clock.advance(jiff::SignedDuration::from_mins(2));
        let here = world.phone(MOBILE).await;
        let page = here.get("/me").await.assert_status(200);
        let ids = page.text().split("name=\"id\" value=\"").count() - 1;
        assert_eq!(ids, 1, "not where they are now");
        let id = page.text().split("name=\"id\" value=\"").nth(1).unwrap().to_owned();
        let sent = format!("id={}", id.split('"').next().unwrap());
        stranger.form("/me/sessions/end", &sent).await.assert_status(303);
        phone.get("/api/v1/me").await.assert_status(200);
        let done = here.form("/me/sessions/end", &sent).await.assert_status(303);
        assert_eq!(done.header(header::LOCATION), "/me?said=session_ended");
        phone.get("/api/v1/me").await.assert_status(401);
        here.get("/api/v1/me").await.assert_status(200);
    }

    #[tokio::test]
    async fn somebody_is_let_to_act_and_stopped_without_a_program() {
        let world = World::new().await;
        let (principal, agent) = (world.phone(MOBILE).await, world.phone(OTHER).await);
        let receipt = principal.hand_in("restaurant").await;
        let sent = "mobile=19900000002&theme=restaurant&may=see&may=answer&until=2026-03-09";
        let done = principal.form("/me/authorise", sent).await.assert_status(303);
        assert_eq!(done.header(header::LOCATION), "/me?said=authorised");
        let page = agent.get("/me").await.assert_status(200);
        assert!(page.text().contains(&format!("/r/{}/mine", receipt.number)));
        let id = page.text().split("name=\"id\" value=\"").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        agent.form("/me/revoke", &format!("id={id}")).await.assert_status(303);
        let page = agent.get("/me").await;
        assert!(!page.text().contains(&receipt.number));
        let done = principal
            .form("/me/authorise", "mobile=1&until=x")
            .await
            .assert_status(303);
        assert_eq!(done.header(header::LOCATION), "/me?said=authorise_wrong");
    }

    #[tokio::test]
    async fn another_site_does_nothing_here() {
        let world = World::new().await;
        let phone = world.phone(MOBILE).await;
        let headers = [
            ("cookie", phone.cookie.as_str()),
            ("sec-fetch-site", "cross-site"),
            FORM,
        ];
        for path in ["/me/sign-out", "/me/sessions/end", "/me/authorise", "/me/revoke"] {
            let answer = world.call("POST", path, &headers, "").await;
            answer.assert_problem(403, "cross_site");
        }
        phone.get("/api/v1/me").await.assert_status(200);
        for path in ["/me/code", "/me/sign-in"] {
            let answer = world.call("POST", path, &headers, "mobile=19900000001").await;
            answer.assert_problem(403, "cross_site");
        }
    }
}
