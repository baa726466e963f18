//! How near a day is, in words.

use jiff::civil::Date;
use yijian_domain::calendar::WorkingCalendar;

use crate::desk_text as t;

/// How near a day is: `明天到期`, `还有 3 个工作日`, `超期 2 个工作日`.
#[must_use]
pub fn due_words(due: Date, today: Date, calendar: &WorkingCalendar) -> String {
    if due == today {
        return t::due_today().to_owned();
    }
    if today.tomorrow().is_ok_and(|tomorrow| tomorrow == due) {
        return t::due_tomorrow().to_owned();
    }
    if due > today {
        match calendar.working_days_between(today, due).value {
            1 => t::due_left_one().to_owned(),
            days => t::due_left(days),
        }
    } else {
        match calendar.working_days_between(due, today).value {
            0 => t::due_just_over().to_owned(),
            1 => t::due_over_one().to_owned(),
            days => t::due_over(days),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_as_the_law_counts_them() {
        let calendar = WorkingCalendar::default();
        let friday = date(2026, 11, 20);
        let words = |day| due_words(day, friday, &calendar);
        assert_eq!(words(friday), "今天到期");
        assert_eq!(words(date(2026, 11, 21)), "明天到期");
        assert_eq!(words(date(2026, 11, 23)), "还有 1 个工作日");
        assert_eq!(words(date(2026, 11, 25)), "还有 3 个工作日");
        assert_eq!(words(date(2026, 11, 18)), "超期 2 个工作日");
        assert_eq!(due_words(friday, date(2026, 11, 22), &calendar), "刚过期");
    }
}
