//! Text messages by a county's own gateway.
//!
//! One request: `POST url` with `Authorization: Bearer token` and `{"id", "to", "kind", "text"}` in JSON. Any answer of
//! 2xx means that the gateway has the message. A gateway that keeps ids answers 2xx to one it has already, and sends
//! nothing. 400, 404, 410 and 422 mean that this message will never do; everything else is tried again.

use serde_json::json;

use super::{Carrier, Carrying, Letter, SendFault, client::Client};
use crate::{clock::Moment, settings::Webhook as Settings};

/// Hands text messages to a gateway.
#[derive(Debug, Clone)]
pub(super) struct Webhook {
    client: Client,
    settings: Settings,
}

impl Webhook {
    pub(super) const fn new(client: Client, settings: Settings) -> Self {
        Self { client, settings }
    }

    async fn send(&self, letter: &Letter) -> Result<(), SendFault> {
        let Settings { url, token, signature } = &self.settings;
        let body = json!({
            "id": letter.id,
            "to": letter.to,
            "kind": letter.kind,
            "text": format!("【{signature}】{}", letter.text()),
        });
        let headers = [
            ("content-type", "application/json".to_owned()),
            ("authorization", format!("Bearer {}", token.0)),
        ];
        let reply = self.client.post(url, &headers, body.to_string()).await?;
        let code = format!("webhook_{}", reply.status);
        match reply.status {
            200..300 => Ok(()),
            400 | 404 | 410 | 422 => Err(SendFault::lasting(&code)),
            _ => Err(SendFault::passing(&code)),
        }
    }
}

impl Carrier for Webhook {
    fn carry<'a>(&'a self, letter: &'a Letter, _: Moment) -> Carrying<'a> {
        Box::pin(self.send(letter))
    }
}
