#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::catalogue::PaperForm;

const TOBACCO: &str = "items/tobacco_licence.toml";
const FOOD: &str = "items/food_licence.toml";
const REGISTRATION: &str = "items/registration.toml";
/// A sole trader who sells food and tobacco.
const BOTH: &str = "business_form=sole sells=[food,tobacco] area=60 has_agent=no";

/// The plan of a person who has, chooses or promises papers.
fn plan_with(files: Files, given: &str, held: &str, chosen: &str, promised: &str) -> Plan {
    let request = Request {
        held: keys(held),
        chosen: keys(chosen),
        promised: keys(promised),
        ..request(given)
    };
    plan(&files.catalogue(), &request).unwrap()
}

#[test]
fn the_identity_card_of_a_sole_trader_is_one_paper_in_its_stronger_form() {
    let plan = plan_of(Files::new(), SNACKS);
    assert_eq!(lines(&plan), "id_card@operator title_deed floor_plan");
    let card = line(&plan, "id_card@operator");
    assert_eq!((card.form, card.original, card.copies), (PaperForm::Original, true, 2));
    assert_eq!(
        join(card.asked_by.iter().map(|asked| &asked.item)),
        "food_licence registration"
    );
}

#[test]
fn operator_and_manager_of_a_company_bring_two_cards() {
    let plan = plan_of(Files::new(), COMPANY);
    assert!(
        lines(&plan).starts_with("id_card@operator id_card@person_in_charge"),
        "{}",
        lines(&plan)
    );
    assert_eq!(line(&plan, "id_card@operator").form, PaperForm::Copy);
}

#[test]
fn one_drawing_carries_the_markings_of_all_departments_in_the_strongest_form() {
    let plan = plan_of(Files::new(), BOTH);
    let drawing = line(&plan, "floor_plan");
    assert_eq!(drawing.markings, ["厨房", "柜台"]);
    assert_eq!(
        (drawing.form, drawing.original, drawing.copies),
        (PaperForm::CertifiedCopy, false, 3)
    );
}

#[test]
fn a_result_of_the_plan_is_not_brought_and_its_item_comes_first() {
    let plan = plan_of(Files::new(), BOTH);
    assert!(!lines(&plan).contains("business_licence"));
    assert_eq!(
        reason(&plan, "food_licence", "营业执照复印件"),
        result_of("registration")
    );
    assert_eq!(step(&plan, "food_licence").after, ["registration".into()]);
    assert_eq!(step(&plan, "food_licence").starts, 3);
    assert!(step(&plan, "registration").after.is_empty());
}

#[test]
fn without_the_item_that_issues_it_the_paper_is_asked_for() {
    let files = Files::new().edit("themes/shop.toml", "\"registration\", ", "");
    assert!(lines(&plan_of(files, SNACKS)).starts_with("business_licence "));
}

#[test]
fn an_item_that_asks_for_what_it_issues_gets_it_from_another_issuer_only() {
    let renews = |files: Files| files.edit(FOOD, "issues = [\"food_permit\"]", "issues = [\"business_licence\"]");
    let alone = renews(Files::new()).edit("themes/shop.toml", "\"registration\", ", "");
    assert!(
        lines(&plan_of(alone, SNACKS)).contains("business_licence"),
        "its own result is no help"
    );
    let plan = plan_of(renews(Files::new()), SNACKS);
    assert_eq!(
        reason(&plan, "food_licence", "营业执照复印件"),
        result_of("registration")
    );
}

#[test]
fn a_paper_may_follow_later_as_far_as_every_item_allows_and_the_shortest_term_holds() {
    assert_eq!(line(&plan_of(Files::new(), SNACKS), "floor_plan").deferrable, Some(10));
    assert_eq!(line(&plan_of(Files::new(), BOTH), "floor_plan").deferrable, Some(5));
    let strict = Files::new().edit(TOBACCO, "defer_days = 5", "");
    assert_eq!(line(&plan_of(strict, BOTH), "floor_plan").deferrable, None);
    assert_eq!(line(&plan_of(Files::new(), BOTH), "id_card@operator").deferrable, None);
}

#[test]
fn a_commitment_replaces_a_paper_only_where_every_item_takes_one() {
    let offered = plan_of(Files::new(), BOTH);
    assert_eq!(line(&offered, "floor_plan").promise, ["clean".into()]);
    let taken = plan_with(Files::new(), BOTH, "", "", "floor_plan");
    assert!(!lines(&taken).contains("floor_plan"));
    let promised = Reason::Promised {
        promise: "clean".into(),
    };
    assert_eq!(reason(&taken, "food_licence", "平面图"), promised);
    assert_eq!(reason(&taken, "tobacco_licence", "图"), promised);
    let strict = || Files::new().edit(TOBACCO, "promise = \"clean\"", "");
    let refused = plan_with(strict(), BOTH, "", "", "floor_plan");
    assert!(line(&refused, "floor_plan").promise.is_empty());
    assert_eq!(
        reason(
            &plan_with(strict(), SNACKS, "", "", "floor_plan"),
            "food_licence",
            "平面图"
        ),
        promised
    );
}

#[test]
fn data_that_a_department_shares_is_not_brought() {
    let plan = plan_of(Files::new(), BOTH);
    assert_eq!(
        lines(&plan),
        "id_card@operator title_deed floor_plan",
        "one deed serves both, the record is known"
    );
    let held = Reason::HeldByDepartment {
        department: "registry".into(),
    };
    assert_eq!(reason(&plan, "tobacco_licence", "场所证明"), held);
}

#[test]
fn what_the_applicant_gave_before_is_not_brought_again_under_any_of_their_roles() {
    for held in ["id_card@operator", "id_card@person_in_charge"] {
        let plan = plan_with(Files::new(), SNACKS, held, "", "");
        assert!(!lines(&plan).contains("id_card"), "{held}");
        assert_eq!(reason(&plan, "registration", "经营者身份证件"), Reason::AlreadyGiven);
    }
    let unnamed = Files::new()
        .edit(
            "roles/agent.toml",
            "order = 40",
            "order = 40\n[[same_as]]\nrole = \"operator\"\nwhen = \"not has_agent\"",
        )
        .edit(REGISTRATION, "use = \"name@agent\"", "use = \"entity_name\"")
        .edit(REGISTRATION, "use = \"id_number@agent\"", "use = \"entity_name\"");
    let plan = plan_with(unnamed, SNACKS, "id_card@agent", "", "");
    assert!(
        !lines(&plan).contains("id_card"),
        "a role that this theme does not name"
    );
    let company = plan_with(Files::new(), COMPANY, "id_card@operator", "", "");
    assert!(
        lines(&company).contains("id_card@person_in_charge"),
        "somebody else's card does not help"
    );
}

#[test]
fn what_the_applicant_has_decides_between_alternatives() {
    let plan = plan_with(Files::new(), SNACKS, "lease landlord_deed", "", "");
    assert_eq!(lines(&plan), "id_card@operator floor_plan");
}

#[test]
fn the_applicant_may_choose_another_alternative_although_it_is_more_paper() {
    let plan = plan_with(Files::new(), BOTH, "", "lease landlord_deed", "");
    assert_eq!(lines(&plan), "id_card@operator lease landlord_deed floor_plan");
    assert_eq!(join(line(&plan, "landlord_deed").alternatives.iter()), "title_deed");
    assert_eq!(
        join(line(&plan, "lease").asked_by.iter().map(|asked| &asked.item)),
        "registration tobacco_licence"
    );
    let deed = plan_of(Files::new(), SNACKS);
    assert_eq!(
        join(line(&deed, "title_deed").alternatives.iter()),
        "landlord_deed + lease"
    );
}

#[test]
fn a_lease_that_is_needed_anyway_serves_where_there_is_a_choice() {
    let files = Files::new()
        .edit(
            TOBACCO,
            "any = [\"lease\", \"land_record + title_deed\"]",
            "use = \"lease\"",
        )
        .edit(
            REGISTRATION,
            "any = [\"title_deed\", \"lease + landlord_deed\"]",
            "any = [\"title_deed\", \"lease\"]",
        );
    assert_eq!(lines(&plan_of(files, BOTH)), "id_card@operator lease floor_plan");
}

#[test]
fn forms_are_generated_alone_and_inside_a_bundle() {
    let plan = plan_of(Files::new(), SNACKS);
    assert_eq!(reason(&plan, "registration", "登记申请书"), Reason::GeneratedForm);
    let bundle = Files::new().edit(
        REGISTRATION,
        "use = \"id_card@operator\"",
        "use = \"id_card@operator + registration_form\"",
    );
    let plan = plan_of(bundle, SNACKS);
    assert_eq!(lines(&plan), "id_card@operator title_deed floor_plan");
    assert_eq!(reason(&plan, "registration", "经营者身份证件"), Reason::GeneratedForm);
}

#[test]
fn one_paper_on_two_lines_of_a_list_is_brought_once() {
    let files = Files::new().append(FOOD, "[[materials]]\nname = \"布局图\"\nuse = \"floor_plan\"\nform = \"original\"\ndefer_days = 3\npromise = \"clean\"");
    let plan = plan_of(files, SNACKS);
    assert_eq!(reason(&plan, "food_licence", "布局图"), Reason::AskedTwice { line: 2 });
    let drawing = line(&plan, "floor_plan");
    assert_eq!(
        (drawing.asked_by.len(), drawing.form, drawing.deferrable),
        (1, PaperForm::Original, Some(3))
    );
}

#[test]
fn a_paper_whose_condition_does_not_hold_is_not_asked_for() {
    let plan = plan_of(Files::new(), SNACKS);
    let no = Reason::ConditionNo {
        questions: vec!["business_form".into()],
    };
    assert_eq!(reason(&plan, "registration", "公司章程"), no);
    assert!(lines(&plan_of(Files::new(), COMPANY)).ends_with("articles authorisation"));
}

#[test]
fn same_name_is_not_same_thing() {
    let files = Files::new()
        .with("materials/fire_plan.toml", "name = \"消防平面图\"\nkind = \"drawing\"")
        .edit(TOBACCO, "use = \"floor_plan\"", "use = \"fire_plan\"")
        .edit(TOBACCO, "name = \"图\"", "name = \"平面图\"");
    assert_eq!(
        lines(&plan_of(files, BOTH)),
        "id_card@operator title_deed floor_plan fire_plan"
    );
}
