//! The access token of a WeChat account: asked for once, kept until it ends.

use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::{Client, SendFault, Settings};
use crate::clock::Moment;

/// A token is not used in its last minute: it may end on the way.
const SPARE_SECONDS: i64 = 60;

/// The present access token.
#[derive(Debug, Default)]
pub(super) struct Token(Mutex<Option<Kept>>);

struct Kept {
    token: String,
    until: i64,
}

/// Nothing of it is printed.
impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kept(*** until {})", self.until)
    }
}

impl Token {
    /// The token, a new one when the kept one has ended or is the one that was `refused`. Who asks meanwhile waits.
    pub(super) async fn get(
        &self,
        client: &Client,
        settings: &Settings,
        now: Moment,
        refused: Option<&str>,
    ) -> Result<String, SendFault> {
        let mut kept = self.0.lock().await;
        if let Some(Kept { token, until }) = kept.as_ref()
            && now.seconds() < *until
            && refused != Some(token)
        {
            return Ok(token.clone());
        }
        let mut new = ask(client, settings, false).await?;
        if refused == Some(&new.0) {
            // WeChat gives the same token as long as it counts for it as good; only force gets another.
            new = ask(client, settings, true).await?;
        }
        let (token, seconds) = new;
        *kept = Some(Kept {
            token: token.clone(),
            until: now.seconds() + seconds - SPARE_SECONDS,
        });
        Ok(token)
    }
}

/// `POST cgi-bin/stable_token`: the token and for how many seconds it holds
/// (developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html).
async fn ask(client: &Client, settings: &Settings, force: bool) -> Result<(String, i64), SendFault> {
    let body = json!({
        "grant_type": "client_credential",
        "appid": settings.app_id,
        "secret": settings.secret.0,
        "force_refresh": force,
    });
    let address = format!("{}/cgi-bin/stable_token", settings.url);
    let headers = [("content-type", "application/json".to_owned())];
    let answer = client.post(&address, &headers, body.to_string()).await?.json()?;
    match (answer["access_token"].as_str(), answer["expires_in"].as_i64()) {
        (Some(token), Some(seconds)) if !token.is_empty() => Ok((token.to_owned(), seconds)),
        _ => {
            // A wrong secret or an address WeChat does not know: the operator can put it right, so it is tried again.
            let code = answer.get("errcode").and_then(Value::as_i64).unwrap_or_default();
            Err(SendFault::passing(&format!("wechat_token_{code}")))
        }
    }
}
