//! Table `sms_codes`: codes by text message that were sent and not used yet.

use super::{Connection, Storage, StorageFault};
use crate::{
    applicants::codes::{MOST_A_DAY, MOST_TRIES, PAUSE_SECONDS, same},
    clock::Moment,
};

/// A code to keep.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// Keyed hash of the number.
    pub key: String,
    /// Keyed hash of number and code.
    pub code: String,
    /// When.
    pub now: Moment,
    /// Until when it counts.
    pub expires_at: Moment,
    /// The day at the place of the authority.
    pub day: String,
}

/// Whether a code may be sent to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaySend {
    /// It is noted; send it.
    Yes,
    /// The one before is too new; then.
    After(Moment),
    /// There were enough for today.
    Tomorrow,
}

impl Storage {
    /// Notes a code that is about to be sent, in place of the one before, if the number may have another one.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_code(&self, new: NewCode) -> Result<MaySend, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(keep(connection, new)))
            .await
    }

    /// Whether this is the code of a number. Each attempt counts before it is looked at, and a right one is the last.
    ///
    /// # Errors
    /// When it could not be counted.
    pub async fn use_code(&self, key: String, code: String, now: Moment) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(use_code(connection, key, code, now.seconds())))
            .await
    }
}

async fn keep(connection: &mut Connection, new: NewCode) -> Result<MaySend, StorageFault> {
    let before: Option<(i64, String, i64)> =
        sqlx::query_as("SELECT sent_at, day, on_day FROM sms_codes WHERE key = $1")
            .bind(&new.key)
            .fetch_optional(&mut *connection)
            .await?;
    let mut on_day = 1;
    if let Some((sent_at, day, count)) = before {
        let next = sent_at + PAUSE_SECONDS;
        // One that is yet to be sent is from before the clock was set back.
        if (sent_at..next).contains(&new.now.seconds()) {
            return Ok(MaySend::After(Moment::from_seconds(next)));
        }
        if day == new.day {
            if count >= MOST_A_DAY {
                return Ok(MaySend::Tomorrow);
            }
            on_day = count + 1;
        }
    }
    sqlx::query(
        "INSERT INTO sms_codes (key, code, sent_at, expires_at, tries, day, on_day) VALUES ($1, $2, $3, $4, 0, $5, $6)
         ON CONFLICT (key) DO UPDATE SET code = excluded.code, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
             tries = 0, day = excluded.day, on_day = excluded.on_day",
    )
    .bind(new.key)
    .bind(new.code)
    .bind(new.now.seconds())
    .bind(new.expires_at.seconds())
    .bind(new.day)
    .bind(on_day)
    .execute(connection)
    .await?;
    Ok(MaySend::Yes)
}

async fn use_code(connection: &mut Connection, key: String, code: String, now: i64) -> Result<bool, StorageFault> {
    let kept: Option<(String, i64, i64)> =
        sqlx::query_as("SELECT code, expires_at, tries FROM sms_codes WHERE key = $1")
            .bind(&key)
            .fetch_optional(&mut *connection)
            .await?;
    // A number without a code is compared with nothing in as many steps.
    let (kept, expires_at, tries) = kept.unwrap_or_default();
    let counts = !kept.is_empty() && now < expires_at && tries < MOST_TRIES;
    let right = same(&kept, &code) & counts;
    let left = if right { "" } else { kept.as_str() };
    sqlx::query("UPDATE sms_codes SET tries = tries + 1, code = $2 WHERE key = $1")
        .bind(key)
        .bind(left)
        .execute(connection)
        .await?;
    Ok(right)
}
