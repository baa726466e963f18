//! A real S3 server for a test: s3s-fs, which checks signatures, on a free port of this machine, with a bucket in a
//! folder of its own; and a line to it that can be cut.

use std::{
    net::TcpListener as Port,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

use crate::files::{FilesPlace, S3};

/// The bucket.
const BUCKET: &str = "yijian";
/// Who may use it.
const ID: &str = "test-id";
const KEY: &str = "test-key";

/// A running server. Its end is the end of the test.
pub(crate) struct S3Server {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl S3Server {
    /// Starts one and waits until it listens.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let port = Port::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self {
            child: spawn(folder.path(), port),
            folder,
            port,
        };
        server.listens().await;
        server
    }

    async fn listens(&self) {
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the S3 server does not listen");
    }

    /// Ends it; what it holds stays.
    pub(crate) fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again where it was.
    pub(crate) async fn start_again(&mut self) {
        self.child = spawn(self.folder.path(), self.port);
        self.listens().await;
    }

    /// Where files lie, reached directly.
    pub(crate) fn place(&self) -> FilesPlace {
        at(self.port)
    }

    /// The same, reached over a line that can be cut.
    pub(crate) async fn over(&self, line: &Line) -> FilesPlace {
        at(line.lay(self.port).await)
    }

    /// The bucket's folder.
    pub(crate) fn bucket(&self) -> std::path::PathBuf {
        self.folder.path().join(BUCKET)
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(folder: &Path, port: u16) -> Child {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/bin/s3s-fs");
    Command::new(&tool)
        .args(["--host", "127.0.0.1", "--port", &port.to_string()])
        .args(["--access-key", ID, "--secret-key", KEY])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|fault| panic!("{}: {fault}; run .ci/setup.sh s3", tool.display()))
}

fn at(port: u16) -> FilesPlace {
    FilesPlace::S3(S3 {
        bucket: BUCKET.to_owned(),
        prefix: "county".to_owned(),
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        region: "cn-north-1".to_owned(),
        access_key_id: ID.to_owned(),
        secret_access_key: KEY.into(),
        path_style: true,
        allow_http: true,
    })
}

/// What a line does with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Wire {
    /// Carries it.
    Sound = 0,
    /// Drops it at once.
    Cut = 1,
    /// Carries the beginning of the request and drops it.
    Breaks = 2,
    /// Carries the request whole and drops the answer.
    LosesAnswers = 3,
}

/// A line to a server. Connections that are open when it changes go with the change.
#[derive(Clone, Default)]
pub(crate) struct Line {
    wire: Arc<AtomicU8>,
    changed: Arc<tokio::sync::Notify>,
}

impl Line {
    /// From now on it is so.
    pub(crate) fn set(&self, wire: Wire) {
        self.wire.store(wire as u8, Ordering::SeqCst);
        self.changed.notify_waiters();
    }

    async fn lay(&self, to: u16) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = self.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let line = line.clone();
                tokio::spawn(async move {
                    let changed = line.changed.notified();
                    let wire = line.wire.load(Ordering::SeqCst);
                    tokio::select! {
                        () = changed => {}
                        () = carry(near, to, wire) => {}
                    }
                });
            }
        });
        port
    }
}

async fn carry(mut near: TcpStream, to: u16, wire: u8) {
    let Ok(mut far) = TcpStream::connect(("127.0.0.1", to)).await else {
        return;
    };
    match wire {
        0 => drop(copy_bidirectional(&mut near, &mut far).await),
        1 => {}
        2 => {
            let mut beginning = vec![0; 300];
            if let Ok(read) = near.read(&mut beginning).await {
                let _ = far.write_all(&beginning[..read]).await;
            }
        }
        _ => {
            let (mut near_in, _near_out) = near.split();
            let (mut far_in, mut far_out) = far.split();
            let mut first = [0; 1];
            tokio::select! {
                _ = tokio::io::copy(&mut near_in, &mut far_out) => {}
                _ = far_in.read_exact(&mut first) => {}
            }
        }
    }
}
