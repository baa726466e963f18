#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

#[test]
fn each_shareholder_that_was_begun_is_checked() {
    let catalogue = Files::new().catalogue();
    assert!(validated(&company()).is_ok());
    let second = typed(company(), "name@shareholder#2", "王五");
    assert_eq!(
        found(&catalogue, &second),
        ["values.promised_capital@shareholder#2 required"]
    );
    let complete = typed(second, "promised_capital@shareholder#2", "5");
    assert_eq!(
        validated(&complete).unwrap().values()[&key("name@shareholder#2")],
        "王五"
    );
}

#[test]
fn a_company_has_at_least_one_shareholder() {
    let mut draft = company();
    draft
        .values
        .retain(|key, _| key.role.as_ref().is_none_or(|role| role.as_str() != "shareholder"));
    let expected = [
        "values.name@shareholder required",
        "values.promised_capital@shareholder required",
    ];
    assert_eq!(found(&Files::new().catalogue(), &draft), expected);
}

#[test]
fn a_shareholder_that_was_taken_out_again_leaves_no_gap_to_fill() {
    let mut draft = company();
    for (field, value) in [("name", "王五"), ("promised_capital", "5")] {
        draft = typed(draft, &format!("{field}@shareholder#3"), value);
        draft = typed(draft, &format!("{field}@shareholder#2"), "  ");
    }
    assert!(validated(&draft).is_ok());
}

#[test]
fn a_very_high_number_is_one_person_and_not_thousands() {
    let draft = typed(company(), "name@shareholder#65535", "王五");
    assert_eq!(
        found(&Files::new().catalogue(), &draft),
        ["values.promised_capital@shareholder#65535 required"]
    );
    let unknown = typed(company(), "hobby@shareholder#65535", "下棋");
    assert!(
        validated(&unknown).is_ok(),
        "a field the form does not have begins no person"
    );
}

#[test]
fn a_rule_holds_for_each_person_by_itself() {
    let catalogue = Files::new().catalogue();
    let mut draft = typed(company(), "paid_capital@shareholder", "10");
    for (field, value) in [("name", "王五"), ("promised_capital", "5"), ("paid_capital", "6")] {
        draft = typed(draft, &format!("{field}@shareholder#2"), value);
    }
    assert_eq!(
        found(&catalogue, &draft),
        ["values.paid_capital@shareholder#2 relation"]
    );
}

#[test]
fn a_rule_between_two_persons_sees_who_is_the_same() {
    let mut draft = typed(good(), "id_number@agent", HER_ID);
    draft = typed(draft, "name@agent", "王五");
    draft.answers.extend(answers("has_agent=yes"));
    draft.provisions.insert(paper("authorisation"), files(true));
    let catalogue = Files::new().catalogue();
    assert_eq!(found(&catalogue, &draft), ["values.id_number@agent relation"]);
    let other = typed(draft, "id_number@agent", HIS_ID);
    assert!(validated(&other).is_ok(), "{:?}", found(&catalogue, &other));
}

#[test]
fn a_rule_between_two_roles_of_one_person_says_nothing() {
    let rule = |files: Files| {
        files.edit(
            "relations/agent_not_operator.toml",
            "id_number@agent",
            "id_number@person_in_charge",
        )
    };
    let files = rule(Files::new()).edit(
        "items/food_licence.toml",
        "use = \"entity_name\"",
        "use = \"id_number@person_in_charge\"",
    );
    let catalogue = files.catalogue();
    assert!(validate(&catalogue, &good(), TODAY).is_ok());
    let mut two = typed(company(), "name@person_in_charge", "赵六");
    two = typed(two, "id_number@person_in_charge", HER_ID);
    two.answers.extend(answers("manager_is_self=no"));
    two.provisions
        .insert(paper("id_card@person_in_charge"), super::files(true));
    assert_eq!(found(&catalogue, &two), ["values.id_number@person_in_charge relation"]);
}
