//! Rows of lists as the desk's program sees them.

use jiff::civil::Date;
use yijian_domain::{
    calendar::WorkingCalendar,
    case::{Due, Pace, PartCode, Role, SOON, StageCode},
    catalogue::Catalogue,
    id::DepartmentId,
    value::date,
    wire::desk::QueueRow,
};

use crate::{
    cases::shown_name,
    staff::StaffMember,
    storage::{Days, Desk, Listed, NO_DAY, StorageFault},
};

/// Whose lists somebody sees. Who has several roles sees those of the first, in the order of the work.
pub(super) fn desk(member: &StaffMember) -> Desk {
    let has = |role| member.roles.contains(&role);
    let department = member.scope.department.as_ref().map(ToString::to_string);
    if has(Role::Clerk) {
        Desk::Window
    } else if has(Role::Reviewer) {
        Desk::Department {
            department,
            reviewer: Some(member.id.clone()),
        }
    } else if has(Role::Inspector) {
        Desk::Inspection
    } else {
        watching(member)
    }
}

/// What a supervisor watches over.
pub(super) fn watching(member: &StaffMember) -> Desk {
    match &member.scope.department {
        None => Desk::Supervision,
        Some(department) => Desk::Department {
            department: Some(department.to_string()),
            reviewer: None,
        },
    }
}

/// The days that tell late from near and near from far, by the rule of [`Due::pace`].
pub(super) fn days(calendar: &WorkingCalendar, today: Date) -> Days {
    Days {
        today: date::write(today),
        not_soon: date::write(
            calendar
                .add_working_days(today.yesterday().unwrap_or(today), SOON + 1)
                .date,
        ),
    }
}

/// A row of a list. Of a person only part of the name is shown; the name of a business is public.
///
/// # Errors
/// When the row is not one that was written here.
pub(super) fn row(catalogue: &Catalogue, today: Date, listed: Listed) -> Result<QueueRow, StorageFault> {
    let Listed { case, part } = listed;
    let (running, due, law_due) = match &part {
        None => (case.running, &case.due, &case.law_due),
        Some(part) => (part.running, &part.due, &part.law_due),
    };
    let due = read_due(due, law_due)?;
    let pace = match due {
        Some(due) => due.pace(&catalogue.calendar, today),
        None if running => Pace::Paused,
        None => Pace::InTime,
    };
    let stage = StageCode::from_code(&case.stage).ok_or_else(|| fault("cases", "unknown stage"))?;
    let part_code = part.as_ref().map(|part| code(&part.stage)).transpose()?;
    let (part_name, reviewer) = part.map_or((None, None), |part| {
        (
            Some(part.name),
            (!part.reviewer.is_empty()).then_some(part.reviewer_name),
        )
    });
    Ok(QueueRow {
        region_name: region_name(catalogue, &case.county),
        holder: shown_name(&case.holder).to_owned(),
        number: case.number,
        theme_name: case.theme_name,
        stage,
        part: part_code,
        part_name,
        reviewer,
        due: due.map(|due| date::write(due.promised)),
        pace,
        submitted_at: case.submitted_at.rfc3339(),
        parts_over: case.parts_over,
        parts: case.parts,
        urged: case.urged,
        objected: case.objected,
        to_plan: case.to_do && stage == StageCode::InReview,
    })
}

/// The name of a department; its id where the catalogue does not know it.
pub(super) fn department_name(catalogue: &Catalogue, id: &DepartmentId) -> String {
    let known = catalogue.departments.get(id);
    known.map_or_else(|| id.to_string(), |department| department.name.clone())
}

fn region_name(catalogue: &Catalogue, code: &str) -> String {
    let known = catalogue.regions.values().find(|region| region.code.as_str() == code);
    known.map_or_else(|| code.to_owned(), |region| region.name.clone())
}

fn read_due(promised: &str, statutory: &str) -> Result<Option<Due>, StorageFault> {
    if promised == NO_DAY {
        return Ok(None);
    }
    let day = |text: &str| date::parse_iso(text).map_err(|_| fault("cases", "a day that is none"));
    Ok(Some(Due {
        promised: day(promised)?,
        statutory: day(statutory)?,
    }))
}

/// The stage of a part by its name in JSON, which is the one in the database.
fn code(text: &str) -> Result<PartCode, StorageFault> {
    serde_json::from_value(text.into()).map_err(|fault| StorageFault::row("case_parts", &fault))
}

fn fault(table: &'static str, what: &str) -> StorageFault {
    StorageFault::Row {
        table,
        fault: what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use yijian_domain::catalogue::embedded;

    use super::*;

    #[test]
    fn near_and_late_in_lists_are_what_the_rule_says() {
        let calendar = &embedded::catalogue().catalogue.calendar;
        // Over a spring festival, a golden week and their make-up days.
        for today in jiff::civil::date(2026, 1, 20).series(1.day()).take(280) {
            let days = days(calendar, today);
            for promised in (today - 3.days()).series(1.day()).take(20) {
                let statutory = promised + 30.days();
                let pace = Due { promised, statutory }.pace(calendar, today);
                let text = date::write(promised);
                let listed = if text < days.today {
                    Pace::LateAsPromised
                } else if text < days.not_soon {
                    Pace::DueSoon
                } else {
                    Pace::InTime
                };
                assert_eq!(pace, listed, "{promised} on {today}");
            }
        }
    }
}
