//! A real S3 server of a test's own: s3s-fs, with a bucket in a folder, which may be stopped and started again.

use std::{
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use yijian_backend::files::{FilesPlace, S3};

use super::{client::PATIENCE, server::free_port, site::Site};

const BUCKET: &str = "yijian";
const PREFIX: &str = "county";
const REGION: &str = "cn-north-1";
const ID: &str = "test-id";
const KEY: &str = "test-key";

/// A running store.
#[derive(Debug)]
pub(crate) struct Bucket {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl Bucket {
    /// Starts one.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the bucket");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let port = free_port().port();
        Self {
            child: spawn(folder.path(), port),
            folder,
            port,
        }
    }

    /// Lets a site keep its files here.
    pub(crate) fn serve(&self, site: &mut Site) {
        site.settings.extend([
            ("YIJIAN_FILES_URL", format!("s3://{BUCKET}/{PREFIX}")),
            ("YIJIAN_S3_ENDPOINT", self.endpoint()),
            ("YIJIAN_S3_ALLOW_HTTP", "1".to_owned()),
            ("YIJIAN_S3_REGION", REGION.to_owned()),
            ("YIJIAN_S3_ACCESS_KEY_ID", ID.to_owned()),
            ("YIJIAN_S3_SECRET_ACCESS_KEY", KEY.to_owned()),
        ]);
        site.files = Some(FilesPlace::S3(S3 {
            bucket: BUCKET.to_owned(),
            prefix: PREFIX.to_owned(),
            endpoint: Some(self.endpoint()),
            region: REGION.to_owned(),
            access_key_id: ID.to_owned(),
            secret_access_key: KEY.into(),
            path_style: true,
            allow_http: true,
        }));
    }

    fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it without a word; what it holds stays.
    pub(crate) fn stop(&mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it is ours");
    }

    /// Starts it again where it was.
    pub(crate) fn start_again(&mut self) {
        self.child = spawn(self.folder.path(), self.port);
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        // A test that failed may have stopped it already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(folder: &Path, port: u16) -> Child {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/bin/s3s-fs");
    let child = Command::new(&tool)
        .args(["--host", "127.0.0.1", "--port", &port.to_string()])
        .args(["--access-key", ID, "--secret-key", KEY])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let child = child.unwrap_or_else(|fault| panic!("{}: {fault}; run .ci/setup.sh s3", tool.display()));
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < PATIENCE, "the S3 server does not listen");
        thread::sleep(Duration::from_millis(10));
    }
    child
}
