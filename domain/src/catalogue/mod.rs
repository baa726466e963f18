//! The catalogue: dated, sourced data about what exists and what each thing asks for.
//!
//! The file format is described in `docs/catalogue.md`; the types here mirror it one to one. A [`Catalogue`] may hold
//! everything a county knows, or just the part that one theme needs ([`Catalogue::slice`]): that is what a phone loads.

mod condition;
mod form;
mod grammar;
mod item;
mod library;
mod licence;
mod numbering;
mod organ;
mod pause;
mod place;
mod published;
mod slice;
mod term;
mod theme;

#[cfg(feature = "load")]
pub mod check;
#[cfg(feature = "embedded")]
pub mod embedded;
#[cfg(feature = "load")]
pub mod load;
#[cfg(test)]
pub(crate) mod sample;

pub use condition::{Compare, Condition, Fact, Test};
pub use form::{Choice, Element, Must, Promise, Relation, Role, SameAs, Section};
pub use grammar::Fault as ConditionFault;
pub use item::{Alternative, FieldUse, Inspection, Item, ItemKind, Limit, MaterialUse, NoLimit, PaperForm};
pub use library::{Department, Material, MaterialKind, Point, Source, SourceKind};
pub use licence::{Licence, LicenceKind, NoValidity, Renewal, Unit, Validity, Window};
pub use numbering::{
    CheckMethod, NoPattern, NumberFault, NumberParts, NumberPattern, NumberRule, Pattern, PatternFault, VerifyFault,
};
pub use organ::{Organ, ReviewBody};
pub use pause::{Pause, PauseReason};
pub use place::{Hall, Plate, Region, RegionCode, nearest_halls};
pub use published::{Compared, Metric, Published};
pub use theme::{Audience, Question, QuestionKind, Stage, Theme};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    calendar::WorkingCalendar,
    id::{
        DepartmentId, ElementId, HallId, ItemId, MaterialId, NumberId, PlateId, PointId, PromiseId, QuestionId,
        RegionId, RelationId, RoleId, SectionId, SourceId, ThemeId,
    },
};

/// The catalogue, or the part of it that one theme needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalogue {
    /// Version of the whole, changed with every publication.
    pub version: String,
    /// What this catalogue is, in Chinese.
    pub title: String,
    /// The same in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// Where facts come from.
    pub sources: BTreeMap<SourceId, Source>,
    /// Who decides.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// Headings of the merged form.
    pub sections: BTreeMap<SectionId, Section>,
    /// Persons a field or a paper can belong to.
    pub roles: BTreeMap<RoleId, Role>,
    /// Data elements.
    pub elements: BTreeMap<ElementId, Element>,
    /// Rules between two elements.
    pub relations: BTreeMap<RelationId, Relation>,
    /// Questions.
    pub questions: BTreeMap<QuestionId, Question>,
    /// Papers.
    pub materials: BTreeMap<MaterialId, Material>,
    /// Texts of commitments.
    pub promises: BTreeMap<PromiseId, Promise>,
    /// Inspection points.
    pub points: BTreeMap<PointId, Point>,
    /// Service items.
    pub items: BTreeMap<ItemId, Item>,
    /// Themes.
    pub themes: BTreeMap<ThemeId, Theme>,
    /// Regions.
    pub regions: BTreeMap<RegionId, Region>,
    /// Halls.
    pub halls: BTreeMap<HallId, Hall>,
    /// Door plates.
    pub plates: BTreeMap<PlateId, Plate>,
    /// How numbers are built. They stay on the server.
    #[serde(skip)]
    pub numbers: BTreeMap<NumberId, NumberRule>,
    /// What the papers are that items issue, by paper. They stay on the server.
    #[serde(skip)]
    pub licences: BTreeMap<MaterialId, Licence>,
    /// Working days.
    pub calendar: WorkingCalendar,
}
