//! Settings: from the file `yijian.toml`, each of them overridden by its environment variable.

mod environment;
mod files;
mod oidc;
mod sending;
mod surface;
mod traces;

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use yijian_domain::case::Role;

use crate::{retention::Retention, staff::duties::in_order};

pub use environment::Environment;
pub use files::{Files, OfOne, Quota};
pub use oidc::Oidc;
pub use sending::{Sending, Sms, Tencent, Webhook, Wechat, WechatTemplate};
pub use surface::{LimitSettings, Surface, TlsFiles};
pub use traces::Traces;

/// The file that is read when no other is named, if it is there.
const USUAL_FILE: &str = "yijian.toml";

/// Everything an operator can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Address and port to listen on: `listen`, `YIJIAN_LISTEN`.
    pub listen: SocketAddr,
    /// Address and port of `/metrics`, for Prometheus; nothing is served when not set. No other part of the server is there,
    /// and it is not for the public: `metrics_listen`, `YIJIAN_METRICS_LISTEN`.
    pub metrics_listen: Option<SocketAddr>,
    /// Folder for everything that is kept: `data`, `YIJIAN_DATA`.
    pub data: PathBuf,
    /// Address of the database, inside the data folder when not set: `database_url`, `YIJIAN_DATABASE_URL`.
    pub database_url: Option<String>,
    /// File of the keys, `keys.toml` in the data folder when not set; who keeps it elsewhere keeps what opens the data away
    /// from the data: `keys`, `YIJIAN_KEYS`.
    pub keys: PathBuf,
    /// Folder of the catalogue, the one inside the program when not set: `catalogue`, `YIJIAN_CATALOGUE`.
    pub catalogue: Option<PathBuf>,
    /// Trying it out: the start shows the address and the code of a sample plate, also where no terminal reads it,
    /// and there are demo accounts at the desk: `demo`, `YIJIAN_DEMO`. What is handed in is kept as always.
    pub demo: bool,
    /// How many days the clock of the server runs ahead, 0 to 3650 and only when trying it out: `demo_days_ahead`,
    /// `YIJIAN_DEMO_DAYS_AHEAD`.
    pub demo_days_ahead: u16,
    /// What people reach the server under, without a slash at the end; QR codes lead there: `public_url`,
    /// `YIJIAN_PUBLIC_URL`.
    pub public_url: String,
    /// Applications are taken of applicants who are signed in only; on when not set, and off in demo mode, where nobody sends
    /// codes: `sign_in_to_submit`, `YIJIAN_SIGN_IN_TO_SUBMIT`.
    pub sign_in_to_submit: bool,
    /// Folder with fonts beside those of the machine, for rare characters: `fonts`, `YIJIAN_FONTS`.
    pub fonts: Option<PathBuf>,
    /// Folder with the county's own templates of documents: `templates`, `YIJIAN_TEMPLATES`.
    pub templates: Option<PathBuf>,
    /// Which log lines to write, such as `info` or `warn,yijian_backend=debug`: `log`, `YIJIAN_LOG`.
    pub log: String,
    /// How to write them: `log_format`, `YIJIAN_LOG_FORMAT`.
    pub log_format: LogFormat,
    /// Where traces go: `traces_url` and `traces_percent`, `YIJIAN_TRACES_URL` and `YIJIAN_TRACES_PERCENT`; nowhere when not set.
    pub traces: Option<Traces>,
    /// Roles of the staff that do nothing before they have one-time codes: `second_factor`, `YIJIAN_SECOND_FACTOR` (with
    /// commas between them); none when not set.
    pub second_factor: Vec<Role>,
    /// Who knows applicants: `[oidc]`, `YIJIAN_OIDC_…`.
    pub oidc: Option<Oidc>,
    /// Who knows the staff: `[staff_oidc]`, `YIJIAN_STAFF_OIDC_…`.
    pub staff_oidc: Option<Oidc>,
    /// Where uploaded files lie, who scans them, and how many there may be.
    pub files: Files,
    /// Who takes messages to applicants: `[sms]` and `[wechat]`, `YIJIAN_SMS_…` and `YIJIAN_WECHAT_…`.
    pub sending: Sending,
    /// How long things are kept: `[retention]`, by the words of `yijian retention --dry-run`.
    pub retention: Retention,
    /// What faces the network: `trusted_proxies`, `tls_certificate`, `tls_key`, `connections`, `[limits]`.
    pub surface: Surface,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object for each line.
    Json,
}

/// A setting that cannot be used. Says which one and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum SettingsFault {
    /// The settings file does not read.
    #[error("the settings file {} cannot be read: {fault}; name another one with --config or YIJIAN_CONFIG", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
    /// The settings file is not what it should be.
    #[error("the settings file {} has a mistake in line {line}: {fault}; known settings: {KNOWN}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where.
        line: usize,
        /// What, without the line itself, which may hold a secret.
        fault: String,
    },
    /// A value that makes no sense.
    #[error("`{value}` cannot be used for {variable} (`{key}` in {USUAL_FILE}): {right}")]
    Value {
        /// The environment variable.
        variable: &'static str,
        /// The key in the file.
        key: &'static str,
        /// What was set.
        value: String,
        /// What would be right.
        right: &'static str,
    },
    /// Something that another setting needs is not set.
    #[error("{variable} (`{key}` in {USUAL_FILE}) is not set, or not as text in quotes")]
    Missing {
        /// The environment variable.
        variable: &'static str,
        /// The key in the file.
        key: &'static str,
    },
    /// A template or a time that cannot be used.
    #[error("`{value}` cannot be used in [{key}] of {USUAL_FILE}: {right}")]
    Template {
        /// The section.
        key: &'static str,
        /// What was set.
        value: String,
        /// What would be right.
        right: String,
    },
}

const KNOWN: &str = "listen, metrics_listen, data, database_url, keys, catalogue, demo, demo_days_ahead, public_url, sign_in_to_submit, fonts, \
                     templates, log, log_format, traces_url, traces_percent, trusted_proxies, tls_certificate, tls_key, connections, files_url, clamd, \
                     second_factor, [limits], [retention], [s3], [quota], [sms], [wechat], [oidc], [staff_oidc]";
/// What to write where roles stand.
const RIGHT_ROLES: &str = "write roles: clerk, reviewer, inspector, supervisor";
/// Ten years: beyond that no limit of any law runs.
const MOST_DAYS_AHEAD: u16 = 3650;

/// `yijian.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    metrics_listen: Option<String>,
    data: Option<PathBuf>,
    database_url: Option<String>,
    keys: Option<PathBuf>,
    catalogue: Option<PathBuf>,
    demo: Option<bool>,
    demo_days_ahead: Option<i64>,
    public_url: Option<String>,
    sign_in_to_submit: Option<bool>,
    fonts: Option<PathBuf>,
    templates: Option<PathBuf>,
    log: Option<String>,
    log_format: Option<LogFormat>,
    traces_url: Option<String>,
    traces_percent: Option<i64>,
    second_factor: Option<Vec<String>>,
    #[serde(default)]
    oidc: oidc::OidcFile,
    #[serde(default)]
    staff_oidc: oidc::OidcFile,
    trusted_proxies: Option<Vec<String>>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    connections: Option<i64>,
    #[serde(default)]
    limits: BTreeMap<String, u32>,
    #[serde(default)]
    retention: BTreeMap<String, u32>,
    files_url: Option<String>,
    clamd: Option<String>,
    #[serde(default)]
    s3: files::S3File,
    #[serde(default)]
    quota: files::QuotaFile,
    #[serde(default)]
    sms: sending::SmsFile,
    #[serde(default)]
    wechat: sending::WechatFile,
}

impl File {
    /// What concerns the network.
    fn surface(&mut self) -> surface::SurfaceFile {
        surface::SurfaceFile {
            trusted_proxies: self.trusted_proxies.take(),
            tls_certificate: self.tls_certificate.take(),
            tls_key: self.tls_key.take(),
            connections: self.connections,
            limits: std::mem::take(&mut self.limits),
        }
    }
}

impl Settings {
    /// Reads the settings: from `config` when named, else from `yijian.toml` if it is there; then from the environment.
    ///
    /// # Errors
    /// When the file cannot be read, names an unknown setting, or a value makes no sense.
    pub fn read(config: Option<&Path>, environment: &Environment) -> Result<Self, SettingsFault> {
        let mut file = match config {
            Some(path) => read_file(path)?,
            None if Path::new(USUAL_FILE).is_file() => read_file(Path::new(USUAL_FILE))?,
            None => File::default(),
        };
        let surface_file = file.surface();
        let env = |name: &str| environment.get(name);
        let listen_text = env("YIJIAN_LISTEN")
            .or(file.listen)
            .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = address(listen_text, "YIJIAN_LISTEN", "listen")?;
        let metrics_listen = env("YIJIAN_METRICS_LISTEN")
            .or(file.metrics_listen)
            .map(|text| address(text, "YIJIAN_METRICS_LISTEN", "metrics_listen"))
            .transpose()?;
        let demo = match env("YIJIAN_DEMO") {
            Some(value) => yes_or_no(value, "YIJIAN_DEMO", "demo")?,
            None => file.demo.unwrap_or(false),
        };
        let surface = surface::surface(surface_file, &env, demo)?;
        let scheme = if surface.tls.is_some() { "https" } else { "http" };
        let days_ahead = env("YIJIAN_DEMO_DAYS_AHEAD").or(file.demo_days_ahead.map(|days| days.to_string()));
        let data = env("YIJIAN_DATA")
            .map(PathBuf::from)
            .or(file.data)
            .unwrap_or_else(|| PathBuf::from("data"));
        let keys = env("YIJIAN_KEYS").map(PathBuf::from).or(file.keys);
        Ok(Self {
            listen,
            metrics_listen,
            keys: keys.unwrap_or_else(|| data.join(crate::keys::FILE)),
            data,
            database_url: env("YIJIAN_DATABASE_URL").or(file.database_url),
            catalogue: env("YIJIAN_CATALOGUE").map(PathBuf::from).or(file.catalogue),
            demo,
            demo_days_ahead: days_ahead.map_or(Ok(0), |days| days_of_demo(days, demo))?,
            public_url: match env("YIJIAN_PUBLIC_URL").or(file.public_url) {
                Some(value) => check_url(&value, "YIJIAN_PUBLIC_URL", "public_url")?,
                None => format!("{scheme}://{listen}"),
            },
            sign_in_to_submit: match env("YIJIAN_SIGN_IN_TO_SUBMIT") {
                Some(value) => yes_or_no(value, "YIJIAN_SIGN_IN_TO_SUBMIT", "sign_in_to_submit")?,
                None => file.sign_in_to_submit.unwrap_or(!demo),
            },
            fonts: env("YIJIAN_FONTS").map(PathBuf::from).or(file.fonts),
            templates: env("YIJIAN_TEMPLATES").map(PathBuf::from).or(file.templates),
            log: env("YIJIAN_LOG").or(file.log).unwrap_or_else(|| "info".to_owned()),
            log_format: match env("YIJIAN_LOG_FORMAT") {
                Some(value) => log_format(value)?,
                None => file.log_format.unwrap_or_default(),
            },
            traces: traces::traces(file.traces_url, file.traces_percent, &env)?,
            second_factor: match env("YIJIAN_SECOND_FACTOR") {
                Some(words) => second_factor(words.split(',').map(str::trim))?,
                None => second_factor(file.second_factor.iter().flatten().map(String::as_str))?,
            },
            oidc: oidc::oidc(file.oidc, &env, &oidc::APPLICANTS)?,
            staff_oidc: oidc::oidc(file.staff_oidc, &env, &oidc::STAFF)?,
            files: files::files(file.files_url, file.clamd, file.s3, file.quota, &env)?,
            sending: Sending {
                sms: sending::sms(file.sms, &env)?,
                wechat: sending::wechat(file.wechat, &env)?,
            },
            retention: retention(file.retention)?,
            surface,
        })
    }
}

/// How long things are kept.
fn retention(set: BTreeMap<String, u32>) -> Result<Retention, SettingsFault> {
    Retention::read(set).map_err(|fault| SettingsFault::Template {
        key: "retention",
        value: format!("{} = {}", fault.id, fault.value),
        right: fault.right,
    })
}

fn read_file(path: &Path) -> Result<File, SettingsFault> {
    let text = fs::read_to_string(path).map_err(|fault| SettingsFault::File {
        path: path.to_owned(),
        fault,
    })?;
    toml::from_str(&text).map_err(|fault: toml::de::Error| SettingsFault::Syntax {
        path: path.to_owned(),
        line: text[..fault.span().map_or(0, |span| span.start)].matches('\n').count() + 1,
        fault: fault.message().to_owned(),
    })
}

fn second_factor<'a>(words: impl Iterator<Item = &'a str>) -> Result<Vec<Role>, SettingsFault> {
    roles(words).map_err(|word| SettingsFault::Value {
        variable: "YIJIAN_SECOND_FACTOR",
        key: "second_factor",
        value: word.to_owned(),
        right: RIGHT_ROLES,
    })
}

/// Roles in the order of the work, each once; else the word that is none.
fn roles<'a>(words: impl Iterator<Item = &'a str>) -> Result<Vec<Role>, &'a str> {
    let roles = words.map(|word| Role::from_code(word).ok_or(word));
    roles.collect::<Result<_, _>>().map(in_order)
}

fn address(value: String, variable: &'static str, key: &'static str) -> Result<SocketAddr, SettingsFault> {
    value.parse().map_err(|_| SettingsFault::Value {
        variable,
        key,
        value,
        right: "write an address and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080",
    })
}

fn yes_or_no(value: String, variable: &'static str, key: &'static str) -> Result<bool, SettingsFault> {
    match value.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err(SettingsFault::Value {
            variable,
            key,
            value,
            right: "write 1 or 0",
        }),
    }
}

/// A clock that is wrong on purpose would make real limits wrong, so it needs the demo.
fn days_of_demo(value: String, demo: bool) -> Result<u16, SettingsFault> {
    let right = match value.trim().parse::<u16>() {
        Ok(0) => return Ok(0),
        Ok(days) if demo && days <= MOST_DAYS_AHEAD => return Ok(days),
        Ok(days) if days <= MOST_DAYS_AHEAD => {
            "the clock is moved only when trying it out: set YIJIAN_DEMO=1 as well, or unset this one"
        }
        Ok(_) | Err(_) => "write a number of days from 0 to 3650",
    };
    Err(SettingsFault::Value {
        variable: "YIJIAN_DEMO_DAYS_AHEAD",
        key: "demo_days_ahead",
        value,
        right,
    })
}

fn log_format(value: String) -> Result<LogFormat, SettingsFault> {
    match value.as_str() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(SettingsFault::Value {
            variable: "YIJIAN_LOG_FORMAT",
            key: "log_format",
            value,
            right: "write text or json",
        }),
    }
}

/// Checks what addresses are built from; a QR code that leads nowhere is found too late.
fn check_url(value: &str, variable: &'static str, key: &'static str) -> Result<String, SettingsFault> {
    let base = value.trim_end_matches('/');
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let fits = |host: &str| !host.is_empty() && !host.contains([' ', '?', '#', '"', '<', '>', '@']) && host.is_ascii();
    if host.is_some_and(fits) {
        return Ok(base.to_owned());
    }
    Err(SettingsFault::Value {
        variable,
        key,
        value: value.to_owned(),
        right: "write an address without user, query and fragment, such as https://yijian.example.gov.cn",
    })
}

#[cfg(test)]
mod tests;
