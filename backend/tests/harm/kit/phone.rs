//! Applicants: a draft, a file in it, and handing it in, each until it is acknowledged.

use std::sync::atomic::Ordering;

use serde_json::json;
use yijian_backend::{clock::Clock, ids};
use yijian_domain::{
    application::{Draft, FileRef, Provision, Submission, validate},
    case::{CaseFile, Channel},
    catalogue::Catalogue,
    situation::{Answer, Answers},
    wire::{Problem, Receipt},
};

use super::{
    World,
    client::{Client, Request},
    full,
};

/// A whole picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\rIDATx\xdac8\xc1\xc0\xf0\x1f\0\x04$\x01\xc8\xd9\xff\xd6h\0\0\0\0IEND\xaeB`\x82";
/// Answers that change something on the way of one application to the server.
const STEPS: usize = 4;
/// One in so many sends the same submission again although it was acknowledged.
const ANXIOUS: usize = 5;

/// Two kinds of convenience store.
#[derive(Debug)]
pub(crate) struct Shops {
    /// Registration and prepackaged food: decided in one sitting.
    instant: Draft,
    /// Tobacco as well: somebody looks at the shop, and a reviewer decides.
    ordinary: Draft,
}

impl Shops {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let shops = Self {
            instant: shop(catalogue, &["prepackaged_food", "daily_goods"]),
            ordinary: shop(catalogue, &["prepackaged_food", "tobacco", "daily_goods"]),
        };
        assert!(file(catalogue, &shops.instant).is_instant());
        assert!(!file(catalogue, &shops.ordinary).is_instant());
        shops
    }

    /// Every second shop is decided in one sitting.
    fn draft(&self, no: usize) -> &Draft {
        if is_instant(no) { &self.instant } else { &self.ordinary }
    }

    /// A draft whose papers are still to come.
    pub(crate) fn papers_to_come(&self) -> Draft {
        let mut draft = self.instant.clone();
        draft.provisions.clear();
        draft
    }

    /// Answers that will have changed something when so many cases are over.
    pub(crate) fn acknowledgements(&self, cases: usize) -> usize {
        cases * STEPS + cases / 2 * super::desk::ACTS
    }
}

fn is_instant(no: usize) -> bool {
    no.is_multiple_of(2)
}

fn shop(catalogue: &Catalogue, sells: &[&str]) -> Draft {
    let one = |option: &str| Answer::One(option.into());
    let answers: Answers = [
        ("business_form", one("sole")),
        ("has_business_licence", Answer::YesNo(false)),
        ("sells", Answer::Many(sells.iter().map(|sold| (*sold).into()).collect())),
        ("premises_tenure", one("rent")),
    ]
    .into_iter()
    .map(|(question, answer)| (question.into(), answer))
    .collect();
    let today = Clock::system().now().date();
    let (mut draft, plan) = full::answered(catalogue, &"convenience_store".into(), answers, false, today);
    for line in &plan.materials {
        let files = vec![picture(String::new())];
        draft.provisions.insert(line.id.clone(), Provision::Files { files });
    }
    draft
}

/// What the case of a draft is about.
fn file(catalogue: &Catalogue, draft: &Draft) -> CaseFile {
    let application = validate(catalogue, draft, Clock::system().now().date()).expect("nothing is missing");
    CaseFile::of(catalogue, &application, "", Channel::Online)
}

fn picture(id: String) -> FileRef {
    FileRef {
        id,
        name: "纸.png".to_owned(),
        bytes: PNG.len() as u64,
        media_type: "image/png".to_owned(),
        complete: true,
    }
}

/// Hands in one application.
pub(crate) fn hand_in(client: &Client, shops: &Shops, world: &World, seed: u64, no: usize) {
    let id = |what: &str| ids::digest(format!("{seed} {what} {no}").as_bytes()).split_off(32);
    let (token, picture_id) = (id("draft"), id("file"));
    let mut draft = shops.draft(no).clone();
    let send = |method, path: &str, headers: &[(&str, &str)], body: &[u8]| {
        client.ask_until_answered(&Request {
            method,
            path,
            headers,
            body,
        })
    };
    let done = || world.progress.fetch_add(1, Ordering::SeqCst);

    let path = format!("/api/v1/drafts/{token}");
    let papers = std::mem::take(&mut draft.provisions);
    let body = json!({ "revision": 0, "draft": draft }).to_string();
    send("PUT", &path, &[], body.as_bytes()).one_of(&[200]);
    done();

    let files = format!("{path}/files");
    let body = json!({ "id": picture_id, "name": "纸.png", "bytes": PNG.len() }).to_string();
    send("POST", &files, &[], body.as_bytes()).one_of(&[200, 201]);
    done();

    let mut from = 0;
    loop {
        let offset = from.to_string();
        let path = format!("{files}/{picture_id}");
        let answer = send("PATCH", &path, &[("upload-offset", offset.as_str())], &PNG[from..]).one_of(&[200, 409]);
        if answer.status == 200 {
            break;
        }
        let problem: Problem = answer.json();
        from = usize::try_from(problem.offset.expect("where it continues")).expect("a small file");
    }
    done();

    for paper in papers.into_keys() {
        let files = vec![picture(picture_id.clone())];
        draft.provisions.insert(paper, Provision::Files { files });
    }
    let key = format!("killed-{seed:020}-{no:04}");
    let submission = Submission {
        authorisation: None,
        draft_token: Some(token),
        draft,
    };
    let body = serde_json::to_string(&submission).expect("JSON");
    let submit = || {
        let headers = [("idempotency-key", key.as_str())];
        let answer = send("POST", "/api/v1/applications", &headers, body.as_bytes());
        answer.one_of(&[200, 201]).json::<Receipt>()
    };
    let receipt = submit();
    done();
    if no.is_multiple_of(ANXIOUS) {
        assert_eq!(submit(), receipt, "the same key gives the same receipt");
    }
    if !is_instant(no) {
        let mut queue = world.queue.lock().expect("nobody panics with it");
        queue.push(receipt.number.clone());
    }
    world
        .receipts
        .lock()
        .expect("nobody panics with it")
        .push((key, receipt));
}
