//! The two tables of a situation: each item alone, and every figure beside what was published.

use std::io::Write;

use yijian_domain::catalogue::{Catalogue, Metric, Published};

use super::{
    Failure,
    count::{Counted, Pair},
    page::english,
};

/// The metrics every table shows, in their order.
const ALWAYS: [Metric; 8] = [
    Metric::Items,
    Metric::Licences,
    Metric::Departments,
    Metric::Forms,
    Metric::Fields,
    Metric::Materials,
    Metric::Visits,
    Metric::WorkingDays,
];

/// Each item alone, and their sum.
pub(super) fn items(catalogue: &Catalogue, counted: &Counted<'_>, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(
        out,
        "\n| each item alone | department | lines | papers | fields | forms | visits | working days | by law |"
    )?;
    writeln!(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|")?;
    let mut sum = [0_u16; 7];
    for alone in counted.alone() {
        let department = catalogue.departments.get(&alone.item.department);
        let department = department.map_or("", |department| english(&department.name, department.name_en.as_ref()));
        let item = english(&alone.item.name, alone.item.name_en.as_ref());
        let cells = [
            alone.lines,
            alone.papers,
            alone.fields,
            alone.forms,
            alone.visits,
            alone.days,
            alone.statutory,
        ];
        sum.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        let mark = if alone.assumed { " \\*" } else { "" };
        writeln!(out, "| {item} | {department} | {}{mark} |", row(&cells))?;
    }
    writeln!(out, "| sum | | {} |", row(&sum))?;
    Ok(())
}

fn row(cells: &[u16]) -> String {
    cells.iter().map(u16::to_string).collect::<Vec<_>>().join(" | ")
}

/// Every metric, computed and, once for each who published it, published.
pub(super) fn table(
    catalogue: &Catalogue,
    counted: &Counted<'_>,
    figures: &[&Published],
    out: &mut impl Write,
) -> Result<(), Failure> {
    writeln!(
        out,
        "\n| what | each alone | one thing | change | published before | published after | change | published by |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|---|")?;
    let steps = figures.iter().any(|figure| figure.metric == Metric::Steps);
    for metric in ALWAYS.into_iter().chain(steps.then_some(Metric::Steps)) {
        let computed = match counted.figure(metric) {
            Some(pair) => format!("{} | {} | {}", pair.before, pair.after, percent(pair)),
            None => "– | – | –".to_owned(),
        };
        let of_metric: Vec<_> = figures.iter().filter(|figure| figure.metric == metric).collect();
        for figure in &of_metric {
            let published = published(catalogue, figure);
            writeln!(out, "| {} | {computed} | {published} |", name(metric))?;
        }
        if of_metric.is_empty() {
            writeln!(out, "| {} | {computed} | – | – | – | – |", name(metric))?;
        }
        if metric == Metric::WorkingDays {
            let law = counted.plan.schedule.statutory_working_days;
            writeln!(out, "| working days by law | {law} | – | – | – | – | – | – |")?;
        }
    }
    Ok(())
}

fn published(catalogue: &Catalogue, figure: &Published) -> String {
    let number = |number: Option<u16>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let change = match (figure.percent, figure.before, figure.after) {
        (Some(percent), ..) => signed(&percent.to_string()),
        (None, Some(before), Some(after)) => percent(Pair { before, after }),
        (None, ..) => "–".to_owned(),
    };
    let source = catalogue.sources.get(&figure.source);
    let date = source
        .and_then(|source| source.published.as_deref())
        .unwrap_or("undated");
    let place = figure.place.as_deref().unwrap_or("place not named");
    let (before, after) = (number(figure.before), number(figure.after));
    format!("{before} | {after} | {change} | {place}, {date}, `{}`", figure.source)
}

fn percent(pair: Pair) -> String {
    pair.percent()
        .map_or_else(|| "–".to_owned(), |percent| signed(&percent.to_string()))
}

/// A percentage with the minus of print.
fn signed(number: &str) -> String {
    format!("{} %", number.replace('-', "−"))
}

/// What a metric is called on the page.
pub(super) fn name(metric: Metric) -> &'static str {
    match metric {
        Metric::Forms => "forms",
        Metric::Fields => "fields",
        Metric::Materials => "papers",
        Metric::Visits => "visits",
        Metric::Departments => "departments",
        Metric::WorkingDays => "working days",
        Metric::Items => "items",
        Metric::Licences => "licences",
        Metric::Steps => "steps",
    }
}
