//! Figures for who watches over the server, in the text format of Prometheus, on an address of their own.
//!
//! They count and time; nothing of a person is in them, and routes are templates. What they promise to whom is in
//! docs/service-level.md.

use std::{io, net::SocketAddr, time::Duration};

use axum::{Router, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

/// Seconds that requests and commits are sorted by. The promise of docs/service-level.md is one of them.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 10.0];
/// How often what was timed is put together, asked for or not.
const UPKEEP: Duration = Duration::from_secs(5);

/// Begins to count.
///
/// # Errors
/// When something else in this process counts already.
pub fn begin() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?;
    metrics::describe_counter!("yijian_requests_total", "Requests by route, method and status");
    metrics::describe_histogram!("yijian_request_seconds", "Seconds until the answer began, by route");
    metrics::describe_histogram!(
        "yijian_commit_seconds",
        "Seconds of a transaction that writes, which several writes share"
    );
    metrics::describe_counter!("yijian_writes_total", "Writes by outcome");
    metrics::describe_counter!("yijian_letters_total", "Messages to applicants by channel and outcome");
    Ok(handle)
}

/// A request was answered.
pub(crate) fn answered(route: &str, method: &str, status: u16, took: Duration) {
    let (route, method) = (route.to_owned(), method.to_owned());
    metrics::counter!("yijian_requests_total", "route" => route.clone(), "method" => method, "status" => status.to_string())
        .increment(1);
    metrics::histogram!("yijian_request_seconds", "route" => route).record(took);
}

/// A transaction that several writes shared came to its end.
pub(crate) fn committed(writes: usize, kept: bool, took: Duration) {
    let outcome = if kept { "kept" } else { "failed" };
    metrics::counter!("yijian_writes_total", "outcome" => outcome).increment(writes as u64);
    metrics::histogram!("yijian_commit_seconds").record(took);
}

/// A message to an applicant was tried.
pub(crate) fn tried(channel: &str, outcome: &'static str) {
    metrics::counter!("yijian_letters_total", "channel" => channel.to_owned(), "outcome" => outcome).increment(1);
}

/// Answers `/metrics` on an address, until the program ends.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(listen: SocketAddr, handle: PrometheusHandle) -> io::Result<impl Future<Output = ()>> {
    let listener = TcpListener::bind(listen).await?;
    let upkeep = handle.clone();
    let router = Router::new().route("/metrics", get(move || std::future::ready(handle.render())));
    Ok(async move {
        let keep_up = async {
            let mut ticks = tokio::time::interval(UPKEEP);
            loop {
                ticks.tick().await;
                upkeep.run_upkeep();
            }
        };
        tokio::select! {
            () = keep_up => {}
            served = axum::serve(listener, router) => {
                if let Err(fault) = served {
                    tracing::error!(%fault, "figures are not served any more");
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::World;

    #[tokio::test]
    async fn figures_name_routes_and_nobody() {
        let figures = super::begin().unwrap();
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.get(&receipt.progress).await.assert_status(200);
        let text = figures.render();
        assert!(
            text.contains(r#"yijian_requests_total{route="/api/v1/applications",method="POST",status="201"} 1"#),
            "{text}"
        );
        assert!(text.contains(r#"yijian_writes_total{outcome="kept"}"#));
        assert!(text.contains(r#"yijian_request_seconds_bucket{route="/api/v1/applications",le="2"} 1"#));
        assert!(!text.contains(&receipt.number) && !text.contains(&receipt.secret));
    }
}
