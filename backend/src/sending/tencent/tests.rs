//! Against a stand-in that checks signatures as the provider does.

use serde_json::json;

use super::*;
use crate::sending::{
    letter::sample,
    stand_in::{Seen, StandIn},
};

const SECRET: &str = "a-secret-of-tencent";

fn now() -> Moment {
    Moment::from_seconds(1_772_416_800)
}

/// Signs what arrived and compares.
fn checked(seen: &Seen) -> (u16, Value) {
    let authorization = Signing {
        service: "sms",
        host: seen.header("host"),
        content_type: seen.header("content-type"),
        body: &seen.text,
        timestamp: seen.header("x-tc-timestamp").parse().unwrap(),
        day: "2026-03-02",
    }
    .authorization("AKID", SECRET);
    let right = seen.header("authorization") == authorization
        && (seen.header("x-tc-action"), seen.header("x-tc-version")) == ("SendSms", VERSION)
        && (seen.header("x-tc-region"), seen.path.as_str()) == ("ap-guangzhou", "/");
    if right {
        (200, status("Ok"))
    } else {
        (
            200,
            json!({ "Response": { "Error": { "Code": "AuthFailure.SignatureFailure" }, "RequestId": "r" } }),
        )
    }
}

fn status(code: &str) -> Value {
    json!({ "Response": { "SendStatusSet": [{ "SerialNo": "1", "PhoneNumber": "+8619900000001", "Fee": 1, "Code": code,
        "Message": "+8619900000001", "IsoCode": "CN" }], "RequestId": "r" } })
}

async fn tencent(templates: &[(&str, &str)]) -> (StandIn, Tencent) {
    let stand_in = StandIn::start(checked).await;
    let templates = templates
        .iter()
        .map(|(kind, id)| ((*kind).to_owned(), (*id).to_owned()));
    let settings = Settings {
        url: stand_in.url.clone(),
        region: "ap-guangzhou".to_owned(),
        secret_id: "AKID".to_owned(),
        secret_key: SECRET.into(),
        app_id: "1400006666".to_owned(),
        signature: "千阳政务".to_owned(),
        templates: templates.collect(),
    };
    let client = Client::new(&[&stand_in.url]).unwrap();
    (stand_in, Tencent::new(client, settings))
}

#[tokio::test]
async fn a_signed_request_carries_the_values_in_the_order_of_the_sentence() {
    let (stand_in, tencent) = tencent(&[("ask_correction", "1110"), ("other", "1111")]).await;
    let letter = sample("a1", "ask_correction", "19900000001");
    tencent.carry(&letter, now()).await.unwrap();
    assert_eq!(
        stand_in.seen()[0].json(),
        json!({ "PhoneNumberSet": ["+8619900000001"], "SmsSdkAppId": "1400006666", "SignName": "千阳政务",
            "TemplateId": "1110", "TemplateParamSet": ["开便利店", "2026年3月9日"], "SessionContext": "a1" })
    );
    tencent
        .carry(&sample("a2", "deny", "19900000001"), now())
        .await
        .unwrap();
    let other = stand_in.seen()[1].json();
    assert_eq!(
        (&other["TemplateId"], &other["TemplateParamSet"]),
        (&json!("1111"), &json!(["开便利店"]))
    );
}

#[tokio::test]
async fn without_a_template_nothing_is_asked() {
    let (stand_in, tencent) = tencent(&[("accept", "1110")]).await;
    let fault = tencent
        .carry(&sample("a1", "deny", "19900000001"), now())
        .await
        .unwrap_err();
    assert_eq!(fault, SendFault::Unwanted("no_template".to_owned()));
    assert!(stand_in.seen().is_empty());
}

#[tokio::test]
async fn what_is_about_the_number_lasts_and_what_is_about_the_service_passes() {
    let (stand_in, mut tencent) = tencent(&[("other", "1111")]).await;
    let letter = sample("a1", "accept", "19900000001");
    for (code, lasting) in [
        ("FailedOperation.PhoneNumberInBlacklist", true),
        ("InvalidParameterValue.IncorrectPhoneNumber", true),
        ("LimitExceeded.PhoneNumberThirtySecondLimit", false),
        ("FailedOperation.InsufficientBalanceInSmsPackage", false),
    ] {
        stand_in.order(200, status(code));
        let fault = tencent.carry(&letter, now()).await.unwrap_err();
        assert_eq!(matches!(fault, SendFault::Lasting(_)), lasting, "{fault}");
        assert_eq!(fault.to_string(), format!("tencent_{code}"));
    }
    stand_in.order(502, json!({}));
    assert_eq!(
        tencent.carry(&letter, now()).await.unwrap_err(),
        SendFault::passing("http_502")
    );
    tencent.settings.secret_key = "another".into();
    let fault = tencent.carry(&letter, now()).await.unwrap_err();
    assert_eq!(fault, SendFault::passing("tencent_AuthFailure.SignatureFailure"));
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_tried_again() {
    let (_, mut tencent) = tencent(&[("other", "1111")]).await;
    // A port that was free a moment ago.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    tencent.settings.url = format!("http://{port}");
    let fault = tencent
        .carry(&sample("a1", "accept", "19900000001"), now())
        .await
        .unwrap_err();
    assert_eq!(fault, SendFault::passing("unreachable"));
}
