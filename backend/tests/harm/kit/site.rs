//! Where a server of a test keeps everything, and what is set for it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use yijian_backend::{
    clock::Clock,
    files::FilesPlace,
    keys::{self, Keys},
    storage::{Place, Storage},
};

/// A data folder, a database, and settings.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    folder: Arc<tempfile::TempDir>,
    /// The address the server is given; the file in its folder when there is none.
    pub(crate) database: Option<String>,
    /// The address under which the test itself looks, when it is another one.
    pub(crate) behind: Option<String>,
    /// Where files lie, when not in its folder.
    pub(crate) files: Option<FilesPlace>,
    /// A process that sees a small disk in the place of the folder; servers are started beside it.
    pub(crate) holder: Option<u32>,
    /// More settings.
    pub(crate) settings: Vec<(&'static str, String)>,
}

impl Site {
    /// With the database of this run of tests: a file, or a schema in the server that `YIJIAN_TEST_POSTGRES` names.
    pub(crate) async fn new() -> Self {
        let server = env::var("YIJIAN_TEST_POSTGRES").ok();
        match server.filter(|address| !address.is_empty()) {
            Some(server) => Self::on(&server).await,
            None => Self::in_a_file(),
        }
    }

    /// With a file.
    pub(crate) fn in_a_file() -> Self {
        sqlx::any::install_default_drivers();
        Self {
            folder: Arc::new(tempfile::tempdir().expect("a folder for the data")),
            database: None,
            behind: None,
            files: None,
            holder: None,
            settings: Vec::new(),
        }
    }

    /// With a new schema in a server.
    pub(crate) async fn on(server: &str) -> Self {
        static SCHEMAS: AtomicUsize = AtomicUsize::new(0);
        let mut site = Self::in_a_file();
        let schema = format!("harm_{}_{}", std::process::id(), SCHEMAS.fetch_add(1, Ordering::SeqCst));
        let mut connection = AnyConnection::connect(server).await.expect("the server answers");
        let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
        sqlx::query(create).execute(&mut connection).await.expect("a schema");
        site.database = Some(format!("{server}?options[search_path]={schema}"));
        site
    }

    /// The same folder with another database, which is empty: the one of this run of tests.
    pub(crate) async fn beside(&self) -> Self {
        let mut other = Self::new().await;
        other.folder = Arc::clone(&self.folder);
        if other.database.is_none() {
            other.database = Some(format!("sqlite:{}", self.data().join("new.db").display()));
        }
        other
    }

    /// Its folder.
    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Its folder, as the servers see it.
    pub(crate) fn seen(&self) -> PathBuf {
        match self.holder {
            Some(holder) => format!("/proc/{holder}/root{}", self.data().display()).into(),
            None => self.data().to_owned(),
        }
    }

    /// The same with everything in its own folder, once no server works on it any more.
    pub(crate) fn settled(&self) -> Self {
        if self.holder.is_some() {
            copy(&self.seen(), self.data());
        }
        let mut settled = self.clone();
        settled.holder = None;
        settled
    }

    /// Where the test finds rows and files.
    pub(crate) fn place(&self) -> Place {
        let mut place = Place::inside(self.data());
        if let Some(address) = self.behind.as_ref().or(self.database.as_ref()) {
            place.database.clone_from(address);
        }
        if let Some(files) = &self.files {
            place.files = files.clone();
        }
        place
    }

    /// The database as it is.
    pub(crate) async fn connect(&self) -> AnyConnection {
        let place = self.place();
        AnyConnection::connect(&place.database)
            .await
            .expect("the database opens")
    }

    /// The address of its database.
    pub(crate) fn address(&self) -> String {
        self.place().database
    }

    /// The same with the keys of the server, to read what is sealed.
    pub(crate) async fn storage(&self) -> Storage {
        let keys = Keys::open(&self.data().join(keys::FILE)).expect("the keys of the server");
        Storage::open(&self.place(), keys.vault(Clock::system()))
            .await
            .expect("the storage opens")
    }

    /// The program with nothing set but this.
    pub(crate) fn program(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_yijian");
        let mut command = Command::new(if self.holder.is_some() {
            "/usr/bin/nsenter"
        } else {
            program
        });
        if let Some(holder) = self.holder {
            let beside = ["-t", &holder.to_string(), "-U", "-m", "--preserve-credentials", program];
            command.args(beside);
        }
        command
            .env_clear()
            .current_dir(self.data())
            .env("YIJIAN_DATA", self.data());
        // Nobody here has a phone that takes codes.
        command.env("YIJIAN_SIGN_IN_TO_SUBMIT", "0");
        command.envs(self.database.as_ref().map(|address| ("YIJIAN_DATABASE_URL", address)));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The same on the database behind whatever lies in between.
    pub(crate) fn program_behind(&self) -> Command {
        let mut command = self.program();
        command.envs(self.behind.as_ref().map(|address| ("YIJIAN_DATABASE_URL", address)));
        command
    }

    /// What the server wrote into its log.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Where it writes it.
    pub(crate) fn log_file(&self) -> PathBuf {
        self.data().join("server.log")
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for found in fs::read_dir(from).expect("a folder") {
        let found = found.expect("a file").path();
        let to = to.join(found.file_name().expect("a name"));
        if found.is_dir() {
            copy(&found, &to);
        } else {
            fs::copy(&found, to).expect("there is room");
        }
    }
}

/// A test that failed shows what the server had to say.
impl Drop for Site {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().collect();
            super::tell(lines[lines.len().saturating_sub(30)..].join("\n"));
        }
    }
}
