//! Laws of the domain: what holds whatever the catalogue says and whatever a person answers.
//!
//! Over generated questions and small catalogues, and over the catalogue of this repository with random answers. They run
//! natively only; the examples beside the code and the journeys run as WebAssembly too.
#![cfg(not(target_arch = "wasm32"))]

mod account;
mod application;
mod fill;
mod monotony;
mod plan;
mod questions;
mod situation;
#[path = "../common/situations.rs"]
mod situations;
mod small;

use std::sync::LazyLock;

use yijian_domain::catalogue::{Catalogue, embedded};

/// The catalogue of this repository.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().catalogue);
