//! What a new version of the catalogue changes for a draft.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    id::{FieldKey, ItemId, MaterialKey},
    plan::{Applies, Plan},
};

/// What a plan consisted of when the person last saw it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seen {
    /// The items that applied.
    pub items: BTreeSet<ItemId>,
    /// The fields of the merged form.
    pub fields: BTreeSet<FieldKey>,
    /// The merged materials.
    pub materials: BTreeSet<MaterialKey>,
}

/// What came and what went since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// New.
    pub added: Seen,
    /// Gone.
    pub gone: Seen,
}

impl Seen {
    /// What a plan consists of.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self {
            items: plan
                .items
                .iter()
                .filter(|item| item.applies == Applies::Yes)
                .map(|item| item.id.clone())
                .collect(),
            fields: plan.form.fields().map(|field| field.id.clone()).collect(),
            materials: plan.materials.iter().map(|line| line.id.clone()).collect(),
        }
    }

    /// What is different in `now`.
    #[must_use]
    pub fn changes(&self, now: &Self) -> Changes {
        Changes {
            added: now.minus(self),
            gone: self.minus(now),
        }
    }

    fn minus(&self, other: &Self) -> Self {
        Self {
            items: self.items.difference(&other.items).cloned().collect(),
            fields: self.fields.difference(&other.fields).cloned().collect(),
            materials: self.materials.difference(&other.materials).cloned().collect(),
        }
    }

    /// Nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.fields.is_empty() && self.materials.is_empty()
    }
}

impl Changes {
    /// Whether nothing the person sees is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }
}
