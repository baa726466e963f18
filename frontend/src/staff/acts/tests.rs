use jiff::civil::date;
use yijian_domain::case::{Act, Ground, Verb};

use super::*;
use crate::staff::sample::case;

fn values(pairs: &[(&'static str, &str)]) -> Values {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn form(verb: Verb) -> ActForm {
    let item = verb.is_of_a_part().then(|| "food_licence".into());
    describe(verb, item.as_ref(), &case(), date(2026, 11, 22)).expect("it is an act of the staff")
}

#[test]
fn a_form_says_what_it_lacks_and_then_gives_the_act() {
    let form = form(Verb::RefuseAcceptance);
    assert!(form.grave);
    let some = values(&[("ground", "not_competent"), ("reason", "不归这里管")]);
    assert_eq!(form.faults(&some).keys().copied().collect::<Vec<_>>(), ["go_to"]);
    assert_eq!(build(&form, &some, &case()), None);
    let all = values(&[("ground", "not_competent"), ("reason", "不归这里管"), ("go_to", "市局")]);
    let act = build(&form, &all, &case());
    assert_eq!(
        act,
        Some(Act::RefuseAcceptance {
            ground: Ground::NotCompetent {
                go_to: "市局".to_owned()
            },
            reason: "不归这里管".to_owned(),
        })
    );
}

#[test]
fn a_field_that_is_not_there_is_not_asked_for() {
    let form = form(Verb::RefuseAcceptance);
    let some = values(&[("ground", "not_needed"), ("reason", "不用办")]);
    assert!(form.faults(&some).is_empty());
}

#[test]
fn an_extension_is_at_most_ten_working_days() {
    let form = form(Verb::Extend);
    let with = |days| values(&[("days", days), ("reason", "材料多"), ("head", "赵局")]);
    assert!(form.faults(&with("11")).contains_key("days"));
    assert!(form.faults(&with("0")).contains_key("days"));
    assert!(build(&form, &with("10"), &case()).is_some());
}

#[test]
fn a_visit_takes_two_people_and_no_day_before_today() {
    let form = form(Verb::PlanInspection);
    let early = values(&[
        ("on", "2026-11-21"),
        ("hours", "9-10"),
        ("mode", "on_site"),
        ("who", "a"),
    ]);
    let faults = form.faults(&early);
    assert!(faults.contains_key("on") && faults.contains_key("who"));
    let fits = values(&[
        ("on", "2026-11-23"),
        ("hours", "9-10"),
        ("mode", "remote"),
        ("who", "a\nb"),
    ]);
    let Some(Act::PlanInspection { plan }) = build(&form, &fits, &case()) else {
        panic!("it fits");
    };
    assert_eq!(plan.inspectors.len(), 2);
}

#[test]
fn every_act_of_the_staff_has_a_way_and_every_form_gives_its_act() {
    for verb in Verb::ALL {
        let item = verb.is_of_a_part().then(|| "food_licence".into());
        let described = describe(verb, item.as_ref(), &case(), date(2026, 11, 22));
        assert_eq!(described.is_some(), way(verb) == Some(Way::Form), "{verb:?}");
        if let Some(form) = described {
            let act = build(&form, &filled(&form), &case());
            assert_eq!(act.map(|act| act.verb()), Some(verb));
        }
    }
}

#[test]
fn what_has_no_way_is_the_programs_or_brought_by_the_applicant() {
    let without: Vec<Verb> = Verb::ALL.into_iter().filter(|verb| way(*verb).is_none()).collect();
    let of_the_program = [Verb::DeemAccepted, Verb::Open, Verb::Remind, Verb::Stop, Verb::Decide];
    let of_the_applicant = [
        Verb::Receive,
        Verb::Resubmit,
        Verb::SendPictures,
        Verb::Provide,
        Verb::Object,
    ];
    for verb in without {
        assert!(
            of_the_program.contains(&verb) || of_the_applicant.contains(&verb),
            "{verb:?}"
        );
    }
}

/// Something in every field.
fn filled(form: &ActForm) -> Values {
    let some = |field: &Field| match &field.kind {
        Kind::Line | Kind::Area | Kind::Lines => "一".to_owned(),
        Kind::Number { least, .. } => least.to_string(),
        Kind::Day { .. } => "2026-12-01".to_owned(),
        Kind::One(options) => options.first().map(|(value, _)| value.clone()).unwrap_or_default(),
        Kind::Many(options, _) => options.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("\n"),
    };
    form.fields.iter().map(|field| (field.name, some(field))).collect()
}
