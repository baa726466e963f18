//! What people ask for, one place after another.

use jiff::ToSpan;
use yijian_backend::storage::Desk;
use yijian_domain::{
    case::Scope,
    catalogue::RegionCode,
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

use crate::filled::Filled;

/// A question.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked {
    /// What a reviewer has to do.
    Reviewer,
    /// What a window has to do.
    Window,
    /// Everything, the newest first.
    Everything,
    /// The same and the page behind it.
    Behind,
    /// What is late in a prefecture.
    Late,
    /// A case by its whole number.
    Number,
    /// The cases of a day, by the beginning of their numbers.
    Day,
    /// A business by its whole name.
    Business,
    /// Everybody of a surname.
    Surname,
    /// Whether somebody broke a commitment, by the keyed hash of their identity number.
    Identity,
    /// What a supervisor sees.
    Overview,
    /// A case with its record, its form and what each department got.
    Case,
    /// The cases of an account.
    Own,
}

/// Every question, with what it is called.
pub(crate) const QUESTIONS: &[(&str, &Asked)] = &[
    ("a reviewer, to do", &Asked::Reviewer),
    ("a window, to do", &Asked::Window),
    ("a window, everything, newest first", &Asked::Everything),
    ("the same and the next page", &Asked::Behind),
    ("a prefecture, what is late", &Asked::Late),
    ("search by a whole number", &Asked::Number),
    ("search by the beginning of a number", &Asked::Day),
    ("search by the name of a business", &Asked::Business),
    ("search by a surname", &Asked::Surname),
    ("look-up by an identity number", &Asked::Identity),
    ("overview of a prefecture", &Asked::Overview),
    ("one case with its record", &Asked::Case),
    ("an applicant's own cases", &Asked::Own),
];

const SURNAMES: [&str; 5] = ["王", "李", "张", "刘", "陈"];
/// Days of an overview.
const DAYS: i32 = 30;
/// Late rows of an overview.
const MOST_LATE: usize = 100;

impl Asked {
    /// Asks it, somewhere else each time; how many rows came.
    pub(crate) async fn ask(self, filled: &Filled, no: usize) -> usize {
        let county = &filled.counties[no % filled.counties.len()];
        let (_, number, _) = &filled.known[no % filled.known.len()];
        match self {
            Self::Reviewer => {
                let department = filled.departments[no % filled.departments.len()].clone();
                let desk = Desk::Department {
                    department: Some(department),
                    reviewer: Some("demo-reviewer-1".to_owned()),
                };
                list(filled, desk, county, &QueueQuery::default()).await
            }
            Self::Window => list(filled, Desk::Window, county, &QueueQuery::default()).await,
            Self::Everything => list(filled, Desk::Window, county, &all("")).await,
            Self::Behind => behind(filled, county).await,
            Self::Late => {
                let query = QueueQuery {
                    view: QueueView::Late,
                    ..QueueQuery::default()
                };
                list(filled, Desk::Supervision, &above(county), &query).await
            }
            Self::Number => search(filled, no, number).await,
            Self::Day => search(filled, no, &number[..14]).await,
            Self::Business => {
                let businesses = filled.known.iter().filter(|known| known.2.ends_with('店'));
                let businesses: Vec<_> = businesses.collect();
                let (county, _, name) = businesses[no % businesses.len()];
                list(filled, Desk::Window, county, &all(name)).await
            }
            Self::Surname => list(filled, Desk::Window, county, &all(SURNAMES[no % SURNAMES.len()])).await,
            Self::Identity => {
                let hash = filled.vault.lookup("bench", number);
                usize::from(filled.storage.broke_a_promise(&hash).await.expect("an answer"))
            }
            Self::Overview => overview(filled, &above(county)).await,
            Self::Case => case(filled, number).await,
            Self::Own => filled.storage.cases_of(&filled.account(no)).await.expect("rows").len(),
        }
    }
}

fn all(q: &str) -> QueueQuery {
    QueueQuery {
        view: QueueView::All,
        sort: QueueSort::Newest,
        q: q.to_owned(),
        ..QueueQuery::default()
    }
}

/// The prefecture of a county.
fn above(county: &RegionCode) -> RegionCode {
    let code = format!("{}00", &county.as_str()[..4]);
    RegionCode::try_from(code.as_str()).expect("six digits")
}

async fn list(filled: &Filled, desk: Desk, region: &RegionCode, query: &QueueQuery) -> usize {
    let wanted = filled.wanted(desk, region.clone(), query);
    filled.storage.queue(&wanted).await.expect("a page").rows.len()
}

async fn search(filled: &Filled, no: usize, q: &str) -> usize {
    let (county, ..) = &filled.known[no % filled.known.len()];
    list(filled, Desk::Window, county, &all(q)).await
}

/// Two pages: the first says where the second begins.
async fn behind(filled: &Filled, county: &RegionCode) -> usize {
    let mut query = all("");
    let first = filled.wanted(Desk::Window, county.clone(), &query);
    query.after = filled.storage.queue(&first).await.expect("a page").next;
    list(filled, Desk::Window, county, &query).await
}

async fn overview(filled: &Filled, region: &RegionCode) -> usize {
    let since = filled.clock.now().date().saturating_sub((DAYS - 1).days());
    let loads = filled.storage.loads(region, None, &filled.days, since);
    let loads = loads.await.expect("numbers");
    let wanted = filled.wanted(Desk::Supervision, region.clone(), &QueueQuery::default());
    let late = filled.storage.first_of_queue(&wanted, MOST_LATE).await.expect("rows");
    let scope = Scope {
        region: region.clone(),
        department: None,
    };
    filled.storage.dead_letters(&scope).await.expect("a number");
    loads.days.len() + loads.departments.len() + late.len()
}

async fn case(filled: &Filled, number: &str) -> usize {
    let storage = &filled.storage;
    let events = storage.events(number).await.expect("its record");
    storage.application(number).await.expect("its row");
    storage.kept(number).await.expect("its form");
    storage.application_files(number).await.expect("its files");
    storage.sheets(number).await.expect("its sheets");
    events.len()
}
