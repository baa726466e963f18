//! The program as it is served: one process, or two on one PostgreSQL, asked over the network of this machine.
//!
//! - the first page, a theme's guide and plans, against an axum server that answers `{}` and does nothing else;
//! - applications that are handed in, against commits of one small row in the bare database, durable in the same way;
//! - how long the slowest of a hundred take, over 10, 100 and 1,000 connections;
//! - memory at rest and at its most.
//!
//! Callers and servers share the machine. Prints tables in Markdown, as docs/benchmarks.md has them; judging them is left to
//! who reads them. With `YIJIAN_TEST_POSTGRES` (`.ci/with-postgres.sh --durable`) PostgreSQL is measured too.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

#[path = "../common/app.rs"]
mod app;
#[path = "../common/bare.rs"]
mod bare;
#[path = "../../src/demo_data/full.rs"]
mod full;
#[path = "../common/load.rs"]
mod load;
mod postgres;
#[path = "../common/prepare.rs"]
mod prepare;
mod server;

use std::{env, net::SocketAddr, path::Path};

use axum::{Json, Router, routing::post};
use load::Answered;
use serde_json::json;
use server::Server;
use tokio::{net::TcpListener, runtime::Runtime};
use yijian_backend::{clock::Clock, storage::Place};

const CONNECTIONS: [usize; 3] = [10, 100, 1000];
/// Requests of each kind for each count of connections.
const ASKED: usize = 20_000;
/// Applications handed in, and bare commits.
const APPLICATIONS: usize = 2_000;
const THEME: &str = "convenience_store";

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().expect("a folder for the data");
        println!("## One process on SQLite\n");
        let place = Place::inside(folder.path());
        let bodies = prepared(&place, folder.path()).await;
        let server = Server::start(folder.path(), None);
        let mut memory = vec![("at rest", server.memory())];
        reading(&[server.address]).await;
        memory.push(("after the pages and plans", server.memory()));
        let bare = bare::commits_of_a_file(folder.path(), APPLICATIONS).await;
        handing_in(&[server.address], bodies, &[("one after another", bare)]).await;
        memory.push(("after the applications", server.memory()));
        print_memory(&memory);
        drop(server);
        let Ok(address) = env::var("YIJIAN_TEST_POSTGRES") else {
            println!("PostgreSQL was not measured: YIJIAN_TEST_POSTGRES is not set.");
            return;
        };
        for count in [1, 2] {
            on_postgres(&address, count).await;
        }
    });
}

async fn on_postgres(address: &str, servers: usize) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let word = if servers == 1 { "One process" } else { "Two processes" };
    println!("## {word} on PostgreSQL\n");
    let address = postgres::new_schema(address, servers).await;
    let place = Place {
        database: address.clone(),
        ..Place::inside(folder.path())
    };
    let bodies = prepared(&place, folder.path()).await;
    let servers: Vec<Server> = (0..servers)
        .map(|_| Server::start(folder.path(), Some(&address)))
        .collect();
    let addresses: Vec<SocketAddr> = servers.iter().map(|server| server.address).collect();
    let mut memory = vec![("at rest", servers[0].memory())];
    reading(&addresses).await;
    let bare = [
        ("one after another", postgres::commits(&address, 1, APPLICATIONS).await),
        ("ten at a time", postgres::commits(&address, 10, APPLICATIONS).await),
    ];
    handing_in(&addresses, bodies, &bare).await;
    memory.push(("after everything", servers[0].memory()));
    print_memory(&memory);
}

/// Bodies for every count of connections.
async fn prepared(place: &Place, folder: &Path) -> Vec<Vec<String>> {
    let app = app::app(place, folder, Clock::system()).await;
    let mut bodies = Vec::new();
    for _ in CONNECTIONS {
        bodies.push(prepare::drafts(&app, THEME, APPLICATIONS).await);
    }
    app.storage.close().await;
    bodies
}

/// One GET as bytes, as a phone asks.
fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: br\r\n\r\n").into_bytes()
}

/// An axum server that answers `{}` and does nothing else.
async fn empty() -> SocketAddr {
    let router: Router = Router::new().route("/", post(|_: axum::body::Bytes| async { Json(json!({})) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn reading(servers: &[SocketAddr]) {
    let plan = json!({ "theme": THEME, "region": "610328", "answers": {
        "business_form": "sole", "has_business_licence": false, "sells": ["prepackaged_food", "tobacco"],
        "premises_area": 40.0 } })
    .to_string();
    let bare = [empty().await];
    let kinds: [(&str, &[SocketAddr], Vec<u8>); 4] = [
        ("empty axum answer", &bare, load::post("/", &[], &plan)),
        ("plan", servers, load::post("/api/v1/plans", &[], &plan)),
        ("guide of a theme", servers, get(&format!("/t/{THEME}"))),
        ("first page", servers, get("/")),
    ];
    println!("| asked | connections | in a second | of the empty answer | p50 ms | p95 ms | p99 ms |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for count in CONNECTIONS {
        let mut empty = 0.0;
        for (name, addresses, request) in &kinds {
            let answered = load::run(addresses, count, vec![request.clone(); ASKED], 200).await;
            if empty == 0.0 {
                empty = answered.rate;
            }
            print_row(name, count, &answered, answered.rate / empty);
        }
    }
    println!();
}

async fn handing_in(servers: &[SocketAddr], bodies: Vec<Vec<String>>, bare: &[(&str, f64)]) {
    for (how, rate) in bare {
        println!("Bare commits of one small row, {how}: {rate:.0} in a second.\n");
    }
    println!("| handed in | connections | in a second | of the bare commits | p50 ms | p95 ms | p99 ms |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (count, bodies) in CONNECTIONS.into_iter().zip(bodies) {
        let requests = bodies.iter().enumerate().map(|(no, body)| {
            let key = format!("served-{count}-{no}-0123456789");
            load::post("/api/v1/applications", &[("idempotency-key", &key)], body)
        });
        let answered = load::run(servers, count, requests.collect(), 201).await;
        print_row("application", count, &answered, answered.rate / bare[0].1);
    }
    println!();
}

fn print_row(name: &str, connections: usize, answered: &Answered, ratio: f64) {
    println!(
        "| {name} | {connections} | {:.0} | {ratio:.2} | {:.1} | {:.1} | {:.1} |",
        answered.rate,
        answered.within(50),
        answered.within(95),
        answered.within(99),
    );
}

fn print_memory(memory: &[(&str, server::Memory)]) {
    println!("| memory | MiB now | MiB at most |");
    println!("|---|--:|--:|");
    for (when, memory) in memory {
        println!("| {when} | {} | {} |", memory.now, memory.most);
    }
    println!();
}
