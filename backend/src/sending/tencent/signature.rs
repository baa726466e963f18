//! TC3-HMAC-SHA256, how requests to Tencent Cloud are signed (签名方法 v3, cloud.tencent.com/document/api/382/52072).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ids::{digest, hex};

/// What is signed: a POST of JSON to the root of a host.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signing<'a> {
    /// Such as `sms`.
    pub(super) service: &'a str,
    /// As the header `Host` says it.
    pub(super) host: &'a str,
    /// As the header `Content-Type` says it, in lower case.
    pub(super) content_type: &'a str,
    /// The body.
    pub(super) body: &'a str,
    /// Seconds since 1970, as `X-TC-Timestamp` says it.
    pub(super) timestamp: i64,
    /// The day of that moment in UTC, `YYYY-MM-DD`.
    pub(super) day: &'a str,
}

const SIGNED: &str = "content-type;host";

impl Signing<'_> {
    /// The header `Authorization`.
    pub(super) fn authorization(&self, secret_id: &str, secret_key: &str) -> String {
        let Self {
            service,
            host,
            content_type,
            timestamp,
            day,
            ..
        } = self;
        let body = digest(self.body.as_bytes());
        let request = format!("POST\n/\n\ncontent-type:{content_type}\nhost:{host}\n\n{SIGNED}\n{body}");
        let scope = format!("{day}/{service}/tc3_request");
        let to_sign = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", digest(request.as_bytes()));
        let of_day = mac(format!("TC3{secret_key}").as_bytes(), day);
        let of_service = mac(&of_day, service);
        let key = mac(&of_service, "tc3_request");
        let signature = hex(&mac(&key, &to_sign));
        format!("TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={SIGNED}, Signature={signature}")
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the provider's documentation (POST `DescribeInstances`), with its example credentials.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let signing = Signing {
            service: "cvm",
            host: "cvm.tencentcloudapi.com",
            content_type: "application/json; charset=utf-8",
            body: r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#,
            timestamp: 1_551_113_065,
            day: "2019-02-25",
        };
        assert_eq!(
            signing.authorization(
                "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
                "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
            ),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        );
    }
}
