//! Moving a running county to another database.

use std::{slice, thread, time::Duration};

use crate::kit::{
    Lot, Server, Site, World, harmed,
    lot::rounds,
    program::{kill_after, run},
    wait_for,
};

/// Cases of a round.
const CASES: usize = 40;
/// Kills on the way.
const KILLS: usize = 6;

#[test]
fn a_county_is_moved_while_it_works_however_often_that_is_killed_on_the_way() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let old = wait_for(Site::new());
        let new = wait_for(old.beside());
        let mut server = Server::start(&old);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| move_over(&mut servers[0], &old, &new, world, dice),
        );
    }
}

fn move_over<'s>(server: &mut Server<'s>, old: &'s Site, new: &'s Site, world: &World, dice: &mut Lot) {
    let mut command = old.program();
    command
        .arg("migrate-data")
        .env("YIJIAN_NEW_DATABASE_URL", new.address());
    world.wait_until(dice.below(world.whole / 4));
    let mut moved = false;
    for _ in 0..KILLS {
        moved = moved || kill_after(&mut command, Duration::from_millis(dice.below(1200) as u64));
        if !moved {
            let (opened, said) = run(new.program().args(["audit", "verify"]));
            assert!(opened || said.contains("broke off"), "{said}");
            thread::sleep(Duration::from_millis(100));
        }
    }
    if !moved {
        let (ended, said) = run(&mut command);
        // The last kill may have come after the last word.
        assert!(ended || said.contains("was moved"), "{said}");
    }
    let (opened, said) = run(old.program().args(["audit", "verify"]));
    assert!(!opened && said.contains("was moved to another one"), "{said}");
    server.kill();
    server.site = new;
    server.start_again();
}
