//! A database full of made-up cases, and what is asked for in it.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use yijian_backend::{
    clock::Clock,
    demo_data::{self, Wanted},
    keys::{self, Keys},
    storage::{Days, Desk, Place, Storage, Wanted as WantedList},
    vault::Vault,
};
use yijian_domain::{
    catalogue::{Catalogue, RegionCode, embedded},
    value::date,
    wire::desk::{QueueQuery, QueueView},
};

/// Rows of each region whose numbers and names are looked for.
const KNOWN: usize = 50;
const SEED: u64 = 1;
const YEARS: u8 = 5;

/// A database full of made-up cases.
pub(crate) struct Filled {
    pub(crate) cases: i64,
    pub(crate) took: Duration,
    pub(crate) storage: Storage,
    pub(crate) vault: Vault,
    pub(crate) clock: Clock,
    pub(crate) days: Days,
    /// Regions without others below them.
    pub(crate) counties: Vec<RegionCode>,
    pub(crate) departments: Vec<String>,
    /// Numbers and names of some of its cases, and where they are.
    pub(crate) known: Vec<(RegionCode, String, String)>,
    _folder: tempfile::TempDir,
}

impl Filled {
    /// In a file, or in a schema of its own of a server.
    pub(crate) async fn with(cases: i64, server: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the data");
        let mut place = Place::inside(folder.path());
        if let Some(server) = server {
            place.database = schema(server, cases).await;
        }
        let vault = vault_of(folder.path());
        let storage = Storage::open(&place, vault.clone()).await.expect("the storage opens");
        let catalogue = Arc::new(embedded::catalogue().catalogue);
        let clock = Clock::system();
        let wanted = Wanted {
            cases,
            seed: SEED,
            years: YEARS,
            add: false,
        };
        let begun = Instant::now();
        demo_data::fill(
            &storage,
            &vault,
            Arc::clone(&catalogue),
            &wanted,
            clock.now(),
            &mut |_| {},
        )
        .await
        .expect("cases are made up");
        let took = begun.elapsed();
        if server.is_some() {
            // As the database does by itself within minutes.
            execute(&place.database, "VACUUM (ANALYZE)").await;
        }
        let mut filled = Self {
            cases,
            took,
            storage,
            vault,
            days: days(&catalogue, &clock),
            clock,
            counties: counties(&catalogue),
            departments: catalogue.departments.keys().map(ToString::to_string).collect(),
            known: Vec::new(),
            _folder: folder,
        };
        filled.know().await;
        filled
    }

    /// Reads some numbers and names, old ones and new ones.
    async fn know(&mut self) {
        for county in self.counties.clone() {
            for sort in [Default::default(), yijian_domain::wire::desk::QueueSort::Newest] {
                let query = QueueQuery {
                    view: QueueView::All,
                    sort,
                    ..QueueQuery::default()
                };
                let wanted = self.wanted(Desk::Window, county.clone(), &query);
                let rows = self.storage.first_of_queue(&wanted, KNOWN).await.expect("rows");
                let known = rows
                    .into_iter()
                    .map(|row| (county.clone(), row.case.number, row.case.holder));
                self.known.extend(known);
            }
        }
        let some = self.departments_with_parts().await;
        self.departments = some;
    }

    /// The departments that have anything to do.
    async fn departments_with_parts(&self) -> Vec<String> {
        let mut some = Vec::new();
        for (county, department) in self
            .counties
            .iter()
            .flat_map(|county| self.departments.iter().map(move |one| (county, one)))
        {
            let desk = Desk::Department {
                department: Some(department.clone()),
                reviewer: None,
            };
            let query = QueueQuery {
                view: QueueView::Running,
                ..QueueQuery::default()
            };
            let wanted = self.wanted(desk, county.clone(), &query);
            let busy = !self.storage.first_of_queue(&wanted, 1).await.expect("rows").is_empty();
            if busy && !some.contains(department) {
                some.push(department.clone());
            }
        }
        assert!(!some.is_empty(), "some department has something to do");
        some
    }

    pub(crate) fn wanted(&self, desk: Desk, region: RegionCode, query: &QueueQuery) -> WantedList {
        WantedList::new(desk, region, self.days.clone(), &self.vault, query).expect("a cursor")
    }

    pub(crate) fn account(&self, no: usize) -> String {
        let accounts = (self.cases / 2_000).max(1);
        demo_data::account_id(SEED, i64::try_from(no).unwrap_or(0) % accounts)
    }

    pub(crate) async fn close(self) {
        self.storage.close().await;
    }
}

fn vault_of(folder: &Path) -> Vault {
    let keys = Keys::open(&folder.join(keys::FILE)).expect("keys");
    keys.vault(Clock::system())
}

fn counties(catalogue: &Catalogue) -> Vec<RegionCode> {
    let codes: Vec<&RegionCode> = catalogue.regions.values().map(|region| &region.code).collect();
    let leaves = codes
        .iter()
        .filter(|code| !codes.iter().any(|other| other != *code && code.contains(other)));
    leaves.map(|code| (*code).clone()).collect()
}

fn days(catalogue: &Catalogue, clock: &Clock) -> Days {
    let today = clock.now().date();
    Days {
        today: date::write(today),
        not_soon: date::write(catalogue.calendar.add_working_days(today, 2).date),
    }
}

/// An empty schema of a server.
async fn schema(server: &str, cases: i64) -> String {
    let name = format!("bench_{cases}");
    execute(server, &format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await;
    execute(server, &format!("CREATE SCHEMA {name}")).await;
    format!("{server}?options[search_path]={name}")
}

async fn execute(address: &str, statement: &str) {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(address).await.expect("the server answers");
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the statement is right");
}
