//! Accounts that exist in demo mode only.

use yijian_domain::id::DepartmentId;

use super::{Connection, NewAccount, add, write_roles};
use crate::{
    clock::Moment,
    ids,
    storage::{Storage, StorageFault, sign_in_failures},
};

impl Storage {
    /// Makes the demo accounts what they are; names that somebody real has stay as they are.
    ///
    /// # Errors
    /// When they could not be kept.
    pub async fn refresh_demo_staff(&self, accounts: Vec<NewAccount>, now: Moment) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    for account in &accounts {
                        if !add(connection, account, now.seconds()).await? {
                            refresh_demo(connection, account).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Removes the demo accounts with their sessions; how many.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn remove_demo_staff(&self) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM sessions WHERE staff IN (SELECT id FROM staff WHERE demo = 1)")
                        .execute(&mut *connection)
                        .await?;
                    let gone = sqlx::query("DELETE FROM staff WHERE demo = 1")
                        .execute(connection)
                        .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }
}

async fn refresh_demo(connection: &mut Connection, new: &NewAccount) -> Result<(), StorageFault> {
    let member = &new.member;
    let refreshed = sqlx::query(
        "UPDATE staff SET display_name = $2, password_hash = $3, roles = $4, region = $5, department = $6,
         totp_secret = NULL, totp_pending = NULL, totp_last_step = NULL, disabled_at = NULL
         WHERE name = $1 AND demo = 1",
    )
    .bind(&member.name)
    .bind(&member.display_name)
    .bind(&new.password_hash)
    .bind(write_roles(&member.roles))
    .bind(member.scope.region.as_str())
    .bind(member.scope.department.as_ref().map(DepartmentId::as_str))
    .execute(&mut *connection)
    .await?;
    if refreshed.rows_affected() == 1 {
        sign_in_failures::forget(connection, &ids::digest(member.name.as_bytes())).await?;
    }
    Ok(())
}
