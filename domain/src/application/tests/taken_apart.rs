#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::plan::Reason;

fn parts_of(files: Files, draft: &Draft) -> Vec<Part> {
    let catalogue = files.catalogue();
    let application = validate(&catalogue, draft, TODAY).unwrap();
    split(&catalogue, &application)
}

fn part(draft: &Draft, item: &str) -> Part {
    parts_of(Files::new(), draft)
        .into_iter()
        .find(|part| part.item.as_str() == item)
        .unwrap()
}

/// Each field of a part as `label=value`.
fn form(part: &Part) -> Vec<String> {
    let value = |value: &PartValue| match value {
        PartValue::Typed { values } => values.join("|"),
        PartValue::Derived { values } => format!("<- {}", values.join("|")),
        PartValue::Answered { value } => format!("said {value}"),
        PartValue::Result { issuer } => format!("from {issuer}"),
        PartValue::NotAsked => "-".to_owned(),
    };
    part.form
        .iter()
        .map(|field| format!("{}={}", field.label, value(&field.value)))
        .collect()
}

fn materials(part: &Part) -> Vec<String> {
    let given = |given: &Given| match given {
        Given::Provided {
            provision: Provision::Files { .. },
        } => "files".to_owned(),
        Given::Provided {
            provision: Provision::Later,
        } => "later".to_owned(),
        Given::Spared { reason } => format!("{reason:?}"),
    };
    let paper = |part: &PartMaterial| part.paper.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    part.materials
        .iter()
        .map(|part| format!("{} ({}): {}", part.name, paper(part), given(&part.given)))
        .collect()
}

#[test]
fn each_department_gets_its_own_form_under_its_own_labels() {
    let parts = parts_of(Files::new(), &good());
    let items: Vec<_> = parts
        .iter()
        .map(|part| (part.item.as_str(), part.department.as_str()))
        .collect();
    assert_eq!(items, [("registration", "market"), ("food_licence", "market")]);
    let expected = [
        "经营者名称=张三小卖部",
        "社会信用代码=from registration",
        "负责人=张三",
        "经营者性别=<- female",
        "厨房面积=10",
        "从=",
        "到=",
    ];
    assert_eq!(form(&part(&good(), "food_licence")), expected);
    let of_registration = form(&part(&good(), "registration"));
    let expected = [
        "名称=张三小卖部",
        "经营者姓名=张三",
        &format!("经营者证件号={HER_ID}"),
        "负责人姓名=张三",
        "面积=60",
    ];
    assert_eq!(of_registration[..5], expected);
    assert!(
        of_registration[5..].iter().all(|field| field.ends_with("=-")),
        "{of_registration:?}"
    );
}

#[test]
fn each_department_gets_its_own_list_under_its_own_names() {
    let mut draft = good();
    draft.provisions.insert(paper("floor_plan"), Provision::Later);
    let licence = Reason::ResultOf {
        issuer: "registration".into(),
    };
    let expected = [
        format!("营业执照复印件 (business_licence): {licence:?}"),
        "负责人身份证 (id_card@operator): files".to_owned(),
        "平面图 (floor_plan): later".to_owned(),
    ];
    assert_eq!(materials(&part(&draft, "food_licence")), expected);
    let of_registration = materials(&part(&draft, "registration"));
    assert_eq!(
        of_registration[0],
        format!("登记申请书 (-): {:?}", Reason::GeneratedForm)
    );
    assert_eq!(
        of_registration[1..3],
        [
            "经营者身份证件 (id_card@operator): files",
            "住所证明 (title_deed): files"
        ]
    );
    assert_eq!(of_registration.len(), 5);
}

#[test]
fn a_bundled_line_has_one_entry_for_each_paper() {
    let mut draft = good();
    draft.chosen = ["lease", "landlord_deed"].map(paper).into();
    for id in ["lease", "landlord_deed"] {
        draft.provisions.insert(paper(id), files(true));
    }
    let list = materials(&part(&draft, "registration"));
    assert_eq!(
        list[2..4],
        ["住所证明 (landlord_deed): files", "住所证明 (lease): files"]
    );
}

#[test]
fn a_commitment_stands_in_the_list_instead_of_the_paper() {
    let mut draft = good();
    draft.promised.insert(paper("floor_plan"));
    let promised = Reason::Promised {
        promise: "clean".into(),
    };
    assert_eq!(
        materials(&part(&draft, "food_licence"))[2],
        format!("平面图 (floor_plan): {promised:?}")
    );
}

#[test]
fn the_values_of_several_shareholders_stay_side_by_side() {
    let mut draft = company();
    for (field, value) in [
        ("name@shareholder#2", "王五"),
        ("promised_capital@shareholder#2", "5"),
        ("name@shareholder#4", "赵六"),
        ("promised_capital@shareholder#4", "1"),
        ("paid_capital@shareholder#4", "0.5"),
    ] {
        draft = typed(draft, field, value);
    }
    let of_registration = form(&part(&draft, "registration"));
    assert_eq!(
        of_registration[7..],
        ["股东姓名=李四|王五|赵六", "认缴=10|5|1", "实缴=||0.5"]
    );
}

#[test]
fn what_follows_from_an_identity_number_follows_for_each_person() {
    let registration = "items/registration.toml";
    let files = Files::new()
        .edit(
            registration,
            "use = \"promised_capital@shareholder\"",
            "use = \"id_number@shareholder\"",
        )
        .edit(
            registration,
            "use = \"paid_capital@shareholder\"",
            "use = \"sex@shareholder\"",
        );
    let mut draft = typed(company(), "id_number@shareholder", HER_ID);
    draft = typed(
        typed(draft, "name@shareholder#2", "王五"),
        "id_number@shareholder#2",
        HIS_ID,
    );
    let parts = parts_of(files, &draft);
    let of_registration = form(parts.iter().find(|part| part.item.as_str() == "registration").unwrap());
    assert_eq!(of_registration.last().map(String::as_str), Some("实缴=<- female|male"));
}

#[test]
fn a_birth_date_follows_from_the_identity_number() {
    let birth = "name = \"出生日期\"\nkind = \"date\"\nsection = \"business\"\nderived_from = \"id_number\"";
    let files = Files::new().with("elements/birth_date.toml", birth).edit(
        "items/food_licence.toml",
        "use = \"sex@operator\"",
        "use = \"birth_date@person_in_charge\"",
    );
    let parts = parts_of(files, &good());
    assert!(
        form(&parts[1]).contains(&"经营者性别=<- 1949-12-31".to_owned()),
        "{:?}",
        form(&parts[1])
    );
}

/// Whatever an old draft still holds for the field.
#[test]
fn an_answer_stands_in_every_form_that_asks_the_same() {
    let files = || {
        Files::new()
            .append("elements/premises_size.toml", "answered_by = \"area\"")
            .edit(
                "items/food_licence.toml",
                "use = \"kitchen_size\"",
                "use = \"premises_size\"",
            )
    };
    let mut without = good();
    without.values.remove(&key("premises_size"));
    for draft in [without, good(), typed(good(), "premises_size", "7000 or so")] {
        let parts = parts_of(files(), &draft);
        assert!(
            form(&parts[0]).contains(&"面积=said 60".to_owned()),
            "{:?}",
            form(&parts[0])
        );
        assert!(
            form(&parts[1]).contains(&"厨房面积=said 60".to_owned()),
            "{:?}",
            form(&parts[1])
        );
    }
}

#[test]
fn parts_survive_json() {
    let answered = Files::new().append("elements/premises_size.toml", "answered_by = \"area\"");
    let parts = parts_of(answered, &good());
    let text = serde_json::to_string(&parts).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Part>>(&text).unwrap(), parts);
}
