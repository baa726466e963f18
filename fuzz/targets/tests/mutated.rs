//! Every target over its seeds and a fixed number of inputs made of them, the same on every machine.

use yijian_fuzz_targets::{
    TARGETS,
    mutate::{Dice, mutate},
};

/// How many inputs are made for a target: as many as take a few seconds unoptimised.
const INPUTS: [(&str, usize); 6] = [
    ("catalogue", 300),
    ("conditions", 2_000),
    ("values", 4_000),
    ("applications", 100),
    ("licence_codes", 60),
    ("uploads", 20_000),
];

fn keeps_its_promises(name: &str) {
    let target = TARGETS
        .iter()
        .find(|target| target.name == name)
        .expect("the target is listed");
    let (_, inputs) = INPUTS
        .into_iter()
        .find(|(known, _)| *known == name)
        .expect("every target has a number");
    let seeds = (target.seeds)();
    let mut dice = Dice::new(4);
    let made = std::iter::repeat_with(|| mutate(&seeds, &mut dice)).take(inputs);
    for input in seeds.iter().cloned().chain(made) {
        let caught = std::panic::catch_unwind(|| (target.run)(&input));
        assert!(caught.is_ok(), "{name} with {:?}", String::from_utf8_lossy(&input));
    }
}

#[test]
fn catalogue_files_keep_their_promises_for_any_bytes() {
    keeps_its_promises("catalogue");
}

#[test]
fn conditions_keep_their_promises_for_any_bytes() {
    keeps_its_promises("conditions");
}

#[test]
fn values_keep_their_promises_for_any_bytes() {
    keeps_its_promises("values");
}

#[test]
fn applications_keep_their_promises_for_any_bytes() {
    keeps_its_promises("applications");
}

#[test]
fn licence_codes_keep_their_promises_for_any_bytes() {
    keeps_its_promises("licence_codes");
}

#[test]
fn uploads_keep_their_promises_for_any_bytes() {
    keeps_its_promises("uploads");
}
