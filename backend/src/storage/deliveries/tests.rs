use jiff::SignedDuration;

use super::*;
use crate::testing::World;

impl Storage {
    /// Lets a case have somebody in WeChat, and its first message wait for them.
    pub(crate) async fn plant_wechat(&self, number: &str, openid: &str) {
        self.set_contact(number, openid).await.unwrap();
        let number = number.to_owned();
        let planted = self.writer.write(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO deliveries (id, case_number, seq, channel, state, attempts, next_at, fault)
                     VALUES ('feedfeedfeedfeedfeedfeedfeedfeed', $1, 1, 'wechat', 'waiting', 0, 0, '')",
                )
                .bind(number)
                .execute(connection)
                .await?;
                Ok(())
            })
        });
        planted.await.unwrap();
    }

    /// How many deliveries there are.
    pub(crate) async fn count_deliveries(&self) -> usize {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM deliveries")
            .fetch_one(&self.readers)
            .await
            .unwrap();
        usize::try_from(count).unwrap()
    }

    /// The states of all deliveries.
    pub(crate) async fn states(&self) -> Vec<String> {
        let states = sqlx::query_scalar("SELECT DISTINCT state FROM deliveries ORDER BY state");
        states.fetch_all(&self.readers).await.unwrap()
    }
}

fn later(now: Moment, seconds: i64) -> Moment {
    Moment::from_seconds(now.seconds() + seconds)
}

#[tokio::test]
async fn what_somebody_took_is_nobody_elses_until_the_lease_is_over() {
    let world = World::new().await;
    world.hand_in("convenience_store").await;
    let storage = &world.app.storage;
    let now = world.clock.now();
    let lease = later(now, 120);
    let (one, two) = tokio::join!(
        storage.take_deliveries(now, lease, 100),
        storage.take_deliveries(now, lease, 100)
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one.is_empty() != two.is_empty(), "{one:?} {two:?}");
    world.clock.advance(SignedDuration::from_secs(119));
    let now = world.clock.now();
    assert!(storage.take_deliveries(now, lease, 100).await.unwrap().is_empty());
    world.clock.advance(SignedDuration::from_secs(1));
    let now = world.clock.now();
    let again = storage.take_deliveries(now, later(now, 120), 100).await.unwrap();
    assert_eq!(again.len(), one.len() + two.len());
    assert!(again.iter().all(|taken| taken.attempts == 2));
}

#[tokio::test]
async fn whose_lease_ran_out_has_nothing_to_say_any_more() {
    let world = World::new().await;
    world.hand_in("convenience_store").await;
    let storage = &world.app.storage;
    let now = world.clock.now();
    let slow = storage.take_deliveries(now, now, 1).await.unwrap().remove(0);
    let quick = storage
        .take_deliveries(now, later(now, 120), 1)
        .await
        .unwrap()
        .remove(0);
    assert_eq!((&slow.id, slow.attempts, quick.attempts), (&quick.id, 1, 2));
    let dead = Outcome::Dead {
        fault: "timeout".to_owned(),
    };
    assert!(!storage.finish_delivery(&slow, dead.clone(), now).await.unwrap());
    assert!(storage.finish_delivery(&quick, Outcome::Sent, now).await.unwrap());
    assert!(
        !storage.finish_delivery(&quick, dead, now).await.unwrap(),
        "what is sent stays sent"
    );
}

#[tokio::test]
async fn failures_are_counted_by_channel_and_code_in_their_day() {
    let world = World::new().await;
    world.hand_in("convenience_store").await;
    let storage = &world.app.storage;
    let now = world.clock.now();
    let taken = storage
        .take_deliveries(now, later(now, 120), 1)
        .await
        .unwrap()
        .remove(0);
    let dead = Outcome::Dead {
        fault: "timeout".to_owned(),
    };
    storage.finish_delivery(&taken, dead, now).await.unwrap();
    let counted = storage.failures(later(now, -1), now).await.unwrap();
    let expected = Failures {
        channel: "sms".to_owned(),
        fault: "timeout".to_owned(),
        count: 1,
    };
    assert_eq!(counted, [expected]);
    assert!(storage.failures(now, later(now, 86_400)).await.unwrap().is_empty());
}
