//! The one HTTP client that talks to providers.

use std::time::Duration;

use axum::http::{Request, Response};
use reqwest::redirect::Policy;

use super::SendFault;

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take to be reached.
const CONNECT: Duration = Duration::from_secs(5);
/// Providers answer in a few lines; more is not read.
const MOST_ANSWER_BYTES: usize = 64 * 1024;

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("messages cannot be sent over TLS: {0}; install the system's CA certificates")]
pub struct ClientFault(reqwest::Error);

/// Talks to providers. Copies share connections.
#[derive(Debug, Clone)]
pub(crate) struct Client(reqwest::Client);

/// What a provider answered.
#[derive(Debug)]
pub(super) struct Reply {
    /// HTTP status.
    pub(super) status: u16,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Client {
    /// A client for some addresses. Trusts the authorities that the system trusts; follows no redirect, for what is sent
    /// is meant for one place; uses no proxy.
    pub(crate) fn new(addresses: &[&str]) -> Result<Self, ClientFault> {
        // Whoever installed one before did the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(CONNECT)
            .redirect(Policy::none())
            .no_proxy();
        if addresses.iter().all(|address| address.starts_with("http://")) {
            // Then a machine without certificates will do.
            builder = builder.tls_certs_only([]);
        }
        builder.build().map(Self).map_err(ClientFault)
    }

    /// Posts JSON.
    pub(super) async fn post(
        &self,
        address: &str,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<Reply, SendFault> {
        let mut request = self.0.post(address).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        answer(request).await
    }

    /// Sends a request that a library made, and gives the answer back as it wants it.
    pub(crate) async fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendFault> {
        let request = reqwest::Request::try_from(request).map_err(|fault| told(&fault))?;
        let mut response = self.0.execute(request).await.map_err(|fault| told(&fault))?;
        let mut answer = Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let body = body(&mut response).await?;
        answer.body(body).map_err(|_| SendFault::passing("answer_unreadable"))
    }

    /// Gets an address.
    pub(super) async fn get(&self, address: &str) -> Result<Reply, SendFault> {
        answer(self.0.get(address)).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Reply, SendFault> {
    let mut response = request.send().await.map_err(|fault| told(&fault))?;
    Ok(Reply {
        status: response.status().as_u16(),
        body: body(&mut response).await?,
    })
}

async fn body(response: &mut reqwest::Response) -> Result<Vec<u8>, SendFault> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|fault| told(&fault))? {
        if body.len() + piece.len() > MOST_ANSWER_BYTES {
            return Err(SendFault::passing("answer_too_long"));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Without the address, which may carry a token.
fn told(fault: &reqwest::Error) -> SendFault {
    SendFault::passing(if fault.is_timeout() {
        "timeout"
    } else if fault.is_connect() {
        "unreachable"
    } else {
        "connection_broken"
    })
}

impl Reply {
    /// The body as JSON, of an answer that went well.
    pub(super) fn json(&self) -> Result<serde_json::Value, SendFault> {
        if !(200..300).contains(&self.status) {
            return Err(SendFault::passing(&format!("http_{}", self.status)));
        }
        serde_json::from_slice(&self.body).map_err(|_| SendFault::passing("answer_unreadable"))
    }
}

/// The authority of an address, as the header `Host` names it.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_for_tls_is_made_or_says_what_is_missing() {
        if let Err(fault) = Client::new(&["https://api.example"]) {
            assert!(fault.to_string().contains("CA certificates"), "{fault}");
        }
    }

    #[test]
    fn a_host_is_what_its_header_says() {
        assert_eq!(host("https://sms.example"), "sms.example");
        assert_eq!(host("http://127.0.0.1:80/sms"), "127.0.0.1:80");
    }
}
