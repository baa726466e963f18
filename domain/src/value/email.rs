//! E-mail addresses by their shape. Whether one exists only a message can tell, and nobody must have one.

use serde::{Deserialize, Serialize};

use super::{text, text_value};

/// An e-mail address, its domain in small letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_value!(Email, EmailFault, personal);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailFault {
    /// Not `name@place.domain`.
    #[error("an e-mail address looks like name@example.com")]
    Shape,
    /// A character that addresses do not have, such as a Chinese one or a space.
    #[error("an e-mail address has letters, digits and a few signs only")]
    Character,
    /// More than 254 characters, or more than 64 before the `@` (RFC 5321, 4.5.3.1).
    #[error("an e-mail address has at most 254 characters, 64 of them before the @")]
    Length,
}

impl Email {
    /// Reads an address; full-width forms, spaces at the ends and the Chinese full stop are understood.
    pub fn parse(raw: &str) -> Result<Self, EmailFault> {
        let typed = text::ascii(raw).replace('。', ".");
        let typed = typed.trim_matches(' ');
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-@".contains(c);
        if !typed.chars().all(allowed) {
            return Err(EmailFault::Character);
        }
        let (name, domain) = typed.rsplit_once('@').ok_or(EmailFault::Shape)?;
        if name.len() > 64 || typed.len() > 254 {
            return Err(EmailFault::Length);
        }
        let name_fits = !name.contains('@') && name.split('.').all(|part| !part.is_empty());
        if !name_fits || !is_domain(domain) {
            return Err(EmailFault::Shape);
        }
        let mut address = String::from(name);
        address.push('@');
        address.push_str(&domain.to_ascii_lowercase());
        Ok(Self(address))
    }
}

/// At least two labels of letters, digits and inner hyphens; the last has two letters or more, or is punycode.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        matches!(label.len(), 1..=63)
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    domain.split('.').all(is_label)
        && domain
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.len() >= 2 && last.starts_with(|c: char| c.is_ascii_alphabetic()))
}
