//! Old databases: the steps of the tables as far as some older program knew them, each with rows of its time.

use std::{fs, path::PathBuf};

use sqlx::{AnyConnection, AssertSqlSafe};
use yijian_backend::storage;

use crate::kit::Site;

/// A step of the tables.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) number: i64,
    sample: String,
}

/// All steps, in their order.
pub(super) fn all() -> Vec<Step> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/storage/migrations");
    let files = fs::read_dir(&folder).expect("a folder of the source");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".sample.sql"))
        .collect();
    names.sort();
    let step = |file: &String| {
        let (number, _) = file.split_once('_').expect("a number and a name");
        Step {
            number: number.parse().expect("a number"),
            sample: fs::read_to_string(folder.join(file)).expect("a file of the source"),
        }
    };
    names.iter().map(step).collect()
}

/// Makes the database of a site as the program with these steps left it.
pub(super) async fn lay(site: &Site, steps: &[Step]) {
    let address = site.address();
    if let Some(path) = address.strip_prefix("sqlite:") {
        // As the program makes it.
        fs::File::create_new(path).expect("a new file");
    }
    let mut connection = site.connect().await;
    if address.starts_with("sqlite:") {
        run(&mut connection, "PRAGMA journal_mode = WAL").await;
    }
    for step in steps {
        storage::lay_until(&mut connection, step.number).await.expect("a step");
        run(&mut connection, &step.sample).await;
    }
}

/// The step that the tables have come to.
pub(super) async fn reached(connection: &mut AnyConnection) -> i64 {
    sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(connection)
        .await
        .expect("a number")
}

async fn run(connection: &mut AnyConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await
        .expect("it runs");
}
