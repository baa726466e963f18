//! PostgreSQL is started anew, in order and after a crash, and stays away for a while.

use std::{slice, thread, time::Duration};

use crate::kit::{Lot, Server, Site, World, client::Client, cluster::Cluster, harmed, lot::rounds, wait_for};

/// Cases of a round.
const CASES: usize = 30;
/// Restarts of a round.
const RESTARTS: usize = 3;

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_database_is_started_anew() {
    let mut dice = Lot::draw();
    let cluster = Cluster::start();
    for _ in 0..rounds() {
        let site = wait_for(Site::on(&cluster.address()));
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| restart(&cluster, &Client::to(&servers[0]), world, dice),
        );
        assert_eq!(server.starts, 1, "the server itself goes on");
    }
}

fn restart(cluster: &Cluster, client: &Client, world: &World, dice: &mut Lot) {
    let stretch = world.whole / (RESTARTS + 1);
    for no in 0..RESTARTS {
        world.wait_until(no * stretch + dice.below(stretch));
        thread::sleep(Duration::from_millis(dice.below(20) as u64));
        let mode = ["immediate", "fast"][no % 2];
        if no == RESTARTS - 1 {
            // Away for longer than a moment: the server says that it is not ready, and when it is again.
            cluster.stop(mode);
            client.wait_until_ready(false);
            cluster.start_again();
            client.wait_until_ready(true);
        } else {
            cluster.restart(mode);
        }
        world.wait_for_more();
    }
}
