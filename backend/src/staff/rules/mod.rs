//! What may be a sign-in name and a password.

use zxcvbn::{Score, zxcvbn};

use crate::ids::Dice;

/// Fewest characters of a password (OWASP ASVS 4.0.3, 2.1.1; NIST SP 800-63B-4, 3.1.1.2 asks for length and against
/// composition rules).
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 256;
/// Most characters of a sign-in name.
const LONGEST_NAME: usize = 40;

/// The password of the demo accounts, for everybody to know.
pub const DEMO_PASSWORD: &str = "yijian-demo-2026";

/// What is tried first here, beside the names and words of many languages that a guesser knows: 我爱你, 520 and 1314 in their
/// usual spellings, and ourselves.
const HERE: &[&str] = &[
    "woaini",
    "5201314",
    "1314520",
    "yijian",
    "zhengwu",
    "banshi",
    DEMO_PASSWORD,
];

/// A sign-in name that cannot be one.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name is 2 to {LONGEST_NAME} letters, digits, `_`, `-` and `.`")]
pub struct BadName;

/// A password that must not be one. Says what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Too short.
    #[error("a password has at least {SHORTEST_PASSWORD} characters")]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    Long,
    /// The sign-in name.
    #[error("a password is not the sign-in name")]
    Name,
    /// One that is guessed in fewer than ten thousand million tries.
    #[error("this password is soon guessed; several words that do not belong together make a good one")]
    Common,
}

impl BadPassword {
    /// Its stable code in problems.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "password_short",
            Self::Long => "password_long",
            Self::Name => "password_name",
            Self::Common => "password_common",
        }
    }
}

/// A sign-in name in the one form it is kept and looked for in: case does not matter.
#[must_use]
pub fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Checks a new sign-in name and folds it.
///
/// # Errors
/// When it is too short or too long, or has other characters than letters, digits, `_`, `-` and `.`.
pub fn check_name(name: &str) -> Result<String, BadName> {
    let name = fold(name);
    let fits = name
        .chars()
        .all(|character| character.is_alphanumeric() || "_-.".contains(character));
    if fits && (2..=LONGEST_NAME).contains(&name.chars().count()) {
        Ok(name)
    } else {
        Err(BadName)
    }
}

/// Checks a new password. There are no rules about kinds of characters: they make passwords worse.
///
/// # Errors
/// When it is too short or too long, the name, or soon guessed.
pub fn check_password(password: &str, name: &str) -> Result<(), BadPassword> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(BadPassword::Short);
    }
    if length > LONGEST_PASSWORD {
        return Err(BadPassword::Long);
    }
    let folded = fold(password);
    if folded == fold(name) {
        return Err(BadPassword::Name);
    }
    let known: Vec<&str> = HERE.iter().copied().chain([name]).collect();
    if zxcvbn(&folded, &known).score() < Score::Three {
        return Err(BadPassword::Common);
    }
    Ok(())
}

/// A new password of 100 random bits, in groups that can be read out.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn generate(dice: &Dice) -> Result<String, getrandom::Error> {
    // 32 characters, none of which is taken for another: no 0 and o, no 1, i and l.
    const ALPHABET: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz+";
    let mut bits = u128::from_be_bytes(dice.bytes()?);
    let mut password = String::with_capacity(23);
    for place in 0..20 {
        if place > 0 && place % 5 == 0 {
            password.push('-');
        }
        // Five bits name one of 32.
        password.push(char::from(ALPHABET[(bits % 32) as usize]));
        bits /= 32;
    }
    Ok(password)
}

#[cfg(test)]
mod tests;
