//! The form program: a draft from its first field to the receipt.
//!
//! What a person types lies in the [`store`](self) and nowhere else; plan, findings and progress are worked out from it
//! by the domain. The files that only compute compile natively and have their tests; the rest lives on the phone.

pub mod control;
pub mod key;
pub mod merge;
pub mod naming;
pub mod progress;
pub mod status;
pub mod upload;

#[cfg(feature = "csr")]
mod answer;
#[cfg(feature = "csr")]
mod apply;
#[cfg(feature = "csr")]
mod changes;
#[cfg(feature = "csr")]
mod device;
#[cfg(feature = "csr")]
mod elsewhere;
#[cfg(feature = "csr")]
mod field;
#[cfg(feature = "csr")]
mod input;
#[cfg(feature = "csr")]
mod keep;
#[cfg(feature = "csr")]
mod materials;
#[cfg(feature = "csr")]
mod modal;
#[cfg(feature = "csr")]
mod overview;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod paper;
#[cfg(feature = "csr")]
mod press;
#[cfg(feature = "csr")]
mod prove;
#[cfg(feature = "csr")]
mod review;
#[cfg(feature = "csr")]
mod section;
#[cfg(feature = "csr")]
mod sheets;
#[cfg(feature = "csr")]
mod store;
#[cfg(feature = "csr")]
mod submit;
#[cfg(feature = "csr")]
mod summary;
#[cfg(feature = "csr")]
mod sync;
#[cfg(feature = "csr")]
mod ways;
#[cfg(feature = "csr")]
mod whom;

#[cfg(feature = "csr")]
pub use answer::answer_page;
#[cfg(feature = "csr")]
pub use apply::apply_page;
#[cfg(feature = "csr")]
pub use page::draft_page;
