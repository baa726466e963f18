//! Where files are kept, as the settings say.

use std::path::PathBuf;

use yijian_domain::wire::staff::Secret;

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesPlace {
    /// In a folder of this machine; nothing serves it as it is.
    Folder(PathBuf),
    /// In an S3-compatible object store.
    S3(S3),
    /// In a store that a test brings along.
    #[cfg(test)]
    Given(Given),
}

/// An S3-compatible object store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3 {
    /// The bucket, which must be there.
    pub bucket: String,
    /// What the names of all objects begin with, without a slash at the end; may be empty.
    pub prefix: String,
    /// Address of the interface, the one of AWS when not set.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// Who signs.
    pub access_key_id: String,
    /// What is signed with.
    pub secret_access_key: Secret,
    /// Whether the bucket stands in the path (`true`) or in the host's name.
    pub path_style: bool,
    /// Whether requests may travel without TLS.
    pub allow_http: bool,
}

/// A store that a test brings along.
#[cfg(test)]
#[derive(Debug, Clone)]
pub struct Given(pub std::sync::Arc<dyn object_store::ObjectStore>);

#[cfg(test)]
impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
impl Eq for Given {}

/// An address that names no place for files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write s3://BUCKET or s3://BUCKET/PREFIX, or leave it out for a folder inside the data folder")]
pub struct PlaceFault;

/// Reads `s3://BUCKET/PREFIX`: the bucket and the prefix.
///
/// # Errors
/// When it is no such address.
pub fn bucket(url: &str) -> Result<(String, String), PlaceFault> {
    let rest = url.strip_prefix("s3://").ok_or(PlaceFault)?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = prefix.trim_matches('/');
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
    };
    let is_bucket = (3..=63).contains(&bucket.len()) && plain(bucket);
    let is_prefix = prefix.is_empty()
        || prefix
            .split('/')
            .all(|part| plain(part) && !part.is_empty() && !part.starts_with('.'));
    if is_bucket && is_prefix {
        Ok((bucket.to_owned(), prefix.to_owned()))
    } else {
        Err(PlaceFault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_bucket_and_prefix() {
        let read = |url| bucket(url).map(|(bucket, prefix)| format!("{bucket} {prefix}"));
        assert_eq!(read("s3://yijian").unwrap(), "yijian ");
        assert_eq!(read("s3://yijian/").unwrap(), "yijian ");
        assert_eq!(read("s3://yijian/qianyang/files/").unwrap(), "yijian qianyang/files");
        for wrong in [
            "",
            "yijian",
            "s3://",
            "s3://a",
            "s3://yi jian",
            "s3://yijian/../x",
            "s3://yijian//x/./y",
            "file:///x",
        ] {
            assert_eq!(bucket(wrong), Err(PlaceFault), "{wrong}");
        }
    }
}
