//! Putting a backup back.

use std::{fs, slice, sync::atomic::Ordering};

use yijian_backend::keys;

use crate::kit::{
    Lot, Server, Site, harmed, laws,
    lot::rounds,
    program::{kill_after, kill_when, run, time},
    tell, wait_for,
};

/// Cases of a backup.
const CASES: usize = 12;
/// Cases of a round in which one is made.
const CASES_AT_WORK: usize = 40;
/// Kills on the way.
const KILLS: usize = 8;

#[test]
fn a_backup_is_put_back_whole_however_often_that_is_killed_on_the_way() {
    let mut dice = Lot::draw();
    let site = wait_for(Site::new());
    let mut server = Server::start(&site);
    let world = harmed(slice::from_mut(&mut server), CASES, &mut dice, |_, _, _| {});
    let backup = site.data().join("backup");
    let (made, said) = run(site.program().arg("backup").arg(&backup));
    assert!(made, "{said}");
    let fresh = || {
        let fresh = wait_for(Site::new());
        fs::copy(site.data().join(keys::FILE), fresh.data().join(keys::FILE)).expect("the keys of the server");
        fresh
    };
    let restore = |site: &Site| {
        let mut command = site.program();
        command.arg("restore").arg(&backup);
        command
    };
    let takes = time(&mut restore(&fresh()));
    for _ in 0..rounds() {
        let fresh = fresh();
        let (mut whole, mut half) = (false, 0);
        for no in 0..KILLS {
            whole = if no == 0 {
                // Once surely in the middle: the first file is there.
                kill_when(&mut restore(&fresh), || shelves(&fresh) > 0)
            } else {
                kill_after(&mut restore(&fresh), takes.mul_f64(dice.below(1000) as f64 / 1000.0))
            };
            if whole {
                break;
            }
            let (opened, said) = run(fresh.program().args(["audit", "verify"]));
            if !opened {
                // Nobody works on half of it.
                assert!(said.contains("broke off") && said.contains("yijian restore"), "{said}");
                half += 1;
            }
        }
        println!("refused {half} times");
        if !whole {
            let (restored, said) = run(&mut restore(&fresh));
            assert!(restored || said.contains("is not empty"), "{said}");
        }
        laws::hold(&fresh, &world);
    }
}

#[test]
fn a_backup_made_while_people_work_has_everything_that_was_acknowledged_before_it_began() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let site = wait_for(Site::new());
        let mut server = Server::start(&site);
        let backup = site.data().join("backup");
        let mut before = None;
        harmed(
            slice::from_mut(&mut server),
            CASES_AT_WORK,
            &mut dice,
            |_, world, dice| {
                world.wait_until(world.whole / 8 + dice.below(world.whole / 4));
                let acknowledged = world.acknowledged();
                let then = world.progress.load(Ordering::SeqCst);
                let (made, said) = run(site.program().arg("backup").arg(&backup));
                assert!(made, "{said}");
                let more = world.progress.load(Ordering::SeqCst) - then;
                assert!(more > 0, "people worked on while it was made");
                tell(format_args!(
                    "{} receipts before, {more} answers meanwhile",
                    acknowledged.receipts.len()
                ));
                before = Some(acknowledged);
            },
        );
        let fresh = wait_for(Site::new());
        fs::copy(site.data().join(keys::FILE), fresh.data().join(keys::FILE)).expect("the keys of the server");
        let (restored, said) = run(fresh.program().arg("restore").arg(&backup));
        assert!(restored, "{said}");
        laws::nothing_is_missing(&fresh, &before.expect("it was made"));
    }
}

/// Folders of files.
fn shelves(site: &Site) -> usize {
    let files = fs::read_dir(site.data().join("files")).into_iter().flatten();
    files
        .filter(|file| file.as_ref().is_ok_and(|file| file.path().is_dir()))
        .count()
}
