//! Subscription messages of a WeChat service account: `POST cgi-bin/message/subscribe/bizsend`.

mod sign_in;
mod ticket;
mod token;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{
    Carrier, Carrying, Letter, SendFault,
    client::Client,
    text::{OTHER, Slot},
};
use crate::{
    clock::Moment,
    settings::{Wechat as Settings, WechatTemplate as Template},
};
pub use sign_in::Came;
use ticket::Ticket;
use token::Token;

/// A service account. Hands subscription messages to WeChat, which keeps no ids of ours, so it sends a second one like the
/// first; signs people in; signs pages that use the JS-SDK.
#[derive(Debug)]
pub struct Wechat {
    client: Client,
    settings: Settings,
    /// Where a message leads: what people reach this server under.
    page: String,
    token: Token,
    ticket: Ticket,
}

impl Wechat {
    pub(super) fn new(client: Client, settings: Settings, public_url: &str) -> Self {
        Self {
            client,
            settings,
            page: format!("{public_url}/"),
            token: Token::default(),
            ticket: Ticket::default(),
        }
    }

    async fn send(&self, letter: &Letter, now: Moment) -> Result<(), SendFault> {
        let body = self.body(letter)?;
        let token = self.token.get(&self.client, &self.settings, now, None).await?;
        match self.post(&token, body.clone()).await? {
            0 => Ok(()),
            40001 | 40014 | 42001 => {
                let token = self.token.get(&self.client, &self.settings, now, Some(&token)).await?;
                told(self.post(&token, body).await?)
            }
            code => told(code),
        }
    }

    /// Posts a message; the `errcode` of the answer.
    async fn post(&self, token: &str, body: String) -> Result<i64, SendFault> {
        let token = utf8_percent_encode(token, NON_ALPHANUMERIC);
        let address = format!(
            "{}/cgi-bin/message/subscribe/bizsend?access_token={token}",
            self.settings.url
        );
        let headers = [("content-type", "application/json".to_owned())];
        let answer = self.client.post(&address, &headers, body).await?.json()?;
        answer["errcode"]
            .as_i64()
            .ok_or_else(|| SendFault::passing("answer_unreadable"))
    }

    fn body(&self, letter: &Letter) -> Result<String, SendFault> {
        let templates = &self.settings.templates;
        let template = templates.get(&letter.kind).or_else(|| templates.get(OTHER));
        let Template { id, data } = template.ok_or_else(|| SendFault::Unwanted("no_template".to_owned()))?;
        let data: Map<_, _> = data
            .iter()
            .map(|(key, slot)| (key.clone(), json!({ "value": value(letter, key, *slot) })))
            .collect();
        let body = json!({ "touser": letter.to, "template_id": id, "page": self.page, "data": Value::Object(data) });
        Ok(body.to_string())
    }
}

impl Carrier for Wechat {
    fn carry<'a>(&'a self, letter: &'a Letter, now: Moment) -> Carrying<'a> {
        Box::pin(self.send(letter, now))
    }
}

/// What takes a field of a template, no longer than its kind allows (standards.md 13.4).
fn value(letter: &Letter, key: &str, slot: Slot) -> String {
    let text = letter.fill(slot);
    match limit(key) {
        Some(limit) if text.chars().count() > limit => {
            let mut cut: String = text.chars().take(limit - 1).collect();
            cut.push('…');
            cut
        }
        _ => text,
    }
}

/// How many characters a field holds, by the word its key begins with.
fn limit(key: &str) -> Option<usize> {
    match key.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "thing" => Some(20),
        "phrase" => Some(5),
        _ => None,
    }
}

/// What a code says. 40003: no such recipient; 40037: no such template; 41030: no such page; 43101: they refused;
/// 43107: the template is blocked; 47003: a field does not fit. Everything else may pass.
fn told(code: i64) -> Result<(), SendFault> {
    let named = format!("wechat_{code}");
    match code {
        0 => Ok(()),
        40003 | 40037 | 41030 | 43101 | 43107 | 47003 => Err(SendFault::lasting(&named)),
        _ => Err(SendFault::passing(&named)),
    }
}

#[cfg(test)]
mod tests;
