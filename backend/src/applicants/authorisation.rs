//! Acting for somebody else.

use yijian_domain::{value::date, wire::applicant::Power};

use super::Sealed;
use crate::clock::Moment;

/// Somebody lets somebody else act for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorisation {
    /// Its id.
    pub id: String,
    /// Id of the account that gives it.
    pub principal: String,
    /// Keyed hash of the mobile number of who may.
    pub agent_key: String,
    /// That number.
    pub agent: Sealed,
    /// Only for this theme.
    pub theme: Option<String>,
    /// Only for this case.
    pub case_number: Option<String>,
    /// What they may do.
    pub powers: Vec<Power>,
    /// When it was given.
    pub given_at: Moment,
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
    /// When it was ended.
    pub revoked_at: Option<Moment>,
    /// Id of the account that ended it.
    pub revoked_by: Option<String>,
}

impl Authorisation {
    /// Whether it holds now.
    #[must_use]
    pub fn holds(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && date::write(now.date()) <= self.until
    }

    /// Whether it allows to do this with a case, now. Who answers for it sees it.
    #[must_use]
    pub fn allows(&self, power: Power, theme: &str, case_number: &str, now: Moment) -> bool {
        self.holds(now)
            && (self.powers.contains(&power) || (power == Power::See && self.powers.contains(&Power::Answer)))
            && self.theme.as_deref().is_none_or(|only| only == theme)
            && self.case_number.as_deref().is_none_or(|only| only == case_number)
    }

    /// Whether it allows to hand in a new case of a theme, now. One for a single case does not.
    #[must_use]
    pub fn allows_new(&self, theme: &str, now: Moment) -> bool {
        self.case_number.is_none() && self.allows(Power::Submit, theme, "", now)
    }
}

/// Powers as the database keeps them: words with spaces between them.
pub mod powers {
    use yijian_domain::wire::applicant::Power;

    /// As one text.
    #[must_use]
    pub fn write(powers: &[Power]) -> String {
        let words: Vec<_> = powers.iter().map(|power| power.code()).collect();
        words.join(" ")
    }

    /// From that text; none, when a word is unknown.
    #[must_use]
    pub fn read(text: &str) -> Option<Vec<Power>> {
        text.split_whitespace().map(Power::from_code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        let at: jiff::Timestamp = text.parse().unwrap();
        Moment::from_seconds(at.as_second())
    }

    #[test]
    fn it_reaches_as_far_as_it_says_and_no_longer() {
        let whole = Authorisation {
            id: "1".to_owned(),
            principal: "a".to_owned(),
            agent_key: String::new(),
            agent: Sealed(String::new()),
            theme: None,
            case_number: None,
            powers: vec![Power::See, Power::Submit],
            given_at: at("2026-03-02T09:30:00+08:00"),
            until: "2026-03-09".to_owned(),
            revoked_at: None,
            revoked_by: None,
        };
        let (last, after) = (at("2026-03-09T23:59:59+08:00"), at("2026-03-10T00:00:00+08:00"));
        assert!(whole.allows(Power::See, "hotel", "1", last) && !whole.allows(Power::See, "hotel", "1", after));
        assert!(!whole.allows(Power::Answer, "hotel", "1", last));
        assert!(whole.allows_new("hotel", last));
        let theme = Authorisation {
            theme: Some("restaurant".to_owned()),
            ..whole.clone()
        };
        assert!(!theme.allows(Power::See, "hotel", "1", last) && theme.allows(Power::See, "restaurant", "1", last));
        assert!(!theme.allows_new("hotel", last));
        let case = Authorisation {
            case_number: Some("1".to_owned()),
            ..whole.clone()
        };
        assert!(case.allows(Power::See, "hotel", "1", last) && !case.allows(Power::See, "hotel", "2", last));
        assert!(!case.allows_new("hotel", last));
        let revoked = Authorisation {
            revoked_at: Some(last),
            ..whole
        };
        assert!(!revoked.holds(last));
    }
}
