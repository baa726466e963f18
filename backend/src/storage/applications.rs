//! Table `applications`, and the one transaction that takes an application in.

use yijian_domain::{
    case::{Actor, CaseFile},
    catalogue::NumberRule,
    id::ThemeId,
    wire::Receipt,
};

use super::{
    Answered, Connection, NewPart, Office, Seal, Storage, StorageFault, acting, applicant_cases, counters, drafts,
    parts, place, receipts, uploads, window_sittings,
};
use crate::{
    applicants::{HandingIn, MINE},
    cases::{Amended, Fixed, Kept, Subject, application_key, application_number},
    clock::Moment,
    ids,
};

/// An application to keep.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// The key under which the same submission is recognised.
    pub idempotency_key: String,
    /// SHA-256 of the body of the submission.
    pub body_hash: String,
    /// The secret of the receipt.
    pub secret: String,
    /// The theme.
    pub theme: ThemeId,
    /// Its name.
    pub theme_name: String,
    /// Its name in English.
    pub theme_name_en: Option<String>,
    /// Code of the region.
    pub region: Option<String>,
    /// The door plate it began at.
    pub plate: Option<String>,
    /// When it arrived.
    pub submitted_at: Moment,
    /// The checked application as JSON.
    pub body: String,
    /// Who the applicant is, by its values.
    pub subject: Subject,
    /// Papers that are to follow, as JSON.
    pub later: String,
    /// One part for each item.
    pub parts: Vec<NewPart>,
    /// Key of the draft it was, when the server knows it.
    pub draft: Option<String>,
    /// Ids of the draft's uploads that belong to it.
    pub files: Vec<String>,
    /// What its case is about; the number is filled in here.
    pub file: CaseFile,
    /// Who hands it in.
    pub by: Actor,
    /// The account it belongs to, when somebody is signed in.
    pub handing_in: Option<HandingIn>,
}

/// What lists, licence and messages of a case say beside its record.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Who the applicant is.
    pub(super) subject: Subject,
    /// What never changes.
    pub(super) fixed: Fixed,
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// It is kept.
    New(Receipt),
    /// The key was used before, for this.
    Before(Answered),
    /// The draft was handed in before, under another key; nothing is kept.
    DraftBefore,
    /// An upload disappeared while it was checked; nothing is kept.
    FilesGone,
}

/// What the progress of an application is told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the secret.
    pub secret_hash: String,
    /// The theme.
    pub theme: String,
    /// Its name at the time.
    pub theme_name: String,
    /// Its name in English.
    pub theme_name_en: Option<String>,
    /// Code of the region.
    pub region: Option<String>,
    /// The door plate it began at.
    pub plate: Option<String>,
    /// When it arrived.
    pub submitted_at: Moment,
    /// Papers that are to follow, as JSON.
    pub later: String,
    /// It was deleted because its time was over, and nothing else is known of it any more.
    pub is_deleted: bool,
}

type Row = (
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    i64,
    String,
    i64,
);

impl Storage {
    /// Takes an application in: receipt, number, application, parts and uploads in one transaction. The draft it was is
    /// removed, so that nobody hands it in a second time from another device.
    ///
    /// # Errors
    /// When it could not be kept; then nothing of it is.
    pub async fn submit(&self, office: Office, new: NewApplication) -> Result<Submitted, StorageFault> {
        match self
            .writer
            .write(move |connection| Box::pin(submit(connection, office, new)))
            .await
        {
            Ok((submitted, gone)) => {
                self.disk.remove(gone).await;
                Ok(submitted)
            }
            Err(StorageFault::UploadGone) => Ok(Submitted::FilesGone),
            Err(fault) => Err(fault),
        }
    }

    /// What an application is kept as; none, when it was deleted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn kept(&self, number: &str) -> Result<Option<Kept>, StorageFault> {
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT body, data_key FROM applications WHERE number = $1 AND body <> ''")
                .bind(number)
                .fetch_optional(&self.readers)
                .await?;
        let Some((body, data_key)) = row else { return Ok(None) };
        let seal = Seal::of(&self.vault, data_key.as_deref())?;
        seal.read("applications", &place::application(number), &body).map(Some)
    }

    /// An application by its number.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn application(&self, number: &str) -> Result<Option<Stored>, StorageFault> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT secret_hash, theme, theme_name, theme_name_en, region, plate, submitted_at, later,
                 CAST(CASE WHEN body = '' THEN 1 ELSE 0 END AS BIGINT)
             FROM applications WHERE number = $1",
        )
        .bind(number)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(
            |(secret_hash, theme, theme_name, theme_name_en, region, plate, at, later, is_deleted)| Stored {
                secret_hash,
                theme,
                theme_name,
                theme_name_en,
                region,
                plate,
                submitted_at: Moment::from_seconds(at),
                later,
                is_deleted: is_deleted != 0,
            },
        ))
    }
}

/// The work of [`Storage::submit`]; also names files that nobody needs any more.
async fn submit(
    connection: &mut Connection,
    office: Office,
    mut new: NewApplication,
) -> Result<(Submitted, Vec<String>), StorageFault> {
    if let Some(before) = receipts::find(&mut *connection, &office.vault, &new.idempotency_key).await? {
        return Ok((Submitted::Before(before), Vec::new()));
    }
    if let Some(draft) = &new.draft
        && was_handed_in(connection, draft).await?
    {
        return Ok((Submitted::DraftBefore, Vec::new()));
    }
    let number = next_number(connection, &office, &new).await?;
    let (seal, data_key) = Seal::new(&office.vault)?;
    keep(connection, &seal, data_key, &number, &new).await?;
    parts::keep(connection, &seal, &number, &new.parts).await?;
    let mut gone = Vec::new();
    if let Some(draft) = &new.draft {
        if !uploads::hand_over(connection, draft, &new.files, &number).await? {
            return Err(StorageFault::UploadGone);
        }
        gone = uploads::remove_all_of(connection, draft).await?;
        drafts::remove(connection, draft).await?;
    }
    new.file.number.clone_from(&number);
    if let Actor::Staff { member, .. } = &new.by {
        window_sittings::rise(connection, &member.id).await?;
    }
    // Before the first message is written, which may go out by WeChat.
    if let Some(handing_in) = &new.handing_in {
        applicant_cases::keep(connection, &number, &seal, handing_in, new.submitted_at.seconds()).await?;
    }
    let known = Known {
        subject: new.subject,
        fixed: Fixed {
            theme_name: new.theme_name,
            submitted_at: new.submitted_at,
        },
    };
    acting::receive(connection, &office, &seal, new.file, new.by, known).await?;
    // Who was authorised sees the case as long as that holds: nobody gets its secret.
    let authorised = new
        .handing_in
        .as_ref()
        .is_some_and(|handing_in| handing_in.authorisation.is_some());
    let secret = if authorised { MINE.to_owned() } else { new.secret };
    let receipt = Receipt {
        progress: format!("/r/{number}/{secret}"),
        number,
        secret,
        submitted_at: new.submitted_at.rfc3339(),
        theme: new.theme,
    };
    let answered = Answered {
        body_hash: new.body_hash,
        receipt,
    };
    receipts::keep(
        connection,
        &office.vault,
        &new.idempotency_key,
        &answered,
        new.submitted_at.seconds(),
    )
    .await?;
    Ok((Submitted::New(answered.receipt), gone))
}

impl Storage {
    /// Whether a draft, by its key, was handed in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn was_handed_in(&self, draft: &str) -> Result<bool, StorageFault> {
        was_handed_in(&mut *self.readers.acquire().await?, draft).await
    }
}

pub(super) async fn was_handed_in(connection: &mut Connection, draft: &str) -> Result<bool, StorageFault> {
    let found: Option<(String,)> = sqlx::query_as("SELECT number FROM applications WHERE draft = $1")
        .bind(draft)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The next number by the catalogue's rule.
async fn next_number(
    connection: &mut Connection,
    office: &Office,
    new: &NewApplication,
) -> Result<String, StorageFault> {
    let (region, today) = (new.file.region.as_ref(), new.submitted_at.date());
    let key = application_key(&office.catalogue, region, today).map_err(acting::rule)?;
    let sequence = counters::next(connection, NumberRule::APPLICATION, &key).await?;
    let sequence = u32::try_from(sequence).unwrap_or(u32::MAX);
    application_number(&office.catalogue, region, today, sequence).map_err(acting::rule)
}

async fn keep(
    connection: &mut Connection,
    seal: &Seal,
    data_key: String,
    number: &str,
    new: &NewApplication,
) -> Result<(), StorageFault> {
    sqlx::query(
        "INSERT INTO applications
         (number, secret_hash, theme, theme_name, theme_name_en, region, plate, submitted_at, body, later, draft,
          data_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(number)
    .bind(ids::digest(new.secret.as_bytes()))
    .bind(new.theme.as_str())
    .bind(&new.theme_name)
    .bind(&new.theme_name_en)
    .bind(&new.region)
    .bind(&new.plate)
    .bind(new.submitted_at.seconds())
    .bind(seal.close(&place::application(number), &new.body)?)
    .bind(&new.later)
    .bind(&new.draft)
    .bind(data_key)
    .execute(connection)
    .await?;
    Ok(())
}

/// An application as it is kept.
pub(super) async fn known(connection: &mut Connection, seal: &Seal, number: &str) -> Result<Known, StorageFault> {
    let (body, theme_name, at): (String, String, i64) =
        sqlx::query_as("SELECT body, theme_name, submitted_at FROM applications WHERE number = $1")
            .bind(number)
            .fetch_one(connection)
            .await?;
    let kept: Kept = seal.read("applications", &place::application(number), &body)?;
    Ok(Known {
        subject: Subject::of(&kept.values),
        fixed: Fixed {
            theme_name,
            submitted_at: Moment::from_seconds(at),
        },
    })
}

/// Keeps what an application is now, and the forms of the departments that follow from it.
pub(super) async fn change(
    connection: &mut Connection,
    seal: &Seal,
    number: &str,
    amended: &Amended,
) -> Result<(), StorageFault> {
    let body = serde_json::to_string(&amended.kept).map_err(|fault| StorageFault::row("applications", &fault))?;
    sqlx::query("UPDATE applications SET body = $2 WHERE number = $1")
        .bind(number)
        .bind(seal.close(&place::application(number), &body)?)
        .execute(&mut *connection)
        .await?;
    for (item, sheet) in &amended.sheets {
        sqlx::query("UPDATE parts SET body = $3 WHERE application = $1 AND item = $2")
            .bind(number)
            .bind(item)
            .bind(seal.close(&place::part(number, item), sheet)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
