//! From anything typed so far to an application, and back to each department's own form.
//!
//! A [`Draft`] becomes an [`Application`] only through [`validate`], which runs unchanged on the phone and on the
//! server. [`split`] is the way back: it gives every department exactly its own original form and list (rule 7).

mod answered;
mod changes;
mod draft;
mod finding;
mod relations;
mod split;
mod validate;

#[cfg(test)]
mod tests;

pub use changes::{Changes, Seen};
pub use draft::{Draft, FileRef, Provision, Submission, TooBig};
pub use finding::{CODES, Finding, Place};
pub use split::{Given, Part, PartField, PartMaterial, PartValue, split};
pub use validate::{Application, check_field, validate};
