//! How long a session holds.

use crate::{clock::Moment, storage::Session};

/// A session in which nothing is asked for so many seconds ends.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// No session is longer, in seconds: a working day with its breaks.
pub const LONGEST_SECONDS: i64 = 12 * 3600;
/// When something was asked is noted at most once in so many seconds.
const NOTE_SECONDS: i64 = 60;

/// When a session that begins now ends at the latest.
#[must_use]
pub fn latest_end(now: Moment) -> Moment {
    Moment::from_seconds(now.seconds() + LONGEST_SECONDS)
}

/// When a session ends if nothing more is asked in it.
#[must_use]
pub fn end(seen_at: Moment, expires_at: Moment) -> Moment {
    Moment::from_seconds(seen_at.seconds() + IDLE_SECONDS).min(expires_at)
}

/// Whether a session counts now: it has not ended, and whose it is may be here. Demo accounts count in demo mode only.
#[must_use]
pub fn counts(session: &Session, demo: bool, now: Moment) -> bool {
    let account = &session.account;
    now < end(session.seen_at, session.expires_at) && account.disabled_at.is_none() && (demo || !account.member.demo)
}

/// The moment since which something must have been asked in a session that counts.
#[must_use]
pub fn idle(now: Moment) -> Moment {
    Moment::from_seconds(now.seconds() - IDLE_SECONDS)
}

/// Whether it is time to note that something was asked.
#[must_use]
pub fn is_to_note(seen_at: Moment, now: Moment) -> bool {
    now.seconds() - seen_at.seconds() >= NOTE_SECONDS
}
