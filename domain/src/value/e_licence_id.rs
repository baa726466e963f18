//! 证照标识, the identifier of an electronic licence, GB/T 36904-2018.

use super::{check_digit, text, text_value};

/// `1.2.156.3005.2.<type 21>.<issuer>.<serial>.<version 3>.<check>`.
///
/// The type is the credit code of the organ that defines it and three digits; the check character is MOD 37,36 over type,
/// issuer, serial and version. The issuer is usually a credit code, but published identifiers carry shorter ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LicenceId(String);

text_value!(LicenceId, LicenceIdFault, public);

/// The root of all identifiers of electronic licences.
pub const ROOT: &str = "1.2.156.3005.2.";

/// Why a text is no identifier of an electronic licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LicenceIdFault {
    /// Does not begin with [`ROOT`].
    #[error("the identifier of an electronic licence begins with 1.2.156.3005.2.")]
    Root,
    /// Not five parts after the root.
    #[error("after the root there are five parts: type, issuer, serial, version, check character")]
    Parts,
    /// The type has not 21 characters.
    #[error("the type has 21 characters")]
    Type,
    /// The version is not three digits.
    #[error("the version has three digits")]
    Version,
    /// Something else than letters and digits.
    #[error("the parts have letters and digits only")]
    Character,
    /// The check character does not fit.
    #[error("the identifier contains a typing error")]
    Check,
}

impl LicenceId {
    /// Reads an identifier; small letters become capitals.
    pub fn parse(raw: &str) -> Result<Self, LicenceIdFault> {
        let id = text::compact(raw);
        let mut parts = id.strip_prefix(ROOT).ok_or(LicenceIdFault::Root)?.split('.');
        let (Some(kind), Some(issuer), Some(serial), Some(version), Some(check), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(LicenceIdFault::Parts);
        };
        if kind.chars().count() != 21 {
            return Err(LicenceIdFault::Type);
        }
        if version.len() != 3 || !version.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LicenceIdFault::Version);
        }
        if issuer.is_empty() || serial.is_empty() {
            return Err(LicenceIdFault::Parts);
        }
        let body = [kind, issuer, serial, version].concat();
        let expected = check_digit::mod_37_36(body.as_bytes()).ok_or(LicenceIdFault::Character)?;
        if check.as_bytes() != [expected] {
            return Err(LicenceIdFault::Check);
        }
        Ok(Self(id))
    }

    /// Builds an identifier with its check character, for example for a new licence.
    pub fn build(kind: &str, issuer: &str, serial: &str, version: u16) -> Result<Self, LicenceIdFault> {
        if version > 999 {
            return Err(LicenceIdFault::Version);
        }
        let digit = |value: u16| char::from(b'0' + (value % 10) as u8);
        let version = String::from_iter([digit(version / 100), digit(version / 10), digit(version)]);
        let body = [kind, issuer, serial, &version].concat();
        let check = check_digit::mod_37_36(body.as_bytes()).ok_or(LicenceIdFault::Character)?;
        let mut id = String::from(ROOT);
        for part in [kind, issuer, serial, &version] {
            id.push_str(part);
            id.push('.');
        }
        id.push(char::from(check));
        Self::parse(&id)
    }
}
