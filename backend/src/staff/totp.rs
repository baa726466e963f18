//! One-time codes: RFC 6238 with SHA-1, 30 seconds and 6 digits, which every authenticator can do.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use totp_rs::{Builder, Secret, Totp};

use crate::{clock::Moment, ids::Dice};

/// Who issues the codes, as an authenticator shows it.
const ISSUER: &str = "Yijian 一件";

/// A new shared secret of 160 bits (RFC 4226, section 4) in base32.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn new_secret(dice: &Dice) -> Result<String, getrandom::Error> {
    Ok(Secret::new_stack(dice.bytes()?).to_base32())
}

/// The address that an authenticator scans (Key Uri Format of Google Authenticator).
#[must_use]
pub fn uri(secret: &str, name: &str) -> String {
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, name) = (encode(ISSUER), encode(name));
    format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}")
}

/// The time step a code is right for: the present one, the one before or the one after. Spaces do not matter. A step
/// that was used before is for the caller to refuse.
#[must_use]
pub fn step(secret: &str, code: &str, now: Moment) -> Option<i64> {
    let code: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    let now = u64::try_from(now.seconds()).ok()?;
    i64::try_from(totp(secret)?.check(&code, now)?).ok()
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new()
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(1)
        .with_secret(secret)
        .build()
        .ok()
}

/// The code of a moment, as the authenticator of a test makes it.
#[cfg(test)]
pub(crate) fn code(secret: &str, now: Moment) -> String {
    totp(secret).unwrap().generate(now.seconds().unsigned_abs()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12345678901234567890`, the secret of RFC 6238, appendix B.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_standard() {
        // The last six of the eight digits of the table.
        for (seconds, right) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let now = Moment::from_seconds(seconds);
            assert_eq!(code(SECRET, now), right);
            assert_eq!(step(SECRET, right, now), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_right_a_step_early_or_late() {
        let at = |seconds| step(SECRET, "081 804", Moment::from_seconds(seconds));
        let right = 1_111_111_109 / 30;
        assert_eq!(at(right * 30 - 30), Some(right));
        assert_eq!(at(right * 30 + 59), Some(right));
        assert_eq!(at(right * 30 - 31), None);
        assert_eq!(at(right * 30 + 60), None);
        for code in ["", "81804", "0081804", "+81804", "08180a"] {
            assert_eq!(step(SECRET, code, Moment::from_seconds(right * 30)), None, "{code}");
        }
    }

    #[test]
    fn the_address_names_issuer_and_account() {
        let secret = new_secret(&Dice::system()).unwrap();
        assert_eq!(secret.len(), 32);
        assert_eq!(
            uri(&secret, "张三"),
            format!(
                "otpauth://totp/Yijian%20%E4%B8%80%E4%BB%B6:%E5%BC%A0%E4%B8%89?secret={secret}&issuer=Yijian%20%E4%B8%80%E4%BB%B6"
            )
        );
    }
}
