//! Moving a running county to another database: from a file and a folder to a server and a store, where there is a server.

use std::{slice, thread, time::Duration};

use crate::kit::{
    Lot, Server, Site, World,
    bucket::Bucket,
    harmed,
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
        let old = Site::in_a_file();
        let mut new = wait_for(old.beside());
        let bucket = (!new.address().starts_with("sqlite:")).then(Bucket::start);
        if let Some(bucket) = &bucket {
            bucket.serve(&mut new);
        }
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
    for (name, value) in &new.settings {
        // The old place must not take it for its own.
        let name = if *name == "YIJIAN_FILES_URL" {
            "YIJIAN_NEW_FILES_URL"
        } else {
            *name
        };
        command.env(name, value);
    }
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
