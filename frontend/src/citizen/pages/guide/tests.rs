use jiff::civil::date;
use yijian_domain::{catalogue::embedded, id::ThemeId};

use super::{candidate::ends, *};
use crate::query::Trail;

#[test]
fn no_plan_takes_longer_than_the_guide_says() {
    let catalogue = embedded::catalogue().catalogue;
    for id in catalogue.themes.keys() {
        let slice = catalogue.slice(id).expect("the theme is in the catalogue");
        let matter = Matter {
            slice: &slice,
            theme: id,
            trail: &Trail::default(),
            today: date(2026, 11, 23),
        };
        let plan = matter.plan().expect("every theme has a plan");
        let candidates = candidates(&matter, &plan);
        let longest = candidates
            .iter()
            .map(|c| ends(c, &candidates, &mut Vec::new()))
            .max()
            .unwrap_or(0);
        assert!(plan.schedule.working_days <= longest, "{id}");
        let own = candidates.iter().filter_map(|c| c.days).max().unwrap_or(0);
        assert!(own <= longest, "{id}");
    }
}

#[test]
fn a_shop_cannot_be_promised_for_nothing() {
    let catalogue = embedded::catalogue().catalogue;
    let theme = ThemeId::from("convenience_store");
    let slice = catalogue.slice(&theme).expect("the theme is in the catalogue");
    let matter = Matter {
        slice: &slice,
        theme: &theme,
        trail: &Trail::default(),
        today: date(2026, 11, 23),
    };
    let candidates = candidates(&matter, &matter.plan().expect("the theme has a plan"));
    assert!(cost(&candidates).contains("其余不收费"), "{}", cost(&candidates));
}
