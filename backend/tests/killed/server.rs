//! The real program on a port that is free, killed and started again on the same data.

use std::{
    fs::OpenOptions,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use crate::database;

/// A start takes a second; much longer means that it never comes.
const START_WITHIN: Duration = Duration::from_secs(60);

/// Where the server is now; nowhere between a kill and the next start.
pub(crate) type Place = Arc<Mutex<Option<SocketAddr>>>;

/// A server that can be killed.
#[derive(Debug)]
pub(crate) struct Server {
    data: PathBuf,
    child: Option<Child>,
    pub(crate) place: Place,
    pub(crate) starts: usize,
}

impl Server {
    pub(crate) fn start(data: &Path) -> Self {
        let mut server = Self {
            data: data.to_owned(),
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
                assert!(Instant::now() < deadline, "the server does not start: {}", self.log());
                thread::sleep(Duration::from_millis(5));
            };
            self.child = Some(child);
            if listens {
                *self.place.lock().expect("nobody panics with it") = Some(address);
                return;
            }
            assert!(Instant::now() < deadline, "the server ends at once: {}", self.log());
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
            .open(self.data.join("server.log"))
            .expect("a log");
        program(&self.data)
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

    fn log(&self) -> String {
        std::fs::read_to_string(self.data.join("server.log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program with nothing set but its folder.
pub(crate) fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yijian"));
    command.env_clear().current_dir(data).env("YIJIAN_DATA", data);
    // Nobody here has a phone that takes codes.
    command.env("YIJIAN_SIGN_IN_TO_SUBMIT", "0");
    command.envs(database::address().map(|address| ("YIJIAN_DATABASE_URL", address)));
    command
}

fn free_port() -> SocketAddr {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("it listens")
}
