//! The real program on a port that is free, killed and started again on the same data.

use std::{
    fs::OpenOptions,
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use super::site::Site;

/// A start takes a second; much longer means that it never comes.
const START_WITHIN: Duration = Duration::from_secs(60);

/// Where the server is now; nowhere between a kill and the next start.
pub(crate) type Place = Arc<Mutex<Option<SocketAddr>>>;

/// A server that can be killed.
#[derive(Debug)]
pub(crate) struct Server<'s> {
    pub(crate) site: &'s Site,
    child: Option<Child>,
    pub(crate) place: Place,
    pub(crate) starts: usize,
}

impl<'s> Server<'s> {
    pub(crate) fn start(site: &'s Site) -> Self {
        let mut server = Self {
            site,
            child: None,
            place: Place::default(),
            starts: 0,
        };
        server.start_again();
        server
    }

    /// Starts it on another free port and waits until it answers.
    pub(crate) fn start_again(&mut self) {
        let deadline = Instant::now() + START_WITHIN;
        loop {
            let address = free_port();
            let mut child = self.spawn(address);
            let listens = loop {
                if TcpStream::connect(address).is_ok() {
                    break true;
                }
                // Between finding a free port and listening on it, somebody else may take it.
                if child.try_wait().expect("the server can be asked").is_some() {
                    break false;
                }
                assert!(
                    Instant::now() < deadline,
                    "the server does not start: {}",
                    self.site.log()
                );
                thread::sleep(Duration::from_millis(5));
            };
            self.child = Some(child);
            if listens {
                *self.place.lock().expect("nobody panics with it") = Some(address);
                return;
            }
            assert!(
                Instant::now() < deadline,
                "the server ends at once: {}",
                self.site.log()
            );
        }
    }

    /// A start that does not come to its end.
    pub(crate) fn start_and_kill_within(&mut self, delay: Duration) {
        self.child = Some(self.spawn(free_port()));
        thread::sleep(delay);
        self.kill();
    }

    /// SIGKILL: nothing is finished, nothing is closed.
    pub(crate) fn kill(&mut self) {
        *self.place.lock().expect("nobody panics with it") = None;
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
        }
    }

    fn spawn(&mut self, address: SocketAddr) -> Child {
        self.starts += 1;
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.site.log_file())
            .expect("a log");
        self.site
            .program()
            .arg("serve")
            .env("YIJIAN_LISTEN", address.to_string())
            .env("YIJIAN_DEMO", "1")
            .env("YIJIAN_LIMITS", "0")
            .env("YIJIAN_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program is built")
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Where nobody listens.
pub(crate) fn free_port() -> SocketAddr {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("it listens")
}
