//! From a case to the rows of the lists.

use jiff::civil::Date;
use yijian_domain::{
    calendar::WorkingCalendar,
    case::{Case, Due, Pace, Part, PartStage, part_due},
    catalogue::RegionCode,
    value::date,
};

use super::Subject;
use crate::{
    storage::{CasePartRow, CaseRow, NO_DAY},
    vault::Vault,
};

/// What of a case's row never changes.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// Name of the theme at the time.
    pub theme_name: String,
    /// When it arrived.
    pub submitted_at: crate::clock::Moment,
}

/// The rows of a case and of its parts, as things stand on a day.
#[must_use]
pub fn rows(
    case: &Case,
    subject: &Subject,
    vault: &Vault,
    fixed: &Fixed,
    calendar: &WorkingCalendar,
    today: Date,
    over_before: &str,
) -> (CaseRow, Vec<CasePartRow>) {
    let code = case.stage.code();
    let due = case.due(calendar, today);
    let parts = case.stage.review().map_or(&[][..], |review| &review.parts);
    let county = case.file.region.as_ref().map(ToString::to_string).unwrap_or_default();
    let over_on = match (code.is_over(), over_before) {
        (true, "") => date::write(today),
        (true, before) => before.to_owned(),
        (false, _) => String::new(),
    };
    let row = CaseRow {
        number: case.file.number.clone(),
        events: case.events,
        theme: case.file.theme.to_string(),
        theme_name: fixed.theme_name.clone(),
        prefecture: prefecture(case.file.region.as_ref()),
        county,
        holder: subject.listed(vault),
        stage: code.code().to_owned(),
        turn: case.turn().code().to_owned(),
        to_do: case.waits_for_window(),
        urged: case.urged.is_some(),
        objected: case.open_objection().is_some(),
        running: !code.is_over(),
        due: day(due.map(|due| due.promised)),
        law_due: day(due.map(|due| due.statutory)),
        wakes: day(case.wakes(calendar)),
        visit: visit(case),
        submitted_at: fixed.submitted_at,
        over_on,
        parts: u16::try_from(case.file.parts.len()).unwrap_or(u16::MAX),
        parts_over: u16::try_from(parts.iter().filter(|part| part.stage.is_over()).count()).unwrap_or(u16::MAX),
    };
    let parts = parts
        .iter()
        .map(|part| part_row(part, check_due(case, part, calendar), calendar, today))
        .collect();
    (row, parts)
}

/// The day by which a commitment that a granted part rests on is to be checked.
fn check_due(case: &Case, part: &Part, calendar: &WorkingCalendar) -> Option<Date> {
    let checks = case.stage.review()?.checks_due(calendar);
    let of_the_part = checks.filter(|(made, _)| made.file.items.contains(&part.file.item));
    let granted = matches!(part.stage, PartStage::Granted { .. });
    of_the_part.map(|(_, due)| due.date).min().filter(|_| granted)
}

fn part_row(part: &Part, check: Option<Date>, calendar: &WorkingCalendar, today: Date) -> CasePartRow {
    let due: Option<Due> = part_due(&part.stage, calendar, today);
    let reviewer = part.stage.reviewer();
    let clock = part.stage.clock();
    let decided = match &part.stage {
        PartStage::Granted { at, .. } | PartStage::Denied { at, .. } => Some(at.day()),
        PartStage::Revoked { granted, .. } => Some(granted.day()),
        PartStage::Waiting { .. }
        | PartStage::Open { .. }
        | PartStage::InReview { .. }
        | PartStage::Paused { .. }
        | PartStage::Stopped { .. } => None,
    };
    let pace = clock.map(|clock| clock.pace(calendar, today));
    CasePartRow {
        item: part.file.item.to_string(),
        name: part.file.name.clone(),
        department: part.file.department.to_string(),
        stage: code(part),
        running: !part.stage.is_over() || check.is_some(),
        reviewer: reviewer.map(|one| one.id.clone()).unwrap_or_default(),
        reviewer_name: reviewer.map(|one| one.name.clone()).unwrap_or_default(),
        due: day(due.map(|due| due.promised).or(check)),
        law_due: day(due.map(|due| due.statutory).or(check)),
        decided_on: decided.map(date::write).unwrap_or_default(),
        late: decided.is_some() && matches!(pace, Some(Pace::Late | Pace::LateAsPromised)),
    }
}

/// The name of a part's stage in JSON, which is the one in the database.
fn code(part: &Part) -> String {
    let code = serde_json::to_value(part.stage.code()).unwrap_or_default();
    code.as_str().unwrap_or_default().to_owned()
}

fn visit(case: &Case) -> String {
    let review = case.stage.review().filter(|_| !case.stage.code().is_over());
    let plan = review.and_then(|review| review.inspection.plan());
    plan.map(|plan| date::write(plan.on)).unwrap_or_default()
}

fn prefecture(region: Option<&RegionCode>) -> String {
    region.map_or_else(String::new, |region| format!("{}00", &region.as_str()[..4]))
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| NO_DAY.to_owned(), date::write)
}
