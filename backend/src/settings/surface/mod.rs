//! Settings of what faces the network: proxies, encryption, connections, limits.

use std::{collections::BTreeMap, net::IpAddr, path::PathBuf};

use ipnet::IpNet;

use super::SettingsFault;

/// What faces the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surface {
    /// Proxies that are believed when they say for whom they ask: `trusted_proxies`, `YIJIAN_TRUSTED_PROXIES`. Addresses
    /// and networks; those of this machine when not set, `none` for no proxy at all.
    pub trusted_proxies: Vec<IpNet>,
    /// With both of them the program encrypts by itself: `tls_certificate` and `tls_key`, `YIJIAN_TLS_CERTIFICATE` and
    /// `YIJIAN_TLS_KEY`.
    pub tls: Option<TlsFiles>,
    /// Most connections at the same time, 16 to 100,000: `connections`, `YIJIAN_CONNECTIONS`.
    pub connections: u32,
    /// How often something may be asked: `[limits]`, `YIJIAN_LIMITS`.
    pub limits: LimitSettings,
}

/// The files of a certificate, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate with those between it and the root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// How often something may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitSettings {
    /// Every limit in percent of its usual value, 0 for none: `percent` in `[limits]`, `YIJIAN_LIMITS`.
    pub percent: u32,
    /// The limit of one address for single classes, by their words, in requests for each of their windows.
    pub classes: BTreeMap<String, u32>,
}

impl Default for Surface {
    fn default() -> Self {
        Self {
            trusted_proxies: this_machine(),
            tls: None,
            connections: CONNECTIONS,
            limits: LimitSettings {
                percent: 100,
                classes: BTreeMap::new(),
            },
        }
    }
}

/// What a machine of two cores serves without strain, and what system services usually may open.
const CONNECTIONS: u32 = 4096;
/// Many people try a demonstration from one address.
const DEMO_PERCENT: u32 = 1000;
/// A hundred times as much is as good as no limit.
const MOST_PERCENT: u32 = 10_000;
/// A proxy beside the program; nobody else can have these addresses.
const THIS_MACHINE: [&str; 2] = ["127.0.0.0/8", "::1/128"];

/// The keys of the file that concern this part.
#[derive(Debug, Default)]
pub(super) struct SurfaceFile {
    pub(super) trusted_proxies: Option<Vec<String>>,
    pub(super) tls_certificate: Option<PathBuf>,
    pub(super) tls_key: Option<PathBuf>,
    pub(super) connections: Option<i64>,
    pub(super) limits: BTreeMap<String, u32>,
}

/// Reads what faces the network.
///
/// # Errors
/// When a value makes no sense, or only one of two files is named.
pub(super) fn surface(
    mut file: SurfaceFile,
    env: &impl Fn(&str) -> Option<String>,
    demo: bool,
) -> Result<Surface, SettingsFault> {
    let named = match env("YIJIAN_TRUSTED_PROXIES") {
        Some(text) => Some(text.split(',').map(|part| part.trim().to_owned()).collect()),
        None => file.trusted_proxies,
    };
    let certificate = env("YIJIAN_TLS_CERTIFICATE")
        .map(PathBuf::from)
        .or(file.tls_certificate);
    let key = env("YIJIAN_TLS_KEY").map(PathBuf::from).or(file.tls_key);
    let connections = env("YIJIAN_CONNECTIONS").or(file.connections.map(|most| most.to_string()));
    let percent = env("YIJIAN_LIMITS").or(file.limits.remove("percent").map(|percent| percent.to_string()));
    if let Some(unknown) = file.limits.keys().find(|word| !crate::http::limits::is_class(word)) {
        return Err(SettingsFault::Value {
            variable: "YIJIAN_LIMITS",
            key: "[limits]",
            value: unknown.clone(),
            right: "write percent or one of the classes that docs/limits.md lists",
        });
    }
    Ok(Surface {
        trusted_proxies: named.map_or_else(|| Ok(this_machine()), |named| networks(&named))?,
        tls: tls(certificate, key)?,
        connections: connections.map_or(Ok(CONNECTIONS), most_connections)?,
        limits: LimitSettings {
            percent: percent.map_or(Ok(if demo { DEMO_PERCENT } else { 100 }), in_percent)?,
            classes: file.limits,
        },
    })
}

fn this_machine() -> Vec<IpNet> {
    THIS_MACHINE
        .iter()
        .map(|network| network.parse().expect("networks as they are written"))
        .collect()
}

fn networks(named: &[String]) -> Result<Vec<IpNet>, SettingsFault> {
    if let [none] = named
        && none == "none"
    {
        return Ok(Vec::new());
    }
    let network = |text: &String| {
        text.parse::<IpNet>()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
            .map_err(|_| SettingsFault::Value {
                variable: "YIJIAN_TRUSTED_PROXIES",
                key: "trusted_proxies",
                value: text.clone(),
                right: "write addresses and networks, such as 127.0.0.1 and 10.0.0.0/8, or none alone",
            })
    };
    named.iter().map(network).collect()
}

fn tls(certificate: Option<PathBuf>, key: Option<PathBuf>) -> Result<Option<TlsFiles>, SettingsFault> {
    match (certificate, key) {
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate, key })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(SettingsFault::Missing {
            variable: "YIJIAN_TLS_KEY",
            key: "tls_key",
        }),
        (None, Some(_)) => Err(SettingsFault::Missing {
            variable: "YIJIAN_TLS_CERTIFICATE",
            key: "tls_certificate",
        }),
    }
}

fn most_connections(value: String) -> Result<u32, SettingsFault> {
    match value.parse() {
        Ok(most @ 16..=100_000) => Ok(most),
        Ok(_) | Err(_) => Err(SettingsFault::Value {
            variable: "YIJIAN_CONNECTIONS",
            key: "connections",
            value,
            right: "write a number from 16 to 100000",
        }),
    }
}

fn in_percent(value: String) -> Result<u32, SettingsFault> {
    match value.trim_end_matches('%').parse() {
        Ok(percent @ 0..=MOST_PERCENT) => Ok(percent),
        Ok(_) | Err(_) => Err(SettingsFault::Value {
            variable: "YIJIAN_LIMITS",
            key: "percent",
            value,
            right: "write a number of percent from 0, which is no limit, to 10000",
        }),
    }
}

#[cfg(test)]
mod tests;
