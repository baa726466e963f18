#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::plan::plan;

fn seen(files: Files, given: &str) -> Seen {
    let mut draft = good();
    draft.answers = answers(given);
    Seen::of(&plan(&files.catalogue(), &draft.request(TODAY)).unwrap())
}

#[test]
fn the_same_catalogue_changes_nothing() {
    let changes = seen(Files::new(), SNACKS).changes(&seen(Files::new(), SNACKS));
    assert!(changes.is_empty());
}

#[test]
fn a_new_catalogue_shows_what_came_and_what_went() {
    let newer = Files::new()
        .edit("items/food_licence.toml", "use = \"floor_plan\"", "use = \"articles\"")
        .edit(
            "items/food_licence.toml",
            "use = \"kitchen_size\"",
            "use = \"name@agent\"",
        );
    let changes = seen(Files::new(), SNACKS).changes(&seen(newer, SNACKS));
    assert_eq!(
        (changes.added.materials, changes.gone.materials),
        ([paper("articles")].into(), [paper("floor_plan")].into())
    );
    assert_eq!(
        (changes.added.fields, changes.gone.fields),
        ([key("name@agent")].into(), [key("kitchen_size")].into())
    );
    assert!(changes.added.items.is_empty() && changes.gone.items.is_empty());
}

#[test]
fn an_item_that_newly_applies_is_shown_and_one_that_may_apply_is_not() {
    let files = || Files::new().edit("items/tobacco_licence.toml", "when = \"sells has tobacco\"\n", "");
    let changes = seen(Files::new(), SNACKS).changes(&seen(files(), SNACKS));
    assert_eq!(changes.added.items, ["tobacco_licence".into()].into());
    assert_eq!(
        seen(Files::new(), "business_form=sole").items,
        ["registration".into()].into()
    );
}

#[test]
fn what_was_seen_travels_with_the_draft() {
    let mut draft = good();
    draft.seen = Some(seen(Files::new(), SNACKS));
    let submission = Submission {
        authorisation: None,
        draft_token: Some("t".to_owned()),
        draft,
    };
    let text = serde_json::to_string(&submission).unwrap();
    assert_eq!(serde_json::from_str::<Submission>(&text).unwrap(), submission);
}
