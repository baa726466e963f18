//! Text messages by Tencent Cloud: `SendSms` of 2021-01-11 (cloud.tencent.com/document/product/382/55981).

mod signature;

use serde_json::{Value, json};

use super::{
    Carrier, Carrying, Letter, SendFault,
    client::{Client, host},
    text::{self, OF_ACCOUNTS, OTHER},
};
use crate::{clock::Moment, settings::Tencent as Settings};
use signature::Signing;

/// Hands text messages to Tencent Cloud.
///
/// The letter's id travels as `SessionContext`. Tencent Cloud gives it back with its answer and with its report of
/// delivery, so a second message is recognised afterwards; it does not hold one back.
#[derive(Debug, Clone)]
pub(super) struct Tencent {
    client: Client,
    settings: Settings,
}

const VERSION: &str = "2021-01-11";
const CONTENT_TYPE: &str = "application/json; charset=utf-8";

impl Tencent {
    pub(super) const fn new(client: Client, settings: Settings) -> Self {
        Self { client, settings }
    }

    async fn send(&self, letter: &Letter, now: Moment) -> Result<(), SendFault> {
        let Settings {
            url,
            secret_id,
            secret_key,
            ..
        } = &self.settings;
        let body = self.body(letter)?;
        let day = now.utc_day();
        let authorization = Signing {
            service: "sms",
            host: host(url),
            content_type: CONTENT_TYPE,
            body: &body,
            timestamp: now.seconds(),
            day: &day,
        }
        .authorization(secret_id, &secret_key.0);
        let headers = [
            ("content-type", CONTENT_TYPE.to_owned()),
            ("authorization", authorization),
            ("x-tc-action", "SendSms".to_owned()),
            ("x-tc-version", VERSION.to_owned()),
            ("x-tc-region", self.settings.region.clone()),
            ("x-tc-timestamp", now.seconds().to_string()),
        ];
        let reply = self.client.post(&format!("{url}/"), &headers, body).await?;
        read(&reply.json()?["Response"])
    }

    /// With the template of the kind, else with the one for all others; its values in the order of the sentence.
    fn body(&self, letter: &Letter) -> Result<String, SendFault> {
        let templates = &self.settings.templates;
        let (template, sentence) = match templates.get(&letter.kind) {
            Some(template) => (template, letter.sentence()),
            None => match templates.get(OTHER) {
                Some(template) if !OF_ACCOUNTS.contains(&letter.kind.as_str()) => (template, text::sentence(OTHER)),
                Some(_) | None => return Err(SendFault::Unwanted("no_template".to_owned())),
            },
        };
        let values: Vec<_> = sentence.slots().map(|slot| letter.fill(slot)).collect();
        let body = json!({
            "PhoneNumberSet": [format!("+86{}", letter.to)],
            "SmsSdkAppId": self.settings.app_id,
            "SignName": self.settings.signature,
            "TemplateId": template,
            "TemplateParamSet": values,
            "SessionContext": letter.id,
        });
        Ok(body.to_string())
    }
}

impl Carrier for Tencent {
    fn carry<'a>(&'a self, letter: &'a Letter, now: Moment) -> Carrying<'a> {
        Box::pin(self.send(letter, now))
    }
}

/// What the provider says about the request, or about its one number.
fn read(response: &Value) -> Result<(), SendFault> {
    let code = match response["Error"]["Code"].as_str() {
        Some(code) => code,
        None => response["SendStatusSet"][0]["Code"]
            .as_str()
            .unwrap_or("answer_unreadable"),
    };
    match code {
        "Ok" => Ok(()),
        code if lasts(code) => Err(SendFault::lasting(&format!("tencent_{code}"))),
        code => Err(SendFault::passing(&format!("tencent_{code}"))),
    }
}

/// Whether a code is about this number or this template, and not about limits, balances, keys or the service
/// (the codes of `SendSms`, same page).
fn lasts(code: &str) -> bool {
    const LASTING: [&str; 7] = [
        "FailedOperation.ContainSensitiveWord",
        "FailedOperation.PhoneNumberInBlacklist",
        "FailedOperation.SignatureIncorrectOrUnapproved",
        "FailedOperation.TemplateIncorrectOrUnapproved",
        "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
        "FailedOperation.TemplateUnapprovedOrNotExist",
        "FailedOperation.ParametersOtherError",
    ];
    LASTING.contains(&code) || code.starts_with("InvalidParameterValue.") || code.starts_with("UnsupportedOperation")
}

#[cfg(test)]
mod tests;
