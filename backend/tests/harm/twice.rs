//! People who send everything twice, at the same time, and out of order: once each.
//!
//! With a file there is one server, with PostgreSQL there are two that share it, and each request goes to both.

use std::thread;

use serde_json::json;
use yijian_domain::{catalogue::embedded, wire::DraftState};

use crate::kit::{
    Lot, Server, Site,
    client::{Client, Request},
    harmed_by,
    lot::rounds,
    phone::Shops,
    wait_for,
};

/// Cases of a round.
const CASES: usize = 24;
/// Times that one draft is saved.
const SAVES: u64 = 12;

/// One server of a file, or two of a shared database.
fn servers(site: &Site) -> Vec<Server<'_>> {
    let count = if site.database.is_some() { 2 } else { 1 };
    (0..count).map(|_| Server::start(site)).collect()
}

#[test]
fn what_is_sent_twice_and_out_of_order_happens_once() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let site = wait_for(Site::new());
        let mut servers = servers(&site);
        let (one, other) = (&servers[0], servers.last().expect("there is one"));
        let clients = [Client::twice(one, other), Client::twice(other, one)];
        harmed_by(&clients, &mut servers, CASES, &mut dice, |_, _, _| {});
    }
}

#[test]
fn of_two_who_save_the_same_revision_one_is_told_what_the_other_saved() {
    let site = wait_for(Site::new());
    let servers = servers(&site);
    let clients = [
        Client::to(&servers[0]),
        Client::to(servers.last().expect("there is one")),
    ];
    let shops = Shops::of(&embedded::catalogue().catalogue);
    let path = "/api/v1/drafts/00112233445566778899aabbccddeeff";
    for revision in 0..SAVES {
        let bodies = ["甲", "乙"].map(|name| {
            let mut draft = shops.papers_to_come();
            let value = draft.values.values_mut().next().expect("a field");
            *value = format!("{name}{revision}");
            json!({ "revision": revision, "draft": draft }).to_string()
        });
        let saves = [0, 1].map(|no| {
            let (client, body) = (clients[no].clone(), bodies[no].clone());
            thread::spawn(move || {
                client
                    .ask_until_answered(&Request {
                        method: "PUT",
                        path,
                        headers: &[],
                        body: body.as_bytes(),
                    })
                    .one_of(&[200, 409])
            })
        });
        let mut answers = saves.map(|save| save.join().expect("an answer"));
        answers.sort_by_key(|answer| answer.status);
        assert_eq!(
            [answers[0].status, answers[1].status],
            [200, 409],
            "revision {revision}"
        );
        let kept = clients[0].ask_until_answered(&Request {
            method: "GET",
            path,
            headers: &[],
            body: b"",
        });
        let state: DraftState = kept.json();
        assert_eq!(state.revision, revision + 1);
        let sent = state.draft.values.values().next().expect("a field").clone();
        assert!(
            [format!("甲{revision}"), format!("乙{revision}")].contains(&sent),
            "{sent}"
        );
        assert!(answers[1].text().contains(&sent), "the other is told what is kept");
    }
}
