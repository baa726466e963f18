//! Signing in with WeChat: OAuth 2 as a service account does it, in the scope `snsapi_base`, which asks nothing and tells the
//! openid only (developers.weixin.qq.com/doc/service/guide/h5/auth.html). An openid says that it is the same WeChat again; it
//! does not say who that is.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{SendFault, Wechat};

/// Who came back.
#[derive(Clone, PartialEq, Eq)]
pub enum Came {
    /// Somebody, by the openid of this account.
    Openid(String),
    /// A reader of a snapshot page, whom WeChat shows under a made-up openid (`is_snapshotuser`).
    Snapshot,
    /// Nobody: the code is wrong, old, or was used before.
    Nobody,
}

/// Nothing of who it is is printed.
impl std::fmt::Debug for Came {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Openid(_) => "Openid(***)",
            Self::Snapshot => "Snapshot",
            Self::Nobody => "Nobody",
        })
    }
}

impl Wechat {
    /// AppID of the account.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.settings.app_id
    }

    /// Where a browser inside WeChat goes to be signed in, and comes back from to `back` with a code. WeChat reads the
    /// parameters in this order only.
    #[must_use]
    pub fn away(&self, back: &str, state: &str) -> String {
        let back = utf8_percent_encode(back, NON_ALPHANUMERIC);
        format!(
            "{}/connect/oauth2/authorize?appid={}&redirect_uri={back}&response_type=code&scope=snsapi_base&state={state}\
             #wechat_redirect",
            self.settings.open_url, self.settings.app_id
        )
    }

    /// Who came back with a code: `GET sns/oauth2/access_token`.
    ///
    /// # Errors
    /// When WeChat cannot be asked, or does not take the account.
    pub async fn who(&self, code: &str) -> Result<Came, SendFault> {
        let code = utf8_percent_encode(code, NON_ALPHANUMERIC);
        let address = format!(
            "{}/sns/oauth2/access_token?appid={}&secret={}&code={code}&grant_type=authorization_code",
            self.settings.url, self.settings.app_id, self.settings.secret.0
        );
        let answer = self.client.get(&address).await?.json()?;
        if answer["is_snapshotuser"].as_i64() == Some(1) {
            return Ok(Came::Snapshot);
        }
        match (answer["openid"].as_str(), answer["errcode"].as_i64()) {
            (Some(openid), _) if !openid.is_empty() => Ok(Came::Openid(openid.to_owned())),
            // Invalid, used before, too old.
            (_, Some(40029 | 40163 | 42003)) => Ok(Came::Nobody),
            (_, code) => Err(SendFault::passing(&format!("wechat_{}", code.unwrap_or_default()))),
        }
    }
}
