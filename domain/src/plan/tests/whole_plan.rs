#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::catalogue::RegionCode;

const BOTH: &str = "business_form=sole sells=[food,tobacco] area=60 has_agent=no";

#[test]
fn only_items_whose_condition_holds_apply() {
    assert_eq!(
        items(&plan_of(
            Files::new(),
            "business_form=sole sells=[] area=60 has_agent=no"
        )),
        "registration"
    );
    assert_eq!(items(&plan_of(Files::new(), SNACKS)), "registration food_licence");
}

#[test]
fn items_that_an_open_question_decides_are_shown_last_and_ask_for_nothing() {
    let plan = plan_of(Files::new(), "business_form=sole");
    assert_eq!(items(&plan), "registration food_licence tobacco_licence");
    assert_eq!(
        plan.items.iter().filter(|item| item.applies == Applies::Maybe).count(),
        2
    );
    assert!(
        plan.removed
            .iter()
            .all(|removed| removed.item.as_str() == "registration")
    );
    assert!(!plan.complete);
    assert_eq!(join(plan.next.iter()), "sells area has_agent");
}

#[test]
fn a_question_whose_answer_no_longer_matters_is_not_asked() {
    let plan = plan_of(Files::new(), "business_form=sole sells=[other] has_agent=no");
    assert!(
        plan.complete,
        "the area matters to the food licence only: {:?}",
        plan.next
    );
}

#[test]
fn whether_two_roles_are_one_person_is_asked_only_when_both_may_occur() {
    let files = Files::new().edit(
        "items/registration.toml",
        "use = \"name@person_in_charge\"",
        "use = \"name@person_in_charge\"\nwhen = \"has_agent\"",
    );
    let plan = plan_of(files, "business_form=company sells=[] has_agent=no");
    assert!(plan.complete, "{:?}", plan.next);
}

#[test]
fn an_item_exists_only_in_its_time_and_in_its_regions() {
    let files = || {
        Files::new().edit(
            "items/food_licence.toml",
            "visits = 2",
            "visits = 2\nregions = [\"610300\"]",
        )
    };
    let catalogue = files().catalogue();
    let in_region = |code: Option<&str>| {
        let region = code.map(|code| RegionCode::try_from(code).unwrap());
        items(
            &plan(
                &catalogue,
                &Request {
                    region,
                    ..request(SNACKS)
                },
            )
            .unwrap(),
        )
    };
    assert_eq!(in_region(Some("610328")), "registration food_licence");
    assert_eq!(in_region(Some("610400")), "registration");
    assert_eq!(in_region(None), "registration");
    let ended = Files::new().edit(
        "items/food_licence.toml",
        "visits = 2",
        "visits = 2\nuntil = \"2026-11-22\"",
    );
    assert_eq!(items(&plan_of(ended, SNACKS)), "registration");
}

#[test]
fn an_item_shows_the_inspection_points_that_apply() {
    let points = |given| {
        join(
            plan_of(Files::new(), given)
                .items
                .iter()
                .flat_map(|item| item.inspection.clone()),
        )
    };
    assert_eq!(points(SNACKS), "sinks");
    assert_eq!(points("business_form=sole sells=[food] area=50 has_agent=no"), "");
}

/// 1 and 2 October 2026 are off here, Saturday 10 October is worked.
#[test]
fn the_longest_chain_counts_and_due_days_step_over_holidays() {
    let request = Request {
        on: date(2026, 9, 30),
        ..request(BOTH)
    };
    let plan = plan(&Files::new().catalogue(), &request).unwrap();
    assert_eq!(
        (plan.schedule.working_days, plan.schedule.one_by_one_working_days),
        (18, 23)
    );
    assert_eq!(plan.schedule.statutory_working_days, 45);
    let due: Vec<_> = plan
        .schedule
        .steps
        .iter()
        .map(|step| (step.item.as_str(), step.due, step.critical))
        .collect();
    let expected = [
        ("registration", date(2026, 10, 7), true),
        ("food_licence", date(2026, 10, 13), false),
        ("tobacco_licence", date(2026, 10, 27), true),
    ];
    assert_eq!(due, expected);
    assert_eq!(plan.schedule.due, Some(date(2026, 10, 27)));
    assert!(!plan.schedule.provisional);
}

#[test]
fn a_day_in_a_year_without_published_holidays_is_provisional() {
    let request = Request {
        on: date(2026, 12, 25),
        ..request(BOTH)
    };
    let plan = plan(&Files::new().catalogue(), &request).unwrap();
    let provisional: Vec<_> = plan.schedule.steps.iter().map(|step| step.provisional).collect();
    assert_eq!(provisional, [false, true, true]);
    assert!(plan.schedule.provisional);
}

#[test]
fn the_limit_of_the_nearest_region_holds() {
    let region = RegionCode::try_from("610328").ok();
    let plan = plan(
        &Files::new().catalogue(),
        &Request {
            region,
            ..request(BOTH)
        },
    )
    .unwrap();
    assert_eq!(step(&plan, "tobacco_licence").working_days, 12);
    assert_eq!(step(&plan, "tobacco_licence").ends, 15);
}

#[test]
fn a_day_that_no_limit_covers_is_an_error_and_never_the_last_limit() {
    let files = || {
        Files::new().edit(
            "items/tobacco_licence.toml",
            "from = \"2026-01-01\"",
            "from = \"2027-01-01\"",
        )
    };
    let fault = plan(&files().catalogue(), &request(BOTH));
    let expected = NoLimit {
        item: "tobacco_licence".into(),
        on: TODAY,
    };
    assert_eq!(fault, Err(PlanFault::NoLimit(expected)));
    assert!(
        plan(&files().catalogue(), &request(SNACKS)).is_ok(),
        "an item that does not apply needs none"
    );
}

#[test]
fn a_theme_that_does_not_exist_has_no_plan() {
    let request = Request {
        theme: "fly".into(),
        ..request("")
    };
    let fault = plan(&Files::new().catalogue(), &request);
    assert_eq!(fault, Err(PlanFault::UnknownTheme(UnknownTheme("fly".into()))));
}

#[test]
fn items_that_wait_for_each_other_are_a_defect_but_the_plan_is_finite() {
    let files = Files::new().edit(
        "items/registration.toml",
        "use = \"id_card@operator\"",
        "use = \"food_permit\"",
    );
    let plan = plan_of(files, SNACKS);
    assert!(plan.schedule.working_days <= plan.schedule.one_by_one_working_days);
    assert_eq!(plan.schedule.steps.len(), 2);
}

#[test]
fn the_longest_possible_limits_do_not_overflow() {
    let files = Files::new()
        .edit("items/registration.toml", "promised = 3", "")
        .edit("items/registration.toml", "statutory = 10", "statutory = 65535")
        .edit("items/food_licence.toml", "promised = 5", "")
        .edit("items/food_licence.toml", "statutory = 20", "statutory = 65535");
    let plan = plan_of(files, SNACKS);
    assert_eq!(
        (plan.schedule.working_days, plan.schedule.one_by_one_working_days),
        (u16::MAX, u16::MAX)
    );
    assert_eq!(plan.savings.working_days.before, u16::MAX);
}

fn figures(saving: &Saving) -> (u16, u16, Vec<u16>) {
    (
        saving.before,
        saving.after,
        saving.lines.iter().map(|line| line.before).collect(),
    )
}

/// Lines come in the order of the items' ids: food_licence, registration, tobacco_licence.
#[test]
fn savings_are_counted_from_this_persons_items_alone_and_from_this_plan() {
    let savings = plan_of(Files::new(), BOTH).savings;
    assert_eq!(figures(&savings.forms), (2, 1, vec![1, 1, 0]));
    assert_eq!(figures(&savings.fields), (14, 7, vec![7, 5, 2]));
    assert_eq!(figures(&savings.materials), (8, 3, vec![3, 2, 3]));
    assert_eq!(figures(&savings.visits), (4, 1, vec![2, 1, 1]));
    assert_eq!(figures(&savings.departments), (2, 1, vec![1, 0, 1]));
    assert_eq!(figures(&savings.working_days), (23, 18, vec![5, 3, 15]));
}

#[test]
fn a_person_without_any_item_has_an_empty_plan() {
    let files = Files::new().edit("themes/shop.toml", "\"registration\", ", "");
    let plan = plan_of(files, "business_form=sole sells=[other] has_agent=no");
    assert!(plan.complete && plan.items.is_empty() && plan.materials.is_empty() && plan.removed.is_empty());
    assert_eq!(plan.schedule, Schedule::default());
    assert_eq!(plan.savings, Savings::default());
}

#[test]
fn a_plan_survives_json() {
    let plan = plan_of(Files::new(), COMPANY);
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
}
