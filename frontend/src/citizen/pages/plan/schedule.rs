//! When each item runs, as a timeline. The bars only repeat what the text beside them says.

use leptos::prelude::*;
use yijian_domain::plan::{Plan, Step};

use super::super::Matter;
use crate::{
    text,
    ui::parts::{date, days, item, joined},
};

/// The timeline.
pub(super) fn schedule(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    if plan.schedule.steps.is_empty() {
        return ().into_any();
    }
    let total = plan.schedule.working_days.max(1);
    let steps: Vec<_> = plan
        .schedule
        .steps
        .iter()
        .map(|step| row(matter, step, total))
        .collect();
    let note = plan
        .schedule
        .provisional
        .then(|| view! { <p class="quiet">{text::plan_provisional()}</p> });
    let saved = (plan.schedule.one_by_one_working_days > plan.schedule.working_days).then(|| {
        let (alone, together) = (
            days(plan.schedule.one_by_one_working_days),
            days(plan.schedule.working_days),
        );
        view! { <p>{text::plan_schedule_together(alone, together)}</p> }
    });
    view! {
        <section class="card" aria-labelledby="schedule">
            <h2 id="schedule">{text::plan_schedule()}</h2>
            <p class="quiet">{text::plan_schedule_note(date(plan.on, Some(matter.today)))}</p>
            {saved}
            <ol class="steps">{steps}</ol>
            {note}
        </section>
    }
    .into_any()
}

fn row(matter: &Matter<'_>, step: &Step, total: u16) -> AnyView {
    let due = date(step.due, Some(matter.today));
    let when = match (step.working_days, step.starts) {
        (0, 0) => text::plan_step_at_once().to_owned(),
        (0, _) => text::plan_step_at_once_later(due),
        _ => text::plan_step(days(step.working_days), due),
    };
    let mark = step
        .provisional
        .then(|| view! { " " <span class="tag">{text::plan_provisional_mark()}</span> });
    let after = (!step.after.is_empty())
        .then(|| view! { <span class="line__note">{text::plan_step_after(joined(step.after.iter().map(|id| item(matter.slice, id))))}</span> });
    let (start, width) = extent(step.starts, step.working_days, total);
    let class = if step.critical && step.working_days > 0 {
        "bar__fill bar__fill_last"
    } else {
        "bar__fill"
    };
    view! {
        <li>
            <span class="line__name">{item(matter.slice, &step.item)}</span>
            <span class="line__note">{when} {mark}</span>
            {after}
            <svg class="bar" aria-hidden="true"><rect class=class x=start width=width height="100%" rx=".25rem"></rect></svg>
        </li>
    }
    .into_any()
}

/// Narrowest bar, in percent: what is done at once is seen too.
const NARROWEST: u32 = 2;

/// Where a bar begins and how wide it is, as parts of the whole in percent. Attributes of a picture, because the pages
/// allow no styles in elements.
fn extent(starts: u16, days: u16, total: u16) -> (String, String) {
    let share = |part: u16| u32::from(part) * 100 / u32::from(total.max(1));
    let percent = |share: u32| [share.to_string().as_str(), "%"].concat();
    (
        percent(share(starts).min(100 - NARROWEST)),
        percent(share(days).max(NARROWEST)),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_bar_is_whole_percent_wide_and_never_too_narrow_to_see() {
        let extent = |starts, days, total| {
            let (start, width) = super::extent(starts, days, total);
            [start, width].join(" ")
        };
        assert_eq!(extent(5, 10, 20), "25% 50%");
        assert_eq!(extent(0, 0, 0), "0% 2%");
        assert_eq!(extent(20, 0, 20), "98% 2%");
    }
}
