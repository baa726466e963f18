//! The OpenAPI document, made from handlers and types.

use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use yijian_domain::{
    application::{Changes, Finding},
    wire::{DraftState, Left, proof::Challenge},
};

use super::usual_answers::UsualAnswers;

/// The document of everything under `/api/v1`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yijian 一件",
        description = "One thing, done once: guide, plan, drafts, uploads, applications. JSON in UTF-8; dates are \
                       YYYY-MM-DD, times RFC 3339 with offset. Errors are problem details (RFC 9457) with a stable `code`."
    ),
    paths(
        super::list_themes::list_themes,
        super::show_theme::show_theme,
        super::make_plan::make_plan,
        super::show_plate::show_plate,
        super::save_draft::save_draft,
        super::show_draft::show_draft,
        super::remove_draft::remove_draft,
        super::begin_upload::begin_upload,
        super::append_upload::append_upload,
        super::show_upload::show_upload,
        super::read_upload::read_upload,
        super::remove_upload::remove_upload,
        super::submit_application::submit_application,
        super::show_application::show_application,
        super::begin_answer::begin_answer,
        super::act_on_application::act_on_application,
        super::show_licence::show_licence,
        crate::http::me::send_code::send_code,
        crate::http::me::sign_in::sign_in,
        crate::http::me::sign_out::sign_out,
        crate::http::me::show_me::show_me,
        crate::http::me::add_mobile::add_mobile,
        crate::http::me::list_applications::list_applications,
        crate::http::me::list_sessions::list_sessions,
        crate::http::me::end_sessions::end_all,
        crate::http::me::end_sessions::end_one,
        crate::http::me::list_authorisations::list_authorisations,
        crate::http::me::authorise::authorise,
        crate::http::me::revoke::revoke,
        crate::http::me::wechat_signature::wechat_signature,
        crate::http::me::show_held::show_held,
        crate::http::me::close::close,
        crate::http::staff::sign_in::sign_in,
        crate::http::staff::show_session::show_session,
        crate::http::staff::show_ways::show_ways,
        crate::http::staff::sign_out::sign_out,
        crate::http::staff::list_sessions::list_sessions,
        crate::http::staff::end_sessions::end_all,
        crate::http::staff::end_sessions::end_one,
        crate::http::staff::change_password::change_password,
        crate::http::staff::begin_totp::begin_totp,
        crate::http::staff::confirm_totp::confirm_totp,
        crate::http::staff::remove_totp::remove_totp,
        crate::http::staff::show_case::show_case,
        crate::http::staff::act_on_case::act_on_case,
        crate::http::staff::unmask_case::unmask_case,
        crate::http::staff::mask_case::mask_case,
        crate::http::staff::list_unmaskings::list_unmaskings,
        crate::http::staff::read_case_file::read_case_file,
        crate::http::staff::read_document::read_document,
        crate::http::staff::keep_picture::keep_picture,
        crate::http::staff::open_window::open_window,
        crate::http::staff::list_letters::list_letters,
        crate::http::staff::send_letter_again::send_letter_again,
        crate::http::staff::list_cases::list_cases,
        crate::http::staff::show_overview::show_overview,
        crate::http::staff::list_visits::list_visits,
    ),
    components(schemas(
        yijian_domain::wire::desk::QueueView,
        yijian_domain::wire::desk::QueueSort,
        yijian_domain::case::StageCode
    )),
    modifiers(&Schemes, &UsualAnswers)
)]
#[derive(Debug)]
pub struct Document;

/// The secret of a receipt, and the session of the staff.
struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The secret of the receipt"))
            .build();
        let applicant = ApiKey::Cookie(ApiKeyValue::with_description(
            "yijian_applicant",
            "The session of an applicant; over TLS the name begins with `__Host-`",
        ));
        let session = ApiKey::Cookie(ApiKeyValue::with_description(
            "yijian_desk",
            "The session of the staff; over TLS the name begins with `__Host-`",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("secret", SecurityScheme::Http(scheme));
        components.add_security_scheme("applicant", SecurityScheme::ApiKey(applicant));
        components.add_security_scheme("desk", SecurityScheme::ApiKey(session));
    }
}

/// An error as RFC 9457 problem details, `application/problem+json`. The stable codes are `malformed_json`,
/// `theme_unknown`, `plate_unknown`, `draft_unknown`, `draft_conflict`, `drafts_full`, `token_malformed`, `file_unknown`, `file_too_big`,
/// `files_full`, `file_kind`, `file_heic`, `file_broken`, `file_pixels`, `file_infected`, `pdf_encrypted`, `pdf_active`,
/// `files_unreachable`, `scanner_unreachable`, `upload_offset`, `upload_too_long`, `upload_pieces`, `key_missing`,
/// `key_reused`, `findings`, `catalogue_changed`, `draft_handed_in`, `case_changed`, `rules_changed`, `refused`,
/// `streams_full`, `too_large`, `not_found`, `method_not_allowed`, `storage_full`, `busy`, `internal`, `cross_site`,
/// `too_many_requests`, `proof_needed`, `address_too_long`;
/// for applicants also `sign_in_needed`, `not_authorised`, `signed_out`, `mobile_invalid`, `code_too_soon`,
/// `code_too_many`, `code_off`, `code_not_sent`, `code_wrong`, `other_person`, `session_unknown`, `authorise_self`,
/// `authorisations_full`, `authorisation_unknown`, `wechat_off`, `url_foreign`, `wechat_unreachable`;
/// for the staff also `signed_out`, `sign_in_failed`, `code_needed`, `directory_first`, `locked`, `not_your_role`, `demo_account`,
/// `session_unknown`, `password_wrong`, `password_short`, `password_long`, `password_name`, `password_common`, `totp_on`, `totp_not_begun`,
/// `code_wrong`, `malformed_query`, `cursor_malformed`, `letter_unknown`, `letter_not_dead`, `case_unknown`,
/// `document_unknown`, `second_factor_needed`, `account_unknown`, and for acts `refused`, `case_changed`, `not_an_inspector`.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes yijian_domain::wire::Problem, where optional members are left out"
)]
pub(in crate::http) struct ProblemDetails {
    /// A stable code.
    code: String,
    /// HTTP status.
    status: u16,
    /// What went wrong, for developers.
    title: String,
    /// Where in the request, or what would be right.
    detail: Option<String>,
    /// With `refused`: the code of the rule that does not allow it.
    reason: Option<String>,
    /// Findings about a draft.
    findings: Option<Vec<Finding>>,
    /// With `catalogue_changed`: what a new catalogue changes.
    changes: Option<Changes>,
    /// With `draft_conflict`: the newer draft.
    draft: Option<DraftState>,
    /// With `upload_offset`: where the upload continues.
    offset: Option<u64>,
    /// With `locked`, `code_too_soon` and `code_too_many`: when to try again, RFC 3339 with offset.
    until: Option<String>,
    /// With `proof_needed`: the work to do before asking again.
    proof: Option<Challenge>,
    /// With `files_full`: what still fits.
    left: Option<Left>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn the_document_describes_every_endpoint() {
        let world = World::new().await;
        let document: Value = world.get("/api/openapi.json").await.json();
        assert_eq!(document["openapi"], "3.1.0");
        let paths = document["paths"].as_object().unwrap();
        let router = include_str!("../mod.rs");
        let (_, api) = router.split_once("let api = Router::new()").unwrap();
        let (api, _) = api.split_once("let pages").unwrap();
        let (_, staff) = include_str!("../staff/mod.rs").split_once("let anybody").unwrap();
        let routes = |prefix: &'static str, router: &'static str| {
            let routes = router
                .split('"')
                .filter(|part| part.starts_with('/') && *part != "/staff");
            routes.map(move |route| format!("{prefix}{route}"))
        };
        let routes: BTreeSet<_> = routes("/api/v1", api).chain(routes("/api/v1/staff", staff)).collect();
        let documented: BTreeSet<_> = paths.keys().cloned().collect();
        assert_eq!(documented, routes);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
        for name in [
            "Plan",
            "Draft",
            "Progress",
            "Receipt",
            "ThemeList",
            "PlateView",
            "FileState",
        ] {
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}
