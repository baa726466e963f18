//! Where the killed server keeps its rows.

use std::{env, path::Path};

use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use yijian_backend::{
    clock::Clock,
    keys::{self, Keys},
    storage::{Place, Storage},
};

/// The address of the server's database; none when it is the file in its folder.
pub(crate) fn address() -> Option<String> {
    let server = env::var("YIJIAN_TEST_POSTGRES")
        .ok()
        .filter(|address| !address.is_empty())?;
    Some(format!("{server}?options[search_path]={}", schema()))
}

fn schema() -> String {
    format!("killed_{}", std::process::id())
}

/// Makes room for it.
pub(crate) async fn prepare() {
    sqlx::any::install_default_drivers();
    if let Some(address) = address() {
        let mut connection = AnyConnection::connect(&address).await.expect("the server answers");
        let create = AssertSqlSafe(format!("CREATE SCHEMA {}", schema()));
        sqlx::query(create).execute(&mut connection).await.expect("a schema");
    }
}

fn place(data: &Path) -> Place {
    let mut place = Place::inside(data);
    if let Some(address) = address() {
        place.database = address;
    }
    place
}

/// The database as it is.
pub(crate) async fn connect(data: &Path) -> AnyConnection {
    AnyConnection::connect(&place(data).database)
        .await
        .expect("the database opens")
}

/// The same with the keys of the server, to read what is sealed.
pub(crate) async fn storage(data: &Path) -> Storage {
    let keys = Keys::open(&data.join(keys::FILE)).expect("the keys of the server");
    Storage::open(&place(data), keys.vault(Clock::system()))
        .await
        .expect("the storage opens")
}
