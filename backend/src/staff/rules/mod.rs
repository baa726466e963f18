//! What may be a sign-in name and a password.

use crate::ids::Dice;

/// Fewest characters of a password (NIST SP 800-63B-4, 3.1.1.2 asks for length and against composition rules).
pub const SHORTEST_PASSWORD: usize = 10;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 256;
/// Most characters of a sign-in name.
const LONGEST_NAME: usize = 40;

/// The password of the demo accounts, for everybody to know.
pub const DEMO_PASSWORD: &str = "yijian-demo-2026";

/// Passwords of ten characters and more that are tried first, in lower case.
const WORST: &[&str] = &[
    "0123456789",
    "0987654321",
    "1234567890",
    "12345678910",
    "1234567891",
    "123456789a",
    "1234qwerasdf",
    "1357924680",
    "147258369a",
    "1qaz2wsx3edc",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "5201314520",
    "9876543210",
    "a123456789",
    "abc1234567",
    "abcd123456",
    "abcdefghij",
    "administrator",
    "admin12345",
    "admin123456",
    "asdfghjkl;",
    "iloveyou123",
    "p@ssw0rd123",
    "passw0rd123",
    "password12",
    "password123",
    "password1234",
    "qazwsxedcrfv",
    "qq123456789",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "woaini1314",
    "woaini5201314",
    "woaini1314520",
    "zaq12wsxcde3",
    "zxcvbnm123",
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
    /// One that is tried first.
    #[error("this password is one of those that are tried first; several words make a good one")]
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
/// When it is too short or too long, the name, or one that is tried first.
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
    let mut characters = folded.chars();
    let first = characters.next();
    if characters.all(|character| Some(character) == first) || WORST.contains(&folded.as_str()) {
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
