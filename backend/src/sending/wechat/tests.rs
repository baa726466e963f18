//! Against a stand-in that gives tokens and checks them as WeChat does.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use serde_json::json;

use super::*;
use crate::sending::{
    letter::sample,
    stand_in::{Seen, StandIn},
};

const SECRET: &str = "a-secret-of-wechat";
const OPENID: &str = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

fn at(seconds: i64) -> Moment {
    Moment::from_seconds(1_772_416_800 + seconds)
}

/// A WeChat whose present token is the given one; a forced one is the next.
fn rule(present: Arc<AtomicU32>) -> impl Fn(&Seen) -> (u16, Value) {
    move |seen| {
        let asked = seen.json();
        if seen.path == "/cgi-bin/stable_token" {
            let right = (&asked["grant_type"], &asked["appid"], &asked["secret"])
                == (&json!("client_credential"), &json!("wx01"), &json!(SECRET));
            if !right {
                return (200, json!({ "errcode": 40125, "errmsg": "invalid appsecret" }));
            }
            if asked["force_refresh"] == true {
                present.fetch_add(1, Ordering::SeqCst);
            }
            let token = format!("token/{}", present.load(Ordering::SeqCst));
            return (200, json!({ "access_token": token, "expires_in": 7200 }));
        }
        let token = format!("token%2F{}", present.load(Ordering::SeqCst));
        if seen.path == format!("/cgi-bin/message/subscribe/bizsend?access_token={token}") {
            (200, json!({ "errcode": 0, "errmsg": "ok" }))
        } else {
            (200, json!({ "errcode": 42001, "errmsg": "access_token expired" }))
        }
    }
}

async fn wechat(secret: &str) -> (StandIn, Wechat, Arc<AtomicU32>) {
    let present = Arc::new(AtomicU32::new(1));
    let stand_in = StandIn::start(rule(Arc::clone(&present))).await;
    let data = [
        ("thing1", Slot::Theme),
        ("thing2", Slot::Item),
        ("date3", Slot::Day),
        ("phrase4", Slot::What),
    ];
    let template = Template {
        id: "T1".to_owned(),
        data: data.map(|(key, slot)| (key.to_owned(), slot)).into(),
    };
    let settings = Settings {
        url: stand_in.url.clone(),
        open_url: "https://open.weixin.qq.com".to_owned(),
        app_id: "wx01".to_owned(),
        secret: secret.into(),
        templates: [("ask_correction".to_owned(), template)].into(),
    };
    let client = Client::new(&[&stand_in.url]).unwrap();
    (stand_in, Wechat::new(client, settings, "https://yijian.test"), present)
}

fn tokens(stand_in: &StandIn) -> usize {
    stand_in
        .seen()
        .iter()
        .filter(|seen| seen.path.ends_with("stable_token"))
        .count()
}

#[tokio::test]
async fn a_message_has_the_published_shape_and_fits_its_fields() {
    let (stand_in, wechat, _) = wechat(SECRET).await;
    wechat
        .carry(&sample("a1", "ask_correction", OPENID), at(0))
        .await
        .unwrap();
    assert_eq!(
        stand_in.seen()[1].json(),
        json!({ "touser": OPENID, "template_id": "T1", "page": "https://yijian.test/", "data": {
            "thing1": { "value": "开便利店" },
            "thing2": { "value": "食品经营许可（仅销售预包装食品备案除外…" },
            "date3": { "value": "2026年3月9日" },
            "phrase4": { "value": "要补材料" },
        } })
    );
    assert_eq!("食品经营许可（仅销售预包装食品备案除外…".chars().count(), 20);
    let fault = wechat.carry(&sample("a2", "deny", OPENID), at(0)).await.unwrap_err();
    assert_eq!(fault, SendFault::Unwanted("no_template".to_owned()));
}

#[tokio::test]
async fn a_token_is_used_until_it_ends() {
    let (stand_in, wechat, _) = wechat(SECRET).await;
    let letter = sample("a1", "ask_correction", OPENID);
    let (first, second) = tokio::join!(wechat.carry(&letter, at(0)), wechat.carry(&letter, at(0)));
    first.and(second).unwrap();
    wechat.carry(&letter, at(7200 - 61)).await.unwrap();
    assert_eq!(tokens(&stand_in), 1);
    wechat.carry(&letter, at(7200 - 60)).await.unwrap();
    assert_eq!(tokens(&stand_in), 2);
}

#[tokio::test]
async fn a_refused_token_is_replaced_at_once() {
    let (stand_in, wechat, present) = wechat(SECRET).await;
    let letter = sample("a1", "ask_correction", OPENID);
    wechat.carry(&letter, at(0)).await.unwrap();
    // Somebody else forced a new one: asking gives it.
    present.fetch_add(1, Ordering::SeqCst);
    wechat.carry(&letter, at(1)).await.unwrap();
    assert_eq!(tokens(&stand_in), 2);
    // It is refused though WeChat still gives it: only force helps.
    stand_in.order(200, json!({ "errcode": 40001, "errmsg": "invalid credential" }));
    wechat.carry(&letter, at(2)).await.unwrap();
    assert_eq!(tokens(&stand_in), 4);
    assert_eq!(
        stand_in.seen().iter().rev().nth(1).unwrap().json()["force_refresh"],
        true
    );
}

#[tokio::test]
async fn a_refusal_of_the_recipient_lasts_and_a_busy_system_does_not() {
    let (stand_in, wechat, _) = wechat(SECRET).await;
    let letter = sample("a1", "ask_correction", OPENID);
    wechat.carry(&letter, at(0)).await.unwrap();
    for code in [40003, 40037, 43101, 47003] {
        stand_in.order(200, json!({ "errcode": code, "errmsg": OPENID }));
        let fault = wechat.carry(&letter, at(0)).await.unwrap_err();
        assert_eq!(fault, SendFault::Lasting(format!("wechat_{code}")));
    }
    stand_in.order(200, json!({ "errcode": -1, "errmsg": "system error" }));
    let fault = wechat.carry(&letter, at(0)).await.unwrap_err();
    assert_eq!(fault, SendFault::Passing("wechat_-1".to_owned()));
}

#[tokio::test]
async fn a_wrong_secret_passes_for_the_operator_can_put_it_right() {
    let (_, wechat, _) = wechat("another").await;
    let letter = sample("a1", "ask_correction", OPENID);
    let fault = wechat.carry(&letter, at(0)).await.unwrap_err();
    assert_eq!(fault, SendFault::passing("wechat_token_40125"));
    let shown = format!("{wechat:?}");
    assert!(!shown.contains("another"), "{shown}");
}
