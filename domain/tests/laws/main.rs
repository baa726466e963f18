//! Laws of the domain: what holds whatever the catalogue says and whatever a person answers.
//!
//! Over generated questions and small catalogues, over the catalogue of this repository with random answers, and over
//! random walks through the life of a case. They run natively only; the examples beside the code and the journeys run as WebAssembly too.
#![cfg(not(target_arch = "wasm32"))]

mod account;
mod apart;
mod application;
mod clock;
mod fill;
mod monotony;
mod plan;
mod questions;
mod record;
mod situation;
#[path = "../common/situations.rs"]
mod situations;
mod small;
mod walk;

use std::sync::LazyLock;

use yijian_domain::catalogue::{Catalogue, embedded};

/// The catalogue of this repository.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().catalogue);
