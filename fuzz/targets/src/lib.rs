//! What must hold for any bytes whatever: one function for each fuzz target.
//!
//! Each takes arbitrary bytes and panics when a promise is broken. `cargo fuzz` runs them in search of new inputs
//! (`fuzz/fuzz_targets`), `tests/mutated.rs` with a fixed number of mutated ones. `docs/fuzzing.md` says what each
//! promises.

mod applications;
mod catalogue;
mod conditions;
mod drafts;
mod input;
mod licence_codes;
pub mod mutate;
pub mod seeds;
mod uploads;
mod values;

#[path = "../../../domain/tests/laws/account.rs"]
mod account;
#[path = "../../../domain/tests/laws/apart.rs"]
mod apart;
#[path = "../../../domain/tests/laws/fill.rs"]
mod fill;
#[expect(dead_code, reason = "shared with tests that compare digests of plans")]
#[path = "../../../domain/tests/common/situations.rs"]
mod situations;

use std::sync::LazyLock;

use yijian_domain::catalogue::{Catalogue, embedded};

pub use applications::applications;
pub use catalogue::catalogue;
pub use conditions::conditions;
pub use licence_codes::licence_codes;
pub use uploads::uploads;
pub use values::values;

/// The catalogue of this repository.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().catalogue);

/// A fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name: the program under `fuzz/fuzz_targets` and the folder of its corpus.
    pub name: &'static str,
    /// What is run on each input.
    pub run: fn(&[u8]),
    /// Inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: [Target; 6] = [
    Target {
        name: "catalogue",
        run: catalogue,
        seeds: seeds::catalogue,
    },
    Target {
        name: "conditions",
        run: conditions,
        seeds: seeds::conditions,
    },
    Target {
        name: "values",
        run: values,
        seeds: seeds::values,
    },
    Target {
        name: "applications",
        run: applications,
        seeds: seeds::applications,
    },
    Target {
        name: "licence_codes",
        run: licence_codes,
        seeds: seeds::licence_codes,
    },
    Target {
        name: "uploads",
        run: uploads,
        seeds: seeds::uploads,
    },
];
