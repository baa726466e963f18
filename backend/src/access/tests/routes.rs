//! Every route of the router, and how it is asked.

use Ask::{Ends, Open, Theirs};

/// What a route gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// What everybody may have, or what is about who asks: nothing of anybody else's is in it.
    Open,
    /// What is somebody's: who it is not for gets the answer to what is not there.
    Theirs,
    /// As the first, and then who asks is signed out.
    Ends,
}

pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) ask: Ask,
    pub(super) body: &'static str,
}

const fn row(method: &'static str, path: &'static str, ask: Ask, body: &'static str) -> Row {
    Row {
        method,
        path,
        ask,
        body,
    }
}

const DRAFT: &str = r#"{"revision":0,"draft":{"theme":"restaurant","catalogue_version":"","answers":{}}}"#;
const WITHDRAW: &str = r#"{"seen":5,"act":{"verb":"withdraw","reason":""}}"#;
const URGE: &str = r#"{"seen":5,"act":{"verb":"release","item":"food_licence"}}"#;
const AUTHORISE: &str = r#"{"mobile":"19900000001","application":"NUMBER","may":["see"],"until":"2026-12-31"}"#;

pub(super) const ROUTES: &[Row] = &[
    row("GET", "/api/v1/themes", Open, ""),
    row("GET", "/api/v1/themes/{theme}", Open, ""),
    row("POST", "/api/v1/plans", Open, r#"{"theme":"restaurant","answers":{}}"#),
    row("GET", "/api/v1/plates/{plate}", Open, ""),
    row("GET", "/api/v1/drafts/{token}", Theirs, ""),
    row("DELETE", "/api/v1/drafts/{token}", Open, ""),
    row(
        "POST",
        "/api/v1/drafts/{token}/files",
        Theirs,
        r#"{"id":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","name":"a.png","bytes":9}"#,
    ),
    row("PATCH", "/api/v1/drafts/{token}/files/{file}", Theirs, ""),
    row("GET", "/api/v1/drafts/{token}/files/{file}", Theirs, ""),
    row("DELETE", "/api/v1/drafts/{token}/files/{file}", Open, ""),
    row("GET", "/api/v1/drafts/{token}/files/{file}/state", Theirs, ""),
    row("PUT", "/api/v1/drafts/{token}", Open, DRAFT),
    row("POST", "/api/v1/applications", Open, "{}"),
    row("GET", "/api/v1/applications/{number}", Theirs, ""),
    row("GET", "/api/v1/applications/{number}/answer", Theirs, ""),
    row("POST", "/api/v1/applications/{number}/acts", Theirs, WITHDRAW),
    row("GET", "/api/v1/licences/{code}", Open, ""),
    row("POST", "/api/v1/sign-in/codes", Open, r#"{"mobile":"19900000001"}"#),
    row(
        "POST",
        "/api/v1/sign-in",
        Open,
        r#"{"mobile":"19900000001","code":"no code"}"#,
    ),
    row("GET", "/api/v1/me", Open, ""),
    row("GET", "/api/v1/me/held", Open, ""),
    row("DELETE", "/api/v1/me", Ends, ""),
    row(
        "POST",
        "/api/v1/me/mobile",
        Open,
        r#"{"mobile":"19900000001","code":"no code"}"#,
    ),
    row("GET", "/api/v1/me/applications", Open, ""),
    row("GET", "/api/v1/me/sessions", Open, ""),
    row("DELETE", "/api/v1/me/sessions/{id}", Theirs, ""),
    row("GET", "/api/v1/me/authorisations", Open, ""),
    row("POST", "/api/v1/me/authorisations", Theirs, AUTHORISE),
    row("DELETE", "/api/v1/me/authorisations/{id}", Theirs, ""),
    row("GET", "/api/v1/wechat/signature", Open, ""),
    row("GET", "/me", Open, ""),
    row("GET", "/me/code", Open, ""),
    row("GET", "/me/sign-in", Open, ""),
    row("POST", "/me/code", Open, "mobile=19900000001"),
    row("POST", "/me/sign-in", Open, "mobile=19900000001&code=no+code"),
    row(
        "POST",
        "/me/authorise",
        Open,
        "mobile=19900000001&may=see&until=2026-12-31",
    ),
    row("POST", "/me/revoke", Open, "id=ID"),
    row("POST", "/me/close", Ends, "sure=yes"),
    row("POST", "/me/sign-out", Ends, ""),
    row("POST", "/me/sessions/end", Ends, ""),
    row("GET", "/me/provider", Open, ""),
    row("GET", "/me/provider/back", Open, ""),
    row("GET", "/desk/provider", Open, ""),
    row("GET", "/desk/provider/back", Open, ""),
    row("GET", "/me/wechat", Open, ""),
    row("GET", "/me/wechat/back", Open, ""),
    row("DELETE", "/api/v1/me/sessions", Ends, ""),
    row("DELETE", "/api/v1/sign-in", Ends, ""),
    row("GET", "/api/v1/staff/ways", Open, ""),
    row("GET", "/api/v1/staff/session", Open, ""),
    row(
        "POST",
        "/api/v1/staff/session",
        Open,
        r#"{"name":"nobody","password":"wrong"}"#,
    ),
    row("DELETE", "/api/v1/staff/session", Ends, ""),
    row(
        "PUT",
        "/api/v1/staff/session/password",
        Open,
        r#"{"password":"wrong","new":"wrong"}"#,
    ),
    row("POST", "/api/v1/staff/session/totp", Open, r#"{"password":"wrong"}"#),
    row("PUT", "/api/v1/staff/session/totp", Open, r#"{"code":"1"}"#),
    row("DELETE", "/api/v1/staff/session/totp", Open, r#"{"password":"wrong"}"#),
    row("GET", "/api/v1/staff/sessions", Open, ""),
    row("DELETE", "/api/v1/staff/sessions/{id}", Theirs, ""),
    row("DELETE", "/api/v1/staff/sessions", Ends, ""),
    row("GET", "/api/v1/staff/cases", Open, ""),
    row("GET", "/api/v1/staff/cases/{number}", Theirs, ""),
    row("POST", "/api/v1/staff/cases/{number}/acts", Theirs, URGE),
    row(
        "POST",
        "/api/v1/staff/cases/{number}/unmasking",
        Theirs,
        r#"{"reason":"check_materials"}"#,
    ),
    row("DELETE", "/api/v1/staff/cases/{number}/unmasking", Theirs, ""),
    row("GET", "/api/v1/staff/unmaskings", Open, ""),
    row("GET", "/api/v1/staff/cases/{number}/files/{file}", Theirs, ""),
    row("GET", "/api/v1/staff/cases/{number}/documents/{document}", Theirs, ""),
    row("POST", "/api/v1/staff/cases/{number}/pictures", Theirs, ""),
    row("GET", "/api/v1/staff/visits", Open, ""),
    row(
        "POST",
        "/api/v1/staff/window",
        Open,
        r#"{"theme":"restaurant","authority":"本人到场"}"#,
    ),
    row("GET", "/api/v1/staff/letters?state=skipped", Open, ""),
    row("POST", "/api/v1/staff/letters/{id}/again", Theirs, ""),
    row("GET", "/api/v1/staff/overview", Open, ""),
    row("GET", "/", Open, ""),
    row("GET", "/p/{plate}", Open, ""),
    row("GET", "/t/{theme}", Open, ""),
    row("GET", "/t/{theme}/q", Open, ""),
    row("GET", "/t/{theme}/plan", Open, ""),
    row("GET", "/t/{theme}/apply", Open, ""),
    row("GET", "/d/{token}", Open, ""),
    row("GET", "/d/{token}/{*step}", Open, ""),
    row("GET", "/r/{number}/{secret}", Theirs, ""),
    row("GET", "/r/{number}/{secret}/papers/{document}", Theirs, ""),
    row("GET", "/r/{number}/{secret}/qr.svg", Theirs, ""),
    row("GET", "/r/{number}/{secret}/events", Theirs, ""),
    row("POST", "/r/{number}/{secret}/deliver", Theirs, "seen=5"),
    row("GET", "/r/{number}/{secret}/withdraw", Theirs, ""),
    row("POST", "/r/{number}/{secret}/withdraw", Theirs, "seen=5&reason="),
    row("GET", "/r/{number}/{secret}/wrong", Theirs, ""),
    row("POST", "/r/{number}/{secret}/wrong", Theirs, "seen=5"),
    row("GET", "/r/{number}/{secret}/{task}", Theirs, ""),
    row("GET", "/desk", Open, ""),
    row("GET", "/desk/", Open, ""),
    row("GET", "/desk/{*path}", Open, ""),
    row("GET", "/v", Open, ""),
    row("GET", "/v/{code}", Open, ""),
    row("GET", "/V/{code}", Open, ""),
    row("GET", "/settings", Open, ""),
    row("GET", "/api/openapi.json", Open, ""),
    row("GET", "/api/docs", Open, ""),
    row("GET", "/api/docs/", Open, ""),
    row("GET", "/api/docs/{*file}", Open, ""),
    row("GET", "/.well-known/yijian-licence-keys.json", Open, ""),
    row("GET", "/healthz", Open, ""),
    row("GET", "/readyz", Open, ""),
];

/// Methods and paths as the router's text names them.
pub(super) fn of_the_router() -> Vec<(String, String)> {
    let router = include_str!("../../http/mod.rs");
    let (_, all) = router.split_once("let api = Router::new()").expect("the API");
    let (api, rest) = all.split_once("let pages").expect("the pages");
    let (rest, _) = rest.split_once("pub fn dressed").expect("the end");
    let staff = include_str!("../../http/staff/mod.rs");
    let mut routes = named("/api/v1", api);
    routes.extend(named("", rest));
    routes.extend(named("/api/v1/staff", staff));
    routes
}

fn named(prefix: &str, text: &str) -> Vec<(String, String)> {
    let mut routes = Vec::new();
    // The first piece stands before every route; `Router::new().route(` is one like the others.
    for piece in text.split(".route(").skip(1) {
        let mut parts = piece.splitn(3, '"');
        let path = parts.nth(1).expect("a path in quotes");
        let methods = parts.next().unwrap_or_default();
        let methods = methods.split(".nest(").next().unwrap_or_default();
        for method in ["get", "post", "put", "patch", "delete"] {
            let call = format!("{method}(");
            let is_call = |at: usize| !methods[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if methods.match_indices(&call).any(|(at, _)| is_call(at)) {
                routes.push((method.to_uppercase(), format!("{prefix}{path}")));
            }
        }
    }
    routes
}
