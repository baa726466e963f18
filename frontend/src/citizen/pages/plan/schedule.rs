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
    let style = [
        "margin-inline-start:",
        &share(step.starts, total),
        ";width:",
        &share(step.working_days, total),
    ]
    .concat();
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
            <span class="bar" aria-hidden="true"><span class=class style=style></span></span>
        </li>
    }
    .into_any()
}

/// A part of the whole in percent, with its sign.
fn share(part: u16, total: u16) -> String {
    [
        (u32::from(part) * 100 / u32::from(total.max(1))).to_string().as_str(),
        "%",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_share_is_whole_percent() {
        assert_eq!(super::share(5, 20), "25%");
        assert_eq!(super::share(0, 0), "0%");
    }
}
