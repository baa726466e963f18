//! Names of catalogue things, and references that carry a role.

use std::{borrow::Borrow, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Defines newtypes for the ids of catalogue things. An id is the file name of the thing: a word in `snake_case`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Arc::from(text))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A theme (一件事主题).
    ThemeId,
    /// A service item (事项).
    ItemId,
    /// A question asked to find out what applies.
    QuestionId,
    /// One option of a question or of a choice field.
    OptionId,
    /// A library material.
    MaterialId,
    /// A data element (数据元).
    ElementId,
    /// A person's role towards the matter: operator, agent.
    RoleId,
    /// A department.
    DepartmentId,
    /// A published source of facts.
    SourceId,
    /// A text of a commitment (告知承诺).
    PromiseId,
    /// An inspection point.
    PointId,
    /// A section of the merged form.
    SectionId,
    /// A rule between two elements.
    RelationId,
    /// A rule that numbers are built by.
    NumberId,
    /// A region of the catalogue.
    RegionId,
    /// A service hall.
    HallId,
    /// A door plate (数字政务门牌).
    PlateId,
}

/// A reference that could not be read: empty, or with an empty role or number behind it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reference: write `name` or `name@role`")]
pub struct BadReference(pub String);

/// Something that may belong to a person, written `name` or `name@role`.
///
/// For fields the name is an [`ElementId`], for papers a [`MaterialId`]. `no` counts persons of a repeating role from 1
/// and is written `name@role#2`; the first person needs no number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Of<T: Word> {
    /// What it is.
    pub what: T,
    /// Whose it is, when it belongs to a person.
    pub role: Option<RoleId>,
    /// Which person of a repeating role, from 1.
    pub no: u16,
}

/// An id that may stand before `@role`.
pub trait Word: Clone + fmt::Display + for<'a> From<&'a str> {}
impl Word for ElementId {}
impl Word for MaterialId {}

/// A field: a data element and whose it is.
pub type FieldKey = Of<ElementId>;
/// A paper: a library material and whose it is.
pub type MaterialKey = Of<MaterialId>;

impl<T: Word> Of<T> {
    /// A reference without a person.
    #[must_use]
    pub fn plain(what: T) -> Self {
        Self {
            what,
            role: None,
            no: 1,
        }
    }

    /// The same thing of another role.
    #[must_use]
    pub fn with_role(&self, role: Option<RoleId>) -> Self {
        Self {
            what: self.what.clone(),
            role,
            no: self.no,
        }
    }

    /// The same thing of the person with this number.
    #[must_use]
    pub fn number(&self, no: u16) -> Self {
        Self { no, ..self.clone() }
    }
}

#[cfg(feature = "openapi")]
impl<T: Word> utoipa::PartialSchema for Of<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("What it is and whose: `name`, `name@role`, `name@role#2`"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl<T: Word> utoipa::ToSchema for Of<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Key".into()
    }
}

impl<T: Word> FromStr for Of<T> {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        let bad = || BadReference(text.to_owned());
        let (what, rest) = match text.split_once('@') {
            Some((what, rest)) => (what.trim(), Some(rest.trim())),
            None => (text.trim(), None),
        };
        let (role, no) = match rest {
            None => (None, 1),
            Some(rest) => match rest.split_once('#') {
                None => (Some(rest), 1),
                Some((role, no)) => (Some(role), no.parse().ok().filter(|no| *no > 0).ok_or_else(bad)?),
            },
        };
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        if !is_word(what) || role.is_some_and(|role| !is_word(role)) {
            return Err(bad());
        }
        Ok(Self {
            what: T::from(what),
            role: role.map(RoleId::from),
            no,
        })
    }
}

impl<T: Word> fmt::Display for Of<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if let Some(role) = &self.role {
            write!(f, "@{role}")?;
            if self.no > 1 {
                write!(f, "#{}", self.no)?;
            }
        }
        Ok(())
    }
}

impl<T: Word> fmt::Debug for Of<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: Word> TryFrom<String> for Of<T> {
    type Error = BadReference;

    fn try_from(text: String) -> Result<Self, BadReference> {
        text.parse()
    }
}

impl<T: Word> From<Of<T>> for String {
    fn from(key: Of<T>) -> Self {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_reference_reads_back_as_it_was_written() {
        for text in ["premises_area", "name@operator", "name@shareholder#2"] {
            assert_eq!(text.parse::<FieldKey>().map(|key| key.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_reference_with_an_empty_part_is_refused() {
        for text in ["", "@operator", "name@", "name@operator#0", "name@operator#x", "姓名"] {
            assert!(text.parse::<FieldKey>().is_err(), "{text}");
        }
    }
}
