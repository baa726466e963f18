//! What a composite licence is worth on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{Component, ComponentState, Composite};

/// What a component is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComponentStanding {
    /// It is in force.
    Valid,
    /// Its first day has not come.
    NotYet,
    /// Its last day has passed.
    Expired,
    /// It was taken back.
    Revoked,
    /// It was given up, or the business itself ended.
    Cancelled,
}

/// What a composite licence is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Every component is in force.
    Valid,
    /// Some are, and it says which (部分失效).
    PartlyValid,
    /// None is in force any more, or the business itself ended.
    Ended,
    /// A newer version replaces this one.
    Replaced,
}

impl Component {
    /// What it is worth by itself.
    fn alone(&self, on: Date) -> ComponentStanding {
        match &self.state {
            ComponentState::Revoked { on: day, .. } if on >= *day => ComponentStanding::Revoked,
            ComponentState::Cancelled { on: day } if on >= *day => ComponentStanding::Cancelled,
            ComponentState::Granted | ComponentState::Revoked { .. } | ComponentState::Cancelled { .. } => {
                if on < self.from {
                    ComponentStanding::NotYet
                } else if self.until.is_some_and(|until| on > until) {
                    ComponentStanding::Expired
                } else {
                    ComponentStanding::Valid
                }
            }
        }
    }
}

impl Composite {
    /// What each component is worth on a day, in their order. When the one the business rests on was taken back or
    /// given up, the others end with it (个体工商户 or company without a business licence).
    #[must_use]
    pub fn components_on(&self, on: Date) -> Vec<ComponentStanding> {
        let gone = |component: &Component| {
            let standing = component.alone(on);
            component.base && matches!(standing, ComponentStanding::Revoked | ComponentStanding::Cancelled)
        };
        let ended = self.components.iter().any(gone);
        self.components
            .iter()
            .map(|component| match component.alone(on) {
                ComponentStanding::Valid | ComponentStanding::NotYet if ended => ComponentStanding::Cancelled,
                standing => standing,
            })
            .collect()
    }

    /// What the whole is worth on a day. `newest` is the highest version there is.
    #[must_use]
    pub fn standing(&self, on: Date, newest: u16) -> Standing {
        if newest > self.version {
            return Standing::Replaced;
        }
        let components = self.components_on(on);
        let valid = components
            .iter()
            .filter(|standing| **standing == ComponentStanding::Valid)
            .count();
        let to_come = components.contains(&ComponentStanding::NotYet);
        match valid {
            0 if !to_come => Standing::Ended,
            all if all == components.len() => Standing::Valid,
            _ => Standing::PartlyValid,
        }
    }
}
