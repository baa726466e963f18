//! What time it is, as the place of the authority counts it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
    tz::{self, Offset},
};

/// Asia/Shanghai: eight hours ahead of UTC all year, without summer time since 1992.
const BEIJING: Offset = tz::offset(8);

/// A clock that is handed in, so that tests can set it.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System {
        ahead: SignedDuration,
    },
    /// Seconds since 1970.
    Frozen(Arc<AtomicI64>),
}

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self::ahead(0)
    }

    /// The clock of the machine, so many days of 24 hours ahead: for trying out what time alone brings about.
    #[must_use]
    pub fn ahead(days: u16) -> Self {
        Self(Source::System {
            ahead: SignedDuration::from_hours(24 * i64::from(days)),
        })
    }

    /// A clock that stands still until it is moved. Copies stay together.
    #[must_use]
    pub fn frozen(at: Timestamp) -> Self {
        Self(Source::Frozen(Arc::new(AtomicI64::new(at.as_second()))))
    }

    /// Moves a frozen clock; a running one goes on.
    pub fn advance(&self, by: SignedDuration) {
        match &self.0 {
            Source::System { .. } => {}
            Source::Frozen(seconds) => {
                seconds.fetch_add(by.as_secs(), Ordering::SeqCst);
            }
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(match &self.0 {
            Source::System { ahead } => system_now().checked_add(*ahead).unwrap_or(Timestamp::MAX),
            Source::Frozen(seconds) => {
                Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that is handed in everywhere else"
)]
fn system_now() -> Timestamp {
    Timestamp::now()
}

impl Moment {
    /// The calendar day at the place of the authority.
    #[must_use]
    pub fn date(self) -> Date {
        BEIJING.to_datetime(self.0).date()
    }

    /// The calendar day in UTC, `YYYY-MM-DD`, as some signatures want it.
    #[must_use]
    pub fn utc_day(self) -> String {
        Offset::UTC.to_datetime(self.0).date().to_string()
    }

    /// Date and time at the place of the authority, in whole seconds.
    #[must_use]
    pub fn local(self) -> DateTime {
        let whole = Timestamp::from_second(self.0.as_second()).unwrap_or(self.0);
        BEIJING.to_datetime(whole)
    }

    /// The moment a day begins at the place of the authority.
    #[must_use]
    pub fn beginning_of(day: Date) -> Self {
        Self(
            BEIJING
                .to_timestamp(day.to_datetime(Time::midnight()))
                .unwrap_or(Timestamp::MAX),
        )
    }

    /// RFC 3339 with offset and whole seconds, `2026-03-02T09:30:00+08:00`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let whole = Timestamp::from_second(self.0.as_second()).unwrap_or(self.0);
        whole.display_with_offset(BEIJING).to_string()
    }

    /// Seconds since 1970, as rows keep it.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// A moment of a row; 1970 for a number no clock can show.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self(Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_beijing() {
        let clock = Clock::frozen("2026-03-01T15:59:59Z".parse().unwrap());
        assert_eq!(clock.now().date().to_string(), "2026-03-01");
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(clock.now().date().to_string(), "2026-03-02");
        assert_eq!(clock.now().utc_day(), "2026-03-01");
        assert_eq!(clock.now().rfc3339(), "2026-03-02T00:00:00+08:00");
        assert_eq!(Moment::beginning_of(clock.now().date()), clock.now());
        assert_eq!(Moment::from_seconds(clock.now().seconds()), clock.now());
    }

    #[test]
    fn a_clock_that_is_ahead_goes_on_from_there() {
        let (now, ahead) = (Clock::system(), Clock::ahead(30));
        let before = now.now().seconds() + 30 * 86_400;
        let shown = ahead.now().seconds();
        let after = now.now().seconds() + 30 * 86_400;
        assert!((before..=after).contains(&shown), "{before} {shown} {after}");
    }
}
