//! Codes of service items: 实施编码 (31), 业务办理项编码 (33) and the case number that Guangdong builds on them (43).

use super::credit_code::CreditCode;
use super::{date, text, text_value};

/// A code that begins with the credit code of the implementing organ (18), a level (1) and the basic code (12).
///
/// The reading of the basic code is inferred from published codes; the text of GB/T 39554.1 was not at hand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCode(String);

text_value!(ItemCode, ItemCodeFault, public);

/// What a code names, told by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemCodeKind {
    /// 实施编码, 31 characters.
    Implementation,
    /// 业务办理项编码, 33 characters.
    BusinessItem,
    /// 办件编号 after the rule of Guangdong, 43 characters: 31, date, four digits of sequence.
    Case,
}

/// Why a text is no item code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ItemCodeFault {
    /// Not 31, 33 or 43 characters.
    #[error("an item code has 31, 33 or 43 characters")]
    Length,
    /// The first 18 characters are no unified social credit code.
    #[error("an item code begins with the credit code of the implementing organ")]
    Organ,
    /// The level is not 1 to 6.
    #[error("place 19 is the level, 1 to 6")]
    Level,
    /// Something else than digits behind the level.
    #[error("after the level there are digits only")]
    Character,
    /// The date in a case number does not exist.
    #[error("places 32 to 39 of a case number are a date that exists")]
    Date,
}

impl ItemCode {
    /// Reads a code of any of the three kinds.
    pub fn parse(raw: &str) -> Result<Self, ItemCodeFault> {
        let code = text::compact(raw);
        if !code.is_ascii() {
            return Err(ItemCodeFault::Character);
        }
        if !matches!(code.len(), 31 | 33 | 43) {
            return Err(ItemCodeFault::Length);
        }
        if CreditCode::parse(&code[..18]).is_err() {
            return Err(ItemCodeFault::Organ);
        }
        if !matches!(code.as_bytes()[18], b'1'..=b'6') {
            return Err(ItemCodeFault::Level);
        }
        if !code[19..].bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ItemCodeFault::Character);
        }
        if code.len() == 43 && date::from_digits(&code[31..39]).is_err() {
            return Err(ItemCodeFault::Date);
        }
        Ok(Self(code))
    }

    /// What the code names.
    pub fn kind(&self) -> ItemCodeKind {
        match self.0.len() {
            31 => ItemCodeKind::Implementation,
            33 => ItemCodeKind::BusinessItem,
            _ => ItemCodeKind::Case,
        }
    }

    /// Credit code of the implementing organ.
    pub fn organ(&self) -> &str {
        &self.0[..18]
    }

    /// Level of exercise: 1 nation, 2 province, 3 city, 4 county, 5 town, 6 village.
    pub fn level(&self) -> u8 {
        self.0.as_bytes()[18] - b'0'
    }

    /// 基本编码, 12 digits.
    pub fn basic_code(&self) -> &str {
        &self.0[19..31]
    }
}
