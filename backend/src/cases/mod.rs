//! Cases on the server: from a checked application to a case, from a case to its rows, its licence and its messages.
//!
//! What may be done with a case is the domain's business (`yijian_domain::case`); here is what the server adds: numbers,
//! names, secrets, and what is written in the same transaction.

mod amended;
mod awake;
mod checked;
mod documents;
mod kept;
mod later;
mod licence;
mod loaded;
mod message;
mod new_parts;
mod number;
mod print;
mod progress;
mod row;
mod subject;
mod view;

pub use amended::{AmendFault, Amended, Changes, amended, changes};
pub use awake::wake;
pub use checked::{check, lines};
pub use documents::documents;
pub use kept::Kept;
pub use later::Later;
pub use licence::{keys, licence};
pub use loaded::{Loaded, hall, inspectors, load, unmasking_row};
pub use message::{Channel, Said, kinds, messages};
pub use new_parts::new_parts;
pub use number::{RuleFault, application_key, application_number};
pub use print::Printing;
pub use progress::{Told, progress};
pub use row::{Fixed, rows};
pub(crate) use subject::listed_person;
pub use subject::{Subject, shown_name};
pub use view::{Filled, Seen, as_actors, checklist, hidden, rectify};
