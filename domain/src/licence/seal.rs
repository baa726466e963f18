//! The code on a printed licence: which licence it is, and a signature (Ed25519, RFC 8032) that can be checked without
//! network.
//!
//! The QR code holds an address that ends with `/v/` and the seal as text: 82 bytes as 132 digits and capitals
//! (Crockford's base 32), which QR codes store densely. It holds no personal data. What a licence is worth today only
//! the server knows; the seal proves that the authority issued that version on that day, and until when it can hold.

use data_encoding::{Encoding, Specification};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use jiff::{ToSpan, civil::Date};

/// The first byte: other layouts may follow.
const LAYOUT: u8 = 1;
/// What is signed begins with this, so that no signature made for something else fits.
const CONTEXT: &[u8] = b"yijian licence\x01";
/// Days are counted from here.
const FIRST_DAY: Date = jiff::civil::date(2020, 1, 1);
/// Stands for a licence without end.
const NO_END: u16 = u16::MAX;
const SAID: usize = 18;
const SIGNATURE: usize = 64;
const DIGITS: usize = (SAID + SIGNATURE) * 8 / 5 + 1;

/// What the code on a licence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// Number of the key it is signed with.
    pub key: u8,
    /// The code in the licence's address, 80 bits.
    pub code: [u8; 10],
    /// The version.
    pub version: u16,
    /// The day this version was issued.
    pub issued: Date,
    /// The last day on which anything on it can be valid; none without end.
    pub until: Option<Date>,
}

/// Why a code proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// Not a code of this sort: mistyped, cut off, or of another layout.
    #[error("this is not the code of a licence")]
    NotACode,
    /// Signed with a key nobody knows.
    #[error("the code is signed with the unknown key {0}")]
    UnknownKey(u8),
    /// The signature does not fit: forged or altered.
    #[error("the signature does not fit: the code is forged or altered")]
    Forged,
}

fn base32() -> Encoding {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzIiLlOo");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ111100");
    specification.encoding().expect("32 different symbols")
}

/// The 80 bits of a code in an address: 16 digits and capitals.
#[must_use]
pub fn code_bits(code: &str) -> Option<[u8; 10]> {
    base32().decode(code.as_bytes()).ok()?.try_into().ok()
}

/// A code that somebody typed, as it stands in addresses: letters that look alike are read as digits; spaces and hyphens
/// do not count. None when it is no code.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let bits = code_bits(&joined(typed))?;
    Some(base32().encode(&bits))
}

/// A text without spaces and hyphens.
fn joined(typed: &str) -> String {
    let counts = |character: &char| !character.is_whitespace() && *character != '-';
    typed.chars().filter(counts).collect()
}

impl Seal {
    /// The code as it stands in the address, 16 digits and capitals.
    #[must_use]
    pub fn code_text(&self) -> String {
        base32().encode(&self.code)
    }

    /// Signs it. Days before 2020 and after 2199 do not occur and are written as the nearest.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        let said = self.said();
        let signature = key.sign(&signed(&said));
        let mut bytes = said.to_vec();
        bytes.extend(signature.to_bytes());
        base32().encode(&bytes)
    }

    /// Reads a code and checks its signature with the key that `key_of` knows under its number.
    ///
    /// # Errors
    /// When it proves nothing.
    pub fn read(text: &str, key_of: impl Fn(u8) -> Option<VerifyingKey>) -> Result<Self, SealFault> {
        let text = joined(text);
        if text.len() != DIGITS {
            return Err(SealFault::NotACode);
        }
        let bytes = base32().decode(text.as_bytes()).map_err(|_| SealFault::NotACode)?;
        let (said, signature) = bytes.split_at_checked(SAID).ok_or(SealFault::NotACode)?;
        let said: [u8; SAID] = said.try_into().map_err(|_| SealFault::NotACode)?;
        if said[0] != LAYOUT {
            return Err(SealFault::NotACode);
        }
        let signature = Signature::from_slice(signature).map_err(|_| SealFault::NotACode)?;
        let key = key_of(said[1]).ok_or(SealFault::UnknownKey(said[1]))?;
        key.verify(&signed(&said), &signature).map_err(|_| SealFault::Forged)?;
        Ok(Self::of(&said))
    }

    fn said(&self) -> [u8; SAID] {
        let mut said = [0; SAID];
        said[0] = LAYOUT;
        said[1] = self.key;
        said[2..12].copy_from_slice(&self.code);
        said[12..14].copy_from_slice(&self.version.to_be_bytes());
        said[14..16].copy_from_slice(&days(self.issued).to_be_bytes());
        said[16..18].copy_from_slice(&self.until.map_or(NO_END, days).to_be_bytes());
        said
    }

    fn of(said: &[u8; SAID]) -> Self {
        let two = |at: usize| u16::from_be_bytes([said[at], said[at + 1]]);
        let mut code = [0; 10];
        code.copy_from_slice(&said[2..12]);
        Self {
            key: said[1],
            code,
            version: two(12),
            issued: day(two(14)),
            until: (two(16) != NO_END).then(|| day(two(16))),
        }
    }
}

fn signed(said: &[u8; SAID]) -> Vec<u8> {
    [CONTEXT, said].concat()
}

fn days(day: Date) -> u16 {
    let days = (day - FIRST_DAY).get_days();
    u16::try_from(days.max(0)).unwrap_or(NO_END - 1)
}

fn day(days: u16) -> Date {
    FIRST_DAY.saturating_add(i32::from(days).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn key(number: u8) -> SigningKey {
        SigningKey::from_bytes(&[number; 32])
    }

    fn seal() -> Seal {
        Seal {
            key: 1,
            code: code_bits("7H2K9M4P6Q8R3S5T").unwrap(),
            version: 3,
            issued: date(2026, 3, 2),
            until: Some(date(2031, 3, 1)),
        }
    }

    fn known(number: u8) -> Option<VerifyingKey> {
        (1..=2).contains(&number).then(|| key(number).verifying_key())
    }

    #[test]
    fn a_seal_says_what_was_signed() {
        let text = seal().sign(&key(1));
        assert_eq!(text.len(), DIGITS);
        assert!(
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        );
        assert_eq!(Seal::read(&text, known), Ok(seal()));
        assert_eq!(seal().code_text(), "7H2K9M4P6Q8R3S5T");
        let endless = Seal { until: None, ..seal() };
        assert_eq!(Seal::read(&endless.sign(&key(1)), known), Ok(endless));
    }

    #[test]
    fn letters_that_look_alike_are_read_as_digits() {
        let text = seal().sign(&key(1));
        let typed = text.replace('0', "o").replace('1', "l").to_lowercase();
        assert_eq!(Seal::read(&typed, known), Ok(seal()));
    }

    #[test]
    fn a_typed_code_is_read_as_it_was_meant() {
        assert_eq!(read_code("7h2k-9m4p 6q8r-3s5t").as_deref(), Some("7H2K9M4P6Q8R3S5T"));
        assert_eq!(read_code("oOiIlL0000000000").as_deref(), Some("0011110000000000"));
        assert_eq!(read_code("7H2K9M4P6Q8R3S5"), None);
        assert_eq!(read_code("7H2K9M4P6Q8R3S5U"), None);
    }

    #[test]
    fn a_changed_digit_is_noticed() {
        let text = seal().sign(&key(1));
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'7' { b'8' } else { b'7' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(Seal::read(&changed, known).is_err(), "{at}");
        }
    }

    #[test]
    fn a_key_that_is_rotated_out_goes_on_checking_and_an_unknown_one_proves_nothing() {
        let second = Seal { key: 2, ..seal() };
        assert_eq!(Seal::read(&second.sign(&key(2)), known), Ok(second));
        assert_eq!(Seal::read(&seal().sign(&key(1)), known), Ok(seal()));
        let third = Seal { key: 3, ..seal() };
        assert_eq!(Seal::read(&third.sign(&key(3)), known), Err(SealFault::UnknownKey(3)));
        assert_eq!(Seal::read(&seal().sign(&key(2)), known), Err(SealFault::Forged));
        assert_eq!(Seal::read("7H2K9M4P6Q8R3S5T", known), Err(SealFault::NotACode));
        assert_eq!(Seal::read("", known), Err(SealFault::NotACode));
    }
}
