//! The steps that bring old tables up to date.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, AssertSqlSafe, Row};
use yijian_backend::storage::Storage;

use super::steps;
use crate::kit::{
    Lot, Site,
    lot::rounds,
    program::{kill_after, run, time},
    wait_for,
};

/// Steps before anything was sealed: later rows belong to keys that nobody has.
const PLAIN: usize = 17;
/// Kills on the way from an old database to a new one.
const KILLS: usize = 12;

#[test]
fn tables_come_up_to_date_however_often_the_program_is_killed_on_the_way() {
    let mut dice = Lot::draw();
    let all = steps::all();
    for _ in 0..rounds() {
        let known = 1 + dice.below(PLAIN);
        let (whole, killed) = (wait_for(Site::new()), wait_for(Site::new()));
        for site in [&whole, &killed] {
            wait_for(steps::lay(site, &all[..known]));
        }
        // Any command opens the database; this one does nothing else.
        let opens = |site: &Site| {
            let mut command = site.program();
            command.args(["audit", "verify"]);
            command
        };
        let takes = time(&mut opens(&whole));
        let mut seen = BTreeSet::new();
        for _ in 0..KILLS {
            let delay = takes.mul_f64(dice.below(1000) as f64 / 1000.0);
            let _ended = kill_after(&mut opens(&killed), delay);
            seen.insert(wait_for(async { steps::reached(&mut killed.connect().await).await }));
        }
        let _faults_of_sample_rows = run(&mut opens(&killed));
        wait_for(async {
            let (mut one, mut other) = (whole.connect().await, killed.connect().await);
            assert_eq!(steps::reached(&mut other).await, Storage::step());
            assert_eq!(content(&mut one).await, content(&mut other).await);
        });
        println!("from step {known}, killed at {seen:?}");
    }
}

#[test]
fn tables_of_a_newer_program_are_refused_by_name() {
    let site = wait_for(Site::new());
    wait_for(async {
        steps::lay(&site, &steps::all()[..PLAIN]).await;
        // What a later program would have noted.
        let note = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                    SELECT 9001, 'later', success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
        sqlx::query(note)
            .execute(&mut site.connect().await)
            .await
            .expect("a row");
    });
    for command in ["serve", "audit verify", "backup there"] {
        let (went_well, said) = run(site.program().args(command.split(' ')));
        assert!(
            !went_well && said.contains("newer version of this program"),
            "{command}: {said}"
        );
        assert!(
            said.contains("step 9001") && said.contains("start that version"),
            "{command}: {said}"
        );
    }
    wait_for(async { assert_eq!(steps::reached(&mut site.connect().await).await, 9001) });
}

/// Every row of every table as text, but for when steps were made.
async fn content(connection: &mut AnyConnection) -> Vec<String> {
    let mut tables: Vec<&str> = Storage::carried_tables().collect();
    tables.push("turns");
    let mut all = Vec::new();
    for table in tables {
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}")))
            .fetch_all(&mut *connection)
            .await
            .expect("rows");
        let mut lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let column = |place| {
                    let text = row.try_get::<String, _>(place);
                    text.or_else(|_| row.try_get::<i64, _>(place).map(|number| number.to_string()))
                        .unwrap_or_default()
                };
                let columns: Vec<String> = (0..row.len()).map(column).collect();
                format!("{table}: {}", columns.join(" | "))
            })
            .collect();
        lines.sort();
        all.append(&mut lines);
    }
    assert!(all.len() > 1, "there are sample rows");
    all
}
