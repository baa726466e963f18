//! How long a session of an applicant holds: as long as one of the staff (OWASP ASVS 4.0.3, 3.3.2: half an hour without a
//! question, twelve hours in all). Phones are lent and counters are shared.

use crate::{clock::Moment, storage::ApplicantSession};

pub use crate::staff::sessions::{LONGEST_SECONDS, end, idle, is_to_note, latest_end};

/// Whether a session counts now.
#[must_use]
pub fn counts(session: &ApplicantSession, now: Moment) -> bool {
    now < end(session.seen_at, session.expires_at)
}
