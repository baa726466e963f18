use std::collections::BTreeSet;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// A draft with one thing wrong, and where it is found.
type Wrong = (&'static str, Draft, &'static str);

fn with(change: impl FnOnce(&mut Draft)) -> Draft {
    let mut draft = good();
    change(&mut draft);
    draft
}

fn answered(text: &str) -> Draft {
    with(|draft| draft.answers.extend(answers(text)))
}

fn provided(id: &str, provision: Provision) -> Draft {
    with(|draft| drop(draft.provisions.insert(paper(id), provision)))
}

/// One draft for each code, wrong in nothing else.
fn wrong() -> Vec<Wrong> {
    wrong_whole().into_iter().chain(wrong_papers()).collect()
}

fn wrong_whole() -> Vec<Wrong> {
    let area = |value: &str| {
        let given = answers(&format!("business_form=sole sells=[other] area={value} has_agent=no"));
        with(|draft| draft.answers = given)
    };
    let long = typed(good(), "entity_name", &"大".repeat(10_000));
    let old = with(|draft| draft.catalogue_version = "old".to_owned());
    let open = with(|draft| drop(draft.answers.remove("area")));
    let empty = with(|draft| drop(draft.values.remove(&key("entity_name"))));
    vec![
        ("theme_unknown", with(|draft| draft.theme = "fly".into()), "draft"),
        ("draft_too_big", long, "draft"),
        ("catalogue_changed", old, "draft"),
        ("answer_unknown_question", answered("flies=yes"), "answers.flies"),
        ("answer_wrong_type", area("yes"), "answers.area"),
        ("answer_out_of_range", area("0"), "answers.area"),
        ("question_open", open, "answers.area"),
        ("required", empty, "values.entity_name"),
        ("relation", typed(good(), "kitchen_size", "61"), "values.kitchen_size"),
        (
            "declaration_missing",
            with(|draft| draft.declared = false),
            "declaration",
        ),
    ]
}

fn wrong_papers() -> Vec<Wrong> {
    let at = "materials.title_deed";
    let nothing = with(|draft| drop(draft.provisions.remove(&paper("title_deed"))));
    let no_file = provided("title_deed", Provision::Files { files: Vec::new() });
    vec![
        ("material_missing", nothing, at),
        ("material_missing", no_file, at),
        ("material_incomplete", provided("title_deed", files(false)), at),
        ("material_not_deferrable", provided("title_deed", Provision::Later), at),
    ]
}

#[test]
fn a_good_draft_becomes_an_application_with_the_values_in_the_form_to_store() {
    let application = validated(&good()).unwrap();
    assert!(application.plan().complete && application.warnings().is_empty());
    let values: Vec<_> = application
        .values()
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let expected = [
        "entity_name=张三小卖部",
        &format!("id_number@operator={HER_ID}"),
        "kitchen_size=10",
        "name@operator=张三",
        "premises_size=60",
    ];
    assert_eq!(values, expected);
    assert_eq!(application.provisions().len(), 3);
}

#[test]
fn each_wrong_draft_has_its_one_finding_at_its_place() {
    let catalogue = Files::new().catalogue();
    for (code, draft, place) in wrong() {
        assert_eq!(found(&catalogue, &draft), [format!("{place} {code}")]);
    }
}

#[test]
fn an_option_that_does_not_exist_is_named_and_the_question_stays_open() {
    let draft = answered("sells=[food,guns]");
    let found = found(&Files::new().catalogue(), &draft);
    assert_eq!(
        found[..2],
        ["answers.sells answer_unknown_option", "answers.sells question_open"]
    );
}

#[test]
fn a_day_without_a_limit_is_a_gap_of_the_catalogue() {
    let limit = "[[limits]]\nfrom = \"2020-01-01\"";
    let gap = Files::new().edit("items/food_licence.toml", limit, "[[limits]]\nfrom = \"2027-01-01\"");
    assert_eq!(found(&gap.catalogue(), &good()), ["draft catalogue_gap"]);
}

#[test]
fn every_code_has_a_draft_that_produces_it() {
    // Whose commitment was found false before knows the server only.
    let elsewhere = ["catalogue_gap", "answer_unknown_option", "promise_barred"];
    let codes: BTreeSet<_> = wrong().iter().map(|(code, ..)| *code).chain(elsewhere).collect();
    assert_eq!(codes, CODES.iter().copied().collect());
}

#[test]
fn a_wrong_value_is_found_at_its_field_with_the_code_of_its_kind() {
    for (field, value, code) in [
        ("id_number@operator", "110105194912310021", "id_check"),
        ("premises_size", "many", "number_format"),
    ] {
        let found = validated(&typed(good(), field, value)).unwrap_err();
        let at: Vec<_> = found
            .iter()
            .map(|finding| (finding.at.to_string(), &*finding.code, finding.weight))
            .collect();
        assert_eq!(at, [(format!("values.{field}"), code, Weight::Error)]);
    }
}

#[test]
fn a_warning_asks_and_lets_through() {
    let draft = typed(typed(good(), "starts_on", "2026-12-31"), "ends_on", "2026-12-01");
    let application = validated(&draft).unwrap();
    let [warning] = application.warnings() else {
        panic!("{:?}", application.warnings())
    };
    assert_eq!(
        (warning.at.to_string().as_str(), warning.weight),
        ("values.starts_on", Weight::Warning)
    );
    assert_eq!(warning.rule, Some("starts_before_end".into()));
    assert!(application.values().contains_key(&key("starts_on")));
}

#[test]
fn a_rule_with_an_empty_side_says_nothing() {
    assert!(validated(&typed(good(), "starts_on", "2026-12-31")).is_ok());
    let mut draft = good();
    draft.values.remove(&key("kitchen_size"));
    assert!(validated(&draft).is_ok());
}

/// Ten yuan more than promised: a thousandth of ten thousand yuan.
#[test]
fn amounts_are_compared_to_the_last_decimal() {
    let more = typed(company(), "paid_capital@shareholder", "10.0001");
    let catalogue = Files::new().catalogue();
    assert_eq!(found(&catalogue, &more), ["values.paid_capital@shareholder relation"]);
    assert!(validated(&typed(company(), "paid_capital@shareholder", "10.0000")).is_ok());
}

#[test]
fn findings_come_in_a_fixed_order_and_each_once() {
    let mut draft = good();
    draft.declared = false;
    draft.values.clear();
    draft.provisions.clear();
    draft.answers.remove("area");
    let expected = [
        "answers.area question_open",
        "values.entity_name required",
        "values.id_number@operator required",
        "values.name@operator required",
        "values.premises_size required",
        "materials.floor_plan material_missing",
        "materials.id_card@operator material_missing",
        "materials.title_deed material_missing",
        "declaration declaration_missing",
    ];
    assert_eq!(found(&Files::new().catalogue(), &draft), expected);
}

#[test]
fn the_same_draft_twice_gives_the_same_application() {
    assert_eq!(validated(&good()), validated(&good()));
    let text = serde_json::to_string(&good()).unwrap();
    assert_eq!(validated(&serde_json::from_str(&text).unwrap()), validated(&good()));
}

#[test]
fn what_the_plan_does_not_ask_for_is_not_in_the_application() {
    let mut draft = typed(good(), "name@agent", "王五");
    draft = typed(draft, "name@person_in_charge", "赵六");
    draft.provisions.insert(paper("articles"), files(true));
    assert_eq!(validated(&draft), validated(&good()));
}

#[test]
fn an_answer_on_an_abandoned_branch_is_no_finding_and_has_no_effect() {
    let draft = answered("manager_is_self=no");
    assert_eq!(validated(&draft), validated(&good()));
}

#[test]
fn a_paper_may_follow_later_where_every_item_allows() {
    let application = validated(&provided("floor_plan", Provision::Later)).unwrap();
    assert_eq!(application.provisions()[&paper("floor_plan")], Provision::Later);
}

#[test]
fn a_commitment_spares_its_paper_and_only_where_it_is_taken() {
    let mut draft = good();
    draft.provisions.remove(&paper("floor_plan"));
    draft
        .promised
        .extend([paper("floor_plan"), paper("title_deed"), paper("no_such_paper")]);
    let application = validated(&draft).unwrap();
    assert_eq!(application.promised(), &BTreeSet::from([paper("floor_plan")]));
    assert!(application.provisions().contains_key(&paper("title_deed")));
}

#[test]
fn a_draft_names_the_parts_that_are_too_big() {
    assert_eq!(good().fits(), Ok(()));
    let mut draft = typed(good(), "entity_name", &"a".repeat(20_001));
    let many = Provision::Files {
        files: vec![file(true); 51],
    };
    draft.provisions.insert(paper("lease"), many);
    draft.held = (0..501).map(|n| paper(&format!("p{n}"))).collect();
    draft.catalogue_version = "v".repeat(65);
    let parts = ["catalogue_version", "held", "provisions", "values"].map(str::to_owned);
    assert_eq!(draft.fits(), Err(TooBig(parts.into())));
}

#[test]
fn a_place_reads_back_as_it_was_written() {
    for text in [
        "draft",
        "declaration",
        "answers.cooks",
        "values.name@shareholder#2",
        "materials.id_card@operator",
    ] {
        assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
    }
    for text in ["", "values.", "answers", "nowhere.x"] {
        assert!(text.parse::<Place>().is_err(), "{text}");
    }
}

#[test]
fn a_rule_with_an_answered_side_speaks_at_the_side_that_can_be_typed() {
    let files = || Files::new().append("elements/premises_size.toml", "answered_by = \"area\"");
    let mut draft = typed(good(), "kitchen_size", "61");
    draft.values.remove(&key("premises_size"));
    let at_kitchen = ["values.kitchen_size relation"];
    assert_eq!(found(&files().catalogue(), &draft), at_kitchen);
    let turned = files()
        .edit(
            "relations/kitchen_within_premises.toml",
            "left = \"kitchen_size\"",
            "left = \"premises_size\"",
        )
        .edit(
            "relations/kitchen_within_premises.toml",
            "right = \"premises_size\"",
            "right = \"kitchen_size\"",
        )
        .catalogue();
    assert_eq!(found(&turned, &typed(draft.clone(), "kitchen_size", "59")), at_kitchen);
    assert!(found(&turned, &draft).is_empty());
    let both = files()
        .append("elements/kitchen_size.toml", "answered_by = \"area\"")
        .edit(
            "relations/kitchen_within_premises.toml",
            "must = \"at_most\"",
            "must = \"differ\"",
        );
    assert_eq!(found(&both.catalogue(), &draft), ["answers.area relation"]);
}
