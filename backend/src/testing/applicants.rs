//! Applicants with their phones.

use std::sync::{Arc, Mutex};

use axum::http::header;
use yijian_domain::{
    application::{Draft, Submission},
    wire::Receipt,
};

use super::{Answer, World};
use crate::{
    applicants::{ProofKind, personal, sign_in},
    clock::Moment,
    sending::{Carrier, Carrying, Letter},
};

/// The number of the applicant.
pub(crate) const MOBILE: &str = "19900000001";
/// The number of somebody else.
pub(crate) const OTHER: &str = "19900000002";

/// Takes every text message.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inbox(Arc<Mutex<Vec<Letter>>>);

impl Carrier for Inbox {
    fn carry<'a>(&'a self, letter: &'a Letter, _: Moment) -> Carrying<'a> {
        self.0.lock().unwrap().push(letter.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Inbox {
    /// The codes that were sent to a number, oldest first.
    pub(crate) fn codes(&self, mobile: &str) -> Vec<String> {
        let letters = self.0.lock().unwrap();
        let own = letters
            .iter()
            .filter(|letter| letter.to == mobile && letter.kind == "sign_in_code");
        own.map(|letter| {
            let text = letter.text();
            text.chars().filter(char::is_ascii_digit).take(6).collect()
        })
        .collect()
    }

    /// Which numbers were told that their account has another proof now, when so many were, which nobody waits for.
    pub(crate) async fn told_of_proofs(&self, count: usize) -> Vec<String> {
        for _ in 0..1000 {
            let mut told: Vec<_> = {
                let letters = self.0.lock().unwrap();
                let told = letters.iter().filter(|letter| letter.kind == "proof_added");
                told.map(|letter| letter.to.clone()).collect()
            };
            if told.len() >= count {
                told.sort();
                return told;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("fewer than {count} numbers were told");
    }
}

/// Somebody's browser with a session.
pub(crate) struct Phone<'w> {
    world: &'w World,
    /// What the browser sends as `Cookie`.
    pub(crate) cookie: String,
    /// Id of the account.
    pub(crate) id: String,
}

impl<'w> Phone<'w> {
    /// The browser after an answer that set a cookie.
    pub(crate) fn after(world: &'w World, answer: &Answer) -> Self {
        let cookie = answer.header(header::SET_COOKIE);
        Self {
            world,
            cookie: cookie.split(';').next().unwrap().to_owned(),
            id: String::new(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        self.world
            .call(method, path, &[("cookie", self.cookie.as_str())], body)
            .await
    }

    pub(crate) async fn form(&self, path: &str, body: &str) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.world.call("POST", path, &headers, body).await
    }

    /// Hands in a draft, for somebody else under an authorisation.
    pub(crate) async fn submit(&self, key: &str, draft: &Draft, authorisation: Option<&str>) -> Answer {
        let submission = Submission {
            authorisation: authorisation.map(ToOwned::to_owned),
            draft_token: Some(self.world.token.clone()),
            draft: draft.clone(),
        };
        let headers = [("cookie", self.cookie.as_str()), ("idempotency-key", key)];
        let body = serde_json::to_string(&submission).unwrap();
        self.world.call("POST", "/api/v1/applications", &headers, &body).await
    }

    /// Hands in a whole application.
    pub(crate) async fn hand_in(&self, theme: &str) -> Receipt {
        let draft = self.world.full_draft(theme).await;
        self.submit(super::KEY, &draft, None).await.assert_status(201).json()
    }

    /// Authorises somebody; the id.
    pub(crate) async fn authorise(&self, body: serde_json::Value) -> String {
        let answer = self.send("POST", "/api/v1/me/authorisations", &body.to_string()).await;
        let given: serde_json::Value = answer.assert_status(201).json();
        given["id"].as_str().unwrap().to_owned()
    }
}

impl World {
    /// Asks for a code.
    pub(crate) async fn ask_code(&self, mobile: &str) -> Answer {
        let body = serde_json::json!({ "mobile": mobile }).to_string();
        self.call("POST", "/api/v1/sign-in/codes", &[], &body).await
    }

    /// Signs in by a code.
    pub(crate) async fn use_code(&self, mobile: &str, code: &str) -> Answer {
        let body = serde_json::json!({ "mobile": mobile, "code": code }).to_string();
        self.call("POST", "/api/v1/sign-in", &[], &body).await
    }

    /// An applicant who is signed in with a number that they proved.
    pub(crate) async fn phone(&self, mobile: &str) -> Phone<'_> {
        let proof = personal::proof(&self.app, ProofKind::Mobile, mobile).unwrap();
        self.phone_of(vec![proof]).await
    }

    /// An applicant who is signed in with whatever they proved.
    pub(crate) async fn phone_of(&self, proofs: Vec<crate::applicants::Proof>) -> Phone<'_> {
        let id = sign_in::account(&self.app, proofs, Default::default(), None)
            .await
            .unwrap();
        let begun = sign_in::begin(&self.app, &id, "Android".to_owned(), None)
            .await
            .unwrap();
        Phone {
            world: self,
            cookie: format!("__Host-yijian_applicant={}", begun.token),
            id,
        }
    }
}
