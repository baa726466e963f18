//! How long to wait before trying again.

use jiff::SignedDuration;

/// A letter is given up after so many attempts, eight and a half hours after the first.
pub(super) const MOST_ATTEMPTS: u32 = 10;
const FIRST_SECONDS: i64 = 60;
const LONGEST_SECONDS: i64 = 6 * 3600;

/// The wait after an attempt: a minute, doubling, six hours at most; and up to a quarter more by the dice, so that what
/// failed together does not come back together.
#[must_use]
pub(super) fn wait(attempts: u32, dice: u64) -> SignedDuration {
    let doublings = attempts.saturating_sub(1).min(30);
    let seconds = (FIRST_SECONDS << doublings).min(LONGEST_SECONDS);
    let more = dice % (seconds.unsigned_abs() / 4 + 1);
    SignedDuration::from_secs(seconds + i64::try_from(more).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours() {
        let minutes: Vec<_> = (1..=11).map(|attempts| wait(attempts, 0).as_mins()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert_eq!(wait(u32::MAX, 0).as_hours(), 6);
    }

    #[test]
    fn the_dice_add_a_quarter_at_most() {
        assert_eq!(wait(1, 15).as_secs(), 75);
        assert_eq!(wait(1, 16).as_secs(), 60);
        for dice in [0, 7, u64::MAX] {
            assert!((3600 * 6..=3600 * 15 / 2).contains(&wait(20, dice).as_secs()));
        }
    }
}
