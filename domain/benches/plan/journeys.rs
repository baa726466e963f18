//! The journeys of the tests, as requests.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::civil::date;
use serde::Deserialize;
use yijian_domain::{
    catalogue::{Catalogue, RegionCode},
    id::{QuestionId, ThemeId},
    plan::{Request, plan},
    situation::Answer,
};

/// What is needed of a journey file.
#[derive(Deserialize)]
struct Journey {
    theme: ThemeId,
    region: Option<RegionCode>,
    answers: Vec<(QuestionId, Answer)>,
}

/// Of each theme the journey with the largest plan.
pub(crate) fn largest(catalogue: &Catalogue) -> BTreeMap<ThemeId, Request> {
    let mut largest: BTreeMap<ThemeId, (usize, Request)> = BTreeMap::new();
    for request in all() {
        let size = plan(catalogue, &request).map_or(0, |plan| plan.items.len() * 1000 + plan.materials.len());
        if largest.get(&request.theme).is_none_or(|(other, _)| *other < size) {
            largest.insert(request.theme.clone(), (size, request));
        }
    }
    largest
        .into_iter()
        .map(|(theme, (_, request))| (theme, request))
        .collect()
}

/// Every journey, in the order of the file names.
pub(crate) fn all() -> Vec<Request> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the journeys stand beside the tests")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| request(path)).collect()
}

fn request(path: &Path) -> Request {
    let text = fs::read_to_string(path).expect("a listed file can be read");
    let journey: Journey = toml::from_str(&text).expect("the tests walk the same file");
    Request::new(
        journey.theme,
        journey.answers.into_iter().collect(),
        journey.region,
        date(2026, 6, 1),
    )
}
