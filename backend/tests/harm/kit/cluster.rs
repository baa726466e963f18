//! A PostgreSQL server of a test's own, which may be stopped without a word to anybody else.

use std::{
    env, fs,
    os::unix::fs::MetadataExt,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::server::free_port;

/// A server in a folder, gone at the end of the test.
#[derive(Debug)]
pub(crate) struct Cluster {
    folder: tempfile::TempDir,
    pub(crate) port: u16,
}

impl Cluster {
    /// Makes one and starts it.
    pub(crate) fn start() -> Self {
        let cluster = Self {
            folder: tempfile::tempdir().expect("a folder for the database"),
            port: free_port().port(),
        };
        if is_root() {
            run(Command::new("chown")
                .arg("postgres:postgres")
                .arg(cluster.folder.path()));
        }
        let data = cluster.data();
        run(as_server("initdb")
            .args([
                "-U",
                "yijian",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "-D",
            ])
            .arg(&data));
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = ''\nmax_connections = 200\nfsync = off\n\
             full_page_writes = off\nlog_min_messages = fatal\n",
            cluster.port
        );
        let file = data.join("postgresql.auto.conf");
        let before = fs::read_to_string(&file).expect("settings");
        fs::write(&file, before + &settings).expect("settings");
        cluster.control("start", &[]);
        cluster
    }

    /// The address of its database.
    pub(crate) fn address(&self) -> String {
        self.address_at(self.port)
    }

    /// The same, reached over another port.
    pub(crate) fn address_at(&self, port: u16) -> String {
        format!("postgres://yijian@127.0.0.1:{port}/postgres")
    }

    /// Stops it and starts it again: `fast` ends connections in order, `immediate` is a crash.
    pub(crate) fn restart(&self, mode: &str) {
        self.control("restart", &["-m", mode]);
    }

    /// Stops it.
    pub(crate) fn stop(&self, mode: &str) {
        self.control("stop", &["-m", mode]);
    }

    /// Starts it again.
    pub(crate) fn start_again(&self) {
        self.control("start", &[]);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn control(&self, verb: &str, more: &[&str]) {
        run(as_server("pg_ctl")
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(self.folder.path().join("log"))
            .args(["-w", verb])
            .args(more));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = as_server("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "stop"]);
        // A test that failed may have stopped it already.
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// A program of PostgreSQL, which refuses to run as root.
fn as_server(tool: &str) -> Command {
    let path = programs().join(tool);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
        command.arg(path);
        command
    } else {
        Command::new(path)
    };
    command.current_dir("/");
    command
}

/// The folder with the programs of PostgreSQL, which `.ci/with-postgres.sh` names.
fn programs() -> PathBuf {
    env::var_os("YIJIAN_TEST_POSTGRES_BIN")
        .expect("run it under .ci/with-postgres.sh")
        .into()
}

/// Runs it to its end. What it starts goes on, so nothing is read from it.
#[track_caller]
fn run(command: &mut Command) {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "{command:?}");
}
