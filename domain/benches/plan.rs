//! How long planning takes, theme by theme, and how long a catalogue of a city takes to load and check.
//!
//! The budgets stand in `docs/architecture.md`.

#[path = "plan/city.rs"]
mod city;
#[path = "plan/journeys.rs"]
mod journeys;

use std::{
    hint::black_box,
    io::{self, Write},
    time::Duration,
};

use criterion::{BatchSize, BenchmarkId, Criterion};
use yijian_domain::{
    catalogue::{check::check, embedded, load::load},
    plan::{Request, plan},
    situation::Situation,
};

fn main() -> io::Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    themes(&mut criterion);
    fifteen_items(&mut criterion);
    city_catalogue(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// The largest plan of each theme, from complete answers, out of the part of the catalogue that a phone loads.
fn themes(criterion: &mut Criterion) {
    let catalogue = embedded::catalogue().catalogue;
    let mut group = criterion.benchmark_group("plan");
    for (theme, request) in journeys::largest(&catalogue) {
        let part = catalogue
            .slice(&theme)
            .expect("a journey is about a theme of the catalogue");
        group.bench_function(BenchmarkId::from_parameter(&theme), |bencher| {
            bencher.iter(|| plan(black_box(&part), black_box(&request)));
        });
    }
    group.finish();
}

/// A plan of fifteen items, the size of the budget: a theme put together from all that open a business.
fn fifteen_items(criterion: &mut Criterion) {
    let (catalogue, request) = city::fifteen_items(&embedded::catalogue().catalogue);
    let part = catalogue.slice(&request.theme).expect("the theme was just put in");
    criterion.bench_function("plan/fifteen items", |bencher| {
        bencher.iter(|| plan(black_box(&part), black_box(&request)));
    });
    criterion.bench_function("plan/fifteen items, one answer at a time", |bencher| {
        bencher.iter(|| one_at_a_time(&part, &request));
    });
}

/// What a person causes who answers one question after another: a plan after each.
fn one_at_a_time(catalogue: &yijian_domain::catalogue::Catalogue, request: &Request) {
    let situation = Situation::new(
        catalogue,
        &request.theme,
        request.region.clone(),
        request.on,
        &request.answers,
    )
    .expect("known theme");
    let mut so_far = Request {
        answers: Default::default(),
        ..request.clone()
    };
    for question in &situation.theme().questions {
        so_far.answers.extend(
            request
                .answers
                .get_key_value(question)
                .map(|(id, answer)| (id.clone(), answer.clone())),
        );
        let _ = black_box(plan(catalogue, &so_far));
    }
}

/// 6,000 items in 100 themes: read from text and checked.
fn city_catalogue(criterion: &mut Criterion) -> io::Result<()> {
    let files = city::files(6000, 100);
    let before = city::resident_bytes();
    let loaded = load(files.clone());
    let grown = city::resident_bytes()
        .zip(before)
        .map(|(after, before)| after.saturating_sub(before));
    let defects: Vec<_> = loaded.defects.into_iter().chain(check(&loaded.catalogue)).collect();
    let mut out = io::stdout();
    writeln!(
        out,
        "catalogue: {} items, {} themes, {} files, {} MiB of text, {} defects",
        loaded.catalogue.items.len(),
        loaded.catalogue.themes.len(),
        files.len(),
        files.iter().map(|file| file.text.len()).sum::<usize>() >> 20,
        defects.len(),
    )?;
    match grown {
        Some(bytes) => writeln!(out, "catalogue: {} MiB of memory once loaded", bytes >> 20)?,
        None => writeln!(out, "catalogue: this system does not say how much memory is used")?,
    }

    let mut group = criterion.benchmark_group("catalogue of 6,000 items");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.bench_function("load", |bencher| {
        bencher.iter_batched(|| files.clone(), load, BatchSize::PerIteration)
    });
    group.bench_function("check", |bencher| bencher.iter(|| check(black_box(&loaded.catalogue))));
    group.finish();
    Ok(())
}
