//! Numbers of food business licences (食品经营许可证): `JY` and 14 digits.

use serde::{Deserialize, Serialize};

use super::{check_digit, text, text_value};

/// `JY`, 1 digit business form, 6 region, 6 sequence, 1 check digit (GB/T 17710 MOD 11,10 over the 13 digits before).
///
/// The region part is not checked: Beijing numbers its market regulation offices there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FoodLicenceNumber(String);

text_value!(FoodLicenceNumber, LicenceNumberFault, public);

/// Why a text is no food business licence number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LicenceNumberFault {
    /// Not 16 characters.
    #[error("a food business licence number has 16 characters")]
    Length,
    /// Does not begin with `JY`; `SC` is a production licence.
    #[error("a food business licence number begins with JY")]
    Prefix,
    /// Something else than digits after `JY`.
    #[error("after JY there are 14 digits")]
    Character,
    /// The first digit is not 1, 2 or 3.
    #[error("the digit after JY is 1, 2 or 3")]
    Form,
    /// The check digit does not fit.
    #[error("the number contains a typing error, compare it with the licence")]
    Check,
}

/// Form of a food business (主体业态), order of the State Administration for Market Regulation No. 78.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoodBusinessForm {
    /// 食品销售经营者.
    Sales,
    /// 餐饮服务经营者.
    Catering,
    /// 集中用餐单位食堂.
    Canteen,
}

impl FoodLicenceNumber {
    /// Reads a number; spaces, small and full-width characters are understood.
    pub fn parse(raw: &str) -> Result<Self, LicenceNumberFault> {
        let number = text::compact(raw);
        if number.chars().count() != 16 {
            return Err(LicenceNumberFault::Length);
        }
        let digits = number.strip_prefix("JY").ok_or(LicenceNumberFault::Prefix)?.as_bytes();
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(LicenceNumberFault::Character);
        }
        if !matches!(digits[0], b'1'..=b'3') {
            return Err(LicenceNumberFault::Form);
        }
        if check_digit::mod_11_10(&digits[..13]) != Some(digits[13]) {
            return Err(LicenceNumberFault::Check);
        }
        Ok(Self(number))
    }

    /// The form of the business.
    pub fn form(&self) -> FoodBusinessForm {
        match self.0.as_bytes()[2] {
            b'1' => FoodBusinessForm::Sales,
            b'2' => FoodBusinessForm::Catering,
            _ => FoodBusinessForm::Canteen,
        }
    }

    /// The six digits of the region, usually GB/T 2260.
    pub fn region(&self) -> &str {
        &self.0[3..9]
    }
}
