//! Budgets of the server, each against what the same machine does without the work, in one run:
//!
//! - `POST /plans` on one core: at least half of what the server does for an empty JSON answer;
//! - `POST /applications`: at least half of the commits per second of the bare database, durable in the same way;
//! - acts of officials: the transactions and events a second, against the same commits.
//!
//! Prints figures and ratios; judging them is left to who reads them, because other programs share the machine.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod acts;
#[path = "../../src/testing/full.rs"]
mod full;
mod load;

use std::{path::Path, sync::Arc, time::Instant};

use axum::{Json, Router, routing::post};
use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::{net::TcpListener, runtime::Runtime};
use yijian_backend::{
    app::{App, Parts},
    clock::Clock,
    http::{self, plan_cache::PlanCache},
    ids::{self, Dice},
    keys::Keys,
    papers::Papers,
    published::Published,
    safety::Safety,
    sending::Sending,
    settings::{self, Quota},
    site::Site,
    staff::passwords::Passwords,
    storage::{NewUpload, Place, Rooms, Storage},
    surface::Surface,
};
use yijian_domain::{
    application::{Draft, FileRef, Provision, Submission},
    catalogue::embedded,
    id::ThemeId,
    wire::DraftState,
};

const NOW: &str = "2026-03-02T01:30:00Z";
const PLANS: usize = 20_000;
const NEW_PLANS: usize = 4_000;
const APPLICATIONS: usize = 2_000;
const COMMITS: usize = 2_000;
/// Cases that officials decide.
const CASES: usize = 300;
const CALLERS: [usize; 2] = [1, 32];

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the data");
    // One worker: what is measured is one core. The callers have the rest of the machine.
    let server = runtime(1);
    let (app, address) = server.block_on(start(folder.path()));
    let callers = runtime(1);
    plans(&callers, address);
    applications(&server, &callers, &app, address, folder.path());
}

fn runtime(workers: usize) -> Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build();
    runtime.expect("a runtime")
}

/// Starts the whole server, with one address more that answers `{}`.
async fn start(folder: &Path) -> (App, std::net::SocketAddr) {
    let clock = Clock::frozen(NOW.parse().expect("a time"));
    let keys = Keys::open(&folder.join(yijian_backend::keys::FILE)).expect("keys");
    let vault = keys.vault(clock.clone());
    let storage = Storage::open(&Place::inside(folder), vault.clone()).await;
    let storage = storage.expect("the storage opens");
    let app = App::new(Parts {
        published: Published::of(embedded::catalogue().catalogue),
        storage,
        clock,
        dice: Dice::system(),
        site: Site::built_in(),
        public_url: "http://127.0.0.1".to_owned(),
        keys,
        vault,
        papers: Papers::new(None, None),
        plans: PlanCache::default(),
        passwords: Passwords::default(),
        sending: Sending::default(),
        providers: Default::default(),
        second_factor: Vec::new(),
        surface: unlimited(),
        safety: Safety::new(None),
        retention: yijian_backend::retention::Retention::default(),
        quota: Quota::default(),
        demo: false,
        sign_in_to_submit: false,
    });
    let empty: Router<App> = Router::new().route("/empty", post(|_: axum::body::Bytes| async { Json(json!({})) }));
    let router = http::dressed(http::routes().merge(empty), app.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (app, address)
}

/// Many requests from one address are what is measured.
fn unlimited() -> Surface {
    let mut settings = settings::Surface::default();
    settings.limits.percent = 0;
    Surface::new(&settings, &[0; 32])
}

fn plans(callers: &Runtime, address: std::net::SocketAddr) {
    let body = |area: usize| {
        json!({ "theme": "convenience_store", "answers": {
        "business_form": "sole", "has_business_licence": false, "sells": ["prepackaged_food", "tobacco"],
        "premises_area": 40.0 + area as f64 / 1000.0 }, "region": "610328" })
        .to_string()
    };
    let same = vec![load::request("/api/v1/plans", &[], &body(0)); PLANS];
    let new: Vec<_> = (1..=NEW_PLANS)
        .map(|area| load::request("/api/v1/plans", &[], &body(area)))
        .collect();
    let empty = vec![load::request("/empty", &[], &body(0)); PLANS];
    for count in CALLERS {
        let empty = callers.block_on(load::run(address, count, empty.clone(), 200));
        let same = callers.block_on(load::run(address, count, same.clone(), 200));
        println!(
            "{count:>3} callers: empty answer {empty:>7.0}/s, plan {same:>7.0}/s, ratio {:.2} (budget 0.50)",
            same / empty
        );
    }
    let new = callers.block_on(load::run(address, CALLERS[1], new, 200));
    println!(
        "{:>3} callers: plan for answers nobody gave before {new:>7.0}/s",
        CALLERS[1]
    );
}

fn applications(server: &Runtime, callers: &Runtime, app: &App, address: std::net::SocketAddr, folder: &Path) {
    let bare = server.block_on(commits(folder));
    println!("bare database: {bare:>7.0} commits/s");
    for count in CALLERS {
        let bodies = server.block_on(prepare(app, "convenience_store", APPLICATIONS));
        let requests = bodies.iter().enumerate().map(|(no, body)| {
            let key = format!("bench-{count}-{no}-0123456789");
            load::request("/api/v1/applications", &[("idempotency-key", &key)], body)
        });
        let taken = callers.block_on(load::run(address, count, requests.collect(), 201));
        println!(
            "{count:>3} callers: {taken:>7.0} applications/s, ratio {:.2} (budget 0.50)",
            taken / bare
        );
    }
    for count in CALLERS {
        // A restaurant has many parts, and none is decided at once.
        let bodies = server.block_on(prepare(app, "restaurant", CASES));
        let begun = server.block_on(all_cases(app)).len();
        let requests = bodies.iter().enumerate().map(|(no, body)| {
            let key = format!("acts-{count}-{no}-0123456789abc");
            load::request("/api/v1/applications", &[("idempotency-key", &key)], body)
        });
        callers.block_on(load::run(address, CALLERS[1], requests.collect(), 201));
        // Numbers grow within a day.
        let numbers = server.block_on(all_cases(app)).split_off(begun);
        let (acts, events) = server.block_on(acts::run(app, numbers, count));
        println!(
            "{count:>3} officials: {acts:>7.0} acts/s with {events:>7.0} events/s, ratios {:.2} and {:.2}",
            acts / bare,
            events / bare
        );
    }
}

/// The numbers of all cases, in their order.
async fn all_cases(app: &App) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    loop {
        let last = numbers.last().map_or("", String::as_str);
        let page = app.storage.cases_in_record(last).await.expect("the record");
        if page.is_empty() {
            return numbers;
        }
        numbers.extend(page);
    }
}

/// Commits of one small row, one after another, under the settings of the server.
async fn commits(folder: &Path) -> f64 {
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .expect("the database opens");
    sqlx::query("CREATE TABLE rows (body TEXT NOT NULL)")
        .execute(&mut connection)
        .await
        .expect("a table");
    let begun = Instant::now();
    for _ in 0..COMMITS {
        sqlx::query("INSERT INTO rows (body) VALUES ($1)")
            .bind("一件")
            .execute(&mut connection)
            .await
            .expect("a row");
    }
    let rate = COMMITS as f64 / begun.elapsed().as_secs_f64();
    connection.close().await.expect("the database closes");
    rate
}

/// Drafts with everything in them, and their uploads, ready to be handed in.
async fn prepare(app: &App, theme: &str, count: usize) -> Vec<String> {
    let today: Date = app.clock.now().date();
    let theme = ThemeId::from(theme);
    let (draft, plan) = full::draft(&app.published.catalogue, &theme, false, today);
    let template = Arc::new((
        draft,
        plan.materials.into_iter().map(|line| line.id).collect::<Vec<_>>(),
    ));
    let mut tasks = Vec::new();
    for _ in 0..count {
        let (app, template) = (app.clone(), Arc::clone(&template));
        tasks.push(tokio::spawn(async move {
            prepare_one(&app, &template.0, &template.1).await
        }));
    }
    let mut bodies = Vec::new();
    for task in tasks {
        bodies.push(task.await.expect("a draft"));
    }
    bodies
}

async fn prepare_one(app: &App, template: &Draft, papers: &[yijian_domain::id::MaterialKey]) -> String {
    let token = app.dice.roll().expect("an id");
    let key = ids::digest(token.as_bytes());
    let mut draft = template.clone();
    let state = DraftState {
        revision: 0,
        draft: draft.clone(),
    };
    app.storage
        .save_draft(key.clone(), &state, app.clock.now())
        .await
        .expect("a draft");
    for paper in papers {
        let (id, disk) = (app.dice.roll().expect("an id"), app.dice.roll().expect("an id"));
        let new = NewUpload {
            draft: key.clone(),
            id: id.clone(),
            disk: disk.clone(),
            name: "a.png".into(),
            bytes: 1,
            data_key: app.storage.new_file_key().expect("a key"),
            by_whom: "somebody".into(),
        };
        let rooms = Rooms {
            draft: app.quota.draft,
            all: app.quota.address,
        };
        app.storage
            .begin_upload(new, rooms, app.clock.now())
            .await
            .expect("an upload");
        app.storage
            .complete_upload(disk, "image/png", 1)
            .await
            .expect("an upload");
        let file = FileRef {
            id,
            name: "a.png".into(),
            bytes: 1,
            media_type: "image/png".into(),
            complete: true,
        };
        draft
            .provisions
            .insert(paper.clone(), Provision::Files { files: vec![file] });
    }
    let submission = Submission {
        authorisation: None,
        draft_token: Some(token),
        draft,
    };
    serde_json::to_value(&submission)
        .as_ref()
        .map(Value::to_string)
        .expect("JSON")
}
