//! What of a value says who a person is, where they live and how they are reached, and how it is shown to somebody who has
//! not said what they need it for (个人信息保护法 art. 5 and 6: no more than the purpose needs; art. 51(3): 去标识化).

mod scrub;

use serde::{Deserialize, Serialize};

use super::{kind::Kind, mask};

pub use scrub::Hidden;

/// What a value says of a person. The kind of an element decides it, unless its file says otherwise (`personal`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// Nothing that is hidden: names and places of businesses, what they do, choices, sizes.
    Nothing,
    /// What somebody is called.
    Name,
    /// An identity number of 18 characters.
    ResidentId,
    /// Any other number of a paper that names somebody.
    Number,
    /// A mobile or landline number.
    Phone,
    /// An e-mail address.
    Email,
    /// Where somebody lives or gets their post.
    Home,
    /// The number of an account at a bank.
    BankAccount,
    /// A day in somebody's life.
    Day,
}

impl Personal {
    /// What values of a kind say of a person when nothing else is known: an address is somebody's home.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::PersonName => Self::Name,
            Kind::ResidentId => Self::ResidentId,
            Kind::Mobile | Kind::Phone => Self::Phone,
            Kind::Email => Self::Email,
            Kind::Address => Self::Home,
            Kind::Text
            | Kind::LongText
            | Kind::EntityName
            | Kind::CreditCode
            | Kind::Postcode
            | Kind::Date
            | Kind::Money
            | Kind::Number
            | Kind::Area
            | Kind::YesNo
            | Kind::Choice => Self::Nothing,
        }
    }

    /// The value as somebody sees it who has not asked for it whole. Empty values stay empty.
    #[must_use]
    pub fn hide(self, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        match self {
            Self::Nothing => value.to_owned(),
            Self::Name => mask::name(value),
            Self::ResidentId => mask::resident_id(value, mask::Strictness::Usual),
            Self::Number => mask::passport(value),
            Self::Phone => phone(value),
            Self::Email => mask::email(value),
            Self::Home => mask::address(value),
            Self::BankAccount => mask::bank_account(value),
            Self::Day => "****-**-**".to_owned(),
        }
    }
}

/// A mobile number in its usual form, of every other number the last four digits.
fn phone(number: &str) -> String {
    let count = number.chars().count();
    if count == 11 && !number.contains('-') {
        return mask::mobile(number);
    }
    let hidden = count.saturating_sub(4).max(4);
    let shown: String = number.chars().skip(hidden).collect();
    "*".repeat(hidden.min(count)) + &shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_personal_value_is_hidden_in_its_own_form() {
        let hidden = [
            (Personal::Name, "欧阳小明", "***明"),
            (Personal::ResidentId, "61032819900101993X", "610328********993X"),
            (Personal::Number, "E12345678", "E******78"),
            (Personal::Phone, "19900000001", "199****0001"),
            (Personal::Phone, "0917-4242218", "********2218"),
            (Personal::Phone, "12345", "****5"),
            (Personal::Email, "li@example.com", "l***@example.com"),
            (Personal::Home, "红旗路12号3单元", "红旗路****"),
            (Personal::BankAccount, "6222021234567890123", "6222 **** **** *** 0123"),
            (Personal::Day, "1990-01-01", "****-**-**"),
            (Personal::Nothing, "小院餐饮店", "小院餐饮店"),
        ];
        for (personal, whole, shown) in hidden {
            assert_eq!(personal.hide(whole), shown, "{personal:?}");
            assert_eq!(personal.hide(""), "", "{personal:?}");
        }
    }

    #[test]
    fn an_address_is_a_home_unless_somebody_says_otherwise() {
        assert_eq!(Personal::of(Kind::Address), Personal::Home);
        assert_eq!(Personal::of(Kind::EntityName), Personal::Nothing);
    }
}
