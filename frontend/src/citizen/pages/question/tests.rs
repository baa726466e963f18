use yijian_domain::{
    catalogue::embedded,
    id::{OptionId, QuestionId, ThemeId},
};

use super::choices::options_read;

#[test]
fn a_shop_is_not_asked_for_what_changes_nothing() {
    let catalogue = embedded::catalogue().catalogue;
    let slice = catalogue
        .slice(&ThemeId::from("convenience_store"))
        .expect("the theme is in the catalogue");
    let read = options_read(&slice, &QuestionId::from("sells"));
    assert!(read.contains(&OptionId::from("tobacco")));
    assert!(!read.contains(&OptionId::from("daily_goods")));
}
