//! The classes of requests, and how many of each are allowed.

use axum::http::Method;

use crate::settings::LimitSettings;

/// What a request is, as far as its frequency goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Pages, and what is read.
    Reading,
    /// Plans.
    Planning,
    /// Everything that changes something and has no class of its own.
    Changing,
    /// Handing in.
    Submitting,
    /// Signing in.
    SigningIn,
    /// Asking for a code by text message.
    Codes,
    /// Announcing an upload.
    Uploading,
    /// Pieces of uploads.
    Pieces,
    /// Checking licences.
    Verifying,
    /// Documents, which are printed when somebody asks for them.
    Printing,
}

/// How many requests of a class are allowed in its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// Length of the window in seconds.
    pub window: u32,
    /// For one secret or session.
    pub person: u32,
    /// For one address; in IPv6 for one network of 64 bits.
    pub address: u32,
    /// After so many from one address every further one costs work.
    pub proof: Option<u32>,
}

const MINUTE: u32 = 60;
const HOUR: u32 = 3600;

const fn rule(window: u32, person: u32, address: u32, proof: Option<u32>) -> Allowed {
    Allowed {
        window,
        person,
        address,
        proof,
    }
}

/// The table: class, its word in the settings, what is allowed. An address is what a hall or a village shares.
const TABLE: [(Class, &str, Allowed); 10] = [
    (Class::Reading, "reading", rule(MINUTE, 600, 6000, None)),
    (Class::Planning, "planning", rule(MINUTE, 600, 1200, None)),
    (Class::Changing, "changing", rule(MINUTE, 240, 1200, None)),
    (Class::Submitting, "submitting", rule(HOUR, 60, 300, Some(20))),
    (Class::SigningIn, "signing_in", rule(15 * MINUTE, 60, 100, None)),
    (Class::Codes, "codes", rule(HOUR, 10, 60, Some(5))),
    (Class::Uploading, "uploading", rule(HOUR, 300, 3000, Some(300))),
    (Class::Pieces, "pieces", rule(MINUTE, 600, 3000, None)),
    (Class::Verifying, "verifying", rule(MINUTE, 60, 300, None)),
    (Class::Printing, "printing", rule(MINUTE, 30, 300, None)),
];

/// What is no class by its method alone: method, template of the path as in the router, class.
const ROUTES: [(&str, &str, Class); 24] = [
    ("POST", "/api/v1/plans", Class::Planning),
    ("GET", "/t/{theme}/plan", Class::Planning),
    ("GET", "/t/{theme}/q", Class::Planning),
    ("POST", "/api/v1/applications", Class::Submitting),
    ("POST", "/api/v1/drafts/{token}/files", Class::Uploading),
    ("PATCH", "/api/v1/drafts/{token}/files/{file}", Class::Pieces),
    ("GET", "/api/v1/licences/{code}", Class::Verifying),
    ("GET", "/v/{code}", Class::Verifying),
    ("GET", "/V/{code}", Class::Verifying),
    ("GET", "/v", Class::Verifying),
    ("GET", "/r/{number}/{secret}/papers/{document}", Class::Printing),
    (
        "GET",
        "/api/v1/staff/cases/{number}/documents/{document}",
        Class::Printing,
    ),
    ("POST", "/api/v1/staff/session", Class::SigningIn),
    ("POST", "/api/v1/sign-in", Class::SigningIn),
    ("POST", "/api/v1/me/mobile", Class::SigningIn),
    // The forms of the pages, without a program that could work for a code.
    ("POST", "/me/code", Class::SigningIn),
    ("POST", "/me/sign-in", Class::SigningIn),
    ("GET", "/me/wechat/back", Class::SigningIn),
    ("GET", "/me/provider/back", Class::SigningIn),
    ("GET", "/desk/provider/back", Class::SigningIn),
    // They keep a state, and may ask a provider.
    ("GET", "/me/wechat", Class::Changing),
    ("GET", "/me/provider", Class::Changing),
    ("GET", "/desk/provider", Class::Changing),
    ("POST", "/api/v1/sign-in/codes", Class::Codes),
];

/// Whoever watches over the server asks as often as they like.
const FREE: [&str; 2] = ["/healthz", "/readyz"];

impl Class {
    /// The class of a request, by its method and the template of its path; none where there is no limit.
    #[must_use]
    pub fn of(method: &Method, template: Option<&str>) -> Option<Self> {
        let template = template.unwrap_or_default();
        if FREE.contains(&template) {
            return None;
        }
        let word = if method == Method::HEAD { "GET" } else { method.as_str() };
        let own = ROUTES
            .iter()
            .find(|(own, path, _)| *own == word && *path == template)
            .map(|(_, _, class)| *class);
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        Some(own.unwrap_or(if reads { Self::Reading } else { Self::Changing }))
    }

    /// Its word in the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        TABLE[self.place()].1
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// Whether a word names a class.
#[must_use]
pub fn is_class(word: &str) -> bool {
    TABLE.iter().any(|(_, own, _)| *own == word)
}

/// What is allowed on this server.
#[derive(Debug, Clone)]
pub struct Limits([Allowed; TABLE.len()]);

impl Limits {
    /// The table with what the operator set. A class that is set keeps its proportions.
    #[must_use]
    pub fn new(settings: &LimitSettings) -> Self {
        let part = |value: u32, of: u32, usual: u32| {
            u32::try_from(u64::from(value) * u64::from(of) / u64::from(usual.max(1))).unwrap_or(u32::MAX)
        };
        Self(TABLE.map(|(_, word, usual)| {
            let address = settings.classes.get(word).copied().unwrap_or(usual.address);
            let scaled = |value: u32| match settings.percent {
                0 => u32::MAX,
                percent => part(part(value, address, usual.address), percent, 100).max(1),
            };
            Allowed {
                window: usual.window,
                person: scaled(usual.person),
                address: scaled(usual.address),
                proof: usual.proof.map(scaled),
            }
        }))
    }

    /// What is allowed of a class.
    #[must_use]
    pub fn rule(&self, class: Class) -> Allowed {
        self.0[class.place()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_stands_at_its_place_in_the_table() {
        for (place, (class, word, allowed)) in TABLE.iter().enumerate() {
            assert_eq!(class.place(), place, "{word}");
            assert!(allowed.person <= allowed.address, "{word}");
            assert!(allowed.proof.is_none_or(|proof| proof < allowed.address), "{word}");
        }
    }

    #[test]
    fn an_operator_sets_one_class_or_all_of_them() {
        let of = |percent, classes: &[(&str, u32)]| {
            let classes = classes.iter().map(|(word, most)| ((*word).to_owned(), *most)).collect();
            Limits::new(&LimitSettings { percent, classes }).rule(Class::Submitting)
        };
        assert_eq!(of(100, &[]), TABLE[3].2);
        assert_eq!(of(100, &[("submitting", 30)]), rule(HOUR, 6, 30, Some(2)));
        assert_eq!(of(200, &[]), rule(HOUR, 120, 600, Some(40)));
        assert_eq!(of(0, &[]).address, u32::MAX);
        assert_eq!(of(1, &[]).proof, Some(1));
    }

    #[test]
    fn what_watches_over_the_server_is_never_limited() {
        assert_eq!(Class::of(&Method::GET, Some("/readyz")), None);
        assert_eq!(Class::of(&Method::GET, None), Some(Class::Reading));
        assert_eq!(Class::of(&Method::DELETE, Some("/new")), Some(Class::Changing));
        assert_eq!(Class::of(&Method::HEAD, Some("/v/{code}")), Some(Class::Verifying));
    }
}
