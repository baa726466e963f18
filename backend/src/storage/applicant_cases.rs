//! Table `applicant_cases`: which account a case belongs to, and which one handed it in.

use super::{Connection, Seal, Storage, StorageFault, authorisations, place};
use crate::{applicants::HandingIn, clock::Moment, vault::Vault};

/// Most cases that are listed for one person.
const MOST_LISTED: i64 = 200;

/// A case in the list of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedCase {
    /// Its number.
    pub number: String,
    /// The theme.
    pub theme: String,
    /// Its name at the time.
    pub theme_name: String,
    /// Code of the stage.
    pub stage: String,
    /// When it arrived.
    pub submitted_at: Moment,
}

type Row = (String, String, String, String, i64);

impl Storage {
    /// Whose case it is; none, when nobody was signed in who handed it in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn owner(&self, case_number: &str) -> Result<Option<String>, StorageFault> {
        let owner = sqlx::query_scalar("SELECT applicant FROM applicant_cases WHERE case_number = $1")
            .bind(case_number)
            .fetch_optional(&self.readers)
            .await?;
        Ok(owner)
    }

    /// The cases of an account, newest first; the oldest beyond [`MOST_LISTED`] are left out.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn cases_of(&self, applicant: &str) -> Result<Vec<OwnedCase>, StorageFault> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT c.number, c.theme, c.theme_name, c.stage, c.submitted_at
             FROM applicant_cases o JOIN cases c ON c.number = o.case_number
             WHERE o.applicant = $1 ORDER BY o.at DESC, c.number DESC LIMIT $2",
        )
        .bind(applicant)
        .bind(MOST_LISTED)
        .fetch_all(&self.readers)
        .await?;
        let read = |(number, theme, theme_name, stage, at)| OwnedCase {
            number,
            theme,
            theme_name,
            stage,
            submitted_at: Moment::from_seconds(at),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

/// Notes whose case it is, in the transaction that takes it in. Messages about it go out by WeChat where the account has an
/// openid.
pub(super) async fn keep(
    connection: &mut Connection,
    case_number: &str,
    seal: &Seal,
    handing_in: &HandingIn,
    at: i64,
) -> Result<(), StorageFault> {
    sqlx::query("INSERT INTO applicant_cases (case_number, applicant, handed_in_by, at) VALUES ($1, $2, $3, $4)")
        .bind(case_number)
        .bind(&handing_in.applicant)
        .bind(&handing_in.by)
        .bind(at)
        .execute(&mut *connection)
        .await?;
    if let Some(authorisation) = &handing_in.authorisation {
        authorisations::note(
            connection,
            authorisation,
            "submitted",
            &handing_in.by,
            Some(case_number),
            at,
        )
        .await?;
    }
    if let Some(openid) = &handing_in.openid {
        contact(connection, seal, case_number, openid).await?;
    }
    Ok(())
}

/// From now on messages about every case of an account go out by WeChat too.
pub(super) async fn write_to(
    connection: &mut Connection,
    vault: &Vault,
    applicant: &str,
    openid: &str,
) -> Result<(), StorageFault> {
    let numbers: Vec<String> = sqlx::query_scalar("SELECT case_number FROM applicant_cases WHERE applicant = $1")
        .bind(applicant)
        .fetch_all(&mut *connection)
        .await?;
    for number in numbers {
        let seal = Seal::of_application(&mut *connection, vault, &number).await?;
        contact(connection, &seal, &number, openid).await?;
    }
    Ok(())
}

async fn contact(
    connection: &mut Connection,
    seal: &Seal,
    case_number: &str,
    openid: &str,
) -> Result<(), StorageFault> {
    sqlx::query(
        "INSERT INTO contacts (case_number, openid) VALUES ($1, $2)
         ON CONFLICT (case_number) DO UPDATE SET openid = excluded.openid",
    )
    .bind(case_number)
    .bind(seal.close(&place::openid(case_number), openid)?)
    .execute(connection)
    .await?;
    Ok(())
}
