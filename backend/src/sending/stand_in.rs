//! Stands in for a provider: a real server on this machine that remembers what it was asked and fails on order.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, Response},
};
use serde_json::Value;
use tokio::net::TcpListener;

/// What it was asked.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Path and query.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

type Answer = (u16, Value);
type Rule = dyn Fn(&Seen) -> Answer + Send + Sync;

/// The provider.
#[derive(Clone)]
pub(crate) struct StandIn {
    /// Where it is, without a slash at the end.
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    orders: Arc<Mutex<VecDeque<Answer>>>,
}

impl StandIn {
    /// Starts one that answers by a rule, unless it is ordered otherwise.
    pub(crate) async fn start(rule: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stand_in = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            seen: Arc::default(),
            orders: Arc::default(),
        };
        let (this, rule): (_, Arc<Rule>) = (stand_in.clone(), Arc::new(rule));
        let router = Router::new().fallback(move |request: Request<Body>| {
            let (this, rule) = (this.clone(), Arc::clone(&rule));
            async move { this.answer(request, rule.as_ref()).await }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        stand_in
    }

    async fn answer(&self, request: Request<Body>, rule: &Rule) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let seen = Seen {
            path: parts.uri.to_string(),
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        };
        self.seen.lock().unwrap().push(seen.clone());
        let ordered = self.orders.lock().unwrap().pop_front();
        let (status, body) = ordered.unwrap_or_else(|| rule(&seen));
        let response = Response::builder().status(status);
        response.body(Body::from(body.to_string())).unwrap()
    }

    /// The next answer is this one.
    pub(crate) fn order(&self, status: u16, body: Value) {
        self.orders.lock().unwrap().push_back((status, body));
    }

    /// What it was asked so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}
