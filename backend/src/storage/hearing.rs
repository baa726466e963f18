//! Servers that share a PostgreSQL database tell each other what happened to a case, with LISTEN and NOTIFY.

use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::{task::JoinHandle, time::timeout};

use super::{
    Connection, StorageFault,
    database::{Database, Kind, MOST_OF_A_SIGN, within},
};
use crate::news::News;

/// The channel, one for each database.
const CHANNEL: &str = "yijian_cases";
/// How long to wait before listening again after the line broke.
const PAUSE: Duration = Duration::from_secs(1);
/// After so long a silence it is asked whether there is anybody: a line may be dead without a word.
const SILENCE: Duration = Duration::from_secs(20);

/// Tells the other servers, as soon as the transaction is kept, how many events a case has.
pub(super) async fn tell(connection: &mut Connection, number: &str, events: u32) -> Result<(), StorageFault> {
    if Kind::of(connection) == Kind::Postgres {
        sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(format!("{number} {events}"))
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Begins to hear what the other servers tell; nothing where there can be no other.
pub(super) fn begin(database: &Database, news: News) -> Option<JoinHandle<()>> {
    (database.kind == Kind::Postgres).then(|| tokio::spawn(hear(database.clone(), news)))
}

async fn hear(database: Database, news: News) {
    loop {
        if let Err(fault) = listen(&database, &news).await {
            tracing::warn!(%fault, "what other servers do is not heard; trying again");
        }
        // Something may have been missed: who looks at a case looks again.
        news.stir();
        tokio::time::sleep(PAUSE).await;
    }
}

/// Listens until the line breaks.
async fn listen(database: &Database, news: &News) -> Result<(), sqlx::Error> {
    let connecting = async {
        let mut listener = PgListener::connect(database.address()).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    };
    let mut listener = within(MOST_OF_A_SIGN, connecting).await?;
    news.stir();
    loop {
        let Ok(heard) = timeout(SILENCE, listener.try_recv()).await else {
            within(MOST_OF_A_SIGN, sqlx::query("SELECT 1").execute(&mut listener)).await?;
            continue;
        };
        let Some(told) = heard? else { return Ok(()) };
        if let Some((number, events)) = told.payload().split_once(' ')
            && let Ok(events) = events.parse()
        {
            news.tell(number, events);
        }
    }
}
