//! Measures planning in the browser: what a phone does after each changed answer. Not part of any page.
//!
//! For every theme of the embedded catalogue it answers each question in turn and plans after every answer, many times
//! over. Results go to the console as one JSON line for each theme; `.ci/bench-browser.sh` prints them.

use wasm_bindgen::JsValue;
use yijian_domain::{
    catalogue::{Catalogue, Question, QuestionKind, embedded},
    id::{QuestionId, ThemeId},
    number::Number,
    plan::{Plan, Request, plan},
    situation::Answer,
};

/// Plans in one measurement: a browser's clock is too coarse for a single one.
const BATCH: u32 = 20;
const MEASUREMENTS: usize = 40;

fn main() {
    let Some(clock) = web_sys::window().and_then(|window| window.performance()) else {
        return;
    };
    let catalogue = embedded::catalogue().catalogue;
    for theme in catalogue.themes.keys() {
        let Some(slice) = catalogue.slice(theme) else { continue };
        let mut micros: Vec<f64> = Vec::new();
        let mut items = 0;
        for request in walk(&slice, theme) {
            for _ in 0..MEASUREMENTS {
                let start = clock.now();
                for _ in 0..BATCH {
                    items = items.max(plan(&slice, &request).map_or(0, |plan: Plan| plan.items.len()));
                }
                micros.push((clock.now() - start) * 1000.0 / f64::from(BATCH));
            }
        }
        micros.sort_by(f64::total_cmp);
        let at = |share: usize| micros.get(micros.len() * share / 100).copied().unwrap_or(0.0);
        let candidates = slice.items.len();
        let line = format!(
            "{{\"theme\":\"{theme}\",\"candidates\":{candidates},\"items\":{items},\"median_us\":{:.1},\"p95_us\":{:.1}}}",
            at(50),
            at(95)
        );
        web_sys::console::log_1(&JsValue::from_str(&line));
    }
    web_sys::console::log_1(&JsValue::from_str("done"));
}

/// The situations a person passes through when answering every question in order.
fn walk(slice: &Catalogue, theme: &ThemeId) -> Vec<Request> {
    let on = jiff::civil::date(2026, 11, 23);
    let mut request = Request::new(theme.clone(), std::collections::BTreeMap::new(), None, on);
    let mut requests = vec![request.clone()];
    while let Some(question) = plan(slice, &request).ok().and_then(|plan| plan.next.first().cloned()) {
        let Some(answer) = slice.questions.get(&question).and_then(answer) else {
            break;
        };
        request.answers.insert(QuestionId::clone(&question), answer);
        requests.push(request.clone());
    }
    requests
}

/// The answer that asks for most: yes, every option, a large number.
fn answer(question: &Question) -> Option<Answer> {
    match question.kind {
        QuestionKind::YesNo => Some(Answer::YesNo(true)),
        QuestionKind::OneOf => question.options.last().map(|option| Answer::One(option.id.clone())),
        QuestionKind::ManyOf => Some(Answer::Many(
            question.options.iter().map(|option| option.id.clone()).collect(),
        )),
        QuestionKind::Number => question.max.or(Some(Number::whole(1000))).map(Answer::Number),
    }
}
