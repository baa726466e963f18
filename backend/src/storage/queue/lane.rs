//! One stretch of one index. A list is a few of them, each in the order of the list, laid into one another.
//!
//! Each table has several indexes that begin alike, and the database must take the one that gives the order. Columns that
//! only narrow are therefore written as `(column || '')`, which no index answers but every covering index carries.

use super::{
    Sql,
    key::{Key, Order},
    search::{self, Search},
};
use crate::storage::NO_DAY;

/// Stands behind every name that begins alike.
const AFTER_ALL: char = char::MAX;
/// Stands behind every digit.
const AFTER_DIGITS: char = ':';

/// The table a lane lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Table {
    /// Cases; with a department: those that have a part of it.
    Cases(Option<String>),
    /// Parts of a department.
    Parts(String),
    /// Cases with a part of a department, found by its first part.
    Leads(String),
}

/// Which rows an index holds, or the column after the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// Something for a clerk to do.
    ToDo,
    /// Something is said to be wrong in what is kept.
    Objected,
    /// What runs.
    Running,
    /// One stage of a case.
    Stage(&'static str),
    /// Everything.
    Everything,
}

/// What narrows a lane further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Only {
    /// Nothing.
    Any,
    /// Something for a clerk to do.
    ToDo,
    /// A visit is appointed, or to be appointed.
    Visits,
    /// Due before a day.
    Before(String),
    /// Without a day.
    Waiting,
    /// Open, or taken on by somebody; also what the program granted and somebody is to check.
    OpenOrOf(String),
    /// Taken on by somebody.
    Of(String),
    /// Parts with an outcome.
    Over,
}

/// One stretch of one index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    pub(super) county: String,
    pub(super) table: Table,
    pub(super) base: Base,
    pub(super) only: Only,
    /// Where names are looked for: how they begin.
    pub(super) name: Option<String>,
}

/// What all lanes of a list share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) order: Order,
    pub(super) search: Search,
    pub(super) stage: Option<&'static str>,
    pub(super) theme: Option<String>,
}

impl Lane {
    /// A statement that gives the places of the first rows after one.
    pub(super) fn push_keys(&self, sql: &mut Sql, shared: &Shared, after: Option<&Key>, most: usize) {
        let item = if self.gives_parts() { "item" } else { "''" };
        let due = if self.base_is_stage() { "'9999-12-31'" } else { "due" };
        sql.push(match shared.order {
            Order::Due => format!("SELECT {due} AS due, submitted_at, number, {item} AS item, '' AS holder"),
            Order::Newest | Order::Oldest => {
                format!("SELECT '' AS due, submitted_at, number, {item} AS item, '' AS holder")
            }
            Order::Name => format!("SELECT '' AS due, 0 AS submitted_at, number, {item} AS item, holder"),
        });
        self.push_rows(sql, shared, after);
        self.push_after(sql, shared, after);
        self.push_order(sql, shared.order);
        sql.push(" LIMIT ").push_bind(i64::try_from(most).unwrap_or(i64::MAX));
    }

    /// A statement that gives a row for each of its rows, up to a number. It is in the order of the list, so that the
    /// database takes the same index.
    pub(super) fn push_count(&self, sql: &mut Sql, shared: &Shared, most: u32) {
        sql.push("SELECT 1 AS one");
        self.push_rows(sql, shared, None);
        self.push_order(sql, shared.order);
        sql.push(" LIMIT ").push_bind(i64::from(most));
    }

    fn gives_parts(&self) -> bool {
        matches!(self.table, Table::Parts(_))
    }

    fn base_is_stage(&self) -> bool {
        matches!(self.base, Base::Stage(_))
    }

    /// The columns of the order, as far as they differ within the lane.
    fn columns(&self, order: Order) -> Vec<&'static str> {
        let mut columns = match order {
            Order::Due if self.base_is_stage() => vec!["submitted_at", "number"],
            Order::Due => vec!["due", "submitted_at", "number"],
            Order::Newest | Order::Oldest => vec!["submitted_at", "number"],
            Order::Name => vec!["holder", "number"],
        };
        columns.extend(self.gives_parts().then_some("item"));
        columns
    }

    fn push_order(&self, sql: &mut Sql, order: Order) {
        let columns = self.columns(order).join(", ");
        sql.push(" ORDER BY ");
        sql.push(if order == Order::Newest {
            columns.replace(',', " DESC,") + " DESC"
        } else {
            columns
        });
    }

    fn push_rows(&self, sql: &mut Sql, shared: &Shared, after: Option<&Key>) {
        let (table, stage) = match &self.table {
            Table::Cases(_) => ("cases", "stage"),
            Table::Parts(_) | Table::Leads(_) => ("case_parts", "case_stage"),
        };
        sql.push(format!(" FROM {table} WHERE county = "))
            .push_bind(self.county.clone());
        self.push_department(sql);
        match self.base {
            Base::ToDo => sql.push(" AND to_do = 1"),
            Base::Objected => sql.push(" AND objected = 1"),
            Base::Running => sql.push(" AND running = 1"),
            Base::Stage(code) => sql.push(format!(" AND {stage} = ")).push_bind(code),
            Base::Everything => sql,
        };
        if let (Some(code), false) = (shared.stage, self.base_is_stage()) {
            sql.push(format!(" AND ({stage} || '') = ")).push_bind(code);
        }
        if let Some(theme) = &shared.theme {
            let column = if self.base_is_stage() { "theme" } else { "(theme || '')" };
            sql.push(format!(" AND {column} = ")).push_bind(theme.clone());
        }
        self.push_only(sql, shared.order);
        self.push_search(sql, shared, after);
    }

    fn push_department(&self, sql: &mut Sql) {
        match &self.table {
            Table::Cases(None) => {}
            Table::Cases(Some(department)) => {
                sql.push(" AND EXISTS (SELECT 1 FROM case_parts WHERE case_parts.number = cases.number")
                    .push(" AND (case_parts.department || '') = ")
                    .push_bind(department.clone())
                    .push(")");
            }
            Table::Parts(department) => {
                sql.push(" AND department = ").push_bind(department.clone());
            }
            Table::Leads(department) => {
                sql.push(" AND department = ").push_bind(department.clone());
                sql.push(" AND leads = 1");
            }
        }
    }

    fn push_only(&self, sql: &mut Sql, order: Order) {
        let due = if order == Order::Due { "due" } else { "(due || '')" };
        match &self.only {
            Only::Any => {}
            Only::ToDo => {
                sql.push(" AND to_do + 0 = 1");
            }
            Only::Visits => {
                sql.push(" AND ((visit || '') <> '' OR (to_do + 0 = 1 AND (stage || '') = 'in_review'))");
            }
            Only::Before(day) => {
                sql.push(format!(" AND {due} < ")).push_bind(day.clone());
            }
            Only::Waiting => {
                sql.push(format!(" AND {due} = ")).push_bind(NO_DAY);
            }
            Only::OpenOrOf(reviewer) => {
                sql.push(" AND (stage = 'open' OR reviewer = ")
                    .push_bind(reviewer.clone())
                    .push(" OR (stage = 'granted' AND reviewer = ''))");
            }
            Only::Of(reviewer) => {
                sql.push(" AND reviewer = ").push_bind(reviewer.clone());
            }
            Only::Over => {
                sql.push(" AND running + 0 = 0");
            }
        }
    }

    fn push_search(&self, sql: &mut Sql, shared: &Shared, after: Option<&Key>) {
        if let Some(name) = &self.name {
            if after.is_none_or(|key| key.holder < *name) {
                sql.push(" AND holder >= ").push_bind(name.clone());
            }
            sql.push(" AND holder < ").push_bind(format!("{name}{AFTER_ALL}"));
        }
        match &shared.search {
            Search::Everything | Search::Name(_) => {}
            Search::Number(beginning) => {
                sql.push(" AND (number || '') >= ").push_bind(beginning.clone());
                sql.push(" AND (number || '') < ")
                    .push_bind(format!("{beginning}{AFTER_DIGITS}"));
                if shared.order != Order::Due || self.base_is_stage() {
                    push_arrival(sql, beginning, shared.order, after.is_some());
                }
            }
        }
    }

    /// What stands after a place. A lane whose rows all stand after it needs to say nothing.
    fn push_after(&self, sql: &mut Sql, shared: &Shared, after: Option<&Key>) {
        let Some(key) = after else { return };
        let by_due = shared.order == Order::Due && self.base_is_stage() && key.due.as_str() < NO_DAY;
        if by_due || self.name.as_ref().is_some_and(|name| key.holder < *name) {
            return;
        }
        let columns = self.columns(shared.order);
        let sign = if shared.order == Order::Newest { "<" } else { ">" };
        sql.push(format!(" AND ({}) {sign} (", columns.join(", ")));
        let mut values = sql.separated(", ");
        for column in columns {
            match column {
                "due" => values.push_bind(key.due.clone()),
                "submitted_at" => values.push_bind(key.at),
                "number" => values.push_bind(key.number.clone()),
                "item" => values.push_bind(key.item.clone()),
                _ => values.push_bind(key.holder.clone()),
            };
        }
        sql.push(")");
    }
}

/// Bounds the days a number can be of. On the side where the page begins, the place itself is the bound.
fn push_arrival(sql: &mut Sql, beginning: &str, order: Order, goes_on: bool) {
    let Some((from, before)) = search::arrival(beginning) else {
        return;
    };
    if !goes_on || order == Order::Newest {
        sql.push(" AND submitted_at >= ").push_bind(from);
    }
    if !goes_on || order != Order::Newest {
        sql.push(" AND submitted_at < ").push_bind(before);
    }
}
