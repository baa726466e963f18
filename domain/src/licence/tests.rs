use jiff::civil::{Date, date};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::case::{Amendment, Component, ComponentState, Composite, Holder};

const TODAY: Date = date(2026, 3, 2);

/// Every state a component can be in, and what it is worth today.
fn states() -> Vec<(Component, ComponentStanding)> {
    let granted = Component {
        item: "food_business_new".into(),
        paper: "food_business_licence".into(),
        name: "食品经营许可证".to_owned(),
        number: "JY16103280000011".to_owned(),
        issuer: "千阳县市场监督管理局".to_owned(),
        from: date(2026, 1, 1),
        until: Some(date(2030, 12, 31)),
        state: ComponentState::Granted,
        base: false,
    };
    let with = |change: &dyn Fn(&mut Component)| {
        let mut component = granted.clone();
        change(&mut component);
        component
    };
    vec![
        (granted.clone(), ComponentStanding::Valid),
        (with(&|c| c.until = None), ComponentStanding::Valid),
        (with(&|c| c.until = Some(TODAY)), ComponentStanding::Valid),
        (with(&|c| c.until = TODAY.yesterday().ok()), ComponentStanding::Expired),
        (with(&|c| c.from = date(2026, 3, 3)), ComponentStanding::NotYet),
        (
            with(&|c| {
                c.state = ComponentState::Revoked {
                    on: TODAY,
                    reason: "承诺不实".to_owned(),
                };
            }),
            ComponentStanding::Revoked,
        ),
        (
            with(&|c| c.state = ComponentState::Cancelled { on: TODAY }),
            ComponentStanding::Cancelled,
        ),
        (
            with(&|c| c.state = ComponentState::Cancelled { on: date(2026, 3, 3) }),
            ComponentStanding::Valid,
        ),
    ]
}

fn composite(components: Vec<Component>) -> Composite {
    Composite {
        number: "610328202600001".to_owned(),
        code: "7H2K9M4P6Q8R3S5T".to_owned(),
        version: 1,
        theme: "restaurant".into(),
        trade: "餐饮店".to_owned(),
        holder: Holder {
            name: "千阳县小院餐饮店".to_owned(),
            credit_code: None,
            principal: None,
            address: None,
        },
        issued: date(2026, 1, 1),
        components,
    }
}

#[test]
fn a_component_says_what_it_is_worth_today() {
    for (component, standing) in states() {
        assert_eq!(composite(vec![component]).components_on(TODAY), [standing]);
    }
}

/// Three components in every combination of states.
#[test]
fn the_whole_is_worth_what_its_parts_are() {
    let states = states();
    for (a, worth_a) in &states {
        for (b, worth_b) in &states {
            for (c, worth_c) in &states {
                let whole = composite(vec![a.clone(), b.clone(), c.clone()]);
                let worth = [*worth_a, *worth_b, *worth_c];
                let count = |wanted| worth.iter().filter(|standing| **standing == wanted).count();
                let expected = match (count(ComponentStanding::Valid), count(ComponentStanding::NotYet)) {
                    (3, _) => Standing::Valid,
                    (0, 0) => Standing::Ended,
                    _ => Standing::PartlyValid,
                };
                assert_eq!(whole.standing(TODAY, 1), expected, "{worth:?}");
                assert_eq!(whole.standing(TODAY, 2), Standing::Replaced);
            }
        }
    }
}

#[test]
fn without_the_business_everything_ends() {
    let valid = states().remove(0).0;
    let base = Component {
        base: true,
        item: "business_registration".into(),
        ..valid.clone()
    };
    let whole = composite(vec![base, valid]);
    assert_eq!(whole.standing(TODAY, 1), Standing::Valid);
    let after = whole
        .revoked(&"business_registration".into(), TODAY, "虚假登记")
        .expect("it carries that component");
    assert_eq!(
        after.components_on(TODAY),
        [ComponentStanding::Revoked, ComponentStanding::Cancelled]
    );
    assert_eq!(after.standing(TODAY, after.version), Standing::Ended);
    assert_eq!(whole.standing(TODAY, after.version), Standing::Replaced);
}

#[test]
fn a_change_makes_a_new_version_and_no_change_makes_none() {
    let whole = composite(vec![states().remove(0).0]);
    let item = whole.components[0].item.clone();
    let longer = Amendment::Validity {
        item: item.clone(),
        from: whole.components[0].from,
        until: None,
    };
    let next = whole.amended(&longer, TODAY).expect("it changes");
    assert_eq!((next.version, next.issued, next.components[0].until), (2, TODAY, None));
    assert_eq!(next.amended(&longer, TODAY), None);
    let revoked = next.revoked(&item, TODAY, "承诺不实").expect("it is in force");
    assert_eq!(revoked.revoked(&item, TODAY, "again"), None);
    assert_eq!(next.revoked(&"signboard".into(), TODAY, "another"), None);
    let same = Amendment::Holder {
        holder: next.holder.clone(),
    };
    assert_eq!(next.amended(&same, TODAY), None);
}
