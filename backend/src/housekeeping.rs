//! Removes what is kept for a time only; how long says [`crate::retention`].

use std::{path::PathBuf, time::Duration};

use yijian_domain::value::date;

use crate::{
    app::App,
    cases::wake,
    clock::{Clock, Moment},
    keys::Keys,
    retention::{self, Keeper},
    staff::sessions,
    storage::StorageFault,
    vault::Vault,
};

/// So many files from before files were sealed are sealed each time.
const SEALED_AT_ONCE: i64 = 1000;
/// Failures to sign in that are so old are not in a row with new ones.
const FAILURE_DAYS: i64 = 1;
const DAY_SECONDS: i64 = 86_400;
const BETWEEN: Duration = Duration::from_secs(3600);
/// How often the key file is looked at.
const BETWEEN_KEYS: Duration = Duration::from_secs(60);
/// How often it is looked what time alone has brought about in cases.
const BETWEEN_CASES: Duration = Duration::from_secs(60);

/// Keeps house until the program ends.
pub async fn run(app: App) {
    let mut hours = tokio::time::interval(BETWEEN);
    loop {
        hours.tick().await;
        if let Err(fault) = once(&app).await {
            tracing::warn!(%fault, "housekeeping did not finish");
        }
    }
}

/// Does in cases what time alone brings about, until the program ends.
pub async fn mind_cases(app: App) {
    let mut minutes = tokio::time::interval(BETWEEN_CASES);
    loop {
        minutes.tick().await;
        if let Err(fault) = wake(&app).await {
            tracing::warn!(%fault, "cases that were due were not all looked at");
        }
    }
}

/// Takes keys that were added to the key file or retired from it, without a new start, until the program ends. Every server
/// has a new one long before it counts.
pub async fn mind_keys(vault: Vault, file: PathBuf) {
    let mut minutes = tokio::time::interval(BETWEEN_KEYS);
    loop {
        minutes.tick().await;
        match Keys::read(&file) {
            Ok(keys) if vault.reload(keys.sealing()) => {}
            Ok(_) => tracing::error!(
                "the key file is not the one this server began with; going on with the keys from before: put back the newest one"
            ),
            Err(fault) => tracing::warn!(%fault, "the key file cannot be read; going on with the keys from before"),
        }
    }
}

/// Removes what is due now.
///
/// # Errors
/// When something could not be removed; it is tried again the next time.
pub async fn once(app: &App) -> Result<(), StorageFault> {
    let receipts = app
        .storage
        .forget_receipts_before(app.retention.before("receipt", &app.clock))
        .await?;
    let drafts = app
        .storage
        .remove_drafts_untouched_since(app.retention.before("draft", &app.clock))
        .await?;
    let now = app.clock.now();
    let idle = sessions::idle(now);
    let ended = app.storage.remove_ended_sessions(now, idle).await?;
    let sign_ins = app
        .storage
        .remove_ended_sign_ins(now, idle, date::write(now.date()))
        .await?;
    let failures = app
        .storage
        .forget_failures_before(days_ago(&app.clock, FAILURE_DAYS))
        .await?;
    let halted = app
        .storage
        .remove_uploads_halted_since(app.retention.before("upload", &app.clock))
        .await?;
    let due = retention::run(Keeper::of(app), false).await?;
    let by_rule: u64 = due.iter().map(|due| due.removed).sum();
    let files = app.storage.remove_stray_files(now).await?;
    let sealed = app.storage.seal_plain_files(SEALED_AT_ONCE, &app.dice).await?;
    let rewrapped = app.storage.rewrap().await?;
    tracing::debug!(
        rewrapped,
        by_rule,
        receipts,
        drafts,
        sessions = ended,
        sign_ins,
        failures,
        halted,
        files,
        sealed,
        "housekeeping"
    );
    Ok(())
}

fn days_ago(clock: &Clock, days: i64) -> Moment {
    Moment::from_seconds(clock.now().seconds() - days * DAY_SECONDS)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::{FILE, KEY, TOKEN, World, png};

    #[tokio::test]
    async fn a_receipt_is_kept_for_a_week() {
        let world = World::new().await;
        world.hand_in("convenience_store").await;
        world.clock.advance(SignedDuration::from_hours(7 * 24));
        once(&world.app).await.unwrap();
        assert!(world.app.storage.answered(KEY).await.unwrap().is_some());
        world.clock.advance(SignedDuration::from_hours(1));
        once(&world.app).await.unwrap();
        assert!(world.app.storage.answered(KEY).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_draft_that_nobody_touched_goes_with_its_files() {
        let world = World::with_draft().await;
        world.upload(FILE, "a.png", &png()).await;
        world.clock.advance(SignedDuration::from_hours(90 * 24));
        once(&world.app).await.unwrap();
        world.get(&format!("/api/v1/drafts/{TOKEN}")).await.assert_status(200);
        world.clock.advance(SignedDuration::from_hours(1));
        once(&world.app).await.unwrap();
        world
            .get(&format!("/api/v1/drafts/{TOKEN}"))
            .await
            .assert_problem(404, "draft_unknown");
        assert_eq!(world.count_files(), 0);
    }

    #[tokio::test]
    async fn a_file_without_a_row_is_found() {
        let world = World::with_draft().await;
        world.upload(FILE, "a.png", &png()).await;
        for (shelf, name) in [("ab", "ab00"), ("pieces", "lost"), ("pieces", "half#1")] {
            let shelf = world.files().join(shelf);
            std::fs::create_dir_all(&shelf).unwrap();
            std::fs::write(shelf.join(name), "lost").unwrap();
        }
        // The age of a file is told by the machine's clock, which the world's is ahead of or behind. A sixteenth of the
        // shelves is looked at in an hour.
        let storage = &world.app.storage;
        let mut strays = 0;
        for hour in 0..16 {
            let later = Moment::from_seconds(4_000_000_000 + hour * 3600);
            strays += storage.remove_stray_files(later).await.unwrap();
        }
        assert_eq!((strays, world.count_files()), (3, 1));
        assert_eq!(storage.remove_stray_files(world.clock.now()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn an_upload_that_does_not_go_on_is_removed_after_a_week() {
        let world = World::with_draft().await;
        world.announce(FILE, "a.png", 100).await.assert_status(201);
        world.piece(FILE, 0, &[1; 10]).await.assert_status(200);
        world.clock.advance(SignedDuration::from_hours(7 * 24));
        once(&world.app).await.unwrap();
        assert_eq!(world.count_files(), 1);
        world.clock.advance(SignedDuration::from_hours(1));
        once(&world.app).await.unwrap();
        assert_eq!(world.count_files(), 0);
        // The phone announces it again and begins anew.
        world.announce(FILE, "a.png", 100).await.assert_status(201);
    }

    #[tokio::test]
    async fn files_from_before_files_were_sealed_are_sealed_in_the_background() {
        let world = World::with_draft().await;
        world.upload(FILE, "a.png", &png()).await;
        let draft = crate::ids::digest(TOKEN.as_bytes());
        let sealed = world.app.storage.upload(&draft, FILE).await.unwrap().unwrap();
        let content = world.app.storage.whole_content(&sealed).await.unwrap();
        // As an older program left it.
        let place = world.files().join(&sealed.disk[..2]).join(&sealed.disk);
        std::fs::write(&place, &content).unwrap();
        let mut meddler = world.meddler().await;
        sqlx::query("UPDATE uploads SET data_key = NULL")
            .execute(&mut meddler)
            .await
            .unwrap();
        let path = format!("/api/v1/drafts/{TOKEN}/files/{FILE}");
        assert_eq!(world.get(&path).await.bytes(), content, "it can be read before");
        once(&world.app).await.unwrap();
        let after = world.app.storage.upload(&draft, FILE).await.unwrap().unwrap();
        assert!(after.data_key.is_some() && !place.exists());
        assert_eq!(world.get(&path).await.bytes(), content, "and after");
        assert_eq!(world.count_files(), 1);
    }

    #[tokio::test]
    async fn an_upload_that_an_older_program_began_goes_on_from_its_beginning() {
        let world = World::with_draft().await;
        world.announce(FILE, "a.png", png().len()).await.assert_status(201);
        let mut meddler = world.meddler().await;
        sqlx::query("UPDATE uploads SET data_key = NULL")
            .execute(&mut meddler)
            .await
            .unwrap();
        let problem = world
            .piece(FILE, 20, &png()[20..])
            .await
            .assert_problem(409, "upload_offset");
        assert_eq!(problem.offset, Some(0));
        world.piece(FILE, 0, &png()).await.assert_status(200);
    }

    #[tokio::test]
    async fn sessions_and_failures_go_when_they_count_no_more() {
        let world = World::new().await;
        let desk = world.signed_in("clerk").await;
        for _ in 0..9 {
            world.sign_in("nobody", "wrong", None).await;
        }
        world.clock.advance(SignedDuration::from_mins(29));
        once(&world.app).await.unwrap();
        assert!(world.app.storage.session(&desk.key()).await.unwrap().is_some());
        world.clock.advance(SignedDuration::from_mins(1));
        once(&world.app).await.unwrap();
        assert!(world.app.storage.session(&desk.key()).await.unwrap().is_none());
        assert_eq!(
            world
                .app
                .storage
                .forget_failures_before(world.clock.now())
                .await
                .unwrap(),
            1
        );
    }
}
