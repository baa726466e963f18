//! Budgets of the server, each against what the same machine does without the work, in one run:
//!
//! - `POST /plans` on one core: at least half of what the server does for an empty JSON answer;
//! - `POST /applications`: at least half of the commits per second of the bare database, durable in the same way;
//! - acts of officials: the transactions and events a second, against the same commits.
//!
//! Prints figures and ratios; judging them is left to who reads them, because other programs share the machine.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod acts;
#[path = "../common/app.rs"]
mod app;
#[path = "../common/bare.rs"]
mod bare;
#[path = "../../src/demo_data/full.rs"]
mod full;
#[path = "../common/load.rs"]
mod load;
#[path = "../common/prepare.rs"]
mod prepare;

use std::path::Path;

use axum::{Json, Router, routing::post};
use serde_json::json;
use tokio::{net::TcpListener, runtime::Runtime};
use yijian_backend::{app::App, clock::Clock, http, storage::Place};

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
    let app = app::app(
        &Place::inside(folder),
        folder,
        Clock::frozen(NOW.parse().expect("a time")),
    )
    .await;
    let empty: Router<App> = Router::new().route("/empty", post(|_: axum::body::Bytes| async { Json(json!({})) }));
    let router = http::dressed(http::routes(&app).merge(empty), app.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (app, address)
}

fn plans(callers: &Runtime, address: std::net::SocketAddr) {
    let body = |area: usize| {
        json!({ "theme": "convenience_store", "answers": {
        "business_form": "sole", "has_business_licence": false, "sells": ["prepackaged_food", "tobacco"],
        "premises_area": 40.0 + area as f64 / 1000.0 }, "region": "610328" })
        .to_string()
    };
    let same = vec![load::post("/api/v1/plans", &[], &body(0)); PLANS];
    let new: Vec<_> = (1..=NEW_PLANS)
        .map(|area| load::post("/api/v1/plans", &[], &body(area)))
        .collect();
    let empty = vec![load::post("/empty", &[], &body(0)); PLANS];
    for count in CALLERS {
        let empty = callers.block_on(load::run(&[address], count, empty.clone(), 200));
        let same = callers.block_on(load::run(&[address], count, same.clone(), 200));
        println!(
            "{count:>3} callers: empty answer {:>7.0}/s, plan {:>7.0}/s, ratio {:.2} (budget 0.50), 99 of 100 within {:.1} ms",
            empty.rate,
            same.rate,
            same.rate / empty.rate,
            same.within(99)
        );
    }
    let new = callers.block_on(load::run(&[address], CALLERS[1], new, 200));
    println!(
        "{:>3} callers: plan for answers nobody gave before {:>7.0}/s",
        CALLERS[1], new.rate
    );
}

fn applications(server: &Runtime, callers: &Runtime, app: &App, address: std::net::SocketAddr, folder: &Path) {
    let bare = server.block_on(bare::commits_of_a_file(folder, COMMITS));
    println!("bare database: {bare:>7.0} commits/s");
    for count in CALLERS {
        let bodies = server.block_on(prepare::drafts(app, "convenience_store", APPLICATIONS));
        let requests = bodies.iter().enumerate().map(|(no, body)| {
            let key = format!("bench-{count}-{no}-0123456789");
            load::post("/api/v1/applications", &[("idempotency-key", &key)], body)
        });
        let taken = callers.block_on(load::run(&[address], count, requests.collect(), 201));
        println!(
            "{count:>3} callers: {:>7.0} applications/s, ratio {:.2} (budget 0.50)",
            taken.rate,
            taken.rate / bare
        );
    }
    for count in CALLERS {
        // A restaurant has many parts, and none is decided at once.
        let bodies = server.block_on(prepare::drafts(app, "restaurant", CASES));
        let begun = server.block_on(all_cases(app)).len();
        let requests = bodies.iter().enumerate().map(|(no, body)| {
            let key = format!("acts-{count}-{no}-0123456789abc");
            load::post("/api/v1/applications", &[("idempotency-key", &key)], body)
        });
        callers.block_on(load::run(&[address], CALLERS[1], requests.collect(), 201));
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
