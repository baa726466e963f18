//! The steps that bring the tables up to date, one after another, each once.

use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::{
    Connection,
    database::{Database, Kind},
};

/// A step: its number, its subject, its SQL.
type Step = (i64, &'static str, &'static str);

const STEPS: &[Step] = &[
    (1, "drafts", include_str!("migrations/0001_drafts.sql")),
    (2, "applications", include_str!("migrations/0002_applications.sql")),
    (3, "uploads", include_str!("migrations/0003_uploads.sql")),
    (4, "receipts", include_str!("migrations/0004_receipts.sql")),
    (5, "counters", include_str!("migrations/0005_counters.sql")),
    (
        6,
        "applications_draft",
        include_str!("migrations/0006_applications_draft.sql"),
    ),
    (7, "staff", include_str!("migrations/0007_staff.sql")),
    (8, "sessions", include_str!("migrations/0008_sessions.sql")),
    (
        9,
        "sign_in_failures",
        include_str!("migrations/0009_sign_in_failures.sql"),
    ),
    (10, "events", include_str!("migrations/0010_events.sql")),
    (11, "cases", include_str!("migrations/0011_cases.sql")),
    (12, "messages", include_str!("migrations/0012_messages.sql")),
    (13, "licences", include_str!("migrations/0013_licences.sql")),
    (
        14,
        "window_sittings",
        include_str!("migrations/0014_window_sittings.sql"),
    ),
    (
        15,
        "counters_by_rule",
        include_str!("migrations/0015_counters_by_rule.sql"),
    ),
    (16, "cases_urged", include_str!("migrations/0016_cases_urged.sql")),
    (17, "turns", include_str!("migrations/0017_turns.sql")),
    (18, "data_keys", include_str!("migrations/0018_data_keys.sql")),
    (19, "staff_demo", include_str!("migrations/0019_staff_demo.sql")),
    (20, "rate_counts", include_str!("migrations/0020_rate_counts.sql")),
    (21, "upload_pieces", include_str!("migrations/0021_upload_pieces.sql")),
    (22, "applicants", include_str!("migrations/0022_applicants.sql")),
    (
        23,
        "applicant_sessions",
        include_str!("migrations/0023_applicant_sessions.sql"),
    ),
    (
        24,
        "applicant_cases",
        include_str!("migrations/0024_applicant_cases.sql"),
    ),
    (25, "authorisations", include_str!("migrations/0025_authorisations.sql")),
    (26, "unmaskings", include_str!("migrations/0026_unmaskings.sql")),
    (27, "deletions", include_str!("migrations/0027_deletions.sql")),
    (28, "uploads_by", include_str!("migrations/0028_uploads_by.sql")),
    (29, "tallies", include_str!("migrations/0029_tallies.sql")),
    (
        30,
        "events_in_parts",
        include_str!("migrations/0030_events_in_parts.sql"),
    ),
    (
        31,
        "sessions_listed",
        include_str!("migrations/0031_sessions_listed.sql"),
    ),
    (32, "cases_objected", include_str!("migrations/0032_cases_objected.sql")),
    (
        33,
        "sessions_second_factor",
        include_str!("migrations/0033_sessions_second_factor.sql"),
    ),
    (34, "drafts_by", include_str!("migrations/0034_drafts_by.sql")),
    (
        35,
        "staff_directory",
        include_str!("migrations/0035_staff_directory.sql"),
    ),
];

/// What PostgreSQL does in place of a step, where only it can.
const ON_POSTGRES: &[(i64, &str)] = &[(30, include_str!("migrations/0030_events_in_parts.postgres.sql"))];

/// Runs what has not run yet.
pub(super) async fn run(connection: &mut Connection, kind: Kind) -> Result<(), MigrateError> {
    migrator(STEPS, kind).run(connection).await
}

/// Takes the steps up to one, as an older program knew them: what a test of older tables begins with.
///
/// # Errors
/// When the database refuses a step.
pub async fn lay_until(connection: &mut sqlx::AnyConnection, last: i64) -> Result<(), MigrateError> {
    let known = STEPS.iter().filter(|(number, ..)| *number <= last).count();
    let kind = Kind::of(connection);
    migrator(&STEPS[..known], kind).run(connection).await
}

/// The number of the last step.
pub(super) fn last() -> i64 {
    STEPS.last().map_or(0, |(number, ..)| *number)
}

fn migrator(steps: &[Step], kind: Kind) -> Migrator {
    let migrations = steps.iter().map(|(number, subject, sql)| {
        let own = ON_POSTGRES
            .iter()
            .find(|(own, _)| own == number && kind == Kind::Postgres);
        let sql = own.map_or(*sql, |(_, sql)| *sql);
        Migration::new(
            *number,
            (*subject).into(),
            MigrationType::Simple,
            AssertSqlSafe(Database::step(kind, sql).into_owned()).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tests::in_memory;

    /// Rows as they were when a step was new, so that later steps meet old rows.
    const SAMPLES: &[&str] = &[
        include_str!("migrations/0001_drafts.sample.sql"),
        include_str!("migrations/0002_applications.sample.sql"),
        include_str!("migrations/0003_uploads.sample.sql"),
        include_str!("migrations/0004_receipts.sample.sql"),
        include_str!("migrations/0005_counters.sample.sql"),
        include_str!("migrations/0006_applications_draft.sample.sql"),
        include_str!("migrations/0007_staff.sample.sql"),
        include_str!("migrations/0008_sessions.sample.sql"),
        include_str!("migrations/0009_sign_in_failures.sample.sql"),
        include_str!("migrations/0010_events.sample.sql"),
        include_str!("migrations/0011_cases.sample.sql"),
        include_str!("migrations/0012_messages.sample.sql"),
        include_str!("migrations/0013_licences.sample.sql"),
        include_str!("migrations/0014_window_sittings.sample.sql"),
        include_str!("migrations/0015_counters_by_rule.sample.sql"),
        include_str!("migrations/0016_cases_urged.sample.sql"),
        include_str!("migrations/0017_turns.sample.sql"),
        include_str!("migrations/0018_data_keys.sample.sql"),
        include_str!("migrations/0019_staff_demo.sample.sql"),
        include_str!("migrations/0020_rate_counts.sample.sql"),
        include_str!("migrations/0021_upload_pieces.sample.sql"),
        include_str!("migrations/0022_applicants.sample.sql"),
        include_str!("migrations/0023_applicant_sessions.sample.sql"),
        include_str!("migrations/0024_applicant_cases.sample.sql"),
        include_str!("migrations/0025_authorisations.sample.sql"),
        include_str!("migrations/0026_unmaskings.sample.sql"),
        include_str!("migrations/0027_deletions.sample.sql"),
        include_str!("migrations/0028_uploads_by.sample.sql"),
        include_str!("migrations/0029_tallies.sample.sql"),
        include_str!("migrations/0030_events_in_parts.sample.sql"),
        include_str!("migrations/0031_sessions_listed.sample.sql"),
        include_str!("migrations/0032_cases_objected.sample.sql"),
        include_str!("migrations/0033_sessions_second_factor.sample.sql"),
        include_str!("migrations/0034_drafts_by.sample.sql"),
        include_str!("migrations/0035_staff_directory.sample.sql"),
    ];

    /// Takes every step, and writes the rows of its time behind each.
    async fn step_by_step(connection: &mut Connection, kind: Kind) {
        assert_eq!(STEPS.len(), SAMPLES.len(), "each step brings sample rows");
        for (known, sample) in (1..).zip(SAMPLES) {
            migrator(&STEPS[..known], kind).run(&mut *connection).await.unwrap();
            sqlx::raw_sql(*sample).execute(&mut *connection).await.unwrap();
        }
        run(connection, kind).await.expect("running again changes nothing");
    }

    mod on_a_server {
        use sqlx::Connection as _;

        use super::*;
        use crate::testing::empty_database;

        #[tokio::test]
        async fn every_step_takes_the_rows_of_the_steps_before() {
            let folder = tempfile::tempdir().unwrap();
            let place = empty_database(folder.path()).await;
            let mut connection = Connection::connect(&place.database).await.unwrap();
            step_by_step(&mut connection, Kind::Postgres).await;
            let record: Vec<(i64, i64)> = sqlx::query_as("SELECT id, seq FROM events ORDER BY id")
                .fetch_all(&mut connection)
                .await
                .unwrap();
            assert_eq!(record, [(1, 1), (2, 2)], "the record went over into its parts");
        }
    }

    #[tokio::test]
    async fn every_step_takes_the_rows_of_the_steps_before() {
        let mut connection = in_memory().await;
        step_by_step(&mut connection, Kind::Sqlite).await;
        for table in [
            "drafts",
            "applications",
            "parts",
            "uploads",
            "receipts",
            "counters",
            "staff",
            "sessions",
            "sign_in_failures",
            "events",
            "cases",
            "case_parts",
            "messages",
            "deliveries",
            "contacts",
            "licences",
            "licence_numbers",
            "broken_promises",
            "window_sittings",
            "turns",
            "rate_counts",
            "upload_pieces",
            "applicants",
            "applicant_proofs",
            "applicant_sessions",
            "sms_codes",
            "sign_in_states",
            "applicant_cases",
            "authorisations",
            "authorisation_events",
            "unmaskings",
            "deletions",
            "deleted_lates",
            "holds",
            "tallies",
        ] {
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert!(count > 0, "{table}");
        }
        let broken: Vec<(String,)> = sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(broken.is_empty(), "{broken:?}");
    }

    #[test]
    fn steps_stand_in_the_order_of_their_numbers() {
        let subjects: Vec<_> = STEPS.iter().map(|(_, subject, _)| *subject).collect();
        assert_eq!(
            subjects,
            [
                "drafts",
                "applications",
                "uploads",
                "receipts",
                "counters",
                "applications_draft",
                "staff",
                "sessions",
                "sign_in_failures",
                "events",
                "cases",
                "messages",
                "licences",
                "window_sittings",
                "counters_by_rule",
                "cases_urged",
                "turns",
                "data_keys",
                "staff_demo",
                "rate_counts",
                "upload_pieces",
                "applicants",
                "applicant_sessions",
                "applicant_cases",
                "authorisations",
                "unmaskings",
                "deletions",
                "uploads_by",
                "tallies",
                "events_in_parts",
                "sessions_listed",
                "cases_objected",
                "sessions_second_factor",
                "drafts_by",
                "staff_directory"
            ]
        );
        assert!(STEPS.is_sorted_by(|(before, ..), (after, ..)| before < after));
    }
}
