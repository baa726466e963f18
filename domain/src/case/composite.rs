//! What a case results in: the composite licence (行业综合许可证) and its components. What it is worth on a day says
//! [`crate::licence`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ItemId, MaterialId, ThemeId};

/// A composite licence, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Composite {
    /// Its number, as printed.
    pub number: String,
    /// What its address ends with: unguessable, and no personal data.
    pub code: String,
    /// Counts from 1; a change makes a new version, which replaces the one before.
    pub version: u16,
    /// The theme it was asked for under.
    pub theme: ThemeId,
    /// Name of the trade, as printed.
    pub trade: String,
    /// Whose it is.
    pub holder: Holder,
    /// The day this version was issued.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub issued: Date,
    /// What it carries.
    pub components: Vec<Component>,
}

/// Whose licence it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holder {
    /// Name of the business; of an individual business without a name the operator's (实施细则 art. 6(7)).
    pub name: String,
    /// Unified social credit code, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// The person in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Where the business is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// One licence, filing or approval on a composite licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Component {
    /// The item it is the result of.
    pub item: ItemId,
    /// What it is.
    pub paper: MaterialId,
    /// Its name.
    pub name: String,
    /// Its own number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// The first day it is valid.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub from: Date,
    /// The last day it is valid; none, when it has no end.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub until: Option<Date>,
    /// What became of it.
    #[serde(default)]
    pub state: ComponentState,
    /// The business itself rests on it: when it ends, everything ends (营业执照).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub base: bool,
}

/// What became of a component.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ComponentState {
    /// It was granted and nothing else.
    #[default]
    Granted,
    /// It was taken back (撤销).
    Revoked {
        /// The day.
        #[serde(with = "crate::calendar::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        on: Date,
        /// Why.
        reason: String,
    },
    /// It was given up or removed from the register (注销).
    Cancelled {
        /// The day.
        #[serde(with = "crate::calendar::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        on: Date,
    },
}

/// What changes on a composite licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Amendment {
    /// What it says about the holder.
    Holder {
        /// What is right.
        holder: Holder,
    },
    /// How long a component is valid.
    Validity {
        /// Of which item.
        item: ItemId,
        /// The first day.
        #[serde(with = "crate::calendar::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Date,
        /// The last day.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::calendar::iso_option"
        )]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
        until: Option<Date>,
    },
}

impl Component {
    /// A component that stands for what a part would issue.
    pub(super) fn placeholder(part: &super::PartFile, on: Date) -> Self {
        Self {
            item: part.item.clone(),
            paper: part.issues.first().cloned().unwrap_or_else(|| MaterialId::from("")),
            name: part.name.clone(),
            number: String::new(),
            issuer: String::new(),
            from: on,
            until: None,
            state: ComponentState::Granted,
            base: false,
        }
    }
}

impl Composite {
    /// The version that replaces this one when a component is taken back; none, when it carries no such component or it
    /// was taken back before.
    #[must_use]
    pub fn revoked(&self, item: &ItemId, on: Date, reason: &str) -> Option<Self> {
        let mut next = self.next(on);
        let mut changed = false;
        for component in next.components.iter_mut().filter(|component| component.item == *item) {
            if component.state == ComponentState::Granted {
                component.state = ComponentState::Revoked {
                    on,
                    reason: reason.to_owned(),
                };
                changed = true;
            }
        }
        changed.then_some(next)
    }

    /// The version that replaces this one when something on it was wrong or has changed; none, when nothing changes.
    #[must_use]
    pub fn amended(&self, amendment: &Amendment, on: Date) -> Option<Self> {
        let mut next = self.next(on);
        match amendment {
            Amendment::Holder { holder } => next.holder = holder.clone(),
            Amendment::Validity { item, from, until } => {
                for component in next.components.iter_mut().filter(|component| component.item == *item) {
                    component.from = *from;
                    component.until = *until;
                }
            }
        }
        let same = next.holder == self.holder && next.components == self.components;
        (!same).then_some(next)
    }

    fn next(&self, on: Date) -> Self {
        Self {
            version: self.version.saturating_add(1),
            issued: on,
            ..self.clone()
        }
    }
}
