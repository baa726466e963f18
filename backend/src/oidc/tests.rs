//! What a provider says. The whole exchange, against a real provider, stands in `http/me/tests/provider.rs`.

use serde_json::json;

use super::*;

fn known(claims: Value) -> Known {
    Known {
        subject: "1".to_owned(),
        claims: serde_json::from_value(claims).unwrap(),
    }
}

#[test]
fn a_number_counts_unless_the_provider_says_it_is_not_verified() {
    assert!(known(json!({})).is_verified("phone_number"));
    assert!(known(json!({ "phone_number_verified": true })).is_verified("phone_number"));
    assert!(known(json!({ "phone_number_verified": "true" })).is_verified("phone_number"));
    assert!(!known(json!({ "phone_number_verified": false })).is_verified("phone_number"));
}

#[test]
fn a_second_factor_is_one_that_the_settings_name() {
    let otp = ["otp".to_owned()];
    assert!(known(json!({ "amr": ["pwd", "otp"] })).used(&otp));
    assert!(known(json!({ "acr": "otp" })).used(&otp));
    assert!(!known(json!({ "amr": ["pwd"], "acr": "1" })).used(&otp));
    assert!(!known(json!({ "amr": ["pwd", "otp"] })).used(&[]));
}
