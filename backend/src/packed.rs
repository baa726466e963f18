//! Answers that stay the same: kept as they are and compressed, with a tag.

use std::sync::OnceLock;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::ids;

/// The quality of what is compressed for each request.
pub const WHILE_WAITING: u32 = 5;

/// How long an answer may be kept without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// For ever: another content has another address.
    Forever,
    /// So many seconds.
    Seconds(u32),
}

/// An answer that stays the same.
#[derive(Debug)]
pub struct Packed {
    content_type: &'static str,
    tag: HeaderValue,
    plain: Bytes,
    br: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Packed {
    /// An answer that is compressed by [`Packed::pack`].
    #[must_use]
    pub fn new(content_type: &'static str, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let tag = quoted(&ids::digest(&plain)[..16]);
        Self {
            content_type,
            tag,
            plain,
            br: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// An answer that was compressed when the program was built.
    #[must_use]
    pub fn built(
        content_type: &'static str,
        tag: &str,
        plain: &'static [u8],
        br: Option<&'static [u8]>,
        gzip: Option<&'static [u8]>,
    ) -> Self {
        let set = |packed: Option<&'static [u8]>| {
            packed
                .map(Bytes::from_static)
                .map_or_else(OnceLock::new, OnceLock::from)
        };
        Self {
            content_type,
            tag: quoted(tag),
            plain: Bytes::from_static(plain),
            br: set(br),
            gzip: set(gzip),
        }
    }

    /// The content as it is.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// Compresses as small as it gets. Takes a second for a megabyte; until then answers are compressed on the fly.
    pub fn pack(&self) {
        self.br.get_or_init(|| Bytes::from(yijian_pack::brotli(&self.plain)));
        self.gzip.get_or_init(|| Bytes::from(yijian_pack::gzip(&self.plain)));
    }

    /// The answer in the best form the caller takes; 304 when it has this one already.
    pub fn answer(&self, headers: &HeaderMap, keep: Keep) -> Response {
        let keep = match keep {
            Keep::Forever => "public, max-age=31536000, immutable".to_owned(),
            Keep::Seconds(seconds) => format!("public, max-age={seconds}"),
        };
        let response = Response::builder()
            .header(header::CACHE_CONTROL, keep)
            .header(header::ETAG, &self.tag)
            .header(header::VARY, "accept-encoding");
        let known = headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .any(|tags| self.is_named(tags));
        let response = if known {
            response.status(StatusCode::NOT_MODIFIED).body(Body::empty())
        } else {
            let (encoding, content) = self.best_for(headers);
            let response = response.header(header::CONTENT_TYPE, self.content_type);
            let response = encoding
                .into_iter()
                .fold(response, |r, name| r.header(header::CONTENT_ENCODING, name));
            response.body(Body::from(content))
        };
        response.expect("every header value is plain ASCII")
    }

    fn is_named(&self, tags: &HeaderValue) -> bool {
        // A proxy that compresses may have made the tag weak.
        let own = self.tag.to_str().unwrap_or_default();
        tags.to_str()
            .is_ok_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == own))
    }

    fn best_for(&self, headers: &HeaderMap) -> (Option<&'static str>, Bytes) {
        let forms = [("br", &self.br), ("gzip", &self.gzip)];
        let best = forms.into_iter().find_map(|(name, packed)| {
            let packed = packed.get().filter(|_| accepts(headers, name))?;
            Some((Some(name), packed.clone()))
        });
        best.unwrap_or_else(|| (None, self.plain.clone()))
    }
}

/// How an answer is compressed on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Brotli (RFC 7932).
    Brotli,
    /// Gzip (RFC 1952).
    Gzip,
    /// As it is.
    Plain,
}

impl Coding {
    /// The best a caller takes.
    #[must_use]
    pub fn best_of(headers: &HeaderMap) -> Self {
        let best = [Self::Brotli, Self::Gzip].into_iter();
        let mut best = best.filter(|coding| coding.name().is_some_and(|name| accepts(headers, name)));
        best.next().unwrap_or(Self::Plain)
    }

    /// Its name in a header; none for what is not compressed.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// Compresses while somebody waits: a good deal smaller, and hardly slower.
    #[must_use]
    pub fn pack(self, content: &Bytes) -> Bytes {
        match self {
            Self::Brotli => Bytes::from(yijian_pack::brotli_at(WHILE_WAITING, content)),
            Self::Gzip => Bytes::from(yijian_pack::gzip_at(WHILE_WAITING, content)),
            Self::Plain => content.clone(),
        }
    }
}

/// Whether a caller takes a coding (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let wanted = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    wanted.flat_map(|value| value.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|weight| weight.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0));
        named && !refused
    })
}

fn quoted(tag: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{tag}\"")).expect("a tag has hex digits only")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn the_smallest_form_the_caller_takes_is_sent() {
        let answer = Packed::new("text/plain", "一件".repeat(100));
        answer.pack();
        let encoding = |accept: &str| {
            let answer = answer.answer(&asking(header::ACCEPT_ENCODING, accept), Keep::Forever);
            answer
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|name| name.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(encoding("gzip;q=0.5, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(encoding("identity"), None);
    }

    #[test]
    fn who_has_it_already_gets_nothing_again() {
        let answer = Packed::new("text/plain", "一件");
        let tag = answer.tag.to_str().unwrap().to_owned();
        for known in [tag.clone(), format!("\"other\", W/{tag}")] {
            let again = answer.answer(&asking(header::IF_NONE_MATCH, &known), Keep::Seconds(300));
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        let other = answer.answer(&asking(header::IF_NONE_MATCH, "\"other\""), Keep::Seconds(300));
        assert_eq!(other.status(), StatusCode::OK);
    }
}
