//! Accounts that own some of the made-up cases.

use super::{DemoFault, Wanted, chance::Chance, people::Person};
use crate::{
    applicants::{Proof, ProofKind, Proving, Sealed, personal::place},
    clock::Moment,
    ids,
    storage::{Storage, StorageFault},
    vault::Vault,
};

/// Cases for each account; one in a hundred belongs to one, so each has about twenty.
const CASES_OF_AN_ACCOUNT: i64 = 2_000;
/// Keeps the people of accounts apart from those of cases.
const APART: u64 = 0xacc0;

/// The id of an account of a fill.
#[must_use]
pub fn account_id(seed: u64, no: i64) -> String {
    ids::digest(format!("demo account {seed}/{no}").as_bytes())[..32].to_owned()
}

/// Makes the accounts of a fill, unless they are there; their ids.
pub(super) async fn make(
    storage: &Storage,
    vault: &Vault,
    wanted: &Wanted,
    now: Moment,
) -> Result<Vec<String>, DemoFault> {
    let mut owners = Vec::new();
    for no in 0..(wanted.cases / CASES_OF_AN_ACCOUNT).max(1) {
        let id = account_id(wanted.seed, no);
        if storage.applicant(&id).await?.is_none() {
            let person = Person::draw(&mut Chance::new(wanted.seed ^ APART, no));
            let proving = Proving {
                proofs: vec![
                    proof(vault, ProofKind::Mobile, &person.mobile)?,
                    proof(vault, ProofKind::Identity, &person.id_number)?,
                ],
                signed_in: None,
                name: Some(seal(vault, "name", &person.name)?),
                id_number: Some(seal(vault, ProofKind::Identity.code(), &person.id_number)?),
                openid: None,
                new_id: id.clone(),
                now,
            };
            storage.prove(proving).await?;
        }
        owners.push(id);
    }
    Ok(owners)
}

fn proof(vault: &Vault, kind: ProofKind, value: &str) -> Result<Proof, StorageFault> {
    Ok(Proof {
        kind,
        key: vault.lookup(&place(kind.code()), value),
        value: seal(vault, kind.code(), value)?,
    })
}

fn seal(vault: &Vault, kind: &str, value: &str) -> Result<Sealed, StorageFault> {
    let sealed = vault.seal(&place(kind), value.as_bytes());
    sealed
        .map(Sealed)
        .map_err(|fault| StorageFault::sealed("applicants", fault))
}
