//! Cases on the server: from a checked application to a case, from a case to its rows, its licence and its messages.
//!
//! What may be done with a case is the domain's business (`yijian_domain::case`); here is what the server adds: numbers,
//! names, secrets, and what is written in the same transaction.

mod awake;
mod kept;
mod licence;
mod message;
mod row;
mod subject;

pub use awake::wake;
pub use kept::Kept;
pub use licence::{LicenceFault, keys, licence};
pub use message::{Channel, Said, messages};
pub use row::{Fixed, rows};
pub use subject::Subject;
