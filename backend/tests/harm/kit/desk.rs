//! The staff: looks at a case, does the next thing, and looks again when the answer was lost.

use std::{
    collections::BTreeMap,
    sync::{Mutex, atomic::Ordering},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use yijian_backend::clock::Clock;
use yijian_domain::{
    case::{PartCode, StageCode},
    catalogue::Catalogue,
    wire::desk::CaseView,
};

use super::{
    World,
    client::{Answer, Client, Request},
};

/// Acts of an ordinary case: accept, appoint and record the visit, take on and grant one part, issue, hand over.
pub(crate) const ACTS: usize = 7;
/// The password of all demo accounts.
const PASSWORD: &str = yijian_backend::staff::rules::DEMO_PASSWORD;

const CLERK: &str = "chuangkou";
const INSPECTOR: &str = "kancha";

/// Sessions that were acknowledged: they outlive every kill, but not a move to another database.
#[derive(Debug)]
pub(crate) struct Keys(Mutex<BTreeMap<String, String>>);

impl Keys {
    pub(crate) fn sign_in(client: &Client, catalogue: &Catalogue) -> Self {
        assert!(catalogue.departments.contains_key("tobacco"));
        let names = [CLERK, INSPECTOR, "shenpi_tobacco"];
        let cookies = names.iter().map(|name| ((*name).to_owned(), cookie(client, name)));
        Self(Mutex::new(cookies.collect()))
    }

    fn send(&self, client: &Client, name: &str, method: &str, path: &str, body: &Value) -> Option<Answer> {
        let session = self.0.lock().expect("nobody panics with it")[name].clone();
        let headers = [
            ("cookie", session.as_str()),
            ("x-yijian-desk", "1"),
            ("content-type", "application/json"),
        ];
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let answer = client.ask(&Request {
            method,
            path,
            headers: &headers,
            body: body.as_bytes(),
        })?;
        if answer.status == 401 {
            let again = cookie(client, name);
            self.0
                .lock()
                .expect("nobody panics with it")
                .insert(name.to_owned(), again);
            return None;
        }
        Some(answer)
    }
}

fn cookie(client: &Client, name: &str) -> String {
    let body = json!({ "name": name, "password": PASSWORD }).to_string();
    let answer = client.ask_until_answered(&Request {
        method: "POST",
        path: "/api/v1/staff/session",
        headers: &[("x-yijian-desk", "1"), ("content-type", "application/json")],
        body: body.as_bytes(),
    });
    let answer = answer.one_of(&[200]);
    let cookie = answer.header("set-cookie").expect("a session");
    cookie.split(';').next().expect("it begins with the token").to_owned()
}

/// Works on cases until none will come any more.
pub(crate) fn work(client: &Client, keys: &Keys, world: &World) {
    loop {
        // Asked before the queue: what comes in between is found the next time.
        let all_in = world.all_in.load(Ordering::SeqCst);
        let next = world.queue.lock().expect("nobody panics with it").pop();
        match next {
            Some(number) => finish(client, keys, world, &number),
            None if all_in => return,
            None => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Brings a case to its end.
fn finish(client: &Client, keys: &Keys, world: &World, number: &str) {
    let path = format!("/api/v1/staff/cases/{number}");
    let mut seen: Option<CaseView> = None;
    loop {
        assert!(!world.failed.load(Ordering::SeqCst), "the harm itself failed");
        let Some(view) = &seen else {
            if let Some(answer) = keys.send(client, CLERK, "GET", &path, &Value::Null) {
                seen = Some(answer.one_of(&[200]).json());
            }
            continue;
        };
        let Some((name, act)) = next(view) else { return };
        let body = json!({ "seen": view.events, "act": act });
        let event = view.events + 1;
        // After a lost answer nobody knows whether it was done: look again.
        seen = None;
        if let Some(answer) = keys.send(client, name, "POST", &format!("{path}/acts"), &body) {
            let view: CaseView = answer.one_of(&[200]).json();
            let verb = act["verb"].as_str().unwrap_or_default().to_owned();
            let mut acts = world.acts.lock().expect("nobody panics with it");
            acts.push((number.to_owned(), event, verb));
            world.progress.fetch_add(1, Ordering::SeqCst);
            // What another role sees of it is enough to go on: the stages are the same for everybody.
            seen = Some(view);
        }
    }
}

/// Who does what next; nothing, when it is over.
fn next(view: &CaseView) -> Option<(&'static str, Value)> {
    match view.stage {
        StageCode::Received => Some((CLERK, json!({ "verb": "accept" }))),
        StageCode::InReview if view.inspection.needed && !view.inspection.passed => Some(visit(view)),
        StageCode::InReview => {
            let part = view.parts.iter().find(|part| part.department.as_str() == "tobacco")?;
            let verb = match part.stage {
                PartCode::Open => "claim",
                PartCode::InReview => "approve",
                other => panic!("{}: a part is {other:?}", view.number),
            };
            Some(("shenpi_tobacco", json!({ "verb": verb, "item": part.item })))
        }
        StageCode::Decided => Some((CLERK, json!({ "verb": "issue" }))),
        StageCode::Issued => Some((CLERK, json!({ "verb": "deliver", "how": { "way": "window" } }))),
        StageCode::Delivered => None,
        other => panic!("{}: nobody brought it to {other:?}", view.number),
    }
}

fn visit(view: &CaseView) -> (&'static str, Value) {
    let inspectors = &view.inspection.inspectors;
    if view.inspection.plan.is_none() {
        let today = Clock::system().now().date().to_string();
        let plan = json!({ "on": today, "hours": "09:00-10:00", "mode": "on_site", "inspectors": inspectors });
        return (CLERK, json!({ "verb": "plan_inspection", "plan": plan }));
    }
    let results: BTreeMap<_, _> = view
        .inspection
        .checklist
        .iter()
        .map(|point| (point.point.to_string(), json!({ "passed": true })))
        .collect();
    (
        INSPECTOR,
        json!({ "verb": "record_inspection", "inspectors": inspectors, "results": results }),
    )
}
