//! The program itself, in a process of its own.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A start takes a second.
const START_WITHIN: Duration = Duration::from_secs(60);
/// After the start, what is packed for phones is still being packed.
const REST: Duration = Duration::from_secs(5);

/// It ends with the measuring.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// Resident memory of a process, MiB.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) now: u64,
    pub(crate) most: u64,
}

impl Server {
    /// Starts it on a free port and waits until it is ready and at rest.
    pub(crate) fn start(data: &Path, database: Option<&str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let mut command = Command::new(env!("CARGO_BIN_EXE_yijian"));
        command
            .arg("serve")
            .current_dir(data)
            // What is set for the measuring is nothing that the program reads.
            .env_clear()
            .env("YIJIAN_DATA", data)
            .env("YIJIAN_LISTEN", address.to_string())
            .env("YIJIAN_SIGN_IN_TO_SUBMIT", "0")
            .env("YIJIAN_LIMITS", "0")
            .env("YIJIAN_CONNECTIONS", "5000")
            .env("YIJIAN_LOG", "warn")
            .stdout(Stdio::null());
        if let Some(database) = database {
            command.env("YIJIAN_DATABASE_URL", database);
        }
        let child = command.spawn().expect("the program starts");
        let deadline = Instant::now() + START_WITHIN;
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "the server does not start");
            thread::sleep(Duration::from_millis(20));
        }
        thread::sleep(REST);
        Self { child, address }
    }

    /// What it takes.
    pub(crate) fn memory(&self) -> Memory {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let mebibytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key));
            let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
            kibibytes.unwrap_or_default() / 1024
        };
        Memory {
            now: mebibytes("VmRSS:"),
            most: mebibytes("VmHWM:"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
