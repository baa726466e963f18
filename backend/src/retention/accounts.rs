//! Closing accounts that nobody uses.

use super::{Due, Keeper, rows};
use crate::storage::StorageFault;

/// The word of their rule.
const WORD: &str = "account";
/// Accounts that are closed in one round: housekeeping goes on in an hour.
const MOST: u64 = 1_000;

/// Closes the accounts that are due as their owners would close them, or only counts them.
pub(super) async fn close(keeper: Keeper<'_>, dry: bool) -> Result<Due, StorageFault> {
    let (since, now) = (keeper.retention.before(WORD, keeper.clock), keeper.clock.now());
    let due = keeper.storage.count_unused_applicants(since, now).await?;
    let closed = if dry || due == 0 {
        0
    } else {
        keeper.storage.close_unused_applicants(since, now, MOST).await?
    };
    Ok(rows(WORD, due, closed))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::SignedDuration;
    use serde_json::json;

    use crate::{
        housekeeping,
        retention::{Keeper, Retention, run},
        testing::{
            Setup, World,
            applicants::{MOBILE, OTHER},
        },
    };

    /// A world in which accounts are kept as short as can be set.
    async fn short() -> World {
        let retention = Retention::read(BTreeMap::from([("account".to_owned(), 183)])).unwrap();
        World::with_files(Setup {
            retention,
            ..Setup::default()
        })
        .await
    }

    async fn days_pass(world: &World, days: i64) {
        world.clock.advance(SignedDuration::from_hours(24 * days));
        housekeeping::once(&world.app).await.unwrap();
    }

    async fn is_closed(world: &World, id: &str) -> bool {
        world.app.storage.applicant(id).await.unwrap().unwrap().disabled
    }

    async fn due(world: &World) -> u64 {
        let report = run(Keeper::of(&world.app), true).await.unwrap();
        report.iter().find(|due| due.rule.id == "account").unwrap().due
    }

    #[tokio::test]
    async fn an_account_that_nobody_used_for_three_years_is_closed_as_its_owner_would_close_it() {
        let world = World::new().await;
        let (unused, own) = (world.phone(MOBILE).await, world.phone(OTHER).await);
        days_pass(&world, 1095).await;
        assert_eq!(due(&world).await, 0);
        assert!(!is_closed(&world, &unused.id).await);
        let again = world.phone(OTHER).await;
        assert_eq!(again.id, own.id);
        again.send("DELETE", "/api/v1/me", "").await.assert_status(204);
        world.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(due(&world).await, 1, "the one that its owner closed is not due");
        assert!(!is_closed(&world, &unused.id).await, "counting closes nothing");
        housekeeping::once(&world.app).await.unwrap();
        assert_eq!(due(&world).await, 0);
        let left = |id: String| {
            let storage = &world.app.storage;
            async move { storage.applicant(&id).await.unwrap().unwrap() }
        };
        let (mut by_rule, by_owner) = (left(unused.id.clone()).await, left(own.id.clone()).await);
        by_rule.id.clone_from(&by_owner.id);
        assert!(by_rule == by_owner && by_owner.disabled, "nothing tells the two apart");
        assert!(!world.everything_in("applicant_proofs").await.contains(&unused.id));
        assert_ne!(world.phone(MOBILE).await.id, unused.id, "the number is a new account");
    }

    #[tokio::test]
    async fn who_signs_in_now_and_then_keeps_their_account() {
        let world = short().await;
        let id = world.phone(MOBILE).await.id;
        for _ in 0..3 {
            days_pass(&world, 180).await;
            assert_eq!(world.phone(MOBILE).await.id, id);
        }
        days_pass(&world, 184).await;
        assert!(is_closed(&world, &id).await);
    }

    #[tokio::test]
    async fn an_account_with_a_case_stays_until_the_case_is_gone() {
        let world = short().await;
        let phone = world.phone(MOBILE).await;
        let number = phone.hand_in("restaurant").await.number;
        days_pass(&world, 11 * 366).await;
        assert!(!is_closed(&world, &phone.id).await, "the case still runs");
        let mut meddler = world.meddler().await;
        sqlx::query("DELETE FROM applicant_cases WHERE case_number = $1")
            .bind(&number)
            .execute(&mut meddler)
            .await
            .unwrap();
        housekeeping::once(&world.app).await.unwrap();
        assert!(is_closed(&world, &phone.id).await);
    }

    #[tokio::test]
    async fn an_authorisation_that_holds_keeps_who_gave_it_and_who_got_it() {
        let world = short().await;
        let (giver, agent, nobody) = (
            world.phone(MOBILE).await,
            world.phone(OTHER).await,
            world.phone("19900000003").await,
        );
        giver
            .authorise(json!({ "mobile": OTHER, "may": ["see"], "until": "2026-12-31" }))
            .await;
        days_pass(&world, 184).await;
        assert!(is_closed(&world, &nobody.id).await);
        assert!(!is_closed(&world, &giver.id).await && !is_closed(&world, &agent.id).await);
        days_pass(&world, 365).await;
        assert!(is_closed(&world, &giver.id).await && is_closed(&world, &agent.id).await);
    }
}
