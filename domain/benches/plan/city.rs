//! Catalogues of another size, made from the real one.

use std::{collections::BTreeSet, fs};

use toml::{Table, Value};
use yijian_domain::{
    catalogue::{Audience, Catalogue, Stage, embedded, load::File},
    id::{ItemId, ThemeId},
    plan::{Applies, Request, plan},
};

use crate::journeys;

/// A catalogue with so many items and themes: the real files, and copies of items and themes under other names.
pub(crate) fn files(items: usize, themes: usize) -> Vec<File> {
    let real = embedded::files();
    let of = |folder: &str| -> Vec<&File> { real.iter().filter(|file| file.path.starts_with(folder)).collect() };
    let (real_items, real_themes) = (of("items/"), of("themes/"));
    let mut files = real.clone();
    let wanted = |copy: usize, have: usize, all: usize| all.saturating_sub(copy * have).min(have);
    for copy in 1..=items.div_ceil(real_items.len()) {
        // A theme is copied only together with all its items.
        let whole = wanted(copy, real_items.len(), items) == real_items.len();
        for file in &real_items[..wanted(copy, real_items.len(), items)] {
            files.push(File {
                path: renamed(&file.path, copy),
                text: file.text.clone(),
            });
        }
        for file in real_themes
            .iter()
            .take(wanted(copy, real_themes.len(), themes))
            .filter(|_| whole)
        {
            files.push(File {
                path: renamed(&file.path, copy),
                text: with_items_renamed(&file.text, copy),
            });
        }
    }
    files
}

fn renamed(path: &str, copy: usize) -> String {
    path.replace(".toml", &format!("_copy{copy}.toml"))
}

fn with_items_renamed(theme: &str, copy: usize) -> String {
    let mut theme: Table = theme.parse().expect("the embedded theme can be read");
    let Some(Value::Array(items)) = theme.get_mut("items") else {
        panic!("a theme has items")
    };
    for item in items {
        *item = Value::String(format!("{}_copy{copy}", item.as_str().unwrap_or_default()));
    }
    theme.to_string()
}

/// The real catalogue with one more theme in which exactly fifteen items apply, and a request for it.
pub(crate) fn fifteen_items(real: &Catalogue) -> (Catalogue, Request) {
    let opens = |id: &ThemeId| {
        real.themes
            .get(id)
            .is_some_and(|theme| theme.stage == Stage::Open && theme.audience == Audience::Business)
    };
    let journeys: Vec<Request> = journeys::largest(real)
        .into_values()
        .filter(|request| opens(&request.theme))
        .collect();
    let first = journeys.first().expect("some theme opens a business");
    let mut catalogue = real.clone();
    let mut theme = real.themes[&first.theme].clone();
    let mut request = Request {
        theme: ThemeId::from("fifteen_items"),
        ..first.clone()
    };
    for journey in &journeys {
        let other = &real.themes[&journey.theme];
        let asked: Vec<_> = other
            .questions
            .iter()
            .filter(|id| !theme.questions.contains(id))
            .cloned()
            .collect();
        theme.questions.extend(asked);
        theme.items.extend(
            other
                .items
                .iter()
                .filter(|id| !theme.items.contains(id))
                .cloned()
                .collect::<Vec<_>>(),
        );
        for (question, answer) in other.assumes.iter().chain(&journey.answers) {
            request
                .answers
                .entry(question.clone())
                .or_insert_with(|| answer.clone());
        }
    }
    theme.assumes.clear();
    catalogue.themes.insert(request.theme.clone(), theme.clone());
    let all = plan(&catalogue, &request).expect("every item of the real catalogue has a limit");
    let applying: BTreeSet<ItemId> = all
        .items
        .into_iter()
        .filter(|item| item.applies == Applies::Yes)
        .map(|item| item.id)
        .take(15)
        .collect();
    assert_eq!(
        applying.len(),
        15,
        "the themes that open a business have fifteen items together"
    );
    theme.items = applying.into_iter().collect();
    catalogue.themes.insert(request.theme.clone(), theme);
    (catalogue, request)
}

/// The memory this program has in use, in bytes, where the system says it.
pub(crate) fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace()
        .next()?
        .parse::<u64>()
        .ok()
        .map(|kib| kib * 1024)
}
