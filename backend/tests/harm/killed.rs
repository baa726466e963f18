//! The server is killed again and again in the middle of its work.
//!
//! Applicants hand in 200 applications; half of them are decided at once, the others go through window, visit and
//! reviewer. Meanwhile SIGKILL comes at moments that follow from a seed, also while the server starts.

use std::{slice, thread, time::Duration};

use crate::kit::{Lot, Server, Site, World, harmed, lot::rounds, wait_for};

/// Cases in all.
const CASES: usize = 200;
/// Kills while there is work.
const KILLS: usize = 14;

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let site = wait_for(Site::new());
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| kill_and_start(&mut servers[0], world, dice),
        );
    }
}

/// Kills the server at moments spread over the run; some of the kills come while it starts.
fn kill_and_start(server: &mut Server<'_>, world: &World, dice: &mut Lot) {
    let stretch = world.whole / (KILLS + 1);
    for kill in 0..KILLS {
        world.wait_until(kill * stretch + dice.below(stretch));
        thread::sleep(Duration::from_millis(dice.below(20) as u64));
        server.kill();
        if dice.below(3) == 0 {
            server.start_and_kill_within(Duration::from_millis(dice.below(700) as u64));
        }
        server.start_again();
    }
}
