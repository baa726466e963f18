//! Where traces go.

use super::{SettingsFault, check_url};

/// A collector of OpenTelemetry, and how much of everything it gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traces {
    /// Where spans are posted to (OTLP over HTTP): `traces_url`, `YIJIAN_TRACES_URL`.
    pub url: String,
    /// Of a hundred requests so many are traced, all of them when not set: `traces_percent`, `YIJIAN_TRACES_PERCENT`.
    pub percent: u8,
}

pub(super) fn traces(
    url: Option<String>,
    percent: Option<i64>,
    env: &impl Fn(&str) -> Option<String>,
) -> Result<Option<Traces>, SettingsFault> {
    let percent = env("YIJIAN_TRACES_PERCENT").or(percent.map(|percent| percent.to_string()));
    let percent = match percent {
        None => 100,
        Some(value) => match value.trim().parse() {
            Ok(percent) if percent <= 100 => percent,
            Ok(_) | Err(_) => {
                return Err(SettingsFault::Value {
                    variable: "YIJIAN_TRACES_PERCENT",
                    key: "traces_percent",
                    value,
                    right: "write a number from 0 to 100",
                });
            }
        },
    };
    env("YIJIAN_TRACES_URL")
        .or(url)
        .map(|url| {
            let url = check_url(&url, "YIJIAN_TRACES_URL", "traces_url")?;
            Ok(Traces { url, percent })
        })
        .transpose()
}
