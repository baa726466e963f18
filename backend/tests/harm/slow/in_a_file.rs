//! Another program holds the lock of the file.

use std::{slice, thread, time::Duration};

use sqlx::Connection;

use crate::kit::{Lot, Server, Site, World, client::Client, harmed, lot::rounds, wait_for};

/// Cases of a round.
const CASES: usize = 24;
/// Longer than the five seconds that the server waits for a lock.
const HELD: Duration = Duration::from_secs(6);

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_somebody_else_holds_the_database() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let site = Site::in_a_file();
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| hold(&site, &Client::to(&servers[0]), world, dice),
        );
        assert_eq!(server.starts, 1, "the server itself goes on");
    }
}

/// Holds the lock for a moment, and then for too long.
fn hold(site: &Site, client: &Client, world: &World, dice: &mut Lot) {
    for held in [Duration::from_millis(300), HELD] {
        world.wait_until(dice.below(world.whole / 3));
        wait_for(async {
            let mut other = site.connect().await;
            sqlx::raw_sql("PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE")
                .execute(&mut other)
                .await
                .expect("the lock");
            thread::sleep(held);
            if held == HELD {
                // Reading goes on, but nothing can be taken in.
                client.wait_until_ready(false);
            }
            sqlx::raw_sql("ROLLBACK").execute(&mut other).await.expect("it is ours");
            other.close().await.expect("it closes");
        });
        client.wait_until_ready(true);
        world.wait_for_more();
    }
}
