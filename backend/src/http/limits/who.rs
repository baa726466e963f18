//! Under what a request counts.

use std::net::IpAddr;

use axum::http::{HeaderMap, header};

use crate::{applicants::MINE, http::caller::Caller};

/// Parts of a path whose knowledge gives a person access.
const SECRETS: [&str; 2] = ["{token}", "{secret}"];
/// Cookies that hold a session.
const SESSIONS: [&str; 4] = [
    "yijian_desk",
    "__Host-yijian_desk",
    "yijian_applicant",
    "__Host-yijian_applicant",
];

/// Under what a request counts. Kept and shared as keyed hashes only.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Who {
    /// The address.
    pub(super) address: String,
    /// The secret or session, when there is one.
    pub(super) secret: Option<String>,
}

impl Who {
    pub(super) fn of(caller: Caller, template: Option<&str>, path: &str, headers: &HeaderMap) -> Self {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
        };
        let secret = template
            .and_then(|template| in_path(template, path))
            .or_else(|| text(header::AUTHORIZATION).filter(|given| given.strip_prefix("Bearer ") != Some(MINE)))
            .or_else(|| text(header::COOKIE).and_then(session));
        Self {
            address: network(caller.address),
            secret: secret.map(ToOwned::to_owned),
        }
    }
}

fn in_path<'a>(template: &str, path: &'a str) -> Option<&'a str> {
    template
        .split('/')
        .zip(path.split('/'))
        // One word for everybody who is signed in; their session tells them apart.
        .find(|(name, secret)| SECRETS.contains(name) && *secret != MINE)
        .map(|(_, secret)| secret)
}

fn session(cookies: &str) -> Option<&str> {
    cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| SESSIONS.contains(name))
        .map(|(_, token)| token)
}

/// Who has one address of IPv6 has all of its network of 64 bits.
pub(in crate::http) fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(address: &str, template: &str, path: &str, headers: &[(header::HeaderName, &str)]) -> (String, String) {
        let caller = Caller {
            address: address.parse().unwrap(),
            secure: true,
        };
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect();
        let who = Who::of(caller, Some(template), path, &headers);
        (who.address, who.secret.unwrap_or_default())
    }

    #[test]
    fn neighbours_in_one_network_of_ipv6_are_one() {
        let one = who("2001:db8:1:2:aaaa::1", "/", "/", &[]);
        assert_eq!(one, who("2001:db8:1:2::2", "/", "/", &[]));
        assert_ne!(one, who("2001:db8:1:3::2", "/", "/", &[]));
        assert_ne!(who("192.0.2.1", "/", "/", &[]), who("192.0.2.2", "/", "/", &[]));
    }

    #[test]
    fn a_person_is_known_by_the_secret_they_carry() {
        let secret = |template, path, headers: &[_]| who("192.0.2.1", template, path, headers).1;
        assert_eq!(secret("/r/{number}/{secret}", "/r/7/abc", &[]), "abc");
        assert_eq!(secret("/d/{token}/{*step}", "/d/abc/review/x", &[]), "abc");
        let cookies = (header::COOKIE, "lang=en; yijian_desk=abc");
        assert_eq!(secret("/", "/", &[cookies]), "abc");
        let encrypted = (header::COOKIE, "lang=en; __Host-yijian_desk=abc");
        assert_eq!(secret("/", "/", &[encrypted]), "abc");
        let encrypted = [(header::COOKIE, "__Host-yijian_applicant=def")];
        assert_eq!(secret("/r/{number}/{secret}", "/r/7/mine", &encrypted), "def");
        assert_eq!(secret("/r/{number}/{secret}", "/r/7/mine", &[]), "");
        assert_eq!(secret("/", "/", &[(header::AUTHORIZATION, "Bearer mine")]), "");
        assert_eq!(secret("/", "/", &[(header::AUTHORIZATION, "Bearer abc")]), "Bearer abc");
        assert_eq!(secret("/p/{plate}", "/p/7", &[]), "");
    }
}
