//! Table `staff`.

mod demo;
mod totp;

use sqlx::{Row, any::AnyRow};
use yijian_domain::{
    case::{Role, Scope},
    catalogue::RegionCode,
    id::DepartmentId,
};

use super::{Connection, Storage, StorageFault, sessions, sign_in_failures};
use crate::{clock::Moment, ids, staff::StaffMember, vault::Vault};

pub(super) use totp::use_step;

/// The columns that [`read`] takes.
pub(in crate::storage) const COLUMNS: &str = "staff.id, staff.name, staff.display_name, staff.password_hash, staff.totp_secret, \
                                  staff.totp_pending, staff.roles, staff.region, staff.department, staff.demo, \
                                  staff.disabled_at, staff.directory_at";

/// An account as it is kept.
#[derive(Debug, Clone)]
pub struct Account {
    /// Whose it is.
    pub member: StaffMember,
    /// Hash of the password.
    pub password_hash: String,
    /// Secret of the one-time codes that signing in takes.
    pub totp_secret: Option<String>,
    /// A secret that waits for its first code.
    pub totp_pending: Option<String>,
    /// Since when nobody may sign in with it.
    pub disabled_at: Option<Moment>,
    /// When the city's directory last said what they may do; none where an operator says it.
    pub directory_at: Option<Moment>,
}

/// An account to keep.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Whose it is.
    pub member: StaffMember,
    /// Hash of the password.
    pub password_hash: String,
}

impl Storage {
    /// Keeps a new account; whether its name was free.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn add_staff(&self, new: NewAccount, now: Moment) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { add(connection, &new, now.seconds()).await }))
            .await
    }

    /// The account of a folded sign-in name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn staff_named(&self, name: &str) -> Result<Option<Account>, StorageFault> {
        let query = format!("SELECT {COLUMNS} FROM staff WHERE name = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(|row| read(&self.vault, row)).transpose()
    }

    /// Every account by name.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn all_staff(&self) -> Result<Vec<Account>, StorageFault> {
        let query = format!("SELECT {COLUMNS} FROM staff ORDER BY name");
        let rows = sqlx::query(sqlx::AssertSqlSafe(query)).fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(&self.vault, row)).collect()
    }

    /// Writes anew what others see of somebody, what they may do and where; name and password stay, and so do their sessions,
    /// but for who may do nothing any more. `directory_at` is when the directory said so; none when an operator does.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn set_duties(&self, member: StaffMember, directory_at: Option<Moment>) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE staff SET display_name = $2, roles = $3, region = $4, department = $5, directory_at = $6
                         WHERE id = $1",
                    )
                    .bind(&member.id)
                    .bind(&member.display_name)
                    .bind(write_roles(&member.roles))
                    .bind(member.scope.region.as_str())
                    .bind(member.scope.department.as_ref().map(DepartmentId::as_str))
                    .bind(directory_at.map(Moment::seconds))
                    .execute(&mut *connection)
                    .await?;
                    if member.roles.is_empty() {
                        sessions::end_all_of(connection, &member.id, None).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Gives somebody another password and ends their sessions, but for the one with the key `except`.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn set_password(
        &self,
        member: &StaffMember,
        password_hash: String,
        except: Option<String>,
        now: Moment,
    ) -> Result<(), StorageFault> {
        let member = member.clone();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("UPDATE staff SET password_hash = $2, password_changed_at = $3 WHERE id = $1")
                        .bind(&member.id)
                        .bind(password_hash)
                        .bind(now.seconds())
                        .execute(&mut *connection)
                        .await?;
                    sign_in_failures::forget(connection, &ids::digest(member.name.as_bytes())).await?;
                    sessions::end_all_of(connection, &member.id, except.as_deref()).await
                })
            })
            .await
    }

    /// Keeps somebody from signing in from now on and ends their sessions, or lets them again and opens their lock.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn set_disabled(&self, member: &StaffMember, since: Option<Moment>) -> Result<(), StorageFault> {
        let member = member.clone();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("UPDATE staff SET disabled_at = $2 WHERE id = $1")
                        .bind(&member.id)
                        .bind(since.map(Moment::seconds))
                        .execute(&mut *connection)
                        .await?;
                    sign_in_failures::forget(connection, &ids::digest(member.name.as_bytes())).await?;
                    sessions::end_all_of(connection, &member.id, None).await
                })
            })
            .await
    }
}

async fn add(connection: &mut Connection, new: &NewAccount, now: i64) -> Result<bool, StorageFault> {
    let member = &new.member;
    let added = sqlx::query(
        "INSERT INTO staff
         (id, name, display_name, password_hash, roles, region, department, demo, created_at, password_changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (name) DO NOTHING",
    )
    .bind(&member.id)
    .bind(&member.name)
    .bind(&member.display_name)
    .bind(&new.password_hash)
    .bind(write_roles(&member.roles))
    .bind(member.scope.region.as_str())
    .bind(member.scope.department.as_ref().map(DepartmentId::as_str))
    .bind(i64::from(member.demo))
    .bind(now)
    .execute(connection)
    .await?;
    Ok(added.rows_affected() == 1)
}

fn write_roles(roles: &[Role]) -> String {
    let codes: Vec<_> = roles.iter().map(|role| role.code()).collect();
    codes.join(" ")
}

/// Reads the [`COLUMNS`] of a row.
pub(in crate::storage) fn read(vault: &Vault, row: &AnyRow) -> Result<Account, StorageFault> {
    let broken = |fault: &str| StorageFault::Row {
        table: "staff",
        fault: fault.to_owned(),
    };
    let roles = row.try_get::<&str, _>("roles")?.split_whitespace();
    let roles: Option<Vec<_>> = roles.map(Role::from_code).collect();
    let region = RegionCode::try_from(row.try_get::<&str, _>("region")?);
    let department: Option<&str> = row.try_get("department")?;
    let moment = |column| Ok::<_, StorageFault>(row.try_get::<Option<i64>, _>(column)?.map(Moment::from_seconds));
    let id: String = row.try_get("id")?;
    let secret = |column| totp::open(vault, &id, row.try_get(column)?);
    Ok(Account {
        member: StaffMember {
            id: id.clone(),
            name: row.try_get("name")?,
            display_name: row.try_get("display_name")?,
            roles: roles.ok_or_else(|| broken("an unknown role"))?,
            scope: Scope {
                region: region.map_err(|_| broken("no region code"))?,
                department: department.map(DepartmentId::from),
            },
            demo: row.try_get::<i64, _>("demo")? == 1,
        },
        password_hash: row.try_get("password_hash")?,
        totp_secret: secret("totp_secret")?,
        totp_pending: secret("totp_pending")?,
        disabled_at: moment("disabled_at")?,
        directory_at: moment("directory_at")?,
    })
}
