//! A small disk of memory in a namespace of its own, which root is not needed for, filled up by somebody else and emptied.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    slice, thread,
    time::Duration,
};

use serde_json::json;
use yijian_domain::{catalogue::embedded, wire::Problem};

use crate::kit::{
    Lot, Server, Site, World,
    client::{Client, Request},
    harmed,
    lot::rounds,
    phone::Shops,
};

/// Cases of a round.
const CASES: usize = 40;
/// Times that the disk is full.
const FULL: usize = 2;
/// Size of the disk: room for some hundred cases.
const MEGABYTES: usize = 48;

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_disk_is_full() {
    let mut dice = Lot::draw();
    for _ in 0..rounds() {
        let mut site = Site::in_a_file();
        let Some(disk) = Disk::under(site.data()) else {
            // Where a machine forbids it nothing is shown; where everything has to be shown that is a failure.
            assert!(std::env::var_os("CI").is_none(), "no disk of memory can be made");
            println!("SKIPPED: this machine lets nobody make a disk of memory (unshare -Urm)");
            return;
        };
        site.holder = Some(disk.0.id());
        let mut server = Server::start(&site);
        harmed(
            slice::from_mut(&mut server),
            CASES,
            &mut dice,
            |servers, world, dice| fill(&site, &Client::to(&servers[0]), world, dice),
        );
        assert_eq!(server.starts, 1, "the server itself goes on");
    }
}

fn fill(site: &Site, client: &Client, world: &World, dice: &mut Lot) {
    let ballast = site.seen().join("ballast");
    for _ in 0..FULL {
        world.wait_until(dice.below(world.whole / 3));
        let mut file = File::create(&ballast).expect("a file");
        for piece in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![b'.'; piece]).is_ok() {}
        }
        drop(file);
        client.wait_until_ready(false);
        let taken = refuses(client, dice);
        // Reading goes on.
        let page = Request {
            method: "GET",
            path: "/api/v1/drafts/0123456789abcdef0123456789abcdef",
            headers: &[],
            body: b"",
        };
        client.ask_once(&page).expect("an answer").one_of(&[404]);
        thread::sleep(Duration::from_millis(500));
        fs::remove_file(&ballast).expect("it is there");
        client.wait_until_ready(true);
        for path in taken {
            let remove = Request {
                method: "DELETE",
                path: &path,
                headers: &[],
                body: b"",
            };
            client.ask_until_answered(&remove).one_of(&[204, 404]);
        }
        world.wait_for_more();
    }
}

/// Whoever saves is told why it cannot be kept; gives what was still taken, for what was written lately may fit where
/// something older was.
fn refuses(client: &Client, dice: &mut Lot) -> Vec<String> {
    let mut draft = Shops::of(&embedded::catalogue().catalogue).papers_to_come();
    *draft.values.values_mut().next().expect("a field") = "字".repeat(1000);
    let body = json!({ "revision": 0, "draft": draft }).to_string();
    let mut taken = Vec::new();
    for _ in 0..3000 {
        let path = format!("/api/v1/drafts/{:032x}", dice.below(usize::MAX));
        let answer = client.ask_once(&Request {
            method: "PUT",
            path: &path,
            headers: &[],
            body: body.as_bytes(),
        });
        let answer = answer.expect("an answer").one_of(&[200, 503]);
        if answer.status == 503 {
            answer.assert_says_when_to_come_back();
            assert_eq!(answer.json::<Problem>().code, "storage_full");
            return taken;
        }
        taken.push(path);
    }
    panic!("a full disk takes everything");
}

/// A disk of memory, as long as the process lives that sees it.
struct Disk(Child);

impl Disk {
    fn under(folder: &Path) -> Option<Self> {
        let script = "mount -t tmpfs -o size=\"$1\"m tmpfs \"$2\" && echo there && exec sleep 3600";
        let mut child = Command::new("unshare")
            .args(["-Urm", "sh", "-c", script, "sh", &MEGABYTES.to_string()])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut line = String::new();
        let said = BufReader::new(child.stdout.take()?).read_line(&mut line);
        let disk = Self(child);
        (said.is_ok() && line == "there\n").then_some(disk)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
