//! The line between the server and PostgreSQL is slow, cut, or dead without a word.

use std::{slice, thread, time::Duration};

use crate::kit::{
    Lot, Server, Site, World,
    client::{Client, Request},
    harmed,
    line::{Line, Wire},
    lot::{is_long, rounds},
    wait_for,
};

/// Cases of a round.
const CASES: usize = 24;

/// A site whose server reaches its database over a line, and the line.
fn over_a_line() -> (Site, Line) {
    let mut site = wait_for(Site::new());
    let address = site.database.take().expect("run it under .ci/with-postgres.sh");
    let far = address
        .split(['@', '/'])
        .find_map(|part| part.strip_prefix("127.0.0.1:"));
    let line = Line::to(
        far.and_then(|port| port.parse().ok())
            .expect("an address of this machine"),
    );
    site.database = Some(address.replace(far.expect("it was read"), &line.port.to_string()));
    site.behind = Some(address);
    (site, line)
}

fn on_a_line(harm: impl Fn(&Line, &Client, &World, &mut Lot)) {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let (site, line) = over_a_line();
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| harm(&line, &Client::to(&servers[0]), world, dice),
        );
        assert_eq!(server.starts, 1, "the server itself goes on");
    }
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_database_is_slow_and_cut_off() {
    on_a_line(|line, client, world, dice| {
        for wire in [Wire::Slow(Duration::from_millis(5)), Wire::Cut, Wire::Cut] {
            world.wait_until(dice.below(world.whole / 3));
            line.set(wire);
            if wire == Wire::Cut {
                client.wait_until_ready(false);
            } else {
                world.wait_for_more();
                thread::sleep(Duration::from_millis(500));
            }
            line.set(Wire::Sound);
            client.wait_until_ready(true);
            world.wait_for_more();
        }
    });
}

#[test]
fn a_database_that_says_nothing_is_given_up_in_time_and_found_again() {
    let (site, line) = over_a_line();
    let server = Server::start(&site);
    let client = Client::to(&server);
    client.wait_until_ready(true);
    line.set(Wire::Silent);
    client.wait_until_ready(false);
    refuses(&client);
    line.set(Wire::Sound);
    // Connections from before stay dead; the server makes new ones.
    client.wait_until_ready(true);
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_database_says_nothing() {
    if !is_long() {
        // It takes the time after which a server gives up.
        println!("only in the long form");
        return;
    }
    on_a_line(|line, client, world, dice| {
        world.wait_until(dice.below(world.whole / 3));
        line.set(Wire::Silent);
        client.wait_until_ready(false);
        refuses(client);
        thread::sleep(Duration::from_secs(30));
        line.set(Wire::Sound);
        client.wait_until_ready(true);
        world.wait_for_more();
    });
}

/// Whoever asks is told to come back, while they are still there.
fn refuses(client: &Client) {
    let asked = client.ask_once(&Request {
        method: "GET",
        path: "/api/v1/drafts/0123456789abcdef0123456789abcdef",
        headers: &[],
        body: b"",
    });
    let refused = asked.expect("an answer").one_of(&[503]);
    refused.assert_says_when_to_come_back();
}
