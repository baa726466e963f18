//! The object store is stopped while the server works, and started again.

use std::{slice, thread, time::Duration};

use crate::kit::{Lot, Server, Site, World, bucket::Bucket, client::Client, harmed, lot::rounds, wait_for};

/// Cases of a round.
const CASES: usize = 24;
/// Times that the store is away.
const AWAY: usize = 2;

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_object_store_is_away() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let mut bucket = Bucket::start();
        let mut site = wait_for(Site::new());
        bucket.serve(&mut site);
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| take_away(&mut bucket, &Client::to(&servers[0]), world, dice),
        );
        assert_eq!(server.starts, 1, "the server itself goes on");
    }
}

fn take_away(bucket: &mut Bucket, client: &Client, world: &World, dice: &mut Lot) {
    for no in 0..AWAY {
        world.wait_until(dice.below(world.whole / 3));
        bucket.stop();
        if no > 0 {
            client.wait_until_ready(false);
        }
        thread::sleep(Duration::from_millis(dice.below(500) as u64));
        bucket.start_again();
        client.wait_until_ready(true);
        world.wait_for_more();
    }
}
