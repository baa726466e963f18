//! HTTP: the router as a table of contents, and what every request passes.

pub mod api;
mod body;
pub mod caller;
mod cookie;
mod docs;
mod guard;
mod health;
mod licence_keys;
pub mod limits;
mod log;
pub mod me;
mod origin;
pub mod pages;
mod paper;
mod patience;
pub mod plan_cache;
mod problem;
pub mod staff;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{delete, get, patch, post, put},
};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{app::App, packed};
use api::{
    act_on_application, append_upload, begin_answer, begin_upload, list_themes, make_plan, read_upload, remove_draft,
    remove_upload, save_draft, show_application, show_draft, show_licence, show_plate, show_theme, show_upload,
    submit_application,
};

/// Largest JSON body in bytes.
pub const MOST_BODY_BYTES: usize = 1024 * 1024;
/// Compression of what is made for each request.
const ON_THE_FLY: CompressionLevel = CompressionLevel::Precise(packed::WHILE_WAITING.cast_signed());

/// The server: everything it answers, with what every request passes.
pub fn router(app: App) -> Router {
    dressed(routes(&app), app)
}

/// Everything this server answers. Who may have what of it is asked in [`crate::access`].
pub fn routes(app: &App) -> Router<App> {
    let api = Router::new()
        .route("/themes", get(list_themes::list_themes))
        .route("/themes/{theme}", get(show_theme::show_theme))
        .route("/plans", post(make_plan::make_plan))
        .route("/plates/{plate}", get(show_plate::show_plate))
        .route(
            "/drafts/{token}",
            put(save_draft::save_draft)
                .get(show_draft::show_draft)
                .delete(remove_draft::remove_draft),
        )
        .route("/drafts/{token}/files", post(begin_upload::begin_upload))
        .route(
            "/drafts/{token}/files/{file}",
            patch(append_upload::append_upload)
                .get(read_upload::read_upload)
                .delete(remove_upload::remove_upload),
        )
        .route("/drafts/{token}/files/{file}/state", get(show_upload::show_upload))
        .route("/applications", post(submit_application::submit_application))
        .route("/applications/{number}", get(show_application::show_application))
        .route("/applications/{number}/answer", get(begin_answer::begin_answer))
        .route(
            "/applications/{number}/acts",
            post(act_on_application::act_on_application),
        )
        .route("/licences/{code}", get(show_licence::show_licence))
        .route("/sign-in/codes", post(me::send_code::send_code))
        .route("/sign-in", post(me::sign_in::sign_in).delete(me::sign_out::sign_out))
        .route("/me", get(me::show_me::show_me).delete(me::close::close))
        .route("/me/held", get(me::show_held::show_held))
        .route("/me/mobile", post(me::add_mobile::add_mobile))
        .route("/me/applications", get(me::list_applications::list_applications))
        .route(
            "/me/sessions",
            get(me::list_sessions::list_sessions).delete(me::end_sessions::end_all),
        )
        .route("/me/sessions/{id}", delete(me::end_sessions::end_one))
        .route(
            "/me/authorisations",
            get(me::list_authorisations::list_authorisations).post(me::authorise::authorise),
        )
        .route("/me/authorisations/{id}", delete(me::revoke::revoke))
        .route("/wechat/signature", get(me::wechat_signature::wechat_signature))
        .nest("/staff", staff::routes())
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed);

    let pages_alike = Router::new()
        .route("/", get(pages::home::home))
        .route("/p/{plate}", get(pages::plate::plate))
        .route("/t/{theme}", get(pages::theme::theme))
        .route("/t/{theme}/q", get(pages::question::question))
        .route("/t/{theme}/plan", get(pages::plan::plan))
        .route_layer(middleware::from_fn_with_state(app.clone(), pages::kept::kept));

    let pages = Router::new()
        .merge(pages_alike)
        .route("/t/{theme}/apply", get(pages::apply::apply))
        .route("/d/{token}", get(pages::draft::draft))
        .route("/d/{token}/{*step}", get(pages::draft::draft))
        .route("/r/{number}/{secret}", get(pages::progress::progress))
        .route("/r/{number}/{secret}/papers/{document}", get(pages::papers::paper))
        .route("/r/{number}/{secret}/qr.svg", get(pages::qr::qr))
        .route("/desk", get(pages::desk::desk))
        .route("/desk/", get(pages::desk::desk))
        .route("/desk/{*path}", get(pages::desk::desk))
        .route("/r/{number}/{secret}/events", get(pages::events::events))
        .route("/r/{number}/{secret}/deliver", post(pages::act::deliver))
        .route(
            "/r/{number}/{secret}/withdraw",
            get(pages::act::ask_withdraw).post(pages::act::withdraw),
        )
        .route(
            "/r/{number}/{secret}/wrong",
            get(pages::wrong::page).post(pages::wrong::object),
        )
        .route("/r/{number}/{secret}/{task}", get(pages::act::page))
        .route("/me", get(pages::me::me))
        .route("/me/code", get(pages::me::me).post(pages::me::code))
        .route("/me/sign-in", get(pages::me::me).post(pages::me::enter))
        .route("/me/sign-out", post(pages::me::leave))
        .route("/me/sessions/end", post(pages::me::leave_elsewhere))
        .route("/me/authorise", post(pages::me::give))
        .route("/me/revoke", post(pages::me::take_back))
        .route("/me/close", post(pages::me::close))
        .route("/me/provider", get(me::provider::away))
        .route("/me/provider/back", get(me::provider::back))
        .route("/desk/provider", get(staff::provider::away))
        .route("/desk/provider/back", get(staff::provider::back))
        .route("/me/wechat", get(me::wechat::away))
        .route("/me/wechat/back", get(me::wechat::back))
        .route("/v", get(pages::licence::typed))
        .route("/v/{code}", get(pages::licence::licence))
        // Codes are printed in capitals, which take less room in a QR code.
        .route("/V/{code}", get(pages::licence::licence))
        .route("/settings", get(pages::settings::settings))
        .fallback(pages::missing::file_or_missing);

    Router::new()
        .merge(pages)
        .nest("/api/v1", api)
        .route("/api/openapi.json", get(docs::openapi))
        .route("/api/docs", get(docs::to_page))
        .route("/api/docs/", get(docs::page))
        .route("/api/docs/{*file}", get(docs::file))
        .route("/.well-known/yijian-licence-keys.json", get(licence_keys::show))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// What every request passes, the last line first.
pub fn dressed(routes: Router<App>, app: App) -> Router {
    routes
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn(patience::patience))
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(CompressionLayer::new().quality(ON_THE_FLY))
        .layer(middleware::from_fn_with_state(app.clone(), limits::limit))
        .layer(middleware::from_fn_with_state(app.clone(), origin::own))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), log::log))
        .layer(middleware::from_fn_with_state(app.clone(), caller::know))
        .with_state(app)
}
