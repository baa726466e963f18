//! The plan as data: what the API answers and the pages show.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{Alternative, Choice, PaperForm, RegionCode},
    id::{DepartmentId, FieldKey, ItemId, MaterialKey, PointId, PromiseId, QuestionId, RoleId, SourceId, ThemeId},
    situation::Answers,
    value::Kind,
};

/// The plan for one situation. It is also the 一次告知单 a person can print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plan {
    /// The theme.
    pub theme: ThemeId,
    /// Version of the catalogue it was made from.
    pub catalogue_version: String,
    /// Where.
    pub region: Option<RegionCode>,
    /// The day the rules are taken from and the schedule starts on.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// No open question can change it any more. An answer nobody needs may still stand for a field that repeats its
    /// question.
    pub complete: bool,
    /// The answers that count.
    pub answers: Answers,
    /// The questions that can still change it, in order.
    pub next: Vec<QuestionId>,
    /// The items that apply or may apply, in the order they start.
    pub items: Vec<PlanItem>,
    /// The merged form.
    pub form: PlanForm,
    /// The merged materials.
    pub materials: Vec<Line>,
    /// Everything some item asks for and this person need not give, with the reason.
    pub removed: Vec<Removed>,
    /// When each item runs.
    pub schedule: Schedule,
    /// What one thing done once saves.
    pub savings: Savings,
}

/// An item in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanItem {
    /// The item.
    pub id: ItemId,
    /// Its official name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who decides.
    pub department: DepartmentId,
    /// Whether it applies.
    pub applies: Applies,
    /// Why it applies.
    pub because: String,
    /// Why it applies, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because_en: Option<String>,
    /// The law it rests on, as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Where its facts come from.
    pub source: SourceId,
    /// What is assumed about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// What is looked at on site, when it applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspection: Vec<PointId>,
}

/// Whether an item applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Applies {
    /// It applies.
    Yes,
    /// An open question still decides.
    Maybe,
}

/// The merged form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanForm {
    /// Its sections, in order.
    pub sections: Vec<SectionPart>,
}

impl PlanForm {
    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &LineField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}

/// One section of the merged form: a subject, or a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionPart {
    /// The section's or the role's id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Heading in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// The person it is about, when it is about a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// Other roles that are the same person here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RoleId>,
    /// There may be several such persons.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    /// Its fields.
    pub fields: Vec<LineField>,
}

/// One field of the merged form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineField {
    /// What it means and whose it is: the key its value is kept under.
    pub id: FieldKey,
    /// Its label.
    pub label: String,
    /// Its label in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    /// Whose it is.
    pub role: Option<RoleId>,
    /// What values it takes.
    pub kind: Kind,
    /// Whether any item requires it.
    pub required: bool,
    /// Options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Which original fields it fills.
    pub asked_by: Vec<AskedAs>,
}

/// One original field behind a merged one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedAs {
    /// The item whose form it stands on.
    pub item: ItemId,
    /// Its label there.
    pub label: String,
    /// Position in the item's original form, from 0.
    pub at: u16,
    /// Where it comes from.
    pub source: SourceId,
}

/// One paper of the merged materials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// What it is and whose.
    pub id: MaterialKey,
    /// Its name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What can be brought instead.
    pub alternatives: Vec<Alternative>,
    /// The form in which it is wanted: the strongest any item asks for.
    pub form: PaperForm,
    /// Whether the original is wanted.
    pub original: bool,
    /// Paper copies: the most any item asks for.
    pub copies: u16,
    /// One upload serves all items.
    pub electronic: bool,
    /// What the departments need marked on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markings: Vec<String>,
    /// May follow within so many working days, when every item allows it: the shortest term.
    pub deferrable: Option<u16>,
    /// The commitments that may replace it, when every item allows one.
    pub promise: Vec<PromiseId>,
    /// Which original lines it satisfies.
    pub asked_by: Vec<AskedFor>,
}

/// One original requirement behind a merged paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedFor {
    /// The item whose list it stands on.
    pub item: ItemId,
    /// Its name there.
    pub name: String,
    /// Position in the item's original list, from 0.
    pub at: u16,
    /// Where it comes from.
    pub source: SourceId,
}

/// Something an item asks for and this person need not give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Removed {
    /// Field or paper.
    pub kind: RemovedKind,
    /// The item that asks.
    pub item: ItemId,
    /// Position in the item's original form or list, from 0.
    pub at: u16,
    /// The item's own name for it.
    pub name: String,
    /// The paper, where the merge settled on one; none for a field and for a line that falls away as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<MaterialKey>,
    /// Why nobody need give it.
    pub reason: Reason,
}

/// Field or paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum RemovedKind {
    /// A field of a form.
    Field,
    /// A paper.
    Material,
}

/// Why something need not be given (rule 1 of the merge).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// It follows from another field of the same person.
    DerivedFrom {
        /// The field it follows from.
        field: FieldKey,
    },
    /// It only repeats a question that has an answer; the answer is written there.
    Answered {
        /// That question.
        question: QuestionId,
    },
    /// The same item asks for the same paper in another line.
    AskedTwice {
        /// Position of the other line in the item's list, from 0.
        line: u16,
    },
    /// It is the result of another item in the same plan.
    ResultOf {
        /// The item that issues it.
        issuer: ItemId,
    },
    /// A department already holds it.
    HeldByDepartment {
        /// The department whose records hold it.
        department: DepartmentId,
    },
    /// The applicant already gave it.
    AlreadyGiven,
    /// A commitment replaces it.
    Promised {
        /// The commitment.
        promise: PromiseId,
    },
    /// It is a form that the merged form generates.
    GeneratedForm,
    /// Its condition does not hold.
    ConditionNo {
        /// The questions whose answers decide.
        questions: Vec<QuestionId>,
    },
    /// An open question still decides.
    NotYetKnown {
        /// The questions that decide.
        questions: Vec<QuestionId>,
    },
}

/// When each item runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Schedule {
    /// The longest chain, in working days.
    pub working_days: u16,
    /// All items one after another, in working days.
    pub one_by_one_working_days: u16,
    /// All items one after another within the limits of the law, in working days.
    pub statutory_working_days: u16,
    /// The day the last item is due, when everything is handed in complete on the plan's day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due: Option<Date>,
    /// A date falls in a year whose holidays are not published yet.
    pub provisional: bool,
    /// One step for each item, in the order they start.
    pub steps: Vec<Step>,
}

/// One item in the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// The item.
    pub item: ItemId,
    /// The items whose results it waits for.
    pub after: Vec<ItemId>,
    /// Working days from the start of the plan until it starts.
    pub starts: u16,
    /// Working days from the start of the plan until it is due.
    pub ends: u16,
    /// The limit that binds, in working days.
    pub working_days: u16,
    /// The limit of the law, in working days.
    pub statutory: u16,
    /// The day it is due.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: Date,
    /// The day falls in a year whose holidays are not published yet.
    pub provisional: bool,
    /// The item lies on the longest chain.
    pub critical: bool,
    /// Where the limit comes from.
    pub source: SourceId,
    /// Why the limit is assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

/// What one thing done once saves, against every item alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Savings {
    /// Application forms.
    pub forms: Saving,
    /// Fields to fill.
    pub fields: Saving,
    /// Papers to bring.
    pub materials: Saving,
    /// Trips.
    pub visits: Saving,
    /// Departments to go to.
    pub departments: Saving,
    /// Working days.
    pub working_days: Saving,
}

/// One figure before and after, with what it is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Saving {
    /// Every item alone.
    pub before: u16,
    /// One thing, once.
    pub after: u16,
    /// What each item contributes to `before`.
    pub lines: Vec<SavingLine>,
}

/// What one item contributes to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavingLine {
    /// The item.
    pub item: ItemId,
    /// Its share.
    pub before: u16,
}
