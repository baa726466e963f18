//! What the server and the staff's program say to each other about cases.

use serde::{Deserialize, Serialize};

use crate::{
    application::{FileRef, PartField, PartMaterial},
    case::{
        Act, Actor, At, Cause, Channel, Composite, Missing, Pace, PartCode, PauseReason, Rectification, Refusal, Role,
        StaffRef, StageCode, Urged, Verb, Visit, VisitPlan,
    },
    catalogue::PaperForm,
    id::{DepartmentId, FieldKey, ItemId, MaterialKey, PointId, PromiseId, ThemeId},
};

/// Which cases to list. Every filter narrows; none shows everything in the person's scope.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct QueueQuery {
    /// What the person wants to see.
    pub view: QueueView,
    /// Only cases in this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageCode>,
    /// Only cases of this theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Only cases with a part of this department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// The beginning of a number or of an applicant's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// The order.
    pub sort: QueueSort,
    /// Where the page before ended; the first page without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What somebody wants to see of the cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// What waits for the person's role: for a clerk what is to be accepted or handed out, for a reviewer open parts of
    /// their department.
    #[default]
    ToDo,
    /// What the reviewer has taken on.
    Mine,
    /// What is past its promised day.
    Late,
    /// What waits for the applicant or stands still by law.
    Waiting,
    /// Everything that is not over.
    Running,
    /// Everything.
    All,
}

/// The order of a list of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueSort {
    /// What is due first stands first; what has no day stands last.
    #[default]
    Due,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// A page of a list of cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuePage {
    /// The cases.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many there are, up to 1,000; more are not counted.
    pub count: u32,
    /// There are more than that.
    pub more: bool,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueRow {
    /// Its number.
    pub number: String,
    /// Name of the theme.
    pub theme_name: String,
    /// The applicant's name, masked.
    pub holder: String,
    /// Name of the region.
    pub region_name: String,
    /// Where it stands.
    pub stage: StageCode,
    /// For a reviewer: where the part of their department stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartCode>,
    /// Name of that part's item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_name: Option<String>,
    /// Who works on that part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// The day it is due, `YYYY-MM-DD`; none while it waits for the applicant or is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How near that day is.
    pub pace: Pace,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Parts with an outcome.
    pub parts_over: u16,
    /// Parts in all.
    pub parts: u16,
    /// A supervisor presses for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urged: bool,
}

/// Everything a member of staff may see of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Its number.
    pub number: String,
    /// The theme.
    pub theme: ThemeId,
    /// Name of the theme.
    pub theme_name: String,
    /// Name of the region.
    pub region_name: String,
    /// The applicant's name.
    pub holder: String,
    /// How it came in.
    pub channel: Channel,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Where it stands.
    pub stage: StageCode,
    /// How many events it has: what an act is based on.
    pub events: u32,
    /// The day by which the window answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<String>,
    /// A supervisor's word that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urged: Option<Urged>,
    /// The notice that is out, or was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeView>,
    /// The day it was accepted, and whether because nobody said anything in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<AcceptedView>,
    /// The merged form; for reviewers empty, who see their own.
    pub form: Vec<FormSection>,
    /// The merged papers; for reviewers empty, who see their own.
    pub papers: Vec<PaperView>,
    /// Every part, with its limits.
    pub parts: Vec<PartView>,
    /// For reviewers: the form and the papers of their own items.
    pub sheets: Vec<PartSheet>,
    /// What is looked at on site.
    pub inspection: InspectionView,
    /// Commitments that were made.
    pub commitments: Vec<CommitmentView>,
    /// The licence, once issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Composite>,
    /// Documents that can be printed, newest last.
    pub documents: Vec<DocumentRef>,
    /// What the person can do now.
    pub open: Vec<OpenVerb>,
    /// The record, newest first.
    pub history: Vec<HistoryRow>,
    /// Whose time was whose.
    pub days: Vec<DaysRow>,
    /// Some of the dates lie in a year whose holidays are not published yet.
    pub provisional: bool,
}

/// The one correction notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// What is missing.
    pub missing: Vec<Missing>,
    /// The day by which an answer is expected, `YYYY-MM-DD`.
    pub by: String,
    /// What else was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
}

/// The acceptance of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedView {
    /// The day from which the limits run, `YYYY-MM-DD`.
    pub on: String,
    /// Nobody had said anything in time.
    pub deemed: bool,
}

/// One section of the merged form, filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormSection {
    /// Heading, with the number of the person where there are several.
    pub title: String,
    /// Its fields.
    pub fields: Vec<FormRow>,
}

/// One field of the merged form, filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormRow {
    /// The field.
    pub field: FieldKey,
    /// Its label.
    pub label: String,
    /// What stands in it, as people read it; empty when nothing does.
    pub value: String,
}

/// One paper of the merged list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperView {
    /// The paper.
    pub paper: MaterialKey,
    /// Its name.
    pub name: String,
    /// Who asks for it: names of items.
    pub items: Vec<String>,
    /// In which form it is wanted.
    pub form: PaperForm,
    /// Paper copies.
    pub copies: u16,
    /// What departments need marked on a drawing.
    pub wanted: Vec<String>,
    /// What is looked at: each a condition that must hold, and a reason when it does not.
    pub points: Vec<String>,
    /// Its files, in order.
    pub files: Vec<FileRef>,
    /// The last day for it, when it was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// It did not come by that day.
    pub defaulted: bool,
}

/// A part and its limits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartView {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Who decides.
    pub department: DepartmentId,
    /// Name of the department.
    pub department_name: String,
    /// Where it stands.
    pub stage: PartCode,
    /// Who works on it or decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<StaffRef>,
    /// The limits, once they run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// Names of the items whose results it waits for.
    pub waits_for: Vec<String>,
    /// What was written about it, oldest first.
    pub opinions: Vec<OpinionView>,
    /// The reasons of a refusal or of taking it back.
    pub reasons: Vec<String>,
    /// When it was decided, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
}

/// The limits of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    /// Working days that have counted.
    pub used: u32,
    /// Working days promised, with what was added.
    pub promised: u16,
    /// Working days the law allows, with what was added.
    pub statutory: u16,
    /// The day it is due as promised.
    pub promised_due: String,
    /// The day it is due by law.
    pub statutory_due: String,
    /// How far it has come.
    pub pace: Pace,
    /// Why it stands still, since when, and how many working days are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<PausedView>,
    /// It was extended by so many working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<u16>,
}

/// Why a limit stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PausedView {
    /// Why.
    pub reason: PauseReason,
    /// Since when, `YYYY-MM-DD`.
    pub since: String,
    /// Working days expected.
    pub expected: u16,
}

/// What a reviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpinionView {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub text: String,
}

/// The original form and list of one item, filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartSheet {
    /// The item.
    pub item: ItemId,
    /// Title of its form.
    pub title: String,
    /// Its form, in its own order.
    pub form: Vec<PartField>,
    /// Its list, in its own order.
    pub materials: Vec<PartMaterial>,
    /// The papers behind the lines, with files and review points.
    pub papers: Vec<PaperView>,
}

/// The inspection of a case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectionView {
    /// Something is looked at on site.
    pub needed: bool,
    /// Every point has passed.
    pub passed: bool,
    /// The appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<VisitPlan>,
    /// The checklist of the next visit; all points before the first.
    pub checklist: Vec<CheckPoint>,
    /// What has to be put right.
    pub rectify: Vec<Rectification>,
    /// What was found, oldest first.
    pub visits: Vec<Visit>,
    /// Inspectors of the region, to choose from.
    pub inspectors: Vec<StaffRef>,
    /// Names of all points, for the visits.
    pub names: Vec<(PointId, String)>,
}

/// One point of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckPoint {
    /// The point.
    pub point: PointId,
    /// What is looked at.
    pub name: String,
    /// How it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Names of the departments that want it looked at.
    pub departments: Vec<String>,
    /// Photographs are enough.
    pub remote: bool,
    /// Photographs the applicant sent.
    pub pictures: Vec<String>,
}

/// A commitment of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitmentView {
    /// The commitment.
    pub promise: PromiseId,
    /// Its title.
    pub name: String,
    /// Version of the text that was agreed to.
    pub version: String,
    /// The items that rely on it.
    pub items: Vec<ItemId>,
    /// The day by which it is checked, once something resting on it was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_due: Option<String>,
    /// What the check found; none before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// What was seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// A document that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRef {
    /// The last part of its address.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Name of the item, for a document about one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// When it came about, RFC 3339.
    pub at: String,
}

/// The documents of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 收件凭证
    Receipt,
    /// 受理通知书
    Acceptance,
    /// 补正材料一次性告知书
    Correction,
    /// 不予受理决定书
    NonAcceptance,
    /// 容缺受理通知书
    Deferral,
    /// 特别程序通知书
    Pause,
    /// 延长办理期限告知书
    Extension,
    /// 准予或者不予决定书
    Decision,
    /// 现场核查记录
    InspectionRecord,
    /// 行业综合许可证
    CompositeLicence,
}

/// A verb that is open to the person now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenVerb {
    /// The verb.
    pub verb: Verb,
    /// The role it is done in.
    pub role: Role,
    /// The part, for a verb of a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What stands in its way, when somebody has to see to something first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub but: Option<Refusal>,
}

/// One line of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryRow {
    /// Counts the events of a case, from 1.
    pub seq: u32,
    /// When.
    pub at: At,
    /// Who.
    pub by: Actor,
    /// What, as a word.
    pub verb: Verb,
    /// Name of the item, for a verb of a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// What was said: a reason, a notice, an opinion.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// Whether a commitment was kept, for its check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// Where the case stood before.
    pub from: StageCode,
    /// Where it stood afterwards.
    pub to: StageCode,
}

/// A stretch of time and whose it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DaysRow {
    /// Whose it was.
    #[serde(flatten)]
    pub cause: Cause,
    /// Name of the item; none before acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// After this day, `YYYY-MM-DD`.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// Working days.
    pub working_days: u32,
}

/// Something a member of staff wants to do with a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActRequest {
    /// The number of events the person saw: when there are more, somebody else did something in between.
    pub seen: u32,
    /// What. The licence of an `issue` is made by the server.
    pub act: Act,
}

/// Why something was not done with a case, beside the usual fields of a problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseProblem {
    /// A stable code: `refused`, `case_changed`, and those of every endpoint.
    pub code: String,
    /// HTTP status.
    pub status: u16,
    /// What went wrong, for developers, in English.
    pub title: String,
    /// What would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// With `refused`: why, as the rules say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// With `case_changed`: the case as it stands now; the newest lines of its record say what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Box<CaseView>>,
}

/// A visit on an inspector's day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitRow {
    /// The case.
    pub number: String,
    /// How many events it has: what the record is based on.
    pub events: u32,
    /// Name of the theme.
    pub theme_name: String,
    /// Whom to ask for.
    pub holder: String,
    /// Their telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The appointment.
    pub plan: VisitPlan,
    /// The checklist.
    pub checklist: Vec<CheckPoint>,
    /// What had to be put right.
    pub rectify: Vec<Rectification>,
}

/// What a supervisor sees.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// One line for each department, and one for the windows.
    pub departments: Vec<LoadRow>,
    /// One point for each of the last days, oldest first.
    pub days: Vec<DayLoad>,
    /// What is late or due soon, worst first; at most 100.
    pub late: Vec<QueueRow>,
    /// Messages that could not be delivered.
    pub dead_letters: u32,
}

/// The load of a department.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoadRow {
    /// The department; none for the windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Its name.
    pub name: String,
    /// Parts that are open; for windows: cases that wait for an answer.
    pub open: u32,
    /// Of these, due soon.
    pub due_soon: u32,
    /// Of these, past the promised day.
    pub late: u32,
    /// Of these, past the law's limit.
    pub overdue: u32,
    /// Of these, standing still by law.
    pub paused: u32,
}

/// One day of a city's work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayLoad {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Cases that arrived.
    pub arrived: u32,
    /// Cases that were decided or ended.
    pub over: u32,
    /// Parts that were decided after their promised day.
    pub late: u32,
}

/// What is needed to take an application in at the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WindowRequest {
    /// The theme.
    pub theme: ThemeId,
    /// On what authority: the applicant is there, or an authorisation and its date.
    pub authority: String,
}

/// Where the clerk fills the form in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WindowDraft {
    /// Path of the form.
    pub path: String,
}
