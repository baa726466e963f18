//! Finding the account of what somebody proved, and making one account of two when the same person proved both.

use super::super::{Connection, StorageFault, applicant_cases};
use crate::{
    applicants::{Proof, ProofKind, Proving, Sealed},
    vault::Vault,
};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proved {
    /// Whose it all is now.
    Account {
        /// Id of the account.
        id: String,
        /// Accounts that are part of it from now on.
        joined: Vec<String>,
        /// Mobile numbers of it that were not proved just now, when it has something it had not before.
        tell: Vec<Sealed>,
    },
    /// The proofs belong to persons with different identity numbers; nothing was changed.
    OtherPerson,
    /// The account is closed; nothing was changed.
    Disabled,
}

/// Everything of an account that goes over to another.
const MOVES: [&str; 7] = [
    "UPDATE applicant_proofs SET applicant = $1 WHERE applicant = $2",
    "UPDATE applicant_cases SET applicant = $1 WHERE applicant = $2",
    "UPDATE applicant_cases SET handed_in_by = $1 WHERE handed_in_by = $2",
    "UPDATE applicant_sessions SET applicant = $1 WHERE applicant = $2",
    "UPDATE authorisations SET principal = $1 WHERE principal = $2",
    "UPDATE authorisations SET revoked_by = $1 WHERE revoked_by = $2",
    "UPDATE authorisation_events SET applicant = $1 WHERE applicant = $2",
];

pub(super) async fn prove(
    connection: &mut Connection,
    vault: &Vault,
    proving: Proving,
) -> Result<Proved, StorageFault> {
    let mut accounts: Vec<(i64, String)> = Vec::new();
    if let Some(own) = &proving.signed_in {
        note(connection, &mut accounts, own).await?;
    }
    let mut owners = Vec::new();
    for proof in &proving.proofs {
        let owner = owner(connection, proof).await?;
        if let Some(owner) = &owner {
            note(connection, &mut accounts, owner).await?;
        }
        owners.push(owner);
    }
    // With one account that has every proof already, nothing is new.
    let is_new = accounts.len() > 1 || owners.iter().any(Option::is_none);
    accounts.sort();
    for (_, id) in &accounts {
        if is_disabled(connection, id).await? {
            return Ok(Proved::Disabled);
        }
    }
    if identities(connection, &accounts, &proving.proofs).await? > 1 {
        return Ok(Proved::OtherPerson);
    }
    let tell = if is_new {
        other_mobiles(connection, &accounts, &proving.proofs).await?
    } else {
        Vec::new()
    };
    let mut ids = accounts.into_iter().map(|(_, id)| id);
    let id = match ids.next() {
        Some(oldest) => oldest,
        None => make(connection, &proving).await?,
    };
    let joined: Vec<String> = ids.collect();
    for other in &joined {
        join(connection, &id, other).await?;
    }
    add(connection, vault, &id, &proving).await?;
    Ok(Proved::Account { id, joined, tell })
}

async fn note(connection: &mut Connection, accounts: &mut Vec<(i64, String)>, id: &str) -> Result<(), StorageFault> {
    if accounts.iter().any(|(_, known)| known == id) {
        return Ok(());
    }
    let created: Option<i64> = sqlx::query_scalar("SELECT created_at FROM applicants WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    accounts.extend(created.map(|created| (created, id.to_owned())));
    Ok(())
}

async fn owner(connection: &mut Connection, proof: &Proof) -> Result<Option<String>, StorageFault> {
    let owner = sqlx::query_scalar("SELECT applicant FROM applicant_proofs WHERE kind = $1 AND key = $2")
        .bind(proof.kind.code())
        .bind(&proof.key)
        .fetch_optional(connection)
        .await?;
    Ok(owner)
}

/// Mobile numbers of these accounts that are not proved just now.
async fn other_mobiles(
    connection: &mut Connection,
    accounts: &[(i64, String)],
    proofs: &[Proof],
) -> Result<Vec<Sealed>, StorageFault> {
    let mut others = Vec::new();
    for (_, id) in accounts {
        let own: Vec<(String, String)> = sqlx::query_as(
            "SELECT key, value FROM applicant_proofs WHERE applicant = $1 AND kind = 'mobile' ORDER BY key",
        )
        .bind(id)
        .fetch_all(&mut *connection)
        .await?;
        let known = |key: &String| {
            proofs
                .iter()
                .any(|proof| proof.kind == ProofKind::Mobile && proof.key == *key)
        };
        others.extend(
            own.into_iter()
                .filter(|(key, _)| !known(key))
                .map(|(_, value)| Sealed(value)),
        );
    }
    Ok(others)
}

async fn is_disabled(connection: &mut Connection, id: &str) -> Result<bool, StorageFault> {
    let since: Option<i64> = sqlx::query_scalar("SELECT disabled_at FROM applicants WHERE id = $1")
        .bind(id)
        .fetch_one(connection)
        .await?;
    Ok(since.is_some())
}

/// How many different identity numbers there would be in one account.
async fn identities(
    connection: &mut Connection,
    accounts: &[(i64, String)],
    proofs: &[Proof],
) -> Result<usize, StorageFault> {
    let mut keys: Vec<String> = proofs
        .iter()
        .filter(|proof| proof.kind == ProofKind::Identity)
        .map(|proof| proof.key.clone())
        .collect();
    for (_, id) in accounts {
        let own: Vec<String> =
            sqlx::query_scalar("SELECT key FROM applicant_proofs WHERE applicant = $1 AND kind = 'identity'")
                .bind(id)
                .fetch_all(&mut *connection)
                .await?;
        keys.extend(own);
    }
    keys.sort();
    keys.dedup();
    Ok(keys.len())
}

async fn make(connection: &mut Connection, proving: &Proving) -> Result<String, StorageFault> {
    sqlx::query("INSERT INTO applicants (id, created_at) VALUES ($1, $2)")
        .bind(&proving.new_id)
        .bind(proving.now.seconds())
        .execute(connection)
        .await?;
    Ok(proving.new_id.clone())
}

async fn join(connection: &mut Connection, id: &str, other: &str) -> Result<(), StorageFault> {
    for step in MOVES {
        sqlx::query(step).bind(id).bind(other).execute(&mut *connection).await?;
    }
    sqlx::query(
        "UPDATE applicants SET
             name = COALESCE(name, (SELECT other.name FROM applicants AS other WHERE other.id = $2)),
             id_number = COALESCE(id_number, (SELECT other.id_number FROM applicants AS other WHERE other.id = $2))
         WHERE id = $1",
    )
    .bind(id)
    .bind(other)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM applicants WHERE id = $1")
        .bind(other)
        .execute(connection)
        .await?;
    Ok(())
}

async fn add(connection: &mut Connection, vault: &Vault, id: &str, proving: &Proving) -> Result<(), StorageFault> {
    for proof in &proving.proofs {
        sqlx::query(
            "INSERT INTO applicant_proofs (kind, key, applicant, value, proved_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (kind, key) DO UPDATE SET proved_at = excluded.proved_at",
        )
        .bind(proof.kind.code())
        .bind(&proof.key)
        .bind(id)
        .bind(&proof.value.0)
        .bind(proving.now.seconds())
        .execute(&mut *connection)
        .await?;
    }
    if let Some(openid) = &proving.openid {
        applicant_cases::write_to(connection, vault, id, openid).await?;
    }
    // What a provider of identities says counts more than what was there.
    sqlx::query("UPDATE applicants SET name = COALESCE($2, name), id_number = COALESCE($3, id_number) WHERE id = $1")
        .bind(id)
        .bind(proving.name.as_ref().map(|name| &name.0))
        .bind(proving.id_number.as_ref().map(|number| &number.0))
        .execute(connection)
        .await?;
    Ok(())
}
