//! Once a day, what was given up since the day before, in one line.

use jiff::{SignedDuration, civil::Date};

use super::later;
use crate::{app::App, clock::Moment, storage::Failures};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Half past eight at the place of the authority: before the windows open.
const AT: SignedDuration = SignedDuration::from_mins(8 * 60 + 30);

/// Knows when the next line is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daily {
    next: Moment,
}

impl Daily {
    /// The first line is due at the next half past eight.
    #[must_use]
    pub fn after(now: Moment) -> Self {
        let today = half_past_eight(now);
        Self {
            next: if today > now { today } else { later(today, DAY) },
        }
    }

    /// When the line is due, the moment up to which it counts. Each day once; days that were slept through are one line.
    pub fn due(&mut self, now: Moment) -> Option<Moment> {
        if now < self.next {
            return None;
        }
        *self = Self::after(now);
        Some(later(self.next, -DAY))
    }
}

fn half_past_eight(now: Moment) -> Moment {
    let seconds_of_day = now.local().time().duration_since(jiff::civil::Time::midnight());
    later(now, AT - seconds_of_day)
}

/// Writes the line of the day up to `until`.
pub async fn tell(app: &App, until: Moment) {
    let after = later(until, -DAY);
    match app.storage.failures(after, until).await {
        Ok(failures) if failures.is_empty() => tracing::info!("no letter was given up since yesterday"),
        Ok(failures) => {
            let total: u64 = failures.iter().map(|failure| failure.count).sum();
            let counts = line(&failures);
            let day: Date = until.date();
            tracing::warn!(%day, total, counts, "letters were given up since yesterday; see `yijian letters`");
        }
        Err(fault) => tracing::warn!(%fault, "letters that were given up could not be counted"),
    }
}

/// Counts by channel and fault.
fn line(failures: &[Failures]) -> String {
    let counts = failures.iter().map(|failure| {
        let Failures { channel, fault, count } = failure;
        format!("{channel} {fault}: {count}")
    });
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        let at: jiff::Timestamp = text.parse().unwrap();
        Moment::from_seconds(at.as_second())
    }

    #[test]
    fn it_is_due_once_a_day_at_half_past_eight_in_beijing() {
        let mut daily = Daily::after(at("2026-03-02T09:30:00+08:00"));
        assert_eq!(daily.due(at("2026-03-03T08:29:59+08:00")), None);
        let due = at("2026-03-03T08:30:00+08:00");
        assert_eq!(daily.due(at("2026-03-03T08:30:04+08:00")), Some(due));
        assert_eq!(daily.due(at("2026-03-03T23:00:00+08:00")), None);
        assert_eq!(
            daily.due(at("2026-03-06T07:00:00+08:00")),
            Some(at("2026-03-05T08:30:00+08:00"))
        );
    }

    #[test]
    fn before_half_past_eight_the_day_is_not_lost() {
        let mut daily = Daily::after(at("2026-03-02T00:10:00+08:00"));
        assert!(daily.due(at("2026-03-02T08:31:00+08:00")).is_some());
    }

    #[test]
    fn the_line_counts_by_channel_and_fault() {
        let failure = |channel: &str, fault: &str, count| Failures {
            channel: channel.to_owned(),
            fault: fault.to_owned(),
            count,
        };
        assert_eq!(
            line(&[failure("sms", "timeout", 2), failure("wechat", "wechat_43101", 1)]),
            "sms timeout: 2, wechat wechat_43101: 1"
        );
    }
}
