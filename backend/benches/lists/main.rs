//! Lists, searches, numbers and single cases with 26 thousand and with many more cases, side by side: what an answer costs
//! must not depend on how much is over.
//!
//! Both databases are filled as `yijian demo-data` fills them. `YIJIAN_BENCH_CASES` says how many the large one has, 260000
//! when not set, `YIJIAN_BENCH_FEW` how many the small one; `YIJIAN_TEST_POSTGRES` names a PostgreSQL server on which the
//! same is measured again. Prints tables in Markdown; judging them is left to who reads them, because other programs share
//! the machine.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod asked;
mod filled;

use std::{
    env,
    time::{Duration, Instant},
};

use asked::{Asked, QUESTIONS};
use filled::Filled;
use tokio::runtime::Runtime;

/// Cases of the small database.
const FEW: i64 = 26_000;
/// Cases of the large one, unless another number is wished for.
const MANY: i64 = 260_000;
/// Times everything is asked.
const TIMES: usize = 400;
/// Times that count for nothing: they read the database into memory.
const WARM: usize = 40;

fn main() {
    let sizes = [count("YIJIAN_BENCH_FEW", FEW), count("YIJIAN_BENCH_CASES", MANY)];
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(compare("SQLite", None, sizes));
    if let Ok(server) = env::var("YIJIAN_TEST_POSTGRES") {
        runtime.block_on(compare("PostgreSQL", Some(&server), sizes));
    }
}

/// The number in a variable, or the usual one.
fn count(name: &str, usual: i64) -> i64 {
    let set = env::var(name).ok();
    set.map_or(usual, |set| set.parse().expect("it is a number of cases"))
}

async fn compare(database: &str, server: Option<&str>, [few, many]: [i64; 2]) {
    let few = Filled::with(few, server).await;
    let many = Filled::with(many, server).await;
    println!("\n### {database}\n");
    for filled in [&few, &many] {
        println!(
            "{} cases, filled in {:.0} s ({:.0} a second)  ",
            filled.cases,
            filled.took.as_secs_f64(),
            filled.cases as f64 / filled.took.as_secs_f64()
        );
    }
    println!(
        "\n| milliseconds | {} cases: half | 99 of 100 | rows | {} cases: half | 99 of 100 | rows | ratio of the 99 |",
        few.cases, many.cases
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (name, asked) in QUESTIONS {
        let (small, large) = measure(asked, &few, &many).await;
        println!(
            "| {name} | {} | {} | {:.2} |",
            small.print(),
            large.print(),
            large.most.as_secs_f64() / small.most.as_secs_f64()
        );
    }
    few.close().await;
    many.close().await;
}

/// Half of the answers take at most so long, and 99 of 100; the longest has so many rows.
#[derive(Debug, Clone, Copy)]
struct Figures {
    half: Duration,
    most: Duration,
    rows: usize,
}

/// Asks both in turns, so that what else the machine does falls on both.
async fn measure(asked: &Asked, few: &Filled, many: &Filled) -> (Figures, Figures) {
    let mut times = [Vec::new(), Vec::new()];
    let mut rows = [0; 2];
    for no in 0..TIMES + WARM {
        for (place, filled) in [few, many].into_iter().enumerate() {
            let begun = Instant::now();
            let found = asked.ask(filled, no).await;
            let took = begun.elapsed();
            if no >= WARM {
                times[place].push(took);
                rows[place] = rows[place].max(found);
            }
        }
    }
    let [small, large] = times;
    (Figures::of(small, rows[0]), Figures::of(large, rows[1]))
}

impl Figures {
    fn of(mut times: Vec<Duration>, rows: usize) -> Self {
        times.sort();
        Self {
            half: times[times.len() / 2],
            most: times[times.len() * 99 / 100],
            rows,
        }
    }

    fn print(self) -> String {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        format!("{:.2} | {:.2} | {}", ms(self.half), ms(self.most), self.rows)
    }
}
