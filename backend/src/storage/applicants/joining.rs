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
        /// Mobile numbers that are to be told, when it has something it had not before: those of it that nobody showed a
        /// code of just now, and one that it got from another account by somebody else's word.
        tell: Vec<Sealed>,
    },
    /// The proofs belong to persons with different identity numbers; nothing was changed.
    OtherPerson,
    /// The account is closed; nothing was changed.
    Disabled,
}

/// A number that was given up is nobody's for so long at least (电信服务规范: 移动电话号码冻结时限最短为90日): whoever proved it
/// since then has it still.
const FROZEN_SECONDS: i64 = 90 * 86_400;

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
    mut proving: Proving,
) -> Result<Proved, StorageFault> {
    let mut accounts: Vec<(i64, String)> = Vec::new();
    if let Some(own) = &proving.signed_in {
        note(connection, &mut accounts, own).await?;
    }
    // Numbers change hands, nothing else does: they lead to an account after everything else has.
    let (numbers, others): (Vec<&Proof>, Vec<&Proof>) =
        proving.proofs.iter().partition(|proof| proof.kind == ProofKind::Mobile);
    let mut unknown = 0;
    for proof in others {
        match owner(connection, proof).await? {
            Some((owner, _)) => note(connection, &mut accounts, &owner).await?,
            None => unknown += 1,
        }
    }
    // Whom a provider knew before it names a number of another account: that account's word counts, which shows a code.
    let is_hearsay = !accounts.is_empty() && !proving.shows_a_code();
    let (mut changed_hands, mut disputed) = (Vec::new(), Vec::new());
    for number in numbers {
        let Some((owner, proved_at)) = owner(connection, number).await? else {
            unknown += 1;
            continue;
        };
        let is_theirs = accounts.iter().any(|(_, id)| *id == owner);
        let is_fresh = proved_at >= proving.now.seconds() - FROZEN_SECONDS;
        if is_hearsay && !is_theirs {
            disputed.push(number.key.clone());
        } else if is_theirs || is_fresh || !opens_otherwise(connection, &owner, number, proved_at).await? {
            note(connection, &mut accounts, &owner).await?;
        } else {
            changed_hands.push(number.value.clone());
        }
    }
    proving
        .proofs
        .retain(|proof| proof.kind != ProofKind::Mobile || !disputed.contains(&proof.key));
    // With one account that has every proof already, nothing is new.
    let is_new = accounts.len() > 1 || unknown > 0 || !changed_hands.is_empty();
    accounts.sort();
    for (_, id) in &accounts {
        if is_disabled(connection, id).await? {
            return Ok(Proved::Disabled);
        }
    }
    if identities(connection, &accounts, &proving.proofs).await? > 1 {
        return Ok(Proved::OtherPerson);
    }
    let mut tell = Vec::new();
    if is_new {
        tell = mobiles_to_tell(connection, &accounts, &proving).await?;
        if !proving.shows_a_code() {
            tell.extend(changed_hands);
        }
    }
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

/// Whose a proof is, and when it was proved last.
async fn owner(connection: &mut Connection, proof: &Proof) -> Result<Option<(String, i64)>, StorageFault> {
    let owner = sqlx::query_as("SELECT applicant, proved_at FROM applicant_proofs WHERE kind = $1 AND key = $2")
        .bind(proof.kind.code())
        .bind(&proof.key)
        .fetch_optional(connection)
        .await?;
    Ok(owner)
}

/// Whether somebody signs in to an account by something else than this number, so that it stays theirs when the number is
/// somebody else's by now. Another number that was proved before this one is no sign of that: it may be the one they gave up.
async fn opens_otherwise(
    connection: &mut Connection,
    id: &str,
    number: &Proof,
    proved_at: i64,
) -> Result<bool, StorageFault> {
    let others: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM applicant_proofs
         WHERE applicant = $1 AND NOT (kind = $2 AND key = $3) AND (kind <> $2 OR proved_at > $4)",
    )
    .bind(id)
    .bind(number.kind.code())
    .bind(&number.key)
    .bind(proved_at)
    .fetch_one(connection)
    .await?;
    Ok(others > 0)
}

/// Mobile numbers of these accounts that nobody showed a code of just now.
async fn mobiles_to_tell(
    connection: &mut Connection,
    accounts: &[(i64, String)],
    proving: &Proving,
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
            let is_it = |proof: &Proof| proof.kind == ProofKind::Mobile && proof.key == *key;
            proving.shows_a_code() && proving.proofs.iter().any(is_it)
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
        // A provider may go on naming a number that was given up: its word does not make it a fresh one.
        let is_shown = proof.kind != ProofKind::Mobile || proving.shows_a_code();
        sqlx::query(
            "INSERT INTO applicant_proofs (kind, key, applicant, value, proved_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (kind, key) DO UPDATE SET
                 proved_at = CASE WHEN $6 = 1 OR applicant_proofs.applicant <> excluded.applicant
                     THEN excluded.proved_at ELSE applicant_proofs.proved_at END,
                 applicant = excluded.applicant",
        )
        .bind(proof.kind.code())
        .bind(&proof.key)
        .bind(id)
        .bind(&proof.value.0)
        .bind(proving.now.seconds())
        .bind(i64::from(is_shown))
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
