//! The lists of the staff with ten thousand and with a million cases, side by side: what a page costs must not depend on
//! how much is over.
//!
//! Both are the same city with [`A_DAY`] new cases every day, after two weeks and after four years. What is open is
//! therefore much the same, and most is over. Prints figures and ratios; judging them is left to who reads them, because
//! other programs share the machine.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod fill;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use tokio::runtime::Runtime;
use yijian_backend::{
    clock::Clock,
    keys::{self, Keys},
    storage::{Days, Desk, Place, Storage, Wanted},
    vault::Vault,
};
use yijian_domain::{
    case::StageCode,
    catalogue::RegionCode,
    value::date,
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

/// Cases that arrive in a day.
const A_DAY: i64 = 700;
const SIZES: [i64; 2] = [10_000, 1_000_000];
/// Times everything is asked.
const TIMES: usize = 400;
const TODAY: &str = "2026-03-02";
const NOT_SOON: &str = "2026-03-04";
const PREFECTURE: &str = "610300";

/// What is measured: its name and the list.
type Asked = (&'static str, Desk, &'static str, QueueQuery);

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    let measured: Vec<Vec<(&'static str, Figures)>> =
        SIZES.iter().map(|size| runtime.block_on(measure(*size))).collect();
    let head = ["name", "10 thousand", "1 million", "p99"];
    println!("{:<46} {:>24} {:>24} {:>6}", head[0], head[1], head[2], head[3]);
    println!(
        "{:<46} {:>24} {:>24} {:>6}",
        "", "p50 ms  p99 ms rows", "p50 ms  p99 ms rows", "x"
    );
    for ((name, small), (_, large)) in measured[0].iter().zip(&measured[1]) {
        let ratio = large.most.as_secs_f64() / small.most.as_secs_f64();
        println!("{name:<46} {} {} {ratio:>6.2}", small.print(), large.print());
    }
}

/// Half of the answers take at most so long, and 99 of 100; the longest has so many rows.
#[derive(Debug, Clone, Copy)]
struct Figures {
    half: Duration,
    most: Duration,
    rows: usize,
}

async fn measure(size: i64) -> Vec<(&'static str, Figures)> {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let place = Place::inside(folder.path());
    let vault = vault_of(folder.path());
    let storage = Storage::open(&place, vault.clone()).await;
    storage.expect("the storage opens").close().await;
    let begun = Instant::now();
    let running = fill::fill(&place.database, size, A_DAY, TODAY).await;
    println!(
        "{size} cases, {running} of them running, filled in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    let storage = Storage::open(&place, vault.clone()).await.expect("the storage opens");
    let mut figures = Vec::new();
    for (name, desk, region, query) in lists() {
        figures.push((name, time_list(&storage, &vault, &desk, region, &query).await));
    }
    let (_, desk, region, mut query) = running_by_due();
    query.after = after_pages(&storage, &vault, &desk, region, &query, 19).await;
    let page = time_list(&storage, &vault, &desk, region, &query).await;
    figures.push(("the same, page 20", page));
    let since = date::parse_iso("2026-02-01").expect("a day");
    let region = RegionCode::try_from(PREFECTURE).expect("six digits");
    let (mut times, mut late) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let begun = Instant::now();
        storage.loads(&region, None, &days(), since).await.expect("numbers");
        let wanted = wanted(&vault, Desk::Supervision, PREFECTURE, &QueueQuery::default());
        late = storage.first_of_queue(&wanted, 100).await.expect("rows").len();
        times.push(begun.elapsed());
    }
    figures.push(("overview of a city", Figures::of(times, late)));
    storage.close().await;
    figures
}

fn days() -> Days {
    Days {
        today: TODAY.to_owned(),
        not_soon: NOT_SOON.to_owned(),
    }
}

fn vault_of(folder: &Path) -> Vault {
    let keys = Keys::open(&folder.join(keys::FILE)).expect("keys");
    keys.vault(Clock::system())
}

fn wanted(vault: &Vault, desk: Desk, region: &str, query: &QueueQuery) -> Wanted {
    let region = RegionCode::try_from(region).expect("six digits");
    Wanted::new(desk, region, days(), vault, query).expect("a cursor")
}

/// The same list again and again, from county to county where it is one of a county.
async fn time_list(storage: &Storage, vault: &Vault, desk: &Desk, region: &str, query: &QueueQuery) -> Figures {
    let mut times = Vec::new();
    let mut rows = 0;
    for no in 0..TIMES {
        let county = fill::COUNTIES[no % fill::COUNTIES.len()];
        let (region, query) = if region == PREFECTURE {
            (region, query.clone())
        } else {
            let q = query.q.replace("610302", county);
            (county, QueueQuery { q, ..query.clone() })
        };
        let wanted = wanted(vault, desk.clone(), region, &query);
        let begun = Instant::now();
        let page = storage.queue(&wanted).await.expect("a page");
        times.push(begun.elapsed());
        rows = rows.max(page.rows.len());
    }
    Figures::of(times, rows)
}

async fn after_pages(
    storage: &Storage,
    vault: &Vault,
    desk: &Desk,
    region: &str,
    query: &QueueQuery,
    pages: usize,
) -> Option<String> {
    let mut query = query.clone();
    for _ in 0..pages {
        let page = storage
            .queue(&wanted(vault, desk.clone(), region, &query))
            .await
            .expect("a page");
        query.after = Some(page.next.expect("another page"));
    }
    query.after
}

fn running_by_due() -> Asked {
    let query = QueueQuery {
        view: QueueView::Running,
        ..QueueQuery::default()
    };
    (
        "supervisor of a city, running by due day",
        Desk::Supervision,
        PREFECTURE,
        query,
    )
}

fn lists() -> Vec<Asked> {
    let reviewer = Desk::Department {
        department: Some("health".to_owned()),
        reviewer: Some("reviewer_7".to_owned()),
    };
    let all = |q: &str| QueueQuery {
        view: QueueView::All,
        sort: QueueSort::Newest,
        q: q.to_owned(),
        ..QueueQuery::default()
    };
    let narrow = QueueQuery {
        theme: Some("theme_7".into()),
        stage: Some(StageCode::Withdrawn),
        ..all("")
    };
    let by_due = QueueQuery {
        sort: QueueSort::Due,
        ..all("")
    };
    vec![
        ("clerk, to do", Desk::Window, "", QueueQuery::default()),
        ("reviewer, to do", reviewer.clone(), "", QueueQuery::default()),
        running_by_due(),
        ("clerk, everything, newest first", Desk::Window, "", all("")),
        ("clerk, everything by due day", Desk::Window, "", by_due),
        ("clerk, one theme, withdrawn", Desk::Window, "", narrow.clone()),
        ("reviewer, everything, newest first", reviewer.clone(), "", all("")),
        ("reviewer, one theme, withdrawn", reviewer.clone(), "", narrow),
        ("clerk, names that begin with 王", Desk::Window, "", all("王")),
        ("clerk, names that begin with 王秀", Desk::Window, "", all("王秀")),
        ("reviewer, names that begin with 王秀", reviewer, "", all("王秀")),
        ("clerk, a day's numbers", Desk::Window, "", all("61030220260226")),
        ("clerk, one number", Desk::Window, "", all("61030220260226000")),
    ]
}

impl Figures {
    fn of(mut times: Vec<Duration>, rows: usize) -> Self {
        // The first ones read the database into memory.
        times.drain(..times.len() / 10);
        times.sort();
        Self {
            half: times[times.len() / 2],
            most: times[times.len() * 99 / 100],
            rows,
        }
    }

    fn print(self) -> String {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        format!("{:>11.2} {:>7.2} {:>4}", ms(self.half), ms(self.most), self.rows)
    }
}
