//! The phone plans like the server: the same situation gives the same plan, byte for byte.

#[path = "common/situations.rs"]
mod situations;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use yijian_domain::{
    catalogue::{Catalogue, embedded},
    plan::plan,
};

use situations::{digest, situation};

fn catalogue() -> Catalogue {
    embedded::catalogue().catalogue
}

/// What the native program found: `examples/parity.rs` printed it, `YIJIAN_PARITY` is the absolute path of the file.
#[cfg(target_arch = "wasm32")]
#[test]
fn the_phone_makes_every_plan_that_the_server_makes() {
    let catalogue = catalogue();
    let native: Vec<&str> = include_str!(env!("YIJIAN_PARITY")).lines().collect();
    assert_eq!(native.len() as u64, situations::SITUATIONS);
    let differing: Vec<String> = (0..situations::SITUATIONS)
        .zip(native)
        .filter_map(|(number, native)| {
            let request = situation(&catalogue, number);
            let here = format!("{number} {}", digest(&catalogue, &request));
            (here != native).then(|| format!("{number} ({})", request.theme))
        })
        .collect();
    assert!(
        differing.is_empty(),
        "{} plans differ, first {:?}",
        differing.len(),
        &differing[..differing.len().min(10)]
    );
}

#[test]
fn the_same_number_is_the_same_situation_and_the_same_plan() {
    let (one, other) = (catalogue(), catalogue());
    for number in [0, 1, 17, 4711, 9999] {
        assert_eq!(
            digest(&one, &situation(&one, number)),
            digest(&other, &situation(&other, number))
        );
    }
}

#[test]
fn the_part_of_the_catalogue_that_a_phone_loads_gives_the_same_plan() {
    let whole = catalogue();
    for number in 0..200 {
        let request = situation(&whole, number);
        let part = whole.slice(&request.theme).expect("the theme is from this catalogue");
        let phone: Catalogue = serde_json::from_str(&serde_json::to_string(&part).unwrap()).unwrap();
        assert_eq!(
            digest(&phone, &request),
            digest(&whole, &request),
            "situation {number}, {}",
            request.theme
        );
    }
}

#[test]
fn the_situations_reach_every_theme_and_most_have_items() {
    let catalogue = catalogue();
    let every = situations::SITUATIONS / 400;
    let requests: Vec<_> = (0..400)
        .map(|number| number * every)
        .map(|number| situation(&catalogue, number))
        .collect();
    for theme in catalogue.themes.keys() {
        assert!(
            requests.iter().any(|request| request.theme == *theme),
            "no situation of {theme}"
        );
    }
    let plans: Vec<_> = requests
        .iter()
        .filter_map(|request| plan(&catalogue, request).ok())
        .collect();
    let with_items = plans.iter().filter(|plan| !plan.materials.is_empty()).count();
    let complete = plans.iter().filter(|plan| plan.complete).count();
    assert!(
        with_items * 2 > requests.len(),
        "{with_items} of {} plans ask for papers",
        requests.len()
    );
    assert!(
        complete * 4 > requests.len(),
        "{complete} of {} plans are complete",
        requests.len()
    );
}
