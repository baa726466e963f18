//! Table `unmaskings`: who saw whole what a case says of people.

use sqlx::{Row, any::AnyRow};
use yijian_domain::{case::Scope, catalogue::RegionCode, wire::desk::UnmaskReason};

use super::{Connection, Seal, Sql, Storage, StorageFault, place};
use crate::{clock::Moment, staff::StaffMember, vault::Vault};

/// Somebody is about to see a case whole.
#[derive(Debug, Clone)]
pub struct NewUnmasking {
    /// Its id.
    pub id: String,
    /// Number of the case.
    pub number: String,
    /// Region of the case.
    pub region: Option<RegionCode>,
    /// Who.
    pub member: StaffMember,
    /// What for.
    pub reason: UnmaskReason,
    /// What else is said; may be empty.
    pub note: String,
    /// When.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
}

/// Somebody saw a case whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredUnmasking {
    /// Number of the case.
    pub number: String,
    /// Id of who saw it.
    pub staff: String,
    /// Their name at the time.
    pub staff_name: String,
    /// What for.
    pub reason: UnmaskReason,
    /// What else was said; empty, when nothing was or the case was deleted.
    pub note: String,
    /// When.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
}

/// How often somebody saw cases whole for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmasked {
    /// Who, by their name at the time.
    pub staff_name: String,
    /// What for.
    pub reason: String,
    /// How often.
    pub count: u64,
    /// How many cases.
    pub cases: u64,
}

impl Storage {
    /// Notes that somebody sees a case whole from now on.
    ///
    /// # Errors
    /// When it could not be noted; then they must not see it.
    pub async fn unmask(&self, new: NewUnmasking) -> Result<(), StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(async move { note(connection, &vault, new).await }))
            .await
    }

    /// Until when somebody sees a case whole; none, when they do not.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn unmasked_until(&self, number: &str, staff: &str, now: Moment) -> Result<Option<Moment>, StorageFault> {
        let until: Option<i64> = sqlx::query_scalar(
            "SELECT MAX(until) FROM unmaskings WHERE case_number = $1 AND staff = $2 AND until > $3",
        )
        .bind(number)
        .bind(staff)
        .bind(now.seconds())
        .fetch_one(&self.readers)
        .await?;
        Ok(until.map(Moment::from_seconds))
    }

    /// Hides a case from somebody again; what was noted stays.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn mask_again(&self, number: &str, staff: &str, now: Moment) -> Result<(), StorageFault> {
        let (number, staff) = (number.to_owned(), staff.to_owned());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE unmaskings SET until = $3 WHERE case_number = $1 AND staff = $2 AND until > $3",
                    )
                    .bind(number)
                    .bind(staff)
                    .bind(now.seconds())
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Who saw one case whole, newest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn unmaskings_of(&self, number: &str, most: i64) -> Result<Vec<StoredUnmasking>, StorageFault> {
        let mut query = Sql::new(SELECT);
        query.push(" WHERE u.case_number = ").push_bind(number.to_owned());
        query.push(" ORDER BY u.at DESC, u.id LIMIT ").push_bind(most);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(&self.vault, row)).collect()
    }

    /// Who saw cases of a scope whole, newest first. Who is there for one department sees what its people did.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn unmaskings(&self, scope: &Scope, most: i64) -> Result<Vec<StoredUnmasking>, StorageFault> {
        let mut query = Sql::new(SELECT);
        let digits = usize::from(scope.region.depth()) * 2;
        let begins = scope.region.as_str().get(..digits).unwrap_or_default();
        query.push(" WHERE (u.region = '' OR u.region LIKE ");
        query.push_bind(format!("{begins}%")).push(")");
        if let Some(department) = &scope.department {
            query.push(" AND u.department = ").push_bind(department.to_string());
        }
        query.push(" ORDER BY u.at DESC, u.id LIMIT ").push_bind(most);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(&self.vault, row)).collect()
    }

    /// How often who saw cases whole since a moment, by reason; who did it most often first.
    ///
    /// # Errors
    /// When it cannot be counted.
    pub async fn count_unmaskings(&self, since: Moment) -> Result<Vec<Unmasked>, StorageFault> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT staff_name, reason, COUNT(*), COUNT(DISTINCT case_number) FROM unmaskings WHERE at >= $1
             GROUP BY staff, staff_name, reason ORDER BY COUNT(*) DESC, staff_name, reason",
        )
        .bind(since.seconds())
        .fetch_all(&self.readers)
        .await?;
        let counted = rows.into_iter().map(|(staff_name, reason, count, cases)| Unmasked {
            staff_name,
            reason,
            count: u64::try_from(count).unwrap_or_default(),
            cases: u64::try_from(cases).unwrap_or_default(),
        });
        Ok(counted.collect())
    }
}

const SELECT: &str = "SELECT u.id, u.case_number, u.staff, u.staff_name, u.at, u.until, u.reason, u.note, a.data_key
     FROM unmaskings u LEFT JOIN applications a ON a.number = u.case_number";

async fn note(connection: &mut Connection, vault: &Vault, new: NewUnmasking) -> Result<(), StorageFault> {
    let note = if new.note.is_empty() {
        None
    } else {
        let seal = Seal::of_application(&mut *connection, vault, &new.number).await?;
        Some(seal.close(&place::unmasking(&new.id), &new.note)?)
    };
    sqlx::query(
        "INSERT INTO unmaskings (id, case_number, region, staff, staff_name, department, at, until, reason, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.id)
    .bind(new.number)
    .bind(new.region.map_or_else(String::new, |region| region.to_string()))
    .bind(new.member.id)
    .bind(new.member.display_name)
    .bind(new.member.scope.department.map(|department| department.to_string()))
    .bind(new.at.seconds())
    .bind(new.until.seconds())
    .bind(new.reason.code())
    .bind(note)
    .execute(connection)
    .await?;
    Ok(())
}

fn read(vault: &Vault, row: &AnyRow) -> Result<StoredUnmasking, StorageFault> {
    let reason: String = row.try_get("reason")?;
    let id: String = row.try_get("id")?;
    let (kept, key): (Option<String>, Option<String>) = (row.try_get("note")?, row.try_get("data_key")?);
    let note = match (kept, key) {
        (Some(kept), Some(key)) => Seal::of(vault, Some(&key))?.open("unmaskings", &place::unmasking(&id), &kept)?,
        (Some(_) | None, _) => String::new(),
    };
    Ok(StoredUnmasking {
        number: row.try_get("case_number")?,
        staff: row.try_get("staff")?,
        staff_name: row.try_get("staff_name")?,
        reason: UnmaskReason::from_code(&reason).ok_or_else(|| StorageFault::Row {
            table: "unmaskings",
            fault: format!("{reason:?} is no reason"),
        })?,
        note,
        at: Moment::from_seconds(row.try_get("at")?),
        until: Moment::from_seconds(row.try_get("until")?),
    })
}
