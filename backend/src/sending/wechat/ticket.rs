//! The ticket with which pages that use the JS-SDK are signed: one for all, kept until it ends
//! (developers.weixin.qq.com/doc/service/guide/h5/jssdk.html, appendix 1).

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::{Digest, Sha1};
use tokio::sync::Mutex;

use super::{SendFault, Wechat};
use crate::{clock::Moment, ids::hex};

/// A ticket is not used in its last minute.
const SPARE_SECONDS: i64 = 60;

/// The present ticket.
#[derive(Default)]
pub(super) struct Ticket(Mutex<Option<(String, i64)>>);

/// Nothing of it is printed.
impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticket(***)")
    }
}

impl Wechat {
    /// The signature of a page, by its address without what stands behind `#`.
    ///
    /// # Errors
    /// When WeChat gives no ticket.
    pub async fn sign(&self, nonce: &str, url: &str, now: Moment) -> Result<String, SendFault> {
        let mut kept = self.ticket.0.lock().await;
        let ticket = match kept.as_ref() {
            Some((ticket, until)) if now.seconds() < *until => ticket.clone(),
            Some(_) | None => {
                let (ticket, seconds) = self.new_ticket(now).await?;
                *kept = Some((ticket.clone(), now.seconds() + seconds - SPARE_SECONDS));
                ticket
            }
        };
        Ok(signature(&ticket, nonce, now.seconds(), url))
    }

    /// `GET cgi-bin/ticket/getticket`: a ticket and for how many seconds it holds.
    async fn new_ticket(&self, now: Moment) -> Result<(String, i64), SendFault> {
        let mut refused = None;
        // The token that is kept may have ended early; then one more is asked for.
        for _ in 0..2 {
            let token = self
                .token
                .get(&self.client, &self.settings, now, refused.as_deref())
                .await?;
            let encoded = utf8_percent_encode(&token, NON_ALPHANUMERIC);
            let address = format!(
                "{}/cgi-bin/ticket/getticket?access_token={encoded}&type=jsapi",
                self.settings.url
            );
            let answer = self.client.get(&address).await?.json()?;
            match (
                answer["ticket"].as_str(),
                answer["expires_in"].as_i64(),
                answer["errcode"].as_i64(),
            ) {
                (Some(ticket), Some(seconds), _) => return Ok((ticket.to_owned(), seconds)),
                (_, _, Some(40001 | 40014 | 42001)) => refused = Some(token),
                (_, _, code) => return Err(SendFault::passing(&format!("wechat_{}", code.unwrap_or_default()))),
            }
        }
        Err(SendFault::passing("wechat_42001"))
    }
}

/// SHA-1 over the four, in the order of their names and as they are.
fn signature(ticket: &str, nonce: &str, timestamp: i64, url: &str) -> String {
    let text = format!("jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}");
    hex(&Sha1::digest(text))
}

#[cfg(test)]
mod tests {
    use super::signature;

    /// The published examples.
    #[test]
    fn a_signature_is_the_published_one() {
        const TICKET: &str = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
        let of = |url| signature(TICKET, "Wm3WZYTPz0wzccnW", 1_414_587_457, url);
        assert_eq!(
            of("http://mp.weixin.qq.com?params=value"),
            "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
        );
        assert_eq!(
            of("http://mp.weixin.qq.com"),
            "f4d90daf4b3bca3078ab155816175ba34c443a7b"
        );
    }
}
