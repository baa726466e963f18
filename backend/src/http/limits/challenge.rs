//! Work that a caller does instead of reading letters from a picture: to find a number by trying.
//!
//! Nothing about a challenge is kept: it is signed, and says itself until when and for what it counts. Only what was
//! answered is remembered until then, so that each answer counts once. With several servers it counts once on each.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use yijian_domain::wire::proof::{self, Challenge};

use crate::ids::{Dice, hex};

/// The number lies below this one: some tens of thousands of digests on average, half a second on a slow phone.
const NUMBERS: u32 = 100_000;
/// How long a challenge may be answered, in seconds.
const LIFE_SECONDS: i64 = 600;
/// Most answers that are remembered; beyond them none is taken until the oldest are over.
const MOST_ANSWERED: usize = 200_000;

/// Asks for work and checks it.
pub struct Proofs {
    key: [u8; 32],
    answered: Mutex<HashMap<String, i64>>,
}

/// Nothing of the key is printed.
impl std::fmt::Debug for Proofs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proofs").finish_non_exhaustive()
    }
}

impl Proofs {
    /// With a key that the servers of one county share.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self {
            key,
            answered: Mutex::default(),
        }
    }

    /// A challenge for a class of requests; none when the system has no randomness to give.
    #[must_use]
    pub fn ask(&self, dice: &Dice, class: &str, now: i64) -> Option<Challenge> {
        let salt = format!("{}.{class}.{}", now + LIFE_SECONDS, dice.roll().ok()?);
        let seed = u32::from_be_bytes(dice.bytes::<4>().ok()?);
        let challenge = proof::digest(&salt, seed % NUMBERS);
        Some(Challenge {
            algorithm: "SHA-256".to_owned(),
            signature: self.sign(&salt, &challenge),
            numbers: NUMBERS,
            challenge,
            salt,
        })
    }

    /// Whether an answer, as it stands in the header, is right, in time, for this class, and given for the first time.
    #[must_use]
    pub fn accept(&self, class: &str, answer: &str, now: i64) -> bool {
        let Some((number, salt, signature)) = proof::read(answer) else {
            return false;
        };
        let mut parts = salt.split('.');
        let ends_at: Option<i64> = parts.next().and_then(|ends_at| ends_at.parse().ok());
        let in_time = ends_at.is_some_and(|ends_at| (now..=now + LIFE_SECONDS).contains(&ends_at));
        if !in_time || parts.next() != Some(class) || number >= NUMBERS {
            return false;
        }
        self.is_signed(salt, &proof::digest(salt, number), signature) && self.is_first(salt, now, now + LIFE_SECONDS)
    }

    fn mac(&self, salt: &str, challenge: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("a key of any length");
        mac.update(salt.as_bytes());
        mac.update(b"\n");
        mac.update(challenge.as_bytes());
        mac
    }

    fn sign(&self, salt: &str, challenge: &str) -> String {
        hex(&self.mac(salt, challenge).finalize().into_bytes())
    }

    fn is_signed(&self, salt: &str, challenge: &str, signature: &str) -> bool {
        // Compared by hash, so that the time taken says nothing.
        let twice = |text: &str| self.mac("", text).finalize();
        twice(&self.sign(salt, challenge)) == twice(signature)
    }

    fn is_first(&self, salt: &str, now: i64, until: i64) -> bool {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        if answered.len() >= MOST_ANSWERED {
            answered.retain(|_, until| *until >= now);
        }
        answered.len() < MOST_ANSWERED && answered.insert(salt.to_owned(), until).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_772_415_000;

    fn solved(challenge: &Challenge) -> String {
        let number = proof::find(challenge, 0, challenge.numbers).unwrap();
        proof::write(challenge, number)
    }

    #[test]
    fn an_answer_counts_once_in_time_and_for_what_it_was_asked() {
        let proofs = Proofs::new([3; 32]);
        let challenge = proofs.ask(&Dice::loaded(), "submitting", NOW).unwrap();
        let answer = solved(&challenge);
        assert!(!proofs.accept("codes", &answer, NOW));
        assert!(!proofs.accept("submitting", &answer, NOW + LIFE_SECONDS + 1));
        assert!(!proofs.accept("submitting", &answer, NOW - 1));
        assert!(proofs.accept("submitting", &answer, NOW + LIFE_SECONDS));
        assert!(!proofs.accept("submitting", &answer, NOW), "each answer counts once");
    }

    #[test]
    fn an_answer_that_was_made_up_does_not_count() {
        let proofs = Proofs::new([3; 32]);
        let challenge = Proofs::new([4; 32]).ask(&Dice::loaded(), "submitting", NOW).unwrap();
        assert!(!proofs.accept("submitting", &solved(&challenge), NOW));
        let challenge = proofs.ask(&Dice::loaded(), "submitting", NOW).unwrap();
        let number = proof::find(&challenge, 0, challenge.numbers).unwrap();
        for other in ["", " ", "1 2", "x y z", &proof::write(&challenge, number + 1)] {
            assert!(!proofs.accept("submitting", other, NOW), "{other}");
        }
        let longer = challenge
            .salt
            .replace(&(NOW + LIFE_SECONDS).to_string(), &(NOW + LIFE_SECONDS - 1).to_string());
        let longer = Challenge {
            salt: longer,
            ..challenge
        };
        assert!(!proofs.accept("submitting", &proof::write(&longer, number), NOW));
    }
}
