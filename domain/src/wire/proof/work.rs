//! Doing the work and checking it.

use core::fmt::Write;

use sha2::{Digest, Sha256};

use super::Challenge;

/// SHA-256 over the salt and the number, as lower-case hex digits.
#[must_use]
pub fn digest(salt: &str, number: u32) -> String {
    let mut text = String::with_capacity(64);
    for byte in sum(salt, number) {
        // Writing to a text cannot fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}

/// Tries so many numbers from `start` on.
#[must_use]
pub fn find(challenge: &Challenge, start: u32, count: u32) -> Option<u32> {
    let wanted = bytes(&challenge.challenge)?;
    let end = start.saturating_add(count).min(challenge.numbers);
    (start..end).find(|number| sum(&challenge.salt, *number) == wanted)
}

/// The answer as it stands in the header `Yijian-Proof`.
#[must_use]
pub fn write(challenge: &Challenge, number: u32) -> String {
    [number.to_string().as_str(), &challenge.salt, &challenge.signature].join(" ")
}

/// Number, salt and signature of an answer.
#[must_use]
pub fn read(answer: &str) -> Option<(u32, &str, &str)> {
    let (number, rest) = answer.split_once(' ')?;
    let (salt, signature) = rest.split_once(' ')?;
    Some((number.parse().ok()?, salt, signature))
}

fn sum(salt: &str, number: u32) -> [u8; 32] {
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut left = number;
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
        if left == 0 {
            break;
        }
    }
    Sha256::new()
        .chain_update(salt)
        .chain_update(&digits[at..])
        .finalize()
        .into()
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_again() {
        let challenge = Challenge {
            challenge: digest("salt", 4711),
            salt: "salt".to_owned(),
            numbers: 10_000,
            ..Challenge::default()
        };
        assert_eq!(find(&challenge, 0, 4711), None);
        assert_eq!(find(&challenge, 4000, 1000), Some(4711));
        assert_eq!(
            find(
                &Challenge {
                    numbers: 4711,
                    ..challenge
                },
                0,
                10_000
            ),
            None
        );
    }

    #[test]
    fn a_digest_is_sha_256_of_salt_and_digits() {
        // SHA-256("abc"), FIPS 180-4.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("ab", 0), sha("ab0"));
        assert_eq!(digest("", 120), sha("120"));
        assert_eq!(sha("abc"), known);
    }

    fn sha(text: &str) -> String {
        Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn an_answer_reads_back() {
        let challenge = Challenge {
            salt: "s.t".to_owned(),
            signature: "ab".to_owned(),
            ..Challenge::default()
        };
        assert_eq!(read(&write(&challenge, 7)), Some((7, "s.t", "ab")));
        assert_eq!(read("7 s"), None);
    }
}
