#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

#[test]
fn a_sole_trader_types_one_name_for_operator_and_person_in_charge() {
    let plan = plan_of(Files::new(), SNACKS);
    assert_eq!(
        fields(&plan),
        "name@operator id_number@operator entity_name premises_size kitchen_size starts_on ends_on"
    );
    let asked: Vec<_> = field(&plan, "name@operator")
        .asked_by
        .iter()
        .map(|a| (a.item.as_str(), &*a.label))
        .collect();
    assert_eq!(
        asked,
        [
            ("food_licence", "负责人"),
            ("registration", "经营者姓名"),
            ("registration", "负责人姓名")
        ]
    );
    let section = &plan.form.sections[0];
    assert_eq!(
        (section.role.as_ref(), &section.also),
        (Some(&"operator".into()), &vec!["person_in_charge".into()])
    );
}

#[test]
fn a_manager_who_is_somebody_else_has_fields_of_their_own() {
    let plan = plan_of(Files::new(), COMPANY);
    let all = fields(&plan);
    assert!(
        all.contains("name@operator ") && all.contains("name@person_in_charge"),
        "{all}"
    );
    assert!(plan.form.sections.iter().all(|section| section.also.is_empty()));
}

#[test]
fn a_manager_who_is_the_operator_is_one_person_also_in_a_company() {
    let plan = plan_of(
        Files::new(),
        &COMPANY.replace("manager_is_self=no", "manager_is_self=yes"),
    );
    assert!(!fields(&plan).contains("person_in_charge"));
}

#[test]
fn roles_that_an_open_question_may_still_unite_stay_apart() {
    let plan = plan_of(Files::new(), "business_form=company sells=[food]");
    assert!(fields(&plan).contains("name@person_in_charge"));
    assert_eq!(join(plan.next.iter()), "manager_is_self area has_agent");
}

#[test]
fn a_role_that_does_not_occur_stands_for_nobody() {
    let files = || {
        Files::new()
            .edit(
                "items/registration.toml",
                "use = \"name@operator\"",
                "use = \"name@person_in_charge\"",
            )
            .edit(
                "items/registration.toml",
                "use = \"id_number@operator\"",
                "use = \"id_number@person_in_charge\"",
            )
            .edit(
                "items/registration.toml",
                "use = \"id_card@operator\"",
                "use = \"id_card@person_in_charge\"",
            )
            .edit(
                "items/food_licence.toml",
                "use = \"sex@operator\"",
                "use = \"sex@person_in_charge\"",
            )
            .edit("themes/shop.toml", ", \"tobacco_licence\"", "")
    };
    let plan = plan_of(files(), SNACKS);
    assert!(fields(&plan).starts_with("entity_name"), "{}", fields(&plan));
    assert!(
        fields(&plan).ends_with("name@person_in_charge id_number@person_in_charge"),
        "{}",
        fields(&plan)
    );
    let catalogue = files().catalogue();
    let phone = catalogue.slice(&"shop".into()).unwrap();
    assert_eq!(
        super::super::plan(&phone, &request(SNACKS)),
        Ok(plan),
        "the phone has only the theme's roles"
    );
}

#[test]
fn persons_come_first_or_last_and_subjects_between_them_in_their_order() {
    let plan = plan_of(Files::new(), COMPANY);
    let titles = join(plan.form.sections.iter().map(|section| &section.id));
    assert_eq!(titles, "operator business premises person_in_charge agent shareholder");
    assert_eq!(
        join(
            plan.form
                .sections
                .iter()
                .filter(|section| section.repeats)
                .map(|s| &s.id)
        ),
        "shareholder"
    );
}

#[test]
fn sex_follows_from_the_identity_number_which_is_then_required() {
    let plan = plan_of(Files::new(), SNACKS);
    let base = "id_number@operator".parse().unwrap();
    assert_eq!(
        reason(&plan, "food_licence", "经营者性别"),
        Reason::DerivedFrom { field: base }
    );
    assert!(
        field(&plan, "id_number@operator").required,
        "optional by itself, but sex is required"
    );
    let without = plan_of(Files::new(), "business_form=sole sells=[] area=60 has_agent=no");
    assert!(!field(&without, "id_number@operator").required);
}

#[test]
fn sex_is_asked_where_nobody_asks_for_the_identity_number() {
    let files = Files::new().edit(
        "items/registration.toml",
        "use = \"id_number@operator\"",
        "use = \"entity_name\"",
    );
    assert!(fields(&plan_of(files, SNACKS)).contains("sex@operator"));
}

#[test]
fn the_sex_of_one_person_does_not_follow_from_the_number_of_another() {
    let files = Files::new().edit("items/food_licence.toml", "sex@operator", "sex@agent");
    assert!(fields(&plan_of(files, SNACKS)).contains("sex@agent"));
}

#[test]
fn elements_that_follow_from_each_other_are_a_defect_but_not_lost() {
    let files = Files::new().append("elements/id_number.toml", "derived_from = \"sex\"");
    let plan = plan_of(files, SNACKS);
    assert!(fields(&plan).contains("sex@operator") || fields(&plan).contains("id_number@operator"));
    let itself = Files::new().append("elements/entity_name.toml", "derived_from = \"entity_name\"");
    assert!(fields(&plan_of(itself, SNACKS)).contains("entity_name"));
}

#[test]
fn what_is_printed_on_a_result_of_the_plan_is_not_typed() {
    let plan = plan_of(Files::new(), SNACKS);
    assert_eq!(reason(&plan, "food_licence", "社会信用代码"), result_of("registration"));
    let alone = Files::new().edit("themes/shop.toml", "\"registration\", ", "");
    assert!(fields(&plan_of(alone, SNACKS)).contains("credit_code"));
}

#[test]
fn a_field_is_required_as_soon_as_one_item_requires_it() {
    let files = || {
        Files::new().edit(
            "items/registration.toml",
            "use = \"entity_name\"",
            "use = \"entity_name\"\nrequired = false",
        )
    };
    assert!(field(&plan_of(files(), SNACKS), "entity_name").required);
    assert!(!field(&plan_of(files(), "business_form=sole sells=[]"), "entity_name").required);
}

#[test]
fn a_field_whose_condition_does_not_hold_names_the_questions_that_decided() {
    let plan = plan_of(Files::new(), SNACKS);
    let no = Reason::ConditionNo {
        questions: vec!["has_agent".into()],
    };
    assert_eq!(reason(&plan, "registration", "代办人姓名"), no);
    let open = plan_of(Files::new(), "business_form=sole sells=[food] area=60");
    let unknown = Reason::NotYetKnown {
        questions: vec!["has_agent".into()],
    };
    assert_eq!(reason(&open, "registration", "代办人姓名"), unknown);
}

/// The sample, where the floor area is what was asked in square metres.
fn with_area_answered() -> Files {
    Files::new().append("elements/premises_size.toml", "answered_by = \"area\"")
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let plan = plan_of(with_area_answered(), SNACKS);
    assert!(!fields(&plan).contains("premises_size"), "{}", fields(&plan));
    let question = "area".into();
    assert_eq!(reason(&plan, "registration", "面积"), Reason::Answered { question });
    assert_eq!(
        plan.savings.fields.before,
        plan_of(Files::new(), SNACKS).savings.fields.before
    );
}

#[test]
fn a_theme_that_fixes_the_answer_spares_the_field_too() {
    let files = with_area_answered()
        .edit("themes/shop.toml", ", \"area\"", "")
        .append("themes/shop.toml", "assumes = { area = 80 }");
    assert!(!fields(&plan_of(files, "business_form=sole sells=[food] has_agent=no")).contains("premises_size"));
}

#[test]
fn a_question_without_an_answer_that_counts_leaves_the_field_to_be_asked() {
    let asked = |files: Files, given: &str| fields(&plan_of(files, given)).contains("premises_size");
    assert!(
        asked(with_area_answered(), "business_form=sole sells=[food] has_agent=no"),
        "open"
    );
    let gated = |when: &str| {
        let when = format!("when = \"{when}\"\nmin = 1");
        with_area_answered().edit("questions/area.toml", "min = 1", &when)
    };
    assert!(asked(gated("has_agent"), SNACKS), "abandoned");
    assert!(
        asked(gated("has_agent"), &SNACKS.replace("has_agent=no", "")),
        "may be abandoned"
    );
    assert!(!asked(gated("not has_agent"), SNACKS));
    let not_there = with_area_answered().edit("themes/shop.toml", ", \"area\"", "");
    assert!(asked(not_there, SNACKS), "not a question of the theme");
}

#[test]
fn an_answer_that_the_field_cannot_hold_leaves_the_field_to_be_asked() {
    let exact = SNACKS.replace("area=60", "area=60.125");
    assert!(fields(&plan_of(with_area_answered(), &exact)).contains("premises_size"));
    let rounder = SNACKS.replace("area=60", "area=60.12");
    assert!(!fields(&plan_of(with_area_answered(), &rounder)).contains("premises_size"));
}

#[test]
fn an_answer_about_the_matter_is_nothing_about_a_person() {
    let files = with_area_answered().edit(
        "items/registration.toml",
        "use = \"premises_size\"",
        "use = \"premises_size@operator\"",
    );
    assert!(fields(&plan_of(files, SNACKS)).contains("premises_size@operator"));
}
