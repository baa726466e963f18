//! What is computed for a situation, under the names that published figures use.

use yijian_domain::{
    catalogue::{Catalogue, Compared, Item, ItemKind, Metric},
    id::{ItemId, ThemeId},
    plan::{self, Plan, PlanItem, Reason, RemovedKind, Request, Saving},
};

use super::Failure;

/// A figure before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Every item alone.
    pub(super) before: u16,
    /// One thing, once.
    pub(super) after: u16,
}

impl Pair {
    /// The change in whole percent, halves away from zero; none where there was nothing before.
    pub(super) fn percent(self) -> Option<i32> {
        let (before, after) = (i32::from(self.before), i32::from(self.after));
        let (change, half) = ((after - before) * 100, (before / 2) * (after - before).signum());
        (before > 0).then(|| (change + half) / before)
    }
}

/// What one item asks for when it is asked for alone.
#[derive(Debug)]
pub(super) struct Alone<'p> {
    pub(super) item: &'p PlanItem,
    /// Lines of its original list that apply, its form included, as service guides count them.
    pub(super) lines: u16,
    pub(super) papers: u16,
    pub(super) fields: u16,
    pub(super) forms: u16,
    pub(super) visits: u16,
    /// The limit that binds, in working days.
    pub(super) days: u16,
    /// The limit of the law, in working days.
    pub(super) statutory: u16,
    /// Something about the limits is assumed.
    pub(super) assumed: bool,
}

/// The plan of a situation, to be counted.
pub(super) struct Counted<'c> {
    catalogue: &'c Catalogue,
    pub(super) plan: Plan,
}

impl<'c> Counted<'c> {
    /// Makes the plan. Nothing of it depends on the day it is made: the situation says from which day the rules are.
    ///
    /// # Errors
    /// When there is no plan, or when the answers leave a question open.
    pub(super) fn new(catalogue: &'c Catalogue, theme: &ThemeId, compared: &Compared) -> Result<Self, Failure> {
        let request = Request::new(theme.clone(), compared.answers.clone(), None, compared.on);
        let plan = plan::plan(catalogue, &request).map_err(|fault| Failure::new(format!("{theme}: {fault}")))?;
        if plan.complete {
            return Ok(Self { catalogue, plan });
        }
        let open: Vec<_> = plan.next.iter().map(ToString::to_string).collect();
        Err(Failure::new(format!(
            "themes/{theme}.toml: the situation `{}` leaves open: {}; add these to its `answers`",
            compared.situation,
            open.join(", ")
        )))
    }

    /// The figure for a metric; none where a plan has nothing like it.
    pub(super) fn figure(&self, metric: Metric) -> Option<Pair> {
        let savings = &self.plan.savings;
        let pair = |saving: &Saving| Pair {
            before: saving.before,
            after: saving.after,
        };
        Some(match metric {
            Metric::Forms => pair(&savings.forms),
            Metric::Fields => pair(&savings.fields),
            Metric::Materials => pair(&savings.materials),
            Metric::Visits => pair(&savings.visits),
            Metric::Departments => pair(&savings.departments),
            Metric::WorkingDays => pair(&savings.working_days),
            Metric::Items => one_for(self.plan.items.len()),
            Metric::Licences => one_for(self.items().filter(|item| Self::is_licence(item)).count()),
            Metric::Steps => return None,
        })
    }

    /// What each item asks for alone, in the order of the plan.
    pub(super) fn alone(&self) -> Vec<Alone<'_>> {
        let savings = &self.plan.savings;
        let share = |saving: &Saving, id: &ItemId| {
            let line = saving.lines.iter().find(|line| line.item == *id);
            line.map_or(0, |line| line.before)
        };
        let alone = self.plan.items.iter().map(|item| {
            let id = &item.id;
            let step = self.plan.schedule.steps.iter().find(|step| step.item == *id);
            Alone {
                item,
                lines: self.lines(id),
                papers: share(&savings.materials, id),
                fields: share(&savings.fields, id),
                forms: share(&savings.forms, id),
                visits: share(&savings.visits, id),
                days: share(&savings.working_days, id),
                statutory: step.map_or(0, |step| step.statutory),
                assumed: step.is_some_and(|step| step.assumed.is_some()),
            }
        });
        alone.collect()
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.plan
            .items
            .iter()
            .filter_map(|item| self.catalogue.items.get(&item.id))
    }

    /// Whether an item ends in something that a composite licence carries: a permit or the receipt of a filing, not the
    /// registration itself.
    fn is_licence(item: &Item) -> bool {
        matches!(item.kind, ItemKind::Licence | ItemKind::Filing) && !item.issues.is_empty()
    }

    fn lines(&self, id: &ItemId) -> u16 {
        let all = self.catalogue.items.get(id).map_or(0, |item| item.materials.len());
        let away = self.plan.removed.iter().filter(|removed| {
            removed.item == *id
                && removed.kind == RemovedKind::Material
                && matches!(removed.reason, Reason::ConditionNo { .. })
        });
        u16::try_from(all.saturating_sub(away.count())).unwrap_or(u16::MAX)
    }
}

/// Several things before, one after.
fn one_for(count: usize) -> Pair {
    Pair {
        before: u16::try_from(count).unwrap_or(u16::MAX),
        after: u16::from(count > 0),
    }
}
