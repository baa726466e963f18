//! Generated small catalogues: a theme, a few items, and everything the merge knows about.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use proptest::{collection::vec, prelude::*, sample::subsequence};
use serde_json::{Value, json};
use yijian_domain::{
    catalogue::{Catalogue, Item},
    id::{ItemId, MaterialKey, ThemeId},
    plan::Request,
    situation::{Answer, Answers},
};

pub(crate) const TODAY: Date = date(2026, 11, 23);
pub(crate) const THEME: &str = "theme";

const ROLES: [&str; 3] = ["operator", "manager", "agent"];
const ELEMENTS: [&str; 6] = ["id_number", "sex", "birth_date", "licence_code", "title", "remark"];
const PAPERS: [&str; 7] = ["licence", "permit", "card", "deed", "lease", "record", "form"];
const QUESTIONS: [&str; 3] = ["qa", "qb", "qc"];
const CONDITIONS: [&str; 6] = ["qa", "not qa", "qb", "qa and qb", "qa or not qc", "qc and not qa"];

/// The element that only repeats a question.
pub(crate) const REPEATING: &str = "remark";

/// A catalogue, and what is asked of it.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    pub(crate) catalogue: Catalogue,
    pub(crate) request: Request,
}

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(names)
}

/// `name` or `name@role`.
fn key(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    (one_of(names), prop::option::of(one_of(&ROLES)))
        .prop_map(|(name, role)| role.map_or_else(|| name.to_owned(), |role| format!("{name}@{role}")))
}

fn when() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::weighted(0.3, one_of(&CONDITIONS))
}

fn field() -> impl Strategy<Value = Value> {
    (key(&ELEMENTS), any::<bool>(), when())
        .prop_map(|(key, required, when)| json!({ "use": key, "required": required, "when": when }))
}

fn way() -> impl Strategy<Value = String> {
    vec(key(&PAPERS), 1..3).prop_map(|keys| keys.join(" + "))
}

fn material() -> impl Strategy<Value = Value> {
    let ease = (prop::option::of(1..9_u16), prop::option::of(one_of(&["clean", "safe"])));
    let form = one_of(&["either", "copy", "certified_copy", "original"]);
    (vec(way(), 1..4), form, 1..4_u16, subsequence(vec!["x", "y"], 0..=2), ease, when()).prop_map(
        |(mut ways, form, copies, markings, (defer, promise), when)| {
            let mut wants = json!({
                "form": form, "copies": copies, "markings": markings, "defer_days": defer, "promise": promise, "when": when,
            });
            if ways.len() == 1 {
                wants["use"] = json!(ways.pop());
            } else {
                wants["any"] = json!(ways);
            }
            wants
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    let figures = (0..3_u16, 1..20_u16, prop::option::of(Just("form")));
    (
        vec(field(), 0..6),
        vec(material(), 0..5),
        subsequence(PAPERS[..2].to_vec(), 0..=1),
        when(),
        figures,
    )
        .prop_map(|(mut fields, mut materials, issues, when, (visits, days, form))| {
            for (n, field) in fields.iter_mut().enumerate() {
                field["label"] = json!(format!("field {n}"));
            }
            for (n, wants) in materials.iter_mut().enumerate() {
                wants["name"] = json!(format!("paper {n}"));
            }
            serde_json::from_value(json!({
                "name": "item", "kind": "licence", "department": format!("d{visits}"), "from": "2020-01-01",
                "source": "own", "when": when, "issues": issues, "visits": visits, "form": form,
                "limits": [{ "from": "2020-01-01", "statutory": days, "source": "own" }],
                "fields": fields, "materials": materials,
            }))
            .expect("an item as the catalogue writes it")
        })
}

/// The parts that are the same in every generated catalogue, but for which roles are one person.
fn library(same_as: &[(&str, &str, Option<&str>)]) -> Catalogue {
    let role = |(n, id): (usize, &&str)| {
        let same = same_as.iter().filter(|(role, ..)| role == id);
        let same: Vec<_> = same
            .map(|(_, other, when)| json!({ "role": other, "when": when }))
            .collect();
        (
            (*id).to_owned(),
            json!({ "name": id, "order": 10 * n, "same_as": same }),
        )
    };
    let element = |id: &&str| {
        let derived = ["sex", "birth_date"].contains(id).then_some("id_number");
        let comes_with = (*id == "licence_code").then_some("licence");
        let kind = if *id == "id_number" { "resident_id" } else { "text" };
        let answered_by = (*id == REPEATING).then_some("qb");
        let element = json!({
            "name": id, "kind": kind, "section": "s", "derived_from": derived, "comes_with": comes_with,
            "answered_by": answered_by,
        });
        ((*id).to_owned(), element)
    };
    let paper = |id: &&str| {
        let kind = if *id == "form" { "application_form" } else { "proof" };
        let shared = (*id == "record").then_some("registry");
        (
            (*id).to_owned(),
            json!({ "name": id, "kind": kind, "shared_by": shared }),
        )
    };
    let question = |id: &&str| ((*id).to_owned(), json!({ "ask": "?", "kind": "yes_no" }));
    let all = |things: Vec<(String, Value)>| things.into_iter().collect::<serde_json::Map<_, _>>();
    serde_json::from_value(json!({
        "version": "generated",
        "sections": { "s": { "name": "s", "order": 1 } },
        "roles": all(ROLES.iter().enumerate().map(role).collect()),
        "elements": all(ELEMENTS.iter().map(element).collect()),
        "materials": all(PAPERS.iter().map(paper).collect()),
        "questions": all(QUESTIONS.iter().map(question).collect()),
        "themes": { THEME: {
            "name": "t", "audience": "business", "stage": "open", "summary": "s", "who": "w", "how": "h",
            "questions": QUESTIONS, "items": [], "source": "own",
        }},
    }))
    .expect("a library as the catalogue writes it")
}

fn papers() -> impl Strategy<Value = BTreeSet<MaterialKey>> {
    vec(key(&PAPERS), 0..3).prop_map(|keys| keys.iter().map(|key| key.parse().expect("a key")).collect())
}

/// A catalogue with up to four items, all of them in the theme.
pub(crate) fn small() -> impl Strategy<Value = Small> {
    let same = vec((one_of(&ROLES), one_of(&ROLES), when()), 0..3);
    let answers = vec(prop::option::weighted(0.8, any::<bool>()), QUESTIONS.len());
    (vec(item(), 1..5), same, answers, papers(), papers(), papers()).prop_map(
        |(items, same, answers, held, chosen, promised)| {
            let mut catalogue = library(&same);
            catalogue.items = (0..)
                .map(|n| ItemId::from(format!("i{n}").as_str()))
                .zip(items)
                .collect();
            theme(&mut catalogue).items = catalogue.items.keys().cloned().collect();
            let given = QUESTIONS
                .iter()
                .zip(answers)
                .filter_map(|(id, yes)| Some(((*id).into(), Answer::YesNo(yes?))));
            let request = Request::new(ThemeId::from(THEME), given.collect(), None, TODAY);
            Small {
                catalogue,
                request: Request {
                    held,
                    chosen,
                    promised,
                    ..request
                },
            }
        },
    )
}

/// The theme of a generated catalogue.
pub(crate) fn theme(catalogue: &mut Catalogue) -> &mut yijian_domain::catalogue::Theme {
    catalogue.themes.get_mut(THEME).expect("the generated theme")
}

/// Every way of answering what is still open.
pub(crate) fn completions(answers: &Answers) -> Vec<Answers> {
    let mut all = vec![answers.clone()];
    for id in QUESTIONS.iter().filter(|id| !answers.contains_key(**id)) {
        let with = |before: &Answers, yes| {
            let mut after = before.clone();
            after.insert((*id).into(), Answer::YesNo(yes));
            after
        };
        all = all
            .iter()
            .flat_map(|before| [with(before, true), with(before, false)])
            .collect();
    }
    all
}

/// The same catalogue with the items' ids in another order, and the new id of each.
pub(crate) fn renamed(catalogue: &Catalogue, turn: usize) -> (Catalogue, BTreeMap<ItemId, ItemId>) {
    let ids: Vec<ItemId> = catalogue.items.keys().cloned().collect();
    let new_id = |n: usize| ids[(ids.len() - 1 - n + turn) % ids.len()].clone();
    let names: BTreeMap<ItemId, ItemId> = ids.iter().enumerate().map(|(n, id)| (id.clone(), new_id(n))).collect();
    let mut renamed = catalogue.clone();
    renamed.items = catalogue
        .items
        .iter()
        .map(|(id, item)| (names[id].clone(), item.clone()))
        .collect();
    (renamed, names)
}
