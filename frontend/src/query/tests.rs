use yijian_domain::catalogue::embedded;

use super::*;

fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect()
}

#[test]
fn an_address_reads_back_as_it_was_written() {
    let catalogue = embedded::catalogue().catalogue;
    let theme = ThemeId::from("convenience_store");
    let text = "plate=a_1&region=610328&business_form=sole&premises_area=49.5&sells=prepackaged_food&sells=tobacco";
    let trail = Trail::read(&pairs(text), Some((&catalogue, &theme)));
    assert_eq!(trail.faults, []);
    assert_eq!(trail.query(), format!("?{text}"));
}

#[test]
fn what_does_not_fit_is_kept_for_the_message() {
    let catalogue = embedded::catalogue().catalogue;
    let theme = ThemeId::from("convenience_store");
    let trail = Trail::read(
        &pairs("premises_area=很大&business_form=king&has_agent=maybe"),
        Some((&catalogue, &theme)),
    );
    assert!(trail.answers.is_empty());
    assert_eq!(trail.faults.len(), 3);
    let wide = Trail::read(&pairs("premises_area=６０"), Some((&catalogue, &theme)));
    assert_eq!(wide.query(), "?premises_area=60");
}

#[test]
fn a_question_sent_back_empty_is_known() {
    let catalogue = embedded::catalogue().catalogue;
    let theme = ThemeId::from("convenience_store");
    let read = |text: &str| Trail::read(&pairs(text), Some((&catalogue, &theme)));
    assert_eq!(
        read("asked=business_form").unanswered,
        Some(QuestionId::from("business_form"))
    );
    assert_eq!(read("asked=business_form&business_form=sole").unanswered, None);
    assert_eq!(read("asked=sells&sells=").unanswered, None);
}

#[test]
fn a_value_of_a_query_holds_only_what_may_stand_there() {
    assert_eq!(percent("/t/x?a=1&b=店"), "%2Ft%2Fx%3Fa%3D1%26b%3D%E5%BA%97");
}
