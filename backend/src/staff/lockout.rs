//! How long a name is locked after failures.

/// Failures in a row before the first lock.
pub const FREE_FAILURES: i64 = 5;
/// The first lock in seconds; each failure after it doubles the next.
const FIRST_SECONDS: i64 = 60;
/// No lock is longer, in seconds.
pub const LONGEST_SECONDS: i64 = 3600;

/// Seconds a name is locked after so many failures in a row.
#[must_use]
pub fn seconds(failures: i64) -> Option<i64> {
    let beyond = failures.checked_sub(FREE_FAILURES).filter(|beyond| *beyond >= 0)?;
    // Six doublings pass the longest lock already.
    let doublings = beyond.min(6);
    Some((FIRST_SECONDS << doublings).min(LONGEST_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_begins_at_the_fifth_failure_and_doubles_up_to_an_hour() {
        let locks: Vec<_> = (0..14).map(seconds).collect();
        assert!(locks[..5].iter().all(Option::is_none));
        let minutes: Vec<_> = locks[5..].iter().map(|seconds| seconds.unwrap() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(seconds(i64::MAX), Some(3600));
    }
}
