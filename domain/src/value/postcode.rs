//! Postcodes: six digits, the first 0 to 8.

use serde::{Deserialize, Serialize};

use super::{text, text_value};

/// A postcode of the mainland.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

text_value!(Postcode, PostcodeFault, public);

/// Why a text is no postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeFault {
    /// Not six characters.
    #[error("a postcode has 6 digits")]
    Length,
    /// Something else than digits.
    #[error("a postcode has digits only")]
    Character,
    /// Begins with 9, which no place has.
    #[error("a postcode does not begin with 9")]
    Leading,
}

impl Postcode {
    /// Reads a postcode; spaces and full-width digits are understood.
    pub fn parse(raw: &str) -> Result<Self, PostcodeFault> {
        let code = text::compact(raw);
        if code.chars().count() != 6 {
            return Err(PostcodeFault::Length);
        }
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PostcodeFault::Character);
        }
        if code.starts_with('9') {
            return Err(PostcodeFault::Leading);
        }
        Ok(Self(code))
    }
}
