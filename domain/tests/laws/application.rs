//! Laws of the way from a draft to an application and back to each department's own form, over generated small
//! catalogues and over the catalogue of this repository.

use proptest::{prelude::*, sample::Index};
use yijian_domain::{
    application::{Application, Draft, validate},
    catalogue::Catalogue,
    plan::Request,
};

use crate::{CATALOGUE, apart::comes_apart, fill, situations, small};

/// An application for a request, with all its questions answered and everything filled in.
fn application(catalogue: &Catalogue, request: &Request) -> Option<(Draft, Application)> {
    let plan = fill::answered(catalogue, request)?;
    let draft = fill::filled(catalogue, request, &plan);
    let application =
        validate(catalogue, &draft, request.on).unwrap_or_else(|found| panic!("{}: {found:#?}", plan.theme));
    assert_eq!(application.plan(), &plan);
    Some((draft, application))
}

/// A random situation of the embedded catalogue as an application.
fn real() -> impl Strategy<Value = (Request, Draft, Application)> {
    (0..situations::SITUATIONS).prop_filter_map("some day has no limit", |number| {
        let request = situations::situation(&CATALOGUE, number);
        let (draft, application) = application(&CATALOGUE, &request)?;
        Some((request, draft, application))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_application_comes_apart_into_each_items_own_form_and_list(small in small::small()) {
        if let Some((_, application)) = application(&small.catalogue, &small.request) {
            comes_apart(&small.catalogue, &application);
        }
    }

    #[test]
    fn an_application_of_the_embedded_catalogue_comes_apart((_, _, application) in real()) {
        comes_apart(&CATALOGUE, &application);
    }

    /// A phone with its part of the catalogue, and a server that reads the draft from JSON, come to the same result.
    #[test]
    fn phone_and_server_make_the_same_application((request, draft, application) in real()) {
        let phone = CATALOGUE.slice(&request.theme).expect("the theme is there");
        let sent: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        prop_assert_eq!(validate(&phone, &sent, request.on), Ok(application));
    }

    /// Whatever is taken away or garbled, the draft is judged, and the same way every time.
    #[test]
    fn a_damaged_draft_is_judged_and_never_panics((request, draft, _) in real(), at in any::<Index>(), text in "\\PC{0,12}") {
        let mut damaged = draft.clone();
        if let Some(key) = damaged.values.keys().nth(at.index(damaged.values.len().max(1))).cloned() {
            damaged.values.insert(key, text);
        }
        if let Some(key) = damaged.provisions.keys().nth(at.index(damaged.provisions.len().max(1))).cloned() {
            damaged.provisions.remove(&key);
        }
        prop_assert_eq!(validate(&CATALOGUE, &damaged, request.on), validate(&CATALOGUE, &damaged, request.on));
    }

    /// What was stored can be stored again: checking stored values changes nothing.
    #[test]
    fn an_application_filled_in_again_is_the_same((request, draft, application) in real()) {
        let again = Draft { values: application.values().clone(), ..draft };
        prop_assert_eq!(validate(&CATALOGUE, &again, request.on), Ok(application));
    }
}
