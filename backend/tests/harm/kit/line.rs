//! A line between the server and its database that can be slow, cut, or dead without a word.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How often a connection looks whether the line has changed.
const LOOK: Duration = Duration::from_millis(20);

/// What the line does with what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Carries it.
    Sound,
    /// Carries it, each piece so much later.
    Slow(Duration),
    /// Ends every connection at once.
    Cut,
    /// Takes everything and carries nothing, as a firewall that has forgotten a connection. Connections that were there
    /// stay dead when the line is sound again.
    Silent,
}

/// A line to a port of this machine.
#[derive(Debug)]
pub(crate) struct Line {
    /// Where it begins.
    pub(crate) port: u16,
    wire: Arc<Mutex<Wire>>,
    over: Arc<AtomicBool>,
}

impl Line {
    /// Lays a line, which is sound.
    pub(crate) fn to(far: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let line = Self {
            port: listener.local_addr().expect("it listens").port(),
            wire: Arc::new(Mutex::new(Wire::Sound)),
            over: Arc::default(),
        };
        let (wire, over) = (Arc::clone(&line.wire), Arc::clone(&line.over));
        thread::spawn(move || {
            for near in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                if let (Ok(near), Ok(far)) = (near, TcpStream::connect(("127.0.0.1", far))) {
                    join(&near, &far, &wire, &over);
                }
            }
        });
        line
    }

    /// From now on it is so.
    pub(crate) fn set(&self, wire: Wire) {
        *self.wire.lock().expect("nobody panics with it") = wire;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // Wakes who waits for the next connection.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// Carries in both directions.
fn join(near: &TcpStream, far: &TcpStream, wire: &Arc<Mutex<Wire>>, over: &Arc<AtomicBool>) {
    let dead = Arc::new(AtomicBool::new(false));
    for (from, to) in [(near, far), (far, near)] {
        let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else {
            return;
        };
        let (wire, over, dead) = (Arc::clone(wire), Arc::clone(over), Arc::clone(&dead));
        thread::spawn(move || carry(from, to, &wire, &over, &dead));
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, wire: &Mutex<Wire>, over: &AtomicBool, dead: &AtomicBool) {
    let set = from.set_read_timeout(Some(LOOK)).and_then(|()| to.set_nodelay(true));
    let mut piece = vec![0; 64 * 1024];
    while set.is_ok() && !over.load(Ordering::SeqCst) {
        let now = *wire.lock().expect("nobody panics with it");
        match now {
            Wire::Cut => break,
            Wire::Silent => dead.store(true, Ordering::SeqCst),
            Wire::Sound | Wire::Slow(_) => {}
        }
        if dead.load(Ordering::SeqCst) {
            thread::sleep(LOOK);
            continue;
        }
        let read = match from.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(fault) if matches!(fault.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(_) => break,
        };
        if let Wire::Slow(by) = now {
            thread::sleep(by);
        }
        if to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    for end in [&from, &to] {
        // It may be closed already.
        let _ = end.shutdown(Shutdown::Both);
    }
}
