//! Identifiers of organisations: GB 32100-2015, the organisation code GB 11714 inside it, and GS15 before it.

use serde::{Deserialize, Serialize};

use super::text_value;
use super::{check_digit, region, text};

/// 统一社会信用代码: 18 characters, public data.
///
/// 1 registration department, 1 kind of organisation, 6 region, 9 organisation code, 1 check character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

text_value!(CreditCode, CreditCodeFault, public);

/// Why a text is no unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeFault {
    /// Not 18 characters.
    #[error("a unified social credit code has 18 characters")]
    Length,
    /// Neither digit nor letter.
    #[error("a unified social credit code has digits and capital letters only")]
    Character,
    /// One of the letters I, O, S, V, Z, which the standard leaves out because they look like 1, 0, 5, U, 2.
    #[error("the letters I, O, S, V and Z do not occur, look for 1, 0, 5, U or 2")]
    Letter,
    /// The check character does not fit the other 17.
    #[error("the code contains a typing error, compare it with the licence")]
    Check,
}

/// What is unusual about a right code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditCodeWarning {
    /// First and second character are in no line of the table of departments and kinds.
    Department,
    /// Places 3 to 8 are neither 100000 (national) nor in a known prefecture.
    Region,
    /// The organisation code fails its own check (GB 11714). A few real old codes do.
    Organisation,
}

impl CreditCode {
    /// Reads a code; spaces, small and full-width letters are understood.
    pub fn parse(raw: &str) -> Result<Self, CreditCodeFault> {
        let code = text::compact(raw);
        if code.chars().count() != 18 {
            return Err(CreditCodeFault::Length);
        }
        for byte in code.bytes() {
            match byte {
                b'I' | b'O' | b'S' | b'V' | b'Z' => return Err(CreditCodeFault::Letter),
                b'0'..=b'9' | b'A'..=b'Z' => {}
                _ => return Err(CreditCodeFault::Character),
            }
        }
        if check_digit::gb_32100(&code.as_bytes()[..17]) != Some(code.as_bytes()[17]) {
            return Err(CreditCodeFault::Check);
        }
        Ok(Self(code))
    }

    /// First character: the registration department (9 market regulation, 5 civil affairs, 1 establishment, ...).
    pub fn department(&self) -> char {
        char::from(self.0.as_bytes()[0])
    }

    /// Second character: the kind of organisation within its department.
    pub fn kind(&self) -> char {
        char::from(self.0.as_bytes()[1])
    }

    /// Whether it belongs to an individual business (个体工商户, `92`), whose name may be missing or a person's.
    pub fn is_individual_business(&self) -> bool {
        self.0.starts_with("92")
    }

    /// Places 3 to 8: GB/T 2260 code of the registration organ, 100000 for the national one.
    pub fn region(&self) -> &str {
        &self.0[2..8]
    }

    /// Places 9 to 17: the organisation code of GB 11714.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }

    /// What is unusual about the code.
    pub fn warnings(&self) -> Vec<CreditCodeWarning> {
        let mut warnings = Vec::new();
        if !department_has_kind(self.department(), self.kind()) {
            warnings.push(CreditCodeWarning::Department);
        }
        if self.region() != "100000" && !region::is_prefecture(self.region()) {
            warnings.push(CreditCodeWarning::Region);
        }
        if OrganisationCode::parse(self.organisation_code()).is_err() {
            warnings.push(CreditCodeWarning::Organisation);
        }
        warnings
    }
}

/// Table of departments and kinds in GB 32100-2015 with its amendments; 54 (village and residents' committees) is not
/// confirmed by a printed table.
fn department_has_kind(department: char, kind: char) -> bool {
    let kinds = match department {
        '1' | '9' => "1239",
        '3' => "123459",
        '5' => "12349",
        '6' | '7' => "129",
        'N' => "123",
        '2' | '4' | '8' | 'A' => "19",
        'Y' => "1",
        _ => "",
    };
    kinds.contains(kind)
}

/// 组织机构代码, GB 11714-1997: 8 characters and a check character, stored without the hyphen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

text_value!(OrganisationCode, OldCodeFault, public);

/// 工商注册号, GS15-2006, before 2015: 6 region, 8 sequence, 1 check digit. Old records only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationNumber(String);

text_value!(RegistrationNumber, OldCodeFault, public);

/// Why a text is no organisation code or no registration number of the time before 2015.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OldCodeFault {
    /// Organisation codes have 9 characters, registration numbers 15.
    #[error("organisation codes have 9 characters, registration numbers 15")]
    Length,
    /// Organisation codes have letters and digits (the check character may be X), registration numbers digits.
    #[error("a character that this code does not have")]
    Character,
    /// Registration number: the first two digits are no province, and the first six not 100000.
    #[error("the first digits of a registration number are those of a province")]
    Region,
    /// The check character does not fit.
    #[error("the code contains a typing error")]
    Check,
}

impl OrganisationCode {
    /// Reads a code with or without the hyphen before the check character.
    pub fn parse(raw: &str) -> Result<Self, OldCodeFault> {
        let mut code = text::compact(raw);
        code.retain(|c| c != '-');
        if code.chars().count() != 9 {
            return Err(OldCodeFault::Length);
        }
        if !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(OldCodeFault::Character);
        }
        if check_digit::gb_11714(&code.as_bytes()[..8]) != Some(code.as_bytes()[8]) {
            return Err(OldCodeFault::Check);
        }
        Ok(Self(code))
    }
}

impl RegistrationNumber {
    /// Reads a number of 15 digits. The check digit is GB/T 17710 MOD 11,10.
    pub fn parse(raw: &str) -> Result<Self, OldCodeFault> {
        let number = text::compact(raw);
        if number.chars().count() != 15 {
            return Err(OldCodeFault::Length);
        }
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(OldCodeFault::Character);
        }
        if !number.starts_with("100000") && !region::is_province(&number[..2]) {
            return Err(OldCodeFault::Region);
        }
        if check_digit::mod_11_10(&number.as_bytes()[..14]) != Some(number.as_bytes()[14]) {
            return Err(OldCodeFault::Check);
        }
        Ok(Self(number))
    }
}
