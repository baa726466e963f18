//! The dispatcher in one world with a gateway that fails on order.

use std::collections::BTreeMap;

use serde_json::json;
use yijian_domain::case::Role;

use super::{stand_in::StandIn, *};
use crate::{
    cases::Subject,
    settings::{Webhook, Wechat, WechatTemplate},
    testing::{World, log, staff::member},
};

const TOKEN: &str = "a-token-of-the-gateway";
const SECRET: &str = "a-secret-of-wechat";
const ACCESS: &str = "AnAccessTokenOfWechat";
const OPENID: &str = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

/// A world whose text messages go to a gateway that wants its token, and an application in it. The same stand-in is a
/// WeChat whose user refused.
async fn handed_in() -> (World, StandIn, String) {
    let stand_in = StandIn::start(|seen| match seen.path.as_str() {
        "/sms" if seen.header("authorization") == format!("Bearer {TOKEN}") => (200, json!({})),
        "/cgi-bin/stable_token" => (200, json!({ "access_token": ACCESS, "expires_in": 7200 })),
        path if path.ends_with(ACCESS) => (200, json!({ "errcode": 43101, "errmsg": OPENID })),
        _ => (401, json!({})),
    })
    .await;
    let template = WechatTemplate {
        id: "T1".to_owned(),
        data: [("thing1".to_owned(), text::Slot::Theme)].into(),
    };
    let settings = settings::Sending {
        sms: Sms::Webhook(Webhook {
            url: format!("{}/sms", stand_in.url),
            token: TOKEN.into(),
            signature: "千阳政务".to_owned(),
        }),
        wechat: Some(Wechat {
            url: stand_in.url.clone(),
            open_url: "https://open.weixin.qq.com".to_owned(),
            app_id: "wx01".to_owned(),
            secret: SECRET.into(),
            templates: [(text::OTHER.to_owned(), template)].into(),
        }),
    };
    let sending = Sending::new(settings, "https://yijian.test", false).unwrap();
    let world = World::sending(sending).await;
    let receipt = world.hand_in("convenience_store").await;
    (world, stand_in, receipt.number)
}

/// How often the gateway was asked for each id.
fn by_id(stand_in: &StandIn) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for seen in stand_in.seen() {
        *counts
            .entry(seen.json()["id"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    counts
}

/// The number that messages of a case go to.
async fn mobile(world: &World, number: &str) -> String {
    let kept = world.app.storage.kept(number).await.unwrap().unwrap();
    Subject::of(&kept.values).mobile.unwrap()
}

async fn dead(world: &World) -> u64 {
    let scope = member("clerk", &[Role::Clerk], None).scope;
    world.app.storage.dead_letters(&scope).await.unwrap()
}

#[tokio::test]
async fn every_message_is_sent_once() {
    let (world, stand_in, _) = handed_in().await;
    let tried = once(&world.app).await.unwrap();
    assert!(tried > 0);
    assert_eq!(once(&world.app).await.unwrap(), 0);
    assert_eq!(stand_in.seen().len(), tried);
    assert!(by_id(&stand_in).values().all(|count| *count == 1));
    assert_eq!(world.app.storage.states().await, ["sent"]);
    let received = stand_in.seen().into_iter().map(|seen| seen.json());
    let received = received.into_iter().find(|body| body["kind"] == "receive").unwrap();
    let text = received["text"].as_str().unwrap();
    assert!(
        text.starts_with("【千阳政务】您办的“") && text.ends_with("请打开您的办件页查看。"),
        "{text}"
    );
    assert_eq!(received["to"].as_str().unwrap().len(), 11);
}

#[tokio::test]
async fn two_dispatchers_send_nothing_twice() {
    let (world, stand_in, _) = handed_in().await;
    let (one, two) = tokio::join!(once(&world.app), once(&world.app));
    assert_eq!(one.unwrap() + two.unwrap(), stand_in.seen().len());
    assert!(by_id(&stand_in).values().all(|count| *count == 1));
}

#[tokio::test]
async fn a_gateway_that_is_down_is_tried_again_with_the_same_id() {
    let (world, stand_in, _) = handed_in().await;
    stand_in.order(503, json!({}));
    let tried = once(&world.app).await.unwrap();
    assert_eq!(world.app.storage.states().await.last().unwrap(), "waiting");
    world.clock.advance(SignedDuration::from_secs(59));
    assert_eq!(once(&world.app).await.unwrap(), 0);
    // A quarter of a minute by the dice at most.
    world.clock.advance(SignedDuration::from_secs(16));
    assert_eq!(once(&world.app).await.unwrap(), 1);
    assert_eq!(stand_in.seen().len(), tried + 1);
    let counts = by_id(&stand_in);
    assert_eq!(counts.values().filter(|count| **count == 2).count(), 1, "{counts:?}");
    assert_eq!(world.app.storage.states().await, ["sent"]);
}

#[tokio::test]
async fn after_ten_attempts_it_is_given_up_and_the_staff_can_begin_anew() {
    let (world, stand_in, _) = handed_in().await;
    let letters = world.app.storage.count_deliveries().await;
    for _ in 0..letters * 10 {
        stand_in.order(500, json!({}));
    }
    for attempt in 1..=10 {
        assert_eq!(dead(&world).await, 0);
        assert_eq!(once(&world.app).await.unwrap(), letters, "attempt {attempt}");
        world.clock.advance(SignedDuration::from_hours(8));
    }
    assert_eq!(once(&world.app).await.unwrap(), 0);
    assert_eq!(dead(&world).await, letters as u64);
    let letter = world.app.storage.letters("dead", None, 1).await.unwrap().remove(0);
    assert_eq!((letter.attempts, letter.fault.as_str()), (10, "webhook_500"));
    let scope = member("clerk", &[Role::Clerk], None).scope;
    world
        .app
        .storage
        .send_again(&letter.id, &scope, world.clock.now())
        .await
        .unwrap();
    assert_eq!(once(&world.app).await.unwrap(), 1);
    assert_eq!(by_id(&stand_in)[&letter.id], 11);
    assert_eq!(dead(&world).await, letters as u64 - 1);
}

#[tokio::test]
async fn what_will_never_do_is_given_up_at_once() {
    let (world, stand_in, _) = handed_in().await;
    stand_in.order(422, json!({}));
    once(&world.app).await.unwrap();
    assert_eq!(dead(&world).await, 1);
    let letter = world.app.storage.letters("dead", None, 1).await.unwrap().remove(0);
    assert_eq!((letter.attempts, letter.fault.as_str()), (1, "webhook_422"));
}

#[tokio::test]
async fn when_the_program_dies_before_it_notes_the_answer_the_same_id_comes_again() {
    let (world, stand_in, number) = handed_in().await;
    let before = world.app.storage.messages(&number).await.unwrap();
    let now = world.clock.now();
    let taken = world
        .app
        .storage
        .take_deliveries(now, later(now, LEASE), 1)
        .await
        .unwrap()
        .remove(0);
    world.app.sending.carry(&taken, now).await.unwrap();
    // Here it dies: the gateway has the message and the database does not know.
    world.clock.advance(LEASE);
    once(&world.app).await.unwrap();
    assert_eq!(by_id(&stand_in)[&taken.id], 2);
    assert_eq!(world.app.storage.states().await, ["sent"]);
    assert_eq!(
        world.app.storage.messages(&number).await.unwrap(),
        before,
        "one message on the page"
    );
}

#[tokio::test]
async fn a_channel_that_is_off_sends_nothing_later() {
    let world = World::new().await;
    world.hand_in("convenience_store").await;
    once(&world.app).await.unwrap();
    assert_eq!(world.app.storage.states().await, ["skipped"]);
    assert_eq!(dead(&world).await, 0);
    assert_eq!(once(&world.app).await.unwrap(), 0);
}

#[tokio::test]
async fn it_stops_when_it_is_told_to() {
    let (world, _, _) = handed_in().await;
    let (stop, stopped) = oneshot::channel();
    drop(stop);
    run(world.app.clone(), stopped).await;
    assert!(!world.app.storage.states().await.contains(&"dead".to_owned()));
}

#[tokio::test]
async fn no_number_sentence_or_token_reaches_the_log() {
    let (world, _, number) = handed_in().await;
    world.app.storage.plant_wechat(&number, OPENID).await;
    let log = log::of(async {
        once(&world.app).await.unwrap();
        digest::tell(&world.app, world.clock.now()).await;
    })
    .await;
    assert!(
        log.contains("a letter was given up") && log.contains("wechat wechat_43101: 1"),
        "{log}"
    );
    let mobile = mobile(&world, &number).await;
    for secret in [mobile.as_str(), "您办的", "开便利店", TOKEN, SECRET, ACCESS, OPENID] {
        assert!(!log.contains(secret), "{secret} in\n{log}");
    }
}

#[tokio::test]
async fn in_demo_mode_the_log_tells_kind_and_case_and_nothing_else() {
    let sending = Sending::new(settings::Sending::default(), "https://yijian.test", true).unwrap();
    let world = World::sending(sending).await;
    let number = world.hand_in("convenience_store").await.number;
    world.app.storage.plant_wechat(&number, OPENID).await;
    let log = log::of(async {
        once(&world.app).await.unwrap();
    })
    .await;
    let lines: Vec<_> = log
        .lines()
        .filter(|line| line.contains("a message would go out"))
        .collect();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("wechat") && line.contains(&number)),
        "{log}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.contains("sms") && line.contains("receive")),
        "{log}"
    );
    let mobile = mobile(&world, &number).await;
    assert!(
        !log.contains("您办的") && !log.contains(&mobile) && !log.contains(OPENID),
        "{log}"
    );
    assert_eq!(world.app.storage.states().await, ["sent"]);
}
