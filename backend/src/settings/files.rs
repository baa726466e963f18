//! Settings of the files people upload: where they lie, who scans them, how many there may be.

use std::path::Path;

use serde::Deserialize;
use yijian_domain::wire::staff::Secret;

use super::{SettingsFault, check_url};
use crate::{
    files::{FilesPlace, S3, bucket},
    safety::Clamd,
    storage::Room,
};

/// Everything that concerns uploaded files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The object store, a folder inside the data folder when not set: `files_url`, `YIJIAN_FILES_URL`, and `[s3]`.
    pub s3: Option<S3>,
    /// The virus scanner every file is shown to, none when not set: `clamd`, `YIJIAN_CLAMD`.
    pub clamd: Option<Clamd>,
    /// How much may be kept: `[quota]`.
    pub quota: Quota,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// In one draft: `quota.draft_files`, `YIJIAN_QUOTA_DRAFT_FILES`, and `quota.draft_mib`, `YIJIAN_QUOTA_DRAFT_MIB`.
    pub draft: Room,
    /// In one case, photographs of visits included: `quota.case_files`, `YIJIAN_QUOTA_CASE_FILES`, and `quota.case_mib`,
    /// `YIJIAN_QUOTA_CASE_MIB`.
    pub case: Room,
    /// In all drafts of one account: `quota.person_files`, `YIJIAN_QUOTA_PERSON_FILES`, `quota.person_mib`,
    /// `YIJIAN_QUOTA_PERSON_MIB`, and `quota.person_drafts`, `YIJIAN_QUOTA_PERSON_DRAFTS`.
    pub person: OfOne,
    /// In all drafts from one address of nobody who is signed in, which a hall or a village may share:
    /// `quota.address_files`, `YIJIAN_QUOTA_ADDRESS_FILES`, `quota.address_mib`, `YIJIAN_QUOTA_ADDRESS_MIB`, and
    /// `quota.address_drafts`, `YIJIAN_QUOTA_ADDRESS_DRAFTS`.
    pub address: OfOne,
}

/// How much one person, or one address, may have open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfOne {
    /// Files in all drafts together.
    pub room: Room,
    /// Drafts.
    pub drafts: u64,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            draft: Room {
                files: 200,
                bytes: 200 * MIB,
            },
            case: Room {
                files: 1000,
                bytes: 1000 * MIB,
            },
            person: OfOne {
                room: Room {
                    files: 1000,
                    bytes: 1000 * MIB,
                },
                drafts: 1000,
            },
            address: OfOne {
                room: Room {
                    files: 20_000,
                    bytes: 20_000 * MIB,
                },
                drafts: 20_000,
            },
        }
    }
}

const MIB: u64 = 1024 * 1024;
/// Nobody means more than this.
const MOST: u64 = 1_000_000;

/// `[s3]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct S3File {
    endpoint: Option<String>,
    region: Option<String>,
    access_key_id: Option<String>,
    secret_access_key: Option<Secret>,
    path_style: Option<bool>,
    allow_http: Option<bool>,
}

/// `[quota]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuotaFile {
    draft_files: Option<i64>,
    draft_mib: Option<i64>,
    case_files: Option<i64>,
    case_mib: Option<i64>,
    person_files: Option<i64>,
    person_mib: Option<i64>,
    person_drafts: Option<i64>,
    address_files: Option<i64>,
    address_mib: Option<i64>,
    address_drafts: Option<i64>,
}

impl Files {
    /// Where files lie when everything else lies in this folder.
    #[must_use]
    pub fn place(&self, data: &Path) -> FilesPlace {
        match &self.s3 {
            Some(s3) => FilesPlace::S3(s3.clone()),
            None => FilesPlace::Folder(data.join("files")),
        }
    }
}

pub(super) fn files(
    url: Option<String>,
    clamd: Option<String>,
    s3: S3File,
    quota: QuotaFile,
    env: &impl Fn(&str) -> Option<String>,
) -> Result<Files, SettingsFault> {
    let url = env("YIJIAN_FILES_URL").or(url);
    let clamd = env("YIJIAN_CLAMD").or(clamd);
    let clamd = clamd.map(|address| {
        Clamd::read(&address).map_err(|_| SettingsFault::Value {
            variable: "YIJIAN_CLAMD",
            key: "clamd",
            value: address,
            right: "write HOST:PORT, such as 127.0.0.1:3310, or the path of a socket, such as /run/clamav/clamd.ctl",
        })
    });
    Ok(Files {
        s3: url.map(|url| read_s3(url, s3, env)).transpose()?,
        clamd: clamd.transpose()?,
        quota: read_quota(&quota, env)?,
    })
}

fn read_s3(url: String, file: S3File, env: &impl Fn(&str) -> Option<String>) -> Result<S3, SettingsFault> {
    let (bucket, prefix) = bucket(&url).map_err(|_| SettingsFault::Value {
        variable: "YIJIAN_FILES_URL",
        key: "files_url",
        value: url,
        right: "write s3://BUCKET or s3://BUCKET/PREFIX, or leave it out for a folder inside the data folder",
    })?;
    let needed = |value: Option<String>, variable, key| value.ok_or(SettingsFault::Missing { variable, key });
    let endpoint = env("YIJIAN_S3_ENDPOINT").or(file.endpoint);
    let endpoint = endpoint
        .map(|url| check_url(&url, "YIJIAN_S3_ENDPOINT", "s3.endpoint"))
        .transpose()?;
    let allow_http = flag("YIJIAN_S3_ALLOW_HTTP", "s3.allow_http", file.allow_http, env)?.unwrap_or(false);
    if let Some(url) = endpoint
        .as_deref()
        .filter(|url| url.starts_with("http://") && !allow_http)
    {
        return Err(SettingsFault::Value {
            variable: "YIJIAN_S3_ENDPOINT",
            key: "s3.endpoint",
            value: url.to_owned(),
            right: "write an address with https://, or set YIJIAN_S3_ALLOW_HTTP=1 where nobody listens in between",
        });
    }
    Ok(S3 {
        bucket,
        prefix,
        // A store of one's own rarely has a name for every bucket.
        path_style: flag("YIJIAN_S3_PATH_STYLE", "s3.path_style", file.path_style, env)?.unwrap_or(endpoint.is_some()),
        endpoint,
        region: env("YIJIAN_S3_REGION")
            .or(file.region)
            .unwrap_or_else(|| "us-east-1".to_owned()),
        access_key_id: needed(
            env("YIJIAN_S3_ACCESS_KEY_ID").or(file.access_key_id),
            "YIJIAN_S3_ACCESS_KEY_ID",
            "s3.access_key_id",
        )?,
        secret_access_key: Secret(needed(
            env("YIJIAN_S3_SECRET_ACCESS_KEY").or(file.secret_access_key.map(|secret| secret.0)),
            "YIJIAN_S3_SECRET_ACCESS_KEY",
            "s3.secret_access_key",
        )?),
        allow_http,
    })
}

fn flag(
    variable: &'static str,
    key: &'static str,
    file: Option<bool>,
    env: &impl Fn(&str) -> Option<String>,
) -> Result<Option<bool>, SettingsFault> {
    let Some(value) = env(variable) else {
        return Ok(file);
    };
    match value.as_str() {
        "1" | "true" => Ok(Some(true)),
        "0" | "false" => Ok(Some(false)),
        _ => Err(SettingsFault::Value {
            variable,
            key,
            value,
            right: "write 1 or 0",
        }),
    }
}

fn read_quota(file: &QuotaFile, env: &impl Fn(&str) -> Option<String>) -> Result<Quota, SettingsFault> {
    let usual = Quota::default();
    let number = |variable: &'static str, key: &'static str, file: Option<i64>, usual: u64| {
        let Some(value) = env(variable).or(file.map(|number| number.to_string())) else {
            return Ok(usual);
        };
        let number = value.trim().parse::<u64>().ok();
        number
            .filter(|number| (1..=MOST).contains(number))
            .ok_or(SettingsFault::Value {
                variable,
                key,
                value,
                right: "write a whole number from 1 to 1000000",
            })
    };
    let mib = |variable, key, file, usual: u64| Ok::<_, SettingsFault>(number(variable, key, file, usual / MIB)? * MIB);
    Ok(Quota {
        draft: Room {
            files: number(
                "YIJIAN_QUOTA_DRAFT_FILES",
                "quota.draft_files",
                file.draft_files,
                usual.draft.files,
            )?,
            bytes: mib(
                "YIJIAN_QUOTA_DRAFT_MIB",
                "quota.draft_mib",
                file.draft_mib,
                usual.draft.bytes,
            )?,
        },
        case: Room {
            files: number(
                "YIJIAN_QUOTA_CASE_FILES",
                "quota.case_files",
                file.case_files,
                usual.case.files,
            )?,
            bytes: mib(
                "YIJIAN_QUOTA_CASE_MIB",
                "quota.case_mib",
                file.case_mib,
                usual.case.bytes,
            )?,
        },
        person: OfOne {
            room: Room {
                files: number(
                    "YIJIAN_QUOTA_PERSON_FILES",
                    "quota.person_files",
                    file.person_files,
                    usual.person.room.files,
                )?,
                bytes: mib(
                    "YIJIAN_QUOTA_PERSON_MIB",
                    "quota.person_mib",
                    file.person_mib,
                    usual.person.room.bytes,
                )?,
            },
            drafts: number(
                "YIJIAN_QUOTA_PERSON_DRAFTS",
                "quota.person_drafts",
                file.person_drafts,
                usual.person.drafts,
            )?,
        },
        address: OfOne {
            room: Room {
                files: number(
                    "YIJIAN_QUOTA_ADDRESS_FILES",
                    "quota.address_files",
                    file.address_files,
                    usual.address.room.files,
                )?,
                bytes: mib(
                    "YIJIAN_QUOTA_ADDRESS_MIB",
                    "quota.address_mib",
                    file.address_mib,
                    usual.address.room.bytes,
                )?,
            },
            drafts: number(
                "YIJIAN_QUOTA_ADDRESS_DRAFTS",
                "quota.address_drafts",
                file.address_drafts,
                usual.address.drafts,
            )?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::read, *};

    const KEYS: [(&str, &str); 2] = [
        ("YIJIAN_S3_ACCESS_KEY_ID", "id"),
        ("YIJIAN_S3_SECRET_ACCESS_KEY", "key"),
    ];

    #[test]
    fn without_settings_files_lie_in_the_data_folder() {
        let files = read("", &[]).unwrap().files;
        assert_eq!(files.place(Path::new("data")), FilesPlace::Folder("data/files".into()));
        assert_eq!((files.clamd, files.quota), (None, Quota::default()));
    }

    #[test]
    fn an_object_store_is_named_by_its_bucket() {
        let file =
            "files_url = \"s3://yijian/county\"\n[s3]\nendpoint = \"http://127.0.0.1:9000\"\nallow_http = true\n";
        let s3 = read(file, &KEYS).unwrap().files.s3.unwrap();
        assert_eq!((s3.bucket.as_str(), s3.prefix.as_str()), ("yijian", "county"));
        assert!(s3.path_style && s3.allow_http);
        assert!(!format!("{s3:?}").contains("\"key\""));
        let s3 = read("files_url = \"s3://yijian\"\n", &KEYS).unwrap().files.s3.unwrap();
        assert!(!s3.path_style && !s3.allow_http && s3.endpoint.is_none());
    }

    #[test]
    fn a_mistake_names_the_setting_to_change() {
        let s3 = "files_url = \"s3://yijian\"\n";
        type Env<'e> = &'e [(&'e str, &'e str)];
        let cases: [(&str, Env<'_>, &str); 7] = [
            ("files_url = \"yijian\"", &KEYS, "YIJIAN_FILES_URL"),
            (s3, &KEYS[..1], "YIJIAN_S3_SECRET_ACCESS_KEY"),
            (s3, &KEYS[1..], "YIJIAN_S3_ACCESS_KEY_ID"),
            (
                "files_url = \"s3://yijian\"\n[s3]\nendpoint = \"http://store.example\"\n",
                &KEYS,
                "YIJIAN_S3_ALLOW_HTTP=1",
            ),
            ("clamd = \"nowhere\"", &[], "YIJIAN_CLAMD"),
            ("[quota]\ncase_files = 0", &[], "YIJIAN_QUOTA_CASE_FILES"),
            ("", &[("YIJIAN_QUOTA_DRAFT_MIB", "-1")], "quota.draft_mib"),
        ];
        for (file, env, named) in cases {
            let message = read(file, env).unwrap_err();
            assert!(message.contains(named), "{message}");
        }
    }
}
