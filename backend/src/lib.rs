//! The server of Yijian: the catalogue, the pages and the API in one program.
//!
//! It recomputes whatever a phone computed, with the same functions of `yijian-domain`, and keeps what people hand in.

pub mod access;
pub mod app;
pub mod applicants;
pub mod backup;
pub mod cases;
pub mod cli;
pub mod clock;
pub mod demo_data;
pub mod files;
pub mod housekeeping;
pub mod http;
pub mod ids;
pub mod keys;
pub mod metrics;
pub mod moving;
pub mod news;
pub mod oidc;
pub mod packed;
pub mod papers;
mod poster;
pub mod published;
pub mod retention;
pub mod safety;
mod security;
pub mod sending;
pub mod serving;
pub mod settings;
pub mod site;
pub mod staff;
pub mod storage;
pub mod surface;
#[cfg(test)]
mod testing;
pub mod traces;
pub mod vault;
