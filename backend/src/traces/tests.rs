//! Against a stand-in for a collector, which reads what real ones read.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt;

use super::Traces;
use crate::{
    settings,
    testing::{TOKEN, World},
};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";

/// What a collector was sent.
type Sent = Arc<Mutex<Vec<Bytes>>>;

/// A collector, and the settings that lead to it.
async fn collector() -> (Sent, settings::Traces) {
    let sent = Sent::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    let kept = Arc::clone(&sent);
    let router = Router::new().route(
        "/v1/traces",
        post(move |headers: HeaderMap, body: Bytes| async move {
            assert_eq!(headers["content-type"], "application/x-protobuf");
            kept.lock().unwrap().push(body);
        }),
    );
    tokio::spawn(async move { axum::serve(listener, router).await });
    (sent, settings::Traces { url, percent: 100 })
}

fn spans(sent: &Sent) -> Vec<Span> {
    let sent = sent.lock().unwrap();
    let requests = sent
        .iter()
        .map(|body| ExportTraceServiceRequest::decode(body.clone()).unwrap());
    requests
        .flat_map(|request| request.resource_spans)
        .flat_map(|of_resource| of_resource.scope_spans)
        .flat_map(|of_scope| of_scope.spans)
        .collect()
}

fn said(span: &Span, key: &str) -> Option<Value> {
    let attribute = span.attributes.iter().find(|attribute| attribute.key == key);
    attribute.and_then(|attribute| attribute.value.clone()?.value)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_traced_with_what_it_consisted_of_and_with_nothing_of_a_person() {
    let (sent, settings) = collector().await;
    let world = World::new().await;
    let traces = Traces::begin(&settings).unwrap();
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(traces.layer()));
    let mut draft = world.empty_draft();
    draft
        .values
        .insert("name@operator".parse().unwrap(), "李秘密".to_owned());
    let body = serde_json::json!({ "revision": 0, "draft": draft }).to_string();
    let caller = format!("00-{TRACE}-{CALLER}-01");
    world
        .call(
            "PUT",
            &format!("/api/v1/drafts/{TOKEN}"),
            &[("traceparent", &caller)],
            &body,
        )
        .await
        .assert_status(200);
    drop(guard);
    tokio::task::spawn_blocking(move || traces.end()).await.unwrap();

    let spans = spans(&sent);
    let request = spans.iter().find(|span| span.kind == SpanKind::Server as i32).unwrap();
    assert!(request.name.starts_with("PUT /api/v1/drafts/{"), "{}", request.name);
    assert_eq!(crate::ids::hex(&request.trace_id), TRACE);
    assert_eq!(crate::ids::hex(&request.parent_span_id), CALLER);
    assert_eq!(said(request, "http.response.status_code"), Some(Value::IntValue(200)));
    let write = spans.iter().find(|span| span.name == "storage.write").unwrap();
    assert_eq!(
        (&write.trace_id, &write.parent_span_id),
        (&request.trace_id, &request.span_id)
    );
    let everything = format!("{spans:?}");
    assert!(
        !everything.contains(TOKEN) && !everything.contains("李秘密"),
        "{everything}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_keeps_nobody_waiting() {
    let world = World::new().await;
    let settings = settings::Traces {
        url: "http://127.0.0.1:9/v1/traces".to_owned(),
        percent: 100,
    };
    let traces = Traces::begin(&settings).unwrap();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(traces.layer()));
    world.get("/api/v1/themes").await.assert_status(200);
    tokio::task::spawn_blocking(move || traces.end()).await.unwrap();
}
