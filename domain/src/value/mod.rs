//! Single values that people type: national identifiers, telephone numbers, names, dates and numbers.
//!
//! Every kind has a `parse` that accepts what people really type (full-width digits, spaces, small letters), keeps the
//! form to store, and otherwise says what is wrong as a small enum. What is merely unusual is a warning beside the
//! value, never a refusal. [`kind::check`] puts the kinds of the catalogue on top of them.
//!
//! Values about persons print as stars in `Debug` and have no `Display`, so that they cannot slip into a log.

pub mod check_digit;
pub mod code;
pub mod credit_code;
pub mod date;
pub mod e_licence_id;
pub mod email;
pub mod entity_name;
pub mod item_code;
pub mod kind;
pub mod licence_number;
pub mod mask;
pub mod number;
pub mod other_id;
pub mod person_name;
pub mod personal;
pub mod phone;
pub mod postcode;
pub mod region;
pub mod resident_id;
pub mod text;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod laws;

pub use code::{CODES, Code};
pub use credit_code::CreditCode;
pub use kind::{Checked, Fault, Kind, Rule, Weight, check, check_on};
pub use person_name::PersonName;
pub use phone::{Landline, Mobile, Phone};
pub use resident_id::ResidentId;

/// What every parsed text value offers: its stored form, and serde as that form with the parser on the way in.
/// `personal` hides the value in `Debug`, `public` shows it.
macro_rules! text_value {
    ($type:ident, $fault:ident, public) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.as_str()).finish()
            }
        }
        crate::value::text_value!($type, $fault);
    };
    ($type:ident, $fault:ident, personal) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(***)"))
            }
        }
        crate::value::text_value!($type, $fault);
    };
    ($type:ident, $fault:ident) => {
        impl $type {
            /// The normalised form, the one to store and to send.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Gives the normalised form away.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl std::str::FromStr for $type {
            type Err = $fault;

            fn from_str(raw: &str) -> Result<Self, $fault> {
                Self::parse(raw)
            }
        }

        impl TryFrom<String> for $type {
            type Error = $fault;

            fn try_from(raw: String) -> Result<Self, $fault> {
                Self::parse(&raw)
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.0
            }
        }
    };
}
pub(crate) use text_value;
