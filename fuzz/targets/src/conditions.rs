//! Conditions: their text, and what they come to while answers are missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use yijian_domain::{
    catalogue::{
        Catalogue, Condition, Fact, Test,
        load::{File, load},
    },
    id::{QuestionId, ThemeId},
    number::Number,
    situation::{Answer, Answers, Situation, Truth},
};

use crate::input::Input;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 3, 2);
/// Trying out every answer takes long where a condition names many numbers.
const MOST_NUMBERS: usize = 6;
const MOST_BYTES: usize = 300;

/// Questions of every kind, one of them asked on a condition.
const QUESTIONS: [(&str, &str); 5] = [
    ("cooks", "ask = \"a\"\nkind = \"yes_no\""),
    ("seats", "ask = \"b\"\nkind = \"yes_no\"\nwhen = \"cooks or area > 50\""),
    (
        "form",
        "ask = \"c\"\nkind = \"one_of\"\noptions = [{ id = \"sole\", name = \"s\" }, { id = \"company\", name = \"t\" }]",
    ),
    (
        "sells",
        "ask = \"d\"\nkind = \"many_of\"\noptions = [{ id = \"food\", name = \"f\" }, { id = \"tobacco\", name = \"g\" }]",
    ),
    ("area", "ask = \"e\"\nkind = \"number\"\nmin = 0\nmax = 1000"),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let question = |(id, text): &(&str, &str)| File {
        path: format!("questions/{id}.toml"),
        text: (*text).to_owned(),
    };
    let mut files: Vec<File> = QUESTIONS.iter().map(question).collect();
    let ids = QUESTIONS.map(|(id, _)| format!("\"{id}\"")).join(", ");
    files.push(File {
        path: "themes/shop.toml".to_owned(),
        text: format!(
            "name = \"n\"\nsummary = \"s\"\nwho = \"w\"\nhow = \"h\"\naudience = \"business\"\nstage = \"open\"\nitems = []\nquestions = [{ids}]"
        ),
    });
    let loaded = load(files);
    assert_eq!(
        loaded.defects.len(),
        1,
        "only the version is missing: {:?}",
        loaded.defects
    );
    loaded.catalogue
});

/// Reads the bytes as a condition behind five bytes of answers.
///
/// # Panics
/// - When a fault names a place outside the text.
/// - When a condition is another one after it was written and read again, as text or as JSON.
/// - When a condition is called yes or no although some way of answering the open questions makes it the opposite, or
///   unknown although none does.
pub fn conditions(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let choices: [u8; QUESTIONS.len()] = std::array::from_fn(|_| input.byte());
    let text = input.rest();
    let condition = match Condition::try_from(text.clone()) {
        Ok(condition) => condition,
        Err(fault) => {
            assert!(text.is_char_boundary(fault.at) && !fault.expected.is_empty(), "{fault}");
            return;
        }
    };
    let written = condition.to_string();
    assert_eq!(
        Condition::try_from(written.clone()).as_ref(),
        Ok(&condition),
        "{written}"
    );
    let json = serde_json::to_string(&condition).expect("a condition is a text");
    let read: Condition = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(read.to_string(), written);
    if text.len() <= MOST_BYTES {
        exact(&condition, choices);
    }
}

/// Compares the verdict with trying out every way of answering.
fn exact(condition: &Condition, choices: [u8; QUESTIONS.len()]) {
    let mut numbers = BTreeSet::from([Number::whole(50), Number::whole(51)]);
    condition.each_fact(&mut |fact| {
        if let Test::Number(_, limit) = fact.test {
            numbers.extend([limit.down(), limit, limit.up()]);
        }
    });
    if numbers.len() > 3 * MOST_NUMBERS {
        return;
    }
    let every: BTreeMap<QuestionId, Vec<Answer>> = CATALOGUE
        .questions
        .keys()
        .map(|id| (id.clone(), answers(id, &numbers)))
        .collect();
    let mut given = Answers::new();
    for ((id, answers), choice) in every.iter().zip(choices) {
        // Half of the choices leave the question open.
        let answer = answers.get(usize::from(choice / 2) % answers.len());
        given.extend(
            answer
                .filter(|_| choice % 2 == 1)
                .map(|answer| (id.clone(), answer.clone())),
        );
    }
    let mut ways = vec![given.clone()];
    for (id, answers) in every.iter().filter(|(id, _)| !given.contains_key(*id)) {
        let with = |way: &Answers| {
            let one = |answer: &Answer| way.clone().into_iter().chain([(id.clone(), answer.clone())]).collect();
            answers.iter().map(one).collect::<Vec<Answers>>()
        };
        ways = ways.iter().flat_map(with).collect();
    }
    let verdicts: BTreeSet<bool> = ways.iter().map(|way| holds(condition, way)).collect();
    let expected = match (verdicts.contains(&true), verdicts.contains(&false)) {
        (true, true) => Truth::Unknown,
        (yes, _) => Truth::from(yes),
    };
    let situation =
        Situation::new(&CATALOGUE, &ThemeId::from("shop"), None, TODAY, &given).expect("the theme is there");
    assert_eq!(situation.holds(Some(condition)), expected, "{condition} with {given:?}");
}

/// Every answer to a question that a condition can tell from the others.
fn answers(id: &QuestionId, numbers: &BTreeSet<Number>) -> Vec<Answer> {
    let many = |options: &[&str]| Answer::Many(options.iter().map(|option| (*option).into()).collect());
    match id.as_str() {
        "form" => ["sole", "company"].map(|option| Answer::One(option.into())).into(),
        "sells" => vec![
            many(&[]),
            many(&["food"]),
            many(&["tobacco"]),
            many(&["food", "tobacco"]),
        ],
        "area" => {
            let ends = [Number::whole(0), Number::whole(1000)];
            let inside = numbers.iter().filter(|number| (ends[0]..=ends[1]).contains(*number));
            let all: BTreeSet<Number> = inside.copied().chain(ends).collect();
            all.into_iter().map(Answer::Number).collect()
        }
        _ => vec![Answer::YesNo(true), Answer::YesNo(false)],
    }
}

/// Whether a condition holds once everything is answered, by its meaning alone.
fn holds(condition: &Condition, all: &Answers) -> bool {
    match condition {
        Condition::Fact(Fact { question, test }) => {
            let asked = question.as_str() != "seats" || {
                let large = matches!(all.get("area"), Some(Answer::Number(area)) if *area > Number::whole(50));
                all.get("cooks") == Some(&Answer::YesNo(true)) || large
            };
            asked && all.get(question).is_some_and(|answer| answer.passes(test))
        }
        Condition::Not(inner) => !holds(inner, all),
        Condition::All(parts) => parts.iter().all(|part| holds(part, all)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, all)),
    }
}
