//! Traces for who looks into a slow or failed request: what it consisted of and how long each part took, sent to a collector
//! of OpenTelemetry (OTLP over HTTP), when one is set.
//!
//! Spans carry templates of routes and counts; nothing of a person is in them, as in the log.

use std::time::Duration;

use axum::http::{HeaderMap, Request, Response};
use bytes::Bytes;
use opentelemetry::{
    KeyValue,
    propagation::TextMapPropagator,
    trace::{Status, TracerProvider},
};
use opentelemetry_http::{HeaderExtractor, HttpClient, HttpError};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracerProvider},
};
use tokio::runtime::Handle;
use tracing::{Span, Subscriber, level_filters::LevelFilter};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use crate::{
    sending::client::{Client, ClientFault},
    settings,
};

/// How long the last spans may take to be sent when the program ends.
const LAST: Duration = Duration::from_secs(3);

/// Why no traces can be sent.
#[derive(Debug, thiserror::Error)]
pub enum TracesFault {
    /// No client for the address.
    #[error(transparent)]
    Client(#[from] ClientFault),
    /// The library refuses the settings.
    #[error("traces cannot be sent to `{address}` ({fault}); set YIJIAN_TRACES_URL or `traces_url` in yijian.toml")]
    Exporter {
        /// Where they were to go.
        address: String,
        /// Why not.
        fault: ExporterBuildError,
    },
}

/// Sends spans until it is ended.
#[derive(Debug, Clone)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Begins to send to a collector; needs a runtime, on which it sends.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn begin(settings: &settings::Traces) -> Result<Self, TracesFault> {
        let client = Courier {
            client: Client::new(&[&settings.url])?,
            runtime: Handle::current(),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(client)
            .with_endpoint(settings.url.clone())
            .build()
            .map_err(|fault| TracesFault::Exporter {
                address: settings.url.clone(),
                fault,
            })?;
        let here = Resource::builder()
            .with_service_name("yijian")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::TraceIdRatioBased(f64::from(settings.percent) / 100.0))
            .with_resource(here.build())
            .build();
        Ok(Self(provider))
    }

    /// What takes the spans of this program from `tracing`, whatever the log shows.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    {
        let ours = Targets::new().with_target("yijian_backend", LevelFilter::DEBUG);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("yijian"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(ours)
    }

    /// Sends what is left. Blocks for a few seconds at most.
    pub fn end(&self) {
        if let Err(fault) = self.0.shutdown_with_timeout(LAST) {
            tracing::warn!(%fault, "the last traces were not sent");
        }
    }
}

/// The span of a request, which belongs to the caller's trace (W3C Trace Context, header `traceparent`). Names are those of
/// OpenTelemetry's semantic conventions for HTTP servers.
pub(crate) fn request(method: &str, route: &str, headers: &HeaderMap) -> Span {
    let span = tracing::debug_span!(
        "http",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
    );
    // Without a collector nobody listens.
    let _nobody = span.set_parent(TraceContextPropagator::new().extract(&HeaderExtractor(headers)));
    span
}

/// Says how a request was answered.
pub(crate) fn answered(span: &Span, status: u16) {
    span.set_attribute("http.response.status_code", i64::from(status));
    if status >= 500 {
        span.set_status(Status::error(""));
    }
}

/// Carries spans with the client that talks to everybody else, from the thread of the library to our runtime.
#[derive(Debug)]
struct Courier {
    client: Client,
    runtime: Handle,
}

#[async_trait::async_trait]
impl HttpClient for Courier {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let request = request.map(|body| body.to_vec());
        let sent = self.runtime.spawn(async move { client.exchange(request).await });
        Ok(sent.await??.map(Bytes::from))
    }
}

#[cfg(test)]
mod tests;
