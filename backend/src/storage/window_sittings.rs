//! Table `window_sittings`: what a clerk is taking in at the window, and on what authority.

use yijian_domain::id::ThemeId;

use super::{Connection, Storage, StorageFault};
use crate::clock::Moment;

/// A sitting ends by itself after so many seconds: nobody fills in one form for half a day.
const LONGEST: i64 = 4 * 3600;

impl Storage {
    /// Begins to take an application in for somebody; ends what the clerk had begun before.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn sit(&self, staff: String, theme: ThemeId, authority: String, now: Moment) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO window_sittings (staff, theme, authority, at) VALUES ($1, $2, $3, $4)
                         ON CONFLICT (staff) DO UPDATE SET theme = excluded.theme, authority = excluded.authority,
                             at = excluded.at",
                    )
                    .bind(staff)
                    .bind(theme.as_str())
                    .bind(authority)
                    .bind(now.seconds())
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    /// On what authority a clerk is taking in an application of this theme; none, when they are not.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn sitting(&self, staff: &str, theme: &ThemeId, now: Moment) -> Result<Option<String>, StorageFault> {
        let authority =
            sqlx::query_scalar("SELECT authority FROM window_sittings WHERE staff = $1 AND theme = $2 AND at > $3")
                .bind(staff)
                .bind(theme.as_str())
                .bind(now.seconds() - LONGEST)
                .fetch_optional(&self.readers)
                .await?;
        Ok(authority)
    }
}

/// Ends what a clerk was taking in.
pub(super) async fn rise(connection: &mut Connection, staff: &str) -> Result<(), StorageFault> {
    sqlx::query("DELETE FROM window_sittings WHERE staff = $1")
        .bind(staff)
        .execute(connection)
        .await?;
    Ok(())
}
