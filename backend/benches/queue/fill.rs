//! Cases by the thousand, made by the database itself.

use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// The counties of one city.
pub(super) const COUNTIES: [&str; 8] = [
    "610302", "610303", "610304", "610322", "610323", "610324", "610326", "610328",
];

/// What is drawn for each case: a day, and three numbers that look like chance and are always the same. Of those of a day
/// the share that still runs falls with the square of its age.
const DRAWN: &str = "
CREATE TEMP TABLE drawn AS
WITH RECURSIVE counted (no) AS (SELECT 0 UNION ALL SELECT no + 1 FROM counted WHERE no + 1 < $1),
aged AS (SELECT no, ($1 - 1 - no) / $2 AS age, no * 2654435761 % 4294967296 / 7 AS one,
    (no + 77) * 2246822519 % 4294967296 / 11 AS two, (no + 999) * 3266489917 % 4294967296 / 13 AS three FROM counted)
SELECT no, age, one, two, three, date($3, '-' || age || ' days') AS day,
    one % 1000 >= 64000 / ((8 + age) * (8 + age)) AS is_over FROM aged";

const CASES: &str = "
INSERT INTO cases (number, events, theme, theme_name, county, prefecture, holder, subject, stage, turn, to_do, running, due,
    law_due, wakes, visit, submitted_at, over_on, parts, parts_over)
WITH staged AS (SELECT *, substr($3, two % 8 * 6 + 1, 6) AS place, CASE
        WHEN is_over THEN CASE WHEN three % 100 < 88 THEN 'delivered' WHEN three % 100 < 92 THEN 'not_accepted'
            WHEN three % 100 < 94 THEN 'denied' WHEN three % 100 < 98 THEN 'withdrawn' ELSE 'ended' END
        WHEN three % 100 < 20 THEN 'received' WHEN three % 100 < 30 THEN 'correction_asked'
        WHEN three % 100 < 35 THEN 'resubmitted' WHEN three % 100 < 85 THEN 'in_review'
        WHEN three % 100 < 93 THEN 'decided' ELSE 'issued' END AS stage,
    CASE WHEN two % 5 < 3
        THEN substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', one % 20 + 1, 1) || substr('伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞', three % 20 + 1, 1)
            || substr('平刚桂辉玲文华建国红', two / 8 % 10 + 1, 1)
        ELSE substr('好美丰福永兴', one % 6 + 1, 1) || substr('邻客味源达隆', three % 6 + 1, 1) || '第' || (one % 5000) || '店'
    END AS holder FROM drawn),
dated AS (SELECT *, CASE WHEN is_over OR stage = 'correction_asked' THEN '9999-12-31'
        ELSE date($2, (one % 14 - 2) || ' days') END AS due,
    CASE WHEN stage = 'in_review' AND two % 10 = 0 THEN date($2, (one % 5) || ' days') ELSE '' END AS visit FROM staged)
SELECT place || strftime('%Y%m%d', day) || printf('%05d', no % $1) || (no % 10), 5, 'theme_' || (one % 40),
    '开办一件事 ' || (one % 40), place, '610300', holder, '',
    stage, 'window', stage IN ('received', 'resubmitted', 'decided', 'issued')
        OR (stage = 'in_review' AND visit = '' AND two % 7 = 0), NOT is_over, due, due, due, visit,
    strftime('%s', day) + 3600 + no % $1 * 40, iif(is_over, date(day, min(age, 6) || ' days'), ''), 3, iif(is_over, 3, 1)
FROM dated ORDER BY no";

const PARTS: &str = "
INSERT INTO case_parts (number, item, name, department, county, prefecture, stage, running, reviewer, reviewer_name, due,
    law_due, decided_on, late, leads, theme, holder, submitted_at, case_stage)
WITH items (place, item) AS (VALUES (0, 'business_registration'), (1, 'food'), (2, 'sign')),
staged AS (SELECT cases.*, cases.rowid AS no, place, item, CASE
        WHEN stage = 'denied' THEN 'denied' WHEN stage IN ('withdrawn', 'ended') THEN 'stopped' WHEN stage <> 'in_review' THEN 'granted'
        WHEN place = 0 THEN iif(cases.rowid % 3 = 0, 'open', 'in_review') WHEN place = 1 THEN 'granted'
        WHEN cases.rowid % 6 = 0 THEN 'paused' WHEN cases.rowid % 6 < 4 THEN 'open' ELSE 'waiting' END AS part_stage
    FROM cases CROSS JOIN items WHERE stage NOT IN ('received', 'correction_asked', 'resubmitted', 'not_accepted')),
marked AS (SELECT *, part_stage IN ('open', 'in_review', 'paused', 'waiting') AS part_running FROM staged)
SELECT number, item, '办理一项 ' || item, CASE (no + place) % 6 WHEN 0 THEN 'health' WHEN 1 THEN 'market_regulation'
        WHEN 2 THEN 'fire_rescue' WHEN 3 THEN 'urban_management' WHEN 4 THEN 'tax' ELSE 'transport' END,
    county, prefecture, part_stage, part_running, iif(part_stage IN ('open', 'waiting'), '', 'reviewer_' || (no % 30)), '经办人',
    iif(part_stage IN ('open', 'in_review'), due, '9999-12-31'), iif(part_stage IN ('open', 'in_review'), due, '9999-12-31'),
    iif(part_running, '', iif(over_on = '', $1, over_on)), part_stage = 'granted' AND no % 33 = 0, 1, theme, holder,
    submitted_at, stage
FROM marked ORDER BY no, place";

/// Fills an empty database; how many cases run. Nothing of it is durable while it is made, and indexes come last.
pub(super) async fn fill(address: &str, size: i64, a_day: i64, today: &str) -> i64 {
    let mut connection = open(address).await;
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('cases', 'case_parts')",
    )
    .fetch_all(&mut connection)
    .await
    .expect("indexes");
    for (name, _) in &indexes {
        run(&mut connection, format!("DROP INDEX {name}")).await;
    }
    let statements = [
        sqlx::query(DRAWN).bind(size).bind(a_day).bind(today),
        sqlx::query(CASES).bind(a_day).bind(today).bind(COUNTIES.concat()),
        sqlx::query(PARTS).bind(today),
    ];
    for statement in statements {
        statement.execute(&mut connection).await.expect("rows");
    }
    for (_, sql) in indexes {
        run(&mut connection, sql).await;
    }
    let running = sqlx::query_scalar("SELECT COUNT(*) FROM cases WHERE running = 1")
        .fetch_one(&mut connection)
        .await
        .expect("a count");
    run(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)".to_owned()).await;
    connection.close().await.expect("the database closes");
    running
}

async fn open(address: &str) -> SqliteConnection {
    let options: SqliteConnectOptions = address.parse().expect("an address");
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-200000")
        .disable_statement_logging()
        .connect()
        .await
        .expect("the database opens")
}

async fn run(connection: &mut SqliteConnection, sql: String) {
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(connection)
        .await
        .expect("a statement");
}
