//! People at work on a real server, and what must hold afterwards.

pub(crate) mod bucket;
pub(crate) mod client;
pub(crate) mod cluster;
pub(crate) mod desk;
#[path = "../../../src/demo_data/full.rs"]
#[expect(
    dead_code,
    reason = "these tests choose their answers, others take the first that fits"
)]
mod full;
pub(crate) mod laws;
pub(crate) mod line;
pub(crate) mod lot;
pub(crate) mod phone;
pub(crate) mod program;
pub(crate) mod server;
pub(crate) mod site;

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use yijian_domain::{catalogue::embedded, wire::Receipt};

use client::{Client, PATIENCE};
pub(crate) use lot::Lot;
pub(crate) use server::Server;
pub(crate) use site::Site;

/// Threads that hand in, and threads that work at the desk.
const PHONES: usize = 4;
const DESKS: usize = 3;

/// What was acknowledged.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// Cases in all.
    pub(crate) cases: usize,
    /// Receipts, each with the key it was handed in under.
    pub(crate) receipts: Mutex<Vec<(String, Receipt)>>,
    /// Acts: number of the case, of the event, and the verb.
    pub(crate) acts: Mutex<Vec<(String, u32, String)>>,
    /// Cases that wait for the staff.
    pub(crate) queue: Mutex<Vec<String>>,
    /// Acknowledged answers that changed something.
    pub(crate) progress: AtomicUsize,
    /// Nothing more is handed in.
    pub(crate) all_in: AtomicBool,
    /// The harm itself failed: nobody goes on.
    pub(crate) failed: AtomicBool,
    /// Acknowledgements there will be in the end.
    pub(crate) whole: usize,
}

/// What was acknowledged up to a moment.
#[derive(Debug)]
pub(crate) struct Acknowledged {
    /// As in [`World`].
    pub(crate) receipts: Vec<(String, Receipt)>,
    /// As in [`World`].
    pub(crate) acts: Vec<(String, u32, String)>,
}

impl World {
    /// What was acknowledged by now.
    pub(crate) fn acknowledged(&self) -> Acknowledged {
        Acknowledged {
            receipts: self.receipts.lock().expect("nobody panics with it").clone(),
            acts: self.acts.lock().expect("nobody panics with it").clone(),
        }
    }

    /// Waits until so many answers were acknowledged.
    pub(crate) fn wait_until(&self, acknowledged: usize) {
        let (mut before, mut since) = (0, Instant::now());
        loop {
            let now = self.progress.load(Ordering::SeqCst);
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

    /// Waits until somebody is acknowledged something more, or everything is over.
    pub(crate) fn wait_for_more(&self) {
        let now = self.progress.load(Ordering::SeqCst);
        self.wait_until((now + 1).min(self.whole));
    }
}

/// Applicants hand in so many applications and the staff works on them while the harm is done; in the end
/// everything is counted. People are divided among the servers, which share one database.
pub(crate) fn harmed<'s>(
    servers: &mut [Server<'s>],
    cases: usize,
    dice: &mut Lot,
    harm: impl FnOnce(&mut [Server<'s>], &World, &mut Lot),
) -> World {
    let clients: Vec<Client> = servers.iter().map(Client::to).collect();
    harmed_by(&clients, servers, cases, dice, harm)
}

/// The same with callers of another kind.
pub(crate) fn harmed_by<'s>(
    clients: &[Client],
    servers: &mut [Server<'s>],
    cases: usize,
    dice: &mut Lot,
    harm: impl FnOnce(&mut [Server<'s>], &World, &mut Lot),
) -> World {
    let catalogue = embedded::catalogue().catalogue;
    let keys = desk::Keys::sign_in(&clients[0], &catalogue);
    let shops = phone::Shops::of(&catalogue);
    let world = World {
        cases,
        whole: shops.acknowledgements(cases),
        ..World::default()
    };
    let (seed, begun) = (dice.seed, Instant::now());
    thread::scope(|scope| {
        // Also when something fails here: nobody waits at a desk for ever.
        let all_in = Said(&world.all_in);
        let _failed = Failed(&world.failed);
        let phones: Vec<_> = (0..PHONES)
            .map(|phone| {
                let (client, shops, world) = (clients[phone % clients.len()].clone(), &shops, &world);
                scope.spawn(move || {
                    for no in (phone..cases).step_by(PHONES) {
                        phone::hand_in(&client, shops, world, seed, no);
                    }
                })
            })
            .collect();
        let desks: Vec<_> = (0..DESKS)
            .map(|desk| {
                let (client, keys, world) = (clients[desk % clients.len()].clone(), &keys, &world);
                scope.spawn(move || desk::work(&client, keys, world))
            })
            .collect();
        harm(servers, &world, dice);
        for phone in phones {
            phone.join().expect("a phone came to its end");
        }
        drop(all_in);
        for desk in desks {
            desk.join().expect("a desk came to its end");
        }
    });
    let starts: usize = servers.iter().map(|server| server.starts).sum();
    for server in servers.iter_mut() {
        Client::to(server).wait_until_ready(true);
        server.kill();
    }
    tell(format_args!(
        "{cases} cases, {} acknowledgements, {starts} starts, {:.1} s",
        world.progress.load(Ordering::SeqCst),
        begun.elapsed().as_secs_f64()
    ));
    laws::hold(&servers[0].site.settled(), &world);
    world
}

/// Says what happened, for who runs the test by hand and for the long form, which adds it up.
#[expect(clippy::print_stdout, reason = "a test has no other way to say how it went")]
pub(crate) fn tell(text: impl std::fmt::Display) {
    println!("{text}");
}

/// Waits for a future.
pub(crate) fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(future)
}

/// Says it when something fails here.
struct Failed<'w>(&'w AtomicBool);

impl Drop for Failed<'_> {
    fn drop(&mut self) {
        self.0.fetch_or(thread::panicking(), Ordering::SeqCst);
    }
}

/// Says at its end that nothing more is handed in.
struct Said<'w>(&'w AtomicBool);

impl Drop for Said<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
