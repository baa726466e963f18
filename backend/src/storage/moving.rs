//! Moving away from a database for good: nobody writes while it is left, and nobody afterwards.

use sqlx::Connection as _;

use super::{
    Connection, Storage, StorageFault,
    database::{Database, Kind},
};

/// The turn to write, held until this is given back. Whoever else wants to write waits, and is told to try again.
#[derive(Debug)]
pub struct Held {
    connection: Connection,
}

impl Storage {
    /// Takes the turn to write and keeps it. Reading goes on.
    ///
    /// # Errors
    /// When somebody else does not give it up in time.
    pub async fn hold(&self) -> Result<Held, StorageFault> {
        let mut connection = self.database.connect().await?;
        if self.database.kind == Kind::Postgres {
            // Holding it is the purpose here.
            sqlx::query("SET idle_in_transaction_session_timeout = 0")
                .execute(&mut connection)
                .await?;
        }
        self.database.begin(&mut connection).await?;
        Ok(Held { connection })
    }
}

impl Held {
    /// Gives the turn back; nothing has changed.
    ///
    /// # Errors
    /// When the database is out of reach; then it has given the turn back by itself.
    pub async fn give_back(mut self) -> Result<(), StorageFault> {
        sqlx::query("ROLLBACK").execute(&mut self.connection).await?;
        Ok(self.connection.close().await?)
    }

    /// Notes that everything was moved elsewhere: from now on nothing is written here, by any server that still has this
    /// database.
    ///
    /// # Errors
    /// When it could not be noted; then nothing has changed.
    pub async fn leave(mut self) -> Result<(), StorageFault> {
        sqlx::query("INSERT INTO turns (name, taken) VALUES ('moved', 1)")
            .execute(&mut self.connection)
            .await?;
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        Ok(self.connection.close().await?)
    }
}

impl Database {
    /// Whether everything was moved elsewhere.
    pub(super) async fn was_left(connection: &mut Connection) -> Result<bool, sqlx::Error> {
        let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM turns WHERE name = 'moved'")
            .fetch_one(connection)
            .await?;
        Ok(left > 0)
    }
}

#[cfg(test)]
mod tests {
    use yijian_domain::wire::Receipt;

    use crate::{
        storage::Storage,
        testing::{KEY, World},
    };

    #[tokio::test]
    async fn who_writes_meanwhile_tries_again_and_nothing_is_lost() {
        let world = World::new().await;
        let draft = world.full_draft("convenience_store").await;
        let body = world.submission(&draft);
        let held = world.app.storage.hold().await.unwrap();
        world.submit(KEY, &body).await.assert_problem(503, "busy");
        held.give_back().await.unwrap();
        let _: Receipt = world.submit(KEY, &body).await.assert_status(201).json();
    }

    #[tokio::test]
    async fn nothing_is_written_to_what_was_left() {
        let world = World::new().await;
        let draft = world.full_draft("convenience_store").await;
        let body = world.submission(&draft);
        world.app.storage.hold().await.unwrap().leave().await.unwrap();
        world.submit(KEY, &body).await.assert_problem(503, "busy");
        assert_eq!(world.get("/readyz").await.status(), 503);
        let fault = Storage::open(&world.place, world.app.vault.clone()).await.unwrap_err();
        assert!(fault.to_string().contains("moved"), "{fault}");
    }
}
