//! Who an applicant is: what lists, licences and messages need of a form.

use std::{collections::BTreeMap, fmt};

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use yijian_domain::{
    case::Holder,
    id::{ElementId, FieldKey},
    value::mask,
};

use crate::{ids::hex, vault::Vault};

/// Roles that stand for the applicant, the first that is named counts.
const APPLICANTS: [&str; 8] = [
    "operator",
    "applicant",
    "person_in_charge",
    "mother",
    "father",
    "employer_handler",
    "contact",
    "agent",
];
/// Roles that are told how things stand, likewise.
const TOLD: [&str; 8] = [
    "contact",
    "operator",
    "applicant",
    "mother",
    "father",
    "person_in_charge",
    "employer_handler",
    "agent",
];

/// Who an applicant is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subject {
    /// Name of the business, when there is one.
    pub business: Option<String>,
    /// Name of the person.
    pub person: Option<String>,
    /// Identity number of that person.
    pub id_number: Option<String>,
    /// Unified social credit code of the business.
    pub credit_code: Option<String>,
    /// Where the business is.
    pub address: Option<String>,
    /// Whom to call and to send text messages.
    pub mobile: Option<String>,
    /// Name of who came in their place.
    pub agent: Option<String>,
    /// The form of a food business, as its number says it: 1 sale, 2 catering, 3 canteen.
    pub food_form: Option<u8>,
}

/// A person: nothing of them is printed.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(***)")
    }
}

impl Subject {
    /// Who an applicant is, by the values of their form.
    #[must_use]
    pub fn of(values: &BTreeMap<FieldKey, String>) -> Self {
        let plain = |element: &str| {
            let key = FieldKey::plain(ElementId::from(element));
            values.get(&key).filter(|value| !value.is_empty()).cloned()
        };
        let of_role = |element: &str, roles: &[&str]| {
            roles.iter().find_map(|role| {
                let key = FieldKey::plain(ElementId::from(element)).with_role(Some((*role).into()));
                values.get(&key).filter(|value| !value.is_empty()).cloned()
            })
        };
        Self {
            business: plain("entity_name"),
            person: of_role("name", &APPLICANTS),
            id_number: of_role("id_number", &APPLICANTS),
            credit_code: plain("credit_code"),
            address: plain("business_address").or_else(|| plain("registered_address")),
            mobile: of_role("mobile", &TOLD).or_else(|| of_role("phone", &TOLD)),
            agent: of_role("name", &["agent"]),
            food_form: match plain("food_business_type").as_deref() {
                Some("sale") => Some(1),
                Some("catering") => Some(2),
                Some("canteen") => Some(3),
                _ => None,
            },
        }
    }

    /// What the applicant is called: the business; of one without a name the person (实施细则 art. 6(7)).
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.business.as_deref().or(self.person.as_deref());
        name.unwrap_or_default()
    }

    /// The person by a keyed hash of their identity number: the same person gives the same one, and nobody without the
    /// key can tell whose it is. None, when the form has no number.
    #[must_use]
    pub fn keyed(&self, key: &[u8; 32]) -> Option<String> {
        let number = self.id_number.as_deref()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
        mac.update(number.as_bytes());
        Some(hex(&mac.finalize().into_bytes()))
    }

    /// What lists keep of the name: of a business the name, which is public; of a person the part that is shown, and behind
    /// it a keyed hash of the whole, by which the person is found.
    #[must_use]
    pub fn listed(&self, vault: &Vault) -> String {
        match (&self.business, &self.person) {
            (Some(business), _) => business.clone(),
            (None, Some(person)) => listed_person(vault, person),
            (None, None) => String::new(),
        }
    }

    /// What a licence says about its holder.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder {
            name: self.name().to_owned(),
            credit_code: self.credit_code.clone(),
            principal: self.person.clone(),
            address: self.address.clone(),
        }
    }
}

/// Stands between the shown part of a person's name and the keyed hash; no name has it.
const HASH_FOLLOWS: char = '\u{1f}';
/// Hex digits of the hash that lists keep: enough to tell the persons of a county apart.
const HASH_DIGITS: usize = 16;

/// What lists keep of a person of this name.
pub(crate) fn listed_person(vault: &Vault, name: &str) -> String {
    let hash = vault.lookup("name", name);
    format!("{}{HASH_FOLLOWS}{}", mask::name(name), &hash[..HASH_DIGITS])
}

/// What of a name in a list is shown.
#[must_use]
pub fn shown_name(listed: &str) -> &str {
    listed.split(HASH_FOLLOWS).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(values: &[(&str, &str)]) -> Subject {
        let values = values
            .iter()
            .map(|(key, value)| (key.parse().unwrap(), (*value).to_owned()));
        Subject::of(&values.collect())
    }

    #[test]
    fn a_business_is_called_by_its_name_and_otherwise_by_its_operator() {
        let named = subject(&[("entity_name", "小院餐饮店"), ("name@operator", "张三")]);
        assert_eq!(named.name(), "小院餐饮店");
        assert_eq!(named.holder().principal.as_deref(), Some("张三"));
        assert_eq!(
            subject(&[("entity_name", ""), ("name@operator", "张三")]).name(),
            "张三"
        );
    }

    #[test]
    fn the_contact_is_told_before_the_operator() {
        let both = subject(&[("mobile@operator", "19900000001"), ("mobile@contact", "19900000002")]);
        assert_eq!(both.mobile.as_deref(), Some("19900000002"));
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        let printed = format!("{:?}", subject(&[("name@operator", "张三")]));
        assert_eq!(printed, "Subject(***)");
    }
}
