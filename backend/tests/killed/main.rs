//! The server is killed again and again in the middle of its work, and nothing that was acknowledged is lost or doubled.
//!
//! The real program serves on a port of its own. Applicants hand in 200 applications; half of them are decided at once,
//! the others go through window, visit and reviewer. Meanwhile SIGKILL comes at moments that follow from a seed, also
//! while the server starts. Everybody tries again what was not acknowledged, as a phone and the desk do. In the end the
//! database is compared with what was acknowledged.
//!
//! The database is a file, or a schema of its own in the PostgreSQL server that `YIJIAN_TEST_POSTGRES` names.
//!
//! `YIJIAN_KILL_SEED` repeats the moments of an earlier run.

mod client;
mod database;
mod desk;
#[path = "../../src/demo_data/full.rs"]
#[expect(
    dead_code,
    reason = "this test chooses its answers, the others take the first that fits"
)]
mod full;
mod laws;
mod phone;
mod server;

use std::{
    env,
    hash::{BuildHasher, RandomState},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use yijian_domain::{catalogue::embedded, wire::Receipt};

use client::Client;
use server::Server;

/// Cases in all.
const CASES: usize = 200;
/// Kills while there is work.
const KILLS: usize = 14;
/// Threads that hand in, and threads that work at the desk.
const PHONES: usize = 4;
const DESKS: usize = 3;
/// Longer without any progress means that somebody waits for what never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was acknowledged.
#[derive(Debug, Default)]
struct World {
    /// Receipts, each with the key it was handed in under.
    receipts: Mutex<Vec<(String, Receipt)>>,
    /// Acts: number of the case, of the event, and the verb.
    acts: Mutex<Vec<(String, u32, String)>>,
    /// Cases that wait for the staff.
    queue: Mutex<Vec<String>>,
    /// Acknowledged answers that changed something.
    progress: AtomicUsize,
    /// Nothing more is handed in.
    all_in: AtomicBool,
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed() {
    let seed = env::var("YIJIAN_KILL_SEED").map_or_else(
        |_| RandomState::new().hash_one(0),
        |seed| seed.parse().expect("YIJIAN_KILL_SEED is a number"),
    );
    println!("YIJIAN_KILL_SEED={seed}");
    let catalogue = embedded::catalogue().catalogue;
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut dice = Lot(seed);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(database::prepare());
    let mut server = Server::start(folder.path());
    let client = Client::to(&server);
    let keys = desk::Keys::sign_in(&client, &catalogue);
    let world = World::default();
    let shops = phone::Shops::of(&catalogue);
    let begun = Instant::now();
    thread::scope(|scope| {
        // Also when something fails here: nobody waits at a desk for ever.
        let all_in = Said(&world.all_in);
        let phones: Vec<_> = (0..PHONES)
            .map(|phone| {
                let (client, shops, world) = (client.clone(), &shops, &world);
                scope.spawn(move || {
                    for no in (phone..CASES).step_by(PHONES) {
                        phone::hand_in(&client, shops, world, seed, no);
                    }
                })
            })
            .collect();
        let desks: Vec<_> = (0..DESKS)
            .map(|_| {
                let (client, keys, world) = (client.clone(), &keys, &world);
                scope.spawn(move || desk::work(&client, keys, world))
            })
            .collect();
        kill_and_start(&mut server, &world, &mut dice, shops.acknowledgements(CASES));
        for phone in phones {
            phone.join().expect("a phone came to its end");
        }
        drop(all_in);
        for desk in desks {
            desk.join().expect("a desk came to its end");
        }
    });
    server.kill();
    println!(
        "{} acknowledgements, {} starts, {:.1} s",
        world.progress.load(Ordering::SeqCst),
        server.starts,
        begun.elapsed().as_secs_f64()
    );
    laws::hold(folder.path(), &world);
}

/// Kills the server at moments spread over the run; some of the kills come while it starts.
fn kill_and_start(server: &mut Server, world: &World, dice: &mut Lot, whole: usize) {
    let stretch = whole / (KILLS + 1);
    for kill in 0..KILLS {
        let at = kill * stretch + dice.below(stretch);
        wait_until(world, at);
        thread::sleep(Duration::from_millis(dice.below(20) as u64));
        server.kill();
        if dice.below(3) == 0 {
            server.start_and_kill_within(Duration::from_millis(dice.below(700) as u64));
        }
        server.start_again();
    }
}

fn wait_until(world: &World, acknowledged: usize) {
    let (mut before, mut since) = (0, Instant::now());
    loop {
        let now = world.progress.load(Ordering::SeqCst);
        if now >= acknowledged {
            return;
        }
        if now != before {
            (before, since) = (now, Instant::now());
        }
        assert!(
            since.elapsed() < PATIENCE,
            "nothing happens any more, after {now} acknowledgements"
        );
        thread::sleep(Duration::from_millis(2));
    }
}

/// Says at its end that nothing more is handed in.
struct Said<'w>(&'w AtomicBool);

impl Drop for Said<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// The moments: SplitMix64, the same for the same seed.
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("smaller than a usize")
    }
}
