//! Tables `messages` and `contacts`: what applicants are told. A message is written in the transaction of its event, so
//! there is exactly one whatever happens afterwards. Its deliveries are written with it; what becomes of them stands in
//! [`super::deliveries`].

use super::{Connection, Seal, Sql, Storage, StorageFault, place};
use crate::clock::Moment;

/// A message to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The event it is about.
    pub seq: u32,
    /// What it is about, as a word.
    pub kind: String,
    /// What it says, as JSON.
    pub body: String,
    /// The channels it is sent on, and the id of each sending.
    pub deliveries: Vec<(String, String)>,
}

/// A message that stands on the progress page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// The event it is about.
    pub seq: u32,
    /// What it is about, as a word.
    pub kind: String,
    /// What it says, as JSON.
    pub body: String,
    /// When.
    pub at: Moment,
}

impl Storage {
    /// The messages of a case, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn messages(&self, case_number: &str) -> Result<Vec<StoredMessage>, StorageFault> {
        let seal = Seal::of_application(&self.readers, &self.vault, case_number).await?;
        let rows: Vec<(i64, String, String, i64)> =
            sqlx::query_as("SELECT seq, kind, body, at FROM messages WHERE case_number = $1 ORDER BY seq")
                .bind(case_number)
                .fetch_all(&self.readers)
                .await?;
        let message = |(seq, kind, body, at): (i64, String, String, i64)| {
            Ok(StoredMessage {
                seq: u32::try_from(seq).unwrap_or(u32::MAX),
                kind,
                body: seal.open("messages", &place::message(case_number, seq), &body)?,
                at: Moment::from_seconds(at),
            })
        };
        rows.into_iter().map(message).collect()
    }
}

impl Storage {
    /// Keeps whom to write to in WeChat about a case, in place of whom there was.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn set_contact(&self, case_number: &str, openid: &str) -> Result<(), StorageFault> {
        let (number, openid, vault) = (case_number.to_owned(), openid.to_owned(), self.vault.clone());
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let seal = Seal::of_application(&mut *connection, &vault, &number).await?;
                    sqlx::query(
                        "INSERT INTO contacts (case_number, openid) VALUES ($1, $2)
                         ON CONFLICT (case_number) DO UPDATE SET openid = excluded.openid",
                    )
                    .bind(&number)
                    .bind(seal.close(&place::openid(&number), &openid)?)
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Whether there is somebody to write to in WeChat about a case.
pub(super) async fn has_openid(connection: &mut Connection, case_number: &str) -> Result<bool, StorageFault> {
    let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM contacts WHERE case_number = $1")
        .bind(case_number)
        .fetch_one(connection)
        .await?;
    Ok(known > 0)
}

pub(super) async fn keep(
    connection: &mut Connection,
    seal: &Seal,
    case_number: &str,
    messages: &[NewMessage],
    at: i64,
) -> Result<(), StorageFault> {
    if messages.is_empty() {
        return Ok(());
    }
    let bodies = messages.iter().map(|message| {
        let seq = i64::from(message.seq);
        Ok((message, seal.close(&place::message(case_number, seq), &message.body)?))
    });
    let bodies: Vec<(&NewMessage, String)> = bodies.collect::<Result<_, StorageFault>>()?;
    let mut insert = Sql::new("INSERT INTO messages (case_number, seq, kind, body, at) ");
    insert.push_values(&bodies, |mut values, (message, body)| {
        values
            .push_bind(case_number)
            .push_bind(i64::from(message.seq))
            .push_bind(message.kind.as_str())
            .push_bind(body.as_str())
            .push_bind(at);
    });
    insert.build().execute(&mut *connection).await?;
    let sent: Vec<(i64, &(String, String))> = messages
        .iter()
        .flat_map(|message| message.deliveries.iter().map(|one| (i64::from(message.seq), one)))
        .collect();
    if sent.is_empty() {
        return Ok(());
    }
    let mut insert =
        Sql::new("INSERT INTO deliveries (id, case_number, seq, channel, state, attempts, next_at, fault) ");
    insert.push_values(&sent, |mut values, (seq, (id, channel))| {
        values
            .push_bind(id.as_str())
            .push_bind(case_number)
            .push_bind(*seq)
            .push_bind(channel.as_str())
            .push_bind("waiting")
            .push_bind(0_i64)
            .push_bind(at)
            .push_bind("");
    });
    insert.build().execute(connection).await?;
    Ok(())
}
