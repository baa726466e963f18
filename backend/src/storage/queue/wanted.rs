//! Which list somebody wants, and the lanes it is made of.

use std::fmt;

use yijian_domain::{
    case::StageCode,
    catalogue::RegionCode,
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

use super::{
    key::{BadCursor, Key, Order},
    lane::{Base, Lane, Only, Shared, Table},
    search::Search,
};
use crate::vault::Vault;

/// Whose lists they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desk {
    /// A window: all cases.
    Window,
    /// Who goes and looks: all cases.
    Inspection,
    /// Who watches over all cases.
    Supervision,
    /// Who decides parts of a department, or of all.
    Department {
        /// The department.
        department: Option<String>,
        /// Who takes parts on; none for who watches over the department.
        reviewer: Option<String>,
    },
}

/// The days a list is judged by, `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// Today. What was due before is late.
    pub today: String,
    /// The first day that is not near any more.
    pub not_soon: String,
}

/// A list somebody wants to see.
pub struct Wanted {
    pub(super) desk: Desk,
    pub(super) region: RegionCode,
    pub(super) days: Days,
    pub(super) view: QueueView,
    pub(super) department: Option<String>,
    pub(super) shared: Shared,
    pub(super) after: Option<Key>,
}

/// Without what is looked for: it may be a name.
impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wanted({:?} of {:?} in {})", self.view, self.desk, self.region)
    }
}

impl Wanted {
    /// The list of a query. What is looked for by name stands in the order of names.
    ///
    /// # Errors
    /// When no page before ended where the query says.
    pub fn new(
        desk: Desk,
        region: RegionCode,
        days: Days,
        vault: &Vault,
        query: &QueueQuery,
    ) -> Result<Self, BadCursor> {
        let search = Search::read(&query.q, vault);
        let order = match (&search, query.sort) {
            (Search::Name(_), _) => Order::Name,
            (_, QueueSort::Due) => Order::Due,
            (_, QueueSort::Newest) => Order::Newest,
            (_, QueueSort::Oldest) => Order::Oldest,
        };
        let after = query.after.as_deref().map(|text| Key::read(text, order)).transpose()?;
        Ok(Self {
            desk,
            region,
            days,
            view: query.view,
            department: query.department.as_ref().map(ToString::to_string),
            shared: Shared {
                order,
                search,
                stage: query.stage.map(StageCode::code),
                theme: query.theme.as_ref().map(ToString::to_string),
            },
            after,
        })
    }

    /// The lanes of the list in one place; where names are looked for, for each way a name may begin.
    pub(super) fn lanes(&self, county: &str, table: &Table) -> Vec<Lane> {
        let lanes = self.lanes_of_view(county, table);
        let Search::Name(names) = &self.shared.search else {
            return lanes;
        };
        let named = |name: &String, lane: &Lane| Lane {
            name: Some(name.clone()),
            ..lane.clone()
        };
        let named = names
            .iter()
            .flat_map(|name| lanes.iter().map(move |lane| named(name, lane)));
        named.collect()
    }

    fn lanes_of_view(&self, county: &str, table: &Table) -> Vec<Lane> {
        let name = self.shared.order == Order::Name;
        let (base, only) = match (self.view, &self.desk, table) {
            (QueueView::ToDo, Desk::Window, _) if name => (Base::Running, Only::ToDo),
            (QueueView::ToDo, Desk::Window, _) => (Base::ToDo, Only::Any),
            (QueueView::ToDo, Desk::Inspection, _) => (Base::Running, Only::Visits),
            (QueueView::ToDo, Desk::Department { reviewer: Some(id), .. }, _) => {
                (Base::Running, Only::OpenOrOf(id.clone()))
            }
            (QueueView::ToDo, Desk::Supervision | Desk::Department { reviewer: None, .. }, _) => {
                (Base::Running, Only::Before(self.days.not_soon.clone()))
            }
            (QueueView::Mine, Desk::Department { reviewer: Some(id), .. }, _) => (Base::Running, Only::Of(id.clone())),
            (QueueView::Objected, Desk::Window | Desk::Supervision, _) => (Base::Objected, Only::Any),
            (QueueView::Mine | QueueView::Objected, _, _) => return Vec::new(),
            (QueueView::Late, _, _) => (Base::Running, Only::Before(self.days.today.clone())),
            (QueueView::Waiting, _, _) => (Base::Running, Only::Waiting),
            (QueueView::Running, _, _) => (Base::Running, Only::Any),
            (QueueView::All, _, _) => return self.all_lanes(county, table),
        };
        vec![lane(county, table.clone(), base, only)]
    }

    /// Everything: stage by stage, or in one lane by name. By due day what runs stands first, and nothing else has one.
    fn all_lanes(&self, county: &str, table: &Table) -> Vec<Lane> {
        let whole = match table {
            Table::Cases(Some(department)) => Table::Leads(department.clone()),
            table => table.clone(),
        };
        let by_due = self.shared.order == Order::Due;
        if self.shared.order == Order::Name {
            return vec![lane(county, whole, Base::Everything, Only::Any)];
        }
        let parts = matches!(table, Table::Parts(_));
        let only = if by_due && parts { Only::Over } else { Only::Any };
        let stages = StageCode::ALL
            .into_iter()
            .filter(|stage| self.shared.stage.is_none_or(|wanted| wanted == stage.code()))
            .filter(|stage| !by_due || parts || stage.is_over())
            .map(|stage| lane(county, whole.clone(), Base::Stage(stage.code()), only.clone()));
        let running = by_due.then(|| lane(county, table.clone(), Base::Running, Only::Any));
        running.into_iter().chain(stages).collect()
    }

    /// The tables to look in, as far as they do not depend on what there is.
    pub(super) fn table(&self) -> Option<Table> {
        match (&self.desk, &self.department) {
            (Desk::Window | Desk::Inspection | Desk::Supervision, department) => Some(Table::Cases(department.clone())),
            (
                Desk::Department {
                    department: Some(own), ..
                },
                None,
            ) => Some(Table::Parts(own.clone())),
            (Desk::Department { department: None, .. }, Some(wanted)) => Some(Table::Parts(wanted.clone())),
            (
                Desk::Department {
                    department: Some(own), ..
                },
                Some(wanted),
            ) => Some(Table::Parts(if own == wanted { own.clone() } else { String::new() })),
            (Desk::Department { department: None, .. }, None) => None,
        }
    }
}

fn lane(county: &str, table: Table, base: Base, only: Only) -> Lane {
    Lane {
        county: county.to_owned(),
        table,
        base,
        only,
        name: None,
    }
}
