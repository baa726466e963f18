#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use jiff::civil::date;

use super::*;
use crate::catalogue::sample::{Files, answers};

/// The questions to ask about these conditions, after these answers.
fn next(files: Files, given: &str, conditions: &[&str]) -> String {
    let catalogue = files.catalogue();
    let situation = situation(&catalogue, given);
    let conditions: Vec<_> = conditions.iter().map(|text| condition(text)).collect();
    next_questions(&situation, &conditions)
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

fn situation<'c>(catalogue: &'c Catalogue, given: &str) -> Situation<'c> {
    Situation::new(catalogue, &"shop".into(), None, date(2026, 11, 23), &answers(given)).unwrap()
}

fn condition(text: &str) -> Condition {
    Condition::try_from(text.to_owned()).unwrap()
}

fn holds(given: &str, text: &str) -> Truth {
    situation(&Files::new().catalogue(), given).holds(Some(&condition(text)))
}

#[test]
fn what_is_not_answered_is_not_yet_known() {
    assert_eq!(holds("", "has_agent"), Truth::Unknown);
    assert_eq!(holds("has_agent=yes", "has_agent"), Truth::Yes);
    assert_eq!(holds("has_agent=yes", "not has_agent"), Truth::No);
    assert_eq!(holds("has_agent=yes", "not has_agent and area > 5"), Truth::No);
    assert_eq!(holds("has_agent=yes", "has_agent or area > 5"), Truth::Yes);
    assert_eq!(holds("has_agent=yes", "has_agent and area > 5"), Truth::Unknown);
}

#[test]
fn an_open_number_that_cannot_fail_is_no_question() {
    assert_eq!(holds("", "area < 50 or area >= 50"), Truth::Yes);
    assert_eq!(holds("", "area < 50 and area > 50"), Truth::No);
    assert_eq!(holds("", "area < 50 or area > 50"), Truth::Unknown);
    assert_eq!(holds("", "area >= 1"), Truth::Yes, "no area is smaller");
    assert_eq!(holds("", "area = 0 or area > 1000"), Truth::No);
}

#[test]
fn an_open_choice_that_cannot_fail_is_no_question() {
    assert_eq!(holds("", "business_form = sole or business_form = company"), Truth::Yes);
    assert_eq!(holds("", "business_form in (sole, company)"), Truth::Yes);
    assert_eq!(holds("", "business_form = sole and business_form = company"), Truth::No);
    assert_eq!(holds("", "sells has food and not sells has food"), Truth::No);
    assert_eq!(holds("", "sells has food and not sells has tobacco"), Truth::Unknown);
}

#[test]
fn a_question_that_is_not_asked_counts_as_no() {
    assert_eq!(holds("business_form=sole", "manager_is_self"), Truth::No);
    assert_eq!(
        holds("business_form=sole manager_is_self=yes", "manager_is_self"),
        Truth::No
    );
    assert_eq!(holds("business_form=company", "manager_is_self"), Truth::Unknown);
    assert_eq!(holds("manager_is_self=yes", "manager_is_self"), Truth::Unknown);
}

#[test]
fn a_question_the_theme_does_not_ask_counts_as_no() {
    let files = Files::new().with("questions/other.toml", "ask = \"?\"\nkind = \"yes_no\"");
    let catalogue = files.catalogue();
    assert_eq!(situation(&catalogue, "").holds(Some(&condition("other"))), Truth::No);
    assert_eq!(
        situation(&catalogue, "").holds(Some(&condition("no_such_question"))),
        Truth::No
    );
}

#[test]
fn what_the_theme_fixes_is_not_asked_and_holds() {
    let files = || Files::new().edit("themes/shop.toml", "source", "assumes = { sells = [\"food\"] }\nsource");
    let catalogue = files().catalogue();
    assert_eq!(
        situation(&catalogue, "sells=[tobacco]").holds(Some(&condition("sells has food"))),
        Truth::Yes
    );
    assert_eq!(next(files(), "", &["sells has food", "has_agent"]), "has_agent");
}

#[test]
fn a_comparison_with_another_sort_of_answer_never_holds() {
    assert_eq!(holds("", "area"), Truth::No);
    assert_eq!(holds("", "has_agent = sole"), Truth::No);
    assert_eq!(holds("has_agent=yes", "has_agent > 3"), Truth::No);
}

#[test]
fn an_answer_that_does_not_fit_counts_as_not_given() {
    for wrong in ["area=0", "area=2000", "area=yes", "has_agent=3"] {
        let catalogue = Files::new().catalogue();
        assert_eq!(situation(&catalogue, wrong).answers(), Answers::new(), "{wrong}");
    }
}

#[test]
fn answers_that_do_not_fit_are_named() {
    let catalogue = Files::new().catalogue();
    let given = answers("area=0 business_form=branch has_agent=3 nothing=yes sells=[food,none] manager_is_self=yes");
    let faults: Vec<_> = check_answers(&catalogue, &"shop".into(), &given)
        .into_iter()
        .map(|(id, fault)| format!("{id} {}", fault.code()))
        .collect();
    let expected = [
        "area answer_out_of_range",
        "business_form answer_unknown_option",
        "has_agent answer_wrong_type",
        "nothing answer_unknown_question",
        "sells answer_unknown_option",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn questions_come_in_the_order_of_the_theme_and_only_while_they_matter() {
    let conditions = ["has_agent", "sells has food and area > 50", "manager_is_self"];
    assert_eq!(
        next(Files::new(), "", &conditions),
        "business_form sells area has_agent"
    );
    assert_eq!(
        next(Files::new(), "business_form=company sells=[]", &conditions),
        "manager_is_self has_agent"
    );
    assert_eq!(
        next(
            Files::new(),
            "business_form=sole sells=[food] area=9 has_agent=no",
            &conditions
        ),
        ""
    );
}

#[test]
fn a_question_whose_answer_cancels_out_is_not_asked() {
    assert_eq!(
        next(
            Files::new(),
            "",
            &["has_agent and area > 5 or not has_agent and area > 5"]
        ),
        "area"
    );
    assert_eq!(next(Files::new(), "", &["has_agent or not has_agent"]), "");
}

#[test]
fn changing_an_answer_drops_what_hung_on_it_and_changing_back_needs_it_again() {
    let catalogue = Files::new().catalogue();
    let before = situation(&catalogue, "business_form=company manager_is_self=yes");
    assert_eq!(before.answers(), answers("business_form=company manager_is_self=yes"));
    let after = situation(&catalogue, "business_form=sole manager_is_self=yes");
    assert_eq!(after.answers(), answers("business_form=sole"));
}

#[test]
fn truth_follows_kleene() {
    use Truth::{No, Unknown, Yes};
    for (a, b, and, or) in [
        (Yes, Yes, Yes, Yes),
        (Yes, Unknown, Unknown, Yes),
        (Yes, No, No, Yes),
        (Unknown, Unknown, Unknown, Unknown),
        (Unknown, No, No, Unknown),
        (No, No, No, No),
    ] {
        assert_eq!((a.and(b), b.and(a)), (and, and));
        assert_eq!((a.or(b), b.or(a)), (or, or));
        assert_eq!(!(a.and(b)), (!a).or(!b));
    }
}
