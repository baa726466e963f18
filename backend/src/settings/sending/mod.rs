//! Settings of what sends messages: the sections `[sms]` and `[wechat]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use yijian_domain::wire::staff::Secret;

use super::{SettingsFault, USUAL_FILE, check_url};
use crate::sending::text::{self, OTHER, Slot};

/// Which provider takes what; a channel without one is off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sending {
    /// Text messages.
    pub sms: Sms,
    /// Subscription messages.
    pub wechat: Option<Wechat>,
}

/// Who takes text messages: `sms.via`, `YIJIAN_SMS_VIA`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Sms {
    /// Nobody: `off`.
    #[default]
    Off,
    /// Tencent Cloud: `tencent`.
    Tencent(Tencent),
    /// A gateway of one's own: `webhook`.
    Webhook(Webhook),
}

/// Text messages by Tencent Cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tencent {
    /// Address of the interface, without a slash at the end: `sms.url`, `YIJIAN_SMS_URL`.
    pub url: String,
    /// `sms.region`, `YIJIAN_SMS_REGION`; `ap-guangzhou` when not set.
    pub region: String,
    /// `sms.secret_id`, `YIJIAN_SMS_SECRET_ID`.
    pub secret_id: String,
    /// `sms.secret_key`, `YIJIAN_SMS_SECRET_KEY`.
    pub secret_key: Secret,
    /// SdkAppId: `sms.app_id`, `YIJIAN_SMS_APP_ID`.
    pub app_id: String,
    /// The registered signature: `sms.signature`, `YIJIAN_SMS_SIGNATURE`.
    pub signature: String,
    /// The registered template of each kind: `[sms.templates]`, in the file only.
    pub templates: BTreeMap<String, String>,
}

/// Text messages by a gateway of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Where to post: `sms.url`, `YIJIAN_SMS_URL`.
    pub url: String,
    /// Proves who posts: `sms.token`, `YIJIAN_SMS_TOKEN`.
    pub token: Secret,
    /// Stands in front of each message: `sms.signature`, `YIJIAN_SMS_SIGNATURE`.
    pub signature: String,
}

/// Subscription messages of a WeChat service account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wechat {
    /// Address of the interface, without a slash at the end: `wechat.url`, `YIJIAN_WECHAT_URL`.
    pub url: String,
    /// Where people are signed in, without a slash at the end: `wechat.open_url`, `YIJIAN_WECHAT_OPEN_URL`.
    pub open_url: String,
    /// AppID: `wechat.app_id`, `YIJIAN_WECHAT_APP_ID`.
    pub app_id: String,
    /// AppSecret: `wechat.secret`, `YIJIAN_WECHAT_SECRET`.
    pub secret: Secret,
    /// The template of each kind: `[wechat.templates.KIND]`, in the file only.
    pub templates: BTreeMap<String, WechatTemplate>,
}

/// A template in WeChat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatTemplate {
    /// Its id.
    pub id: String,
    /// What takes each of its fields, such as `thing1 = "theme"`.
    pub data: BTreeMap<String, Slot>,
}

/// The section `[sms]`. A secret is read as any value, so that no fault shows it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SmsFile {
    via: Option<String>,
    url: Option<String>,
    region: Option<String>,
    secret_id: Option<String>,
    secret_key: Option<toml::Value>,
    token: Option<toml::Value>,
    app_id: Option<String>,
    signature: Option<String>,
    #[serde(default)]
    templates: BTreeMap<String, String>,
}

/// The section `[wechat]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WechatFile {
    url: Option<String>,
    open_url: Option<String>,
    app_id: Option<String>,
    secret: Option<toml::Value>,
    #[serde(default)]
    templates: BTreeMap<String, WechatTemplate>,
}

type Env<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Who takes text messages.
pub(super) fn sms(file: SmsFile, env: Env<'_>) -> Result<Sms, SettingsFault> {
    let via = env("YIJIAN_SMS_VIA").or(file.via).unwrap_or_else(|| "off".to_owned());
    let url = env("YIJIAN_SMS_URL").or(file.url);
    let url = url
        .map(|url| check_url(&url, "YIJIAN_SMS_URL", "sms.url"))
        .transpose()?;
    let signature = || {
        let signature = env("YIJIAN_SMS_SIGNATURE").or(file.signature);
        needed(signature, "YIJIAN_SMS_SIGNATURE", "sms.signature")
    };
    match via.as_str() {
        "off" => Ok(Sms::Off),
        "tencent" => Ok(Sms::Tencent(Tencent {
            url: url.unwrap_or_else(|| "https://sms.tencentcloudapi.com".to_owned()),
            region: env("YIJIAN_SMS_REGION")
                .or(file.region)
                .unwrap_or_else(|| "ap-guangzhou".to_owned()),
            secret_id: needed(
                env("YIJIAN_SMS_SECRET_ID").or(file.secret_id),
                "YIJIAN_SMS_SECRET_ID",
                "sms.secret_id",
            )?,
            secret_key: secret(env, file.secret_key, "YIJIAN_SMS_SECRET_KEY", "sms.secret_key")?,
            app_id: needed(
                env("YIJIAN_SMS_APP_ID").or(file.app_id),
                "YIJIAN_SMS_APP_ID",
                "sms.app_id",
            )?,
            signature: signature()?,
            templates: templates(file.templates, "sms.templates")?,
        })),
        "webhook" => Ok(Sms::Webhook(Webhook {
            url: needed(url, "YIJIAN_SMS_URL", "sms.url")?,
            token: secret(env, file.token, "YIJIAN_SMS_TOKEN", "sms.token")?,
            signature: signature()?,
        })),
        _ => Err(SettingsFault::Value {
            variable: "YIJIAN_SMS_VIA",
            key: "sms.via",
            value: via,
            right: "write tencent, webhook or off",
        }),
    }
}

/// The WeChat account, when there is one.
pub(super) fn wechat(file: WechatFile, env: Env<'_>) -> Result<Option<Wechat>, SettingsFault> {
    let Some(app_id) = env("YIJIAN_WECHAT_APP_ID").or(file.app_id) else {
        return Ok(None);
    };
    let url = env("YIJIAN_WECHAT_URL").or(file.url);
    let url = url.unwrap_or_else(|| "https://api.weixin.qq.com".to_owned());
    let open_url = env("YIJIAN_WECHAT_OPEN_URL").or(file.open_url);
    let open_url = open_url.unwrap_or_else(|| "https://open.weixin.qq.com".to_owned());
    let templates = templates(file.templates, "wechat.templates")?;
    for (key, slot) in templates.values().flat_map(|template| &template.data) {
        if !holds(key, *slot) {
            return Err(SettingsFault::Template {
                key: "wechat.templates",
                value: key.clone(),
                right: "a field thingN takes theme, item or what; phraseN what; dateN and timeN day".to_owned(),
            });
        }
    }
    Ok(Some(Wechat {
        url: check_url(&url, "YIJIAN_WECHAT_URL", "wechat.url")?,
        open_url: check_url(&open_url, "YIJIAN_WECHAT_OPEN_URL", "wechat.open_url")?,
        app_id,
        secret: secret(env, file.secret, "YIJIAN_WECHAT_SECRET", "wechat.secret")?,
        templates,
    }))
}

/// Whether a field of a template can hold it (kinds of fields: standards.md 13.4).
fn holds(key: &str, slot: Slot) -> bool {
    let kind = key.trim_end_matches(|c: char| c.is_ascii_digit());
    match slot {
        Slot::Theme | Slot::Item => kind == "thing",
        Slot::What => matches!(kind, "thing" | "phrase"),
        Slot::Day => matches!(kind, "date" | "time"),
        // Codes prove a mobile number, so they go there only.
        Slot::Code => false,
    }
}

fn needed(value: Option<String>, variable: &'static str, key: &'static str) -> Result<String, SettingsFault> {
    value
        .filter(|value| !value.is_empty())
        .ok_or(SettingsFault::Missing { variable, key })
}

fn secret(
    env: Env<'_>,
    file: Option<toml::Value>,
    variable: &'static str,
    key: &'static str,
) -> Result<Secret, SettingsFault> {
    let value = match (env(variable), file) {
        (Some(value), _) => Some(value),
        (None, Some(toml::Value::String(value))) => Some(value),
        // Not text; what it is stays unsaid.
        (None, _) => None,
    };
    needed(value, variable, key).map(Secret)
}

/// At least one template, each for a kind there is.
fn templates<T>(templates: BTreeMap<String, T>, key: &'static str) -> Result<BTreeMap<String, T>, SettingsFault> {
    let known = || text::kinds().map(|(kind, _)| kind).collect::<Vec<_>>().join(", ");
    if templates.is_empty() {
        return Err(SettingsFault::Template {
            key,
            value: String::new(),
            right: format!("name at least the template for `{OTHER}` in {USUAL_FILE}"),
        });
    }
    match templates
        .keys()
        .find(|kind| text::kinds().all(|(known, _)| known != *kind))
    {
        Some(unknown) => Err(SettingsFault::Template {
            key,
            value: unknown.clone(),
            right: format!("write one of {}", known()),
        }),
        None => Ok(templates),
    }
}

#[cfg(test)]
mod tests;
