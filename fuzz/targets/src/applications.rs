//! Drafts from anywhere, and the one road from a draft to an application.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use yijian_domain::{
    application::{Application, CODES, Draft, Finding, validate},
    catalogue::Catalogue,
    id::ThemeId,
    plan::plan,
    value::{self, Weight},
};

use crate::{
    CATALOGUE, account, apart,
    drafts::{TODAY, changed},
};

/// What phones have: the part of each theme, once it was asked for.
static PHONES: LazyLock<Mutex<BTreeMap<ThemeId, &'static Catalogue>>> = LazyLock::new(Mutex::default);

/// Reads the bytes as a draft in JSON, and, where they are none, as changes to a draft that nothing is wrong with; then
/// judges it by the catalogue of this repository.
///
/// # Panics
/// - When the same draft is judged differently a second time, after a way through JSON, or by a phone that has only the
///   part of its theme.
/// - When the findings are not sorted, double, without a known code, or without an error among them.
/// - When a plan loses something that an item asks for (rule 1).
/// - When what was taken has no declaration, is not the same after it was filled in again with the stored values, or does
///   not come apart into exactly each department's own form and list (rule 7).
pub fn applications(bytes: &[u8]) {
    let draft = serde_json::from_slice::<Draft>(bytes).unwrap_or_else(|_| changed(bytes));
    let judged = validate(&CATALOGUE, &draft, TODAY);
    assert_eq!(judged, validate(&CATALOGUE, &draft, TODAY));
    let sent = serde_json::to_string(&draft).expect("a draft can be written as JSON");
    let arrived: Draft = serde_json::from_str(&sent).expect("what was written can be read");
    assert_eq!(judged, validate(&CATALOGUE, &arrived, TODAY));
    if let Some(phone) = phone(&draft.theme) {
        assert_eq!(judged, validate(phone, &draft, TODAY));
    }
    if draft.fits().is_ok()
        && let Ok(plan) = plan(&CATALOGUE, &draft.request(TODAY))
    {
        account::nothing_is_lost(&CATALOGUE, &draft.request(TODAY), &plan);
    }
    match judged {
        Ok(application) => taken(&draft, &application),
        Err(findings) => refused(&findings),
    }
}

fn phone(theme: &ThemeId) -> Option<&'static Catalogue> {
    let mut phones = PHONES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = phones.get(theme) {
        return Some(known);
    }
    let part: &'static Catalogue = Box::leak(Box::new(CATALOGUE.slice(theme)?));
    phones.insert(theme.clone(), part);
    Some(part)
}

fn refused(findings: &[Finding]) {
    assert!(findings.iter().any(|finding| finding.weight == Weight::Error));
    known(findings);
}

fn known(findings: &[Finding]) {
    assert!(findings.is_sorted_by(|one, next| one < next), "{findings:?}");
    for finding in findings {
        let code = &*finding.code;
        assert!(CODES.contains(&code) || value::CODES.contains(&code), "{code}");
    }
}

fn taken(draft: &Draft, application: &Application) {
    assert!(draft.declared);
    known(application.warnings());
    assert!(
        application
            .warnings()
            .iter()
            .all(|finding| finding.weight == Weight::Warning)
    );
    apart::comes_apart(&CATALOGUE, application);
    let again = Draft {
        values: application.values().clone(),
        ..draft.clone()
    };
    assert_eq!(validate(&CATALOGUE, &again, TODAY).as_ref(), Ok(application));
    let undeclared = Draft {
        declared: false,
        ..draft.clone()
    };
    let findings = validate(&CATALOGUE, &undeclared, TODAY).expect_err("nothing is taken without a declaration");
    let errors = findings.iter().filter(|finding| finding.weight == Weight::Error);
    assert_eq!(
        errors.map(|finding| &*finding.code).collect::<Vec<_>>(),
        ["declaration_missing"]
    );
}
