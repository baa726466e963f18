//! Signing in with WeChat, against a stand-in that exchanges codes as WeChat does.

use axum::http::header;
use serde_json::{Value, json};
use yijian_domain::wire::applicant::{Applicant, OwnCases, WechatSignature};

use crate::{
    sending::{
        Sending,
        stand_in::{Seen, StandIn},
        text::Slot,
    },
    settings::{self, Sms, Wechat, WechatTemplate},
    testing::{
        Answer, World,
        applicants::{MOBILE, Phone},
        log,
    },
};

const AGENT: &str = "Mozilla/5.0 (Linux; Android 14) Chrome/142 XWEB/1420193 MicroMessenger/8.0.66";
const OPENID: &str = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

/// Takes each code once, for the account it knows.
fn rule(used: &std::sync::Mutex<Vec<String>>, seen: &Seen) -> (u16, Value) {
    let right = "/sns/oauth2/access_token?appid=wx01&secret=a-secret&code=";
    if let Some(rest) = seen.path.strip_prefix(right) {
        let code = rest
            .strip_suffix("&grant_type=authorization_code")
            .unwrap_or_default()
            .to_owned();
        let mut used = used.lock().unwrap();
        if used.contains(&code) {
            return (200, json!({ "errcode": 40163, "errmsg": "code been used" }));
        }
        used.push(code.clone());
        return match code.as_str() {
            "good" | "again" => (
                200,
                json!({ "access_token": "t", "expires_in": 7200, "openid": OPENID, "scope": "snsapi_base" }),
            ),
            "snapshot" => (
                200,
                json!({ "access_token": "t", "openid": "virtual", "is_snapshotuser": 1 }),
            ),
            _ => (200, json!({ "errcode": 40029, "errmsg": "invalid code" })),
        };
    }
    if seen.path == "/cgi-bin/stable_token" {
        return (200, json!({ "access_token": "token", "expires_in": 7200 }));
    }
    if seen.path == "/cgi-bin/ticket/getticket?access_token=token&type=jsapi" {
        return (200, json!({ "errcode": 0, "ticket": "ticket", "expires_in": 7200 }));
    }
    (404, json!({}))
}

async fn world() -> (StandIn, World) {
    let used = std::sync::Mutex::default();
    let stand_in = StandIn::start(move |seen| rule(&used, seen)).await;
    let template = WechatTemplate {
        id: "T1".to_owned(),
        data: [("thing1".to_owned(), Slot::Theme)].into(),
    };
    let wechat = Wechat {
        url: stand_in.url.clone(),
        open_url: "https://open.weixin.qq.com".to_owned(),
        app_id: "wx01".to_owned(),
        secret: "a-secret".into(),
        templates: [("other".to_owned(), template)].into(),
    };
    let sending = settings::Sending {
        sms: Sms::Off,
        wechat: Some(wechat),
    };
    let world = World::sending(Sending::new(sending, "https://yijian.test", false).unwrap()).await;
    (stand_in, world)
}

/// Goes to WeChat; the state, and the cookie of the browser.
async fn leave(world: &World, cookies: &str) -> (String, String) {
    let headers = [("user-agent", AGENT), ("cookie", cookies)];
    let answer = world.call("GET", "/me/wechat", &headers, "").await.assert_status(303);
    let address = answer.header(header::LOCATION);
    let rest = address
        .strip_prefix(
            "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx01\
             &redirect_uri=https%3A%2F%2Fyijian%2Etest%2Fme%2Fwechat%2Fback&response_type=code&scope=snsapi_base&state=",
        )
        .unwrap_or_else(|| panic!("{address}"));
    let state = rest.strip_suffix("#wechat_redirect").unwrap();
    assert!(state.len() <= 128 && state.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let cookie = answer.header(header::SET_COOKIE);
    assert!(cookie.starts_with("__Host-yijian_away=") && cookie.contains("HttpOnly; SameSite=Lax; Secure"));
    (state.to_owned(), cookie.split(';').next().unwrap().to_owned())
}

async fn come(world: &World, code: &str, state: &str, cookies: &str) -> Answer {
    let path = format!("/me/wechat/back?code={code}&state={state}");
    let answer = world
        .call("GET", &path, &[("cookie", cookies), ("user-agent", AGENT)], "")
        .await;
    answer.assert_status(303)
}

#[tokio::test]
async fn somebody_inside_wechat_is_signed_in_without_typing() {
    let (_, world) = world().await;
    let (state, cookie) = leave(&world, "").await;
    let answer = come(&world, "good", &state, &cookie).await;
    assert_eq!(answer.header(header::LOCATION), "/me");
    let phone = Phone::after(&world, &answer);
    let me: Applicant = phone.get("/api/v1/me").await.assert_status(200).json();
    assert!(me.wechat && me.mobile.is_none() && !me.verified);
}

#[tokio::test]
async fn a_state_counts_once_and_in_the_browser_that_went() {
    let (stand_in, world) = world().await;
    let (state, cookie) = leave(&world, "").await;
    let elsewhere = format!("__Host-yijian_away={}", "a".repeat(32));
    assert_eq!(
        come(&world, "good", &state, &elsewhere).await.header(header::LOCATION),
        "/me?said=away_lost"
    );
    assert_eq!(
        come(&world, "good", &state, &cookie).await.header(header::LOCATION),
        "/me?said=away_lost"
    );
    let (state, cookie) = leave(&world, "").await;
    assert_eq!(
        come(&world, "good", &state, "").await.header(header::LOCATION),
        "/me?said=away_lost"
    );
    assert!(
        stand_in.seen().is_empty(),
        "nothing is exchanged for a state that is not ours"
    );
    let (state, _) = leave(&world, "").await;
    world.clock.advance(jiff::SignedDuration::from_secs(600));
    assert_eq!(
        come(&world, "good", &state, &cookie).await.header(header::LOCATION),
        "/me?said=away_lost"
    );
}

#[tokio::test]
async fn who_looks_at_a_snapshot_is_told_how_to_go_on() {
    let (_, world) = world().await;
    for (code, said) in [("snapshot", "/me?said=wechat_snapshot"), ("bad", "/me?said=away_lost")] {
        let (state, cookie) = leave(&world, "").await;
        let answer = come(&world, code, &state, &cookie).await;
        assert_eq!(answer.header(header::LOCATION), said);
        assert!(answer.all(header::SET_COOKIE).is_empty());
        world.get(said).await.assert_status(200);
    }
    let outside = world.get("/me/wechat").await.assert_status(303);
    assert_eq!(outside.header(header::LOCATION), "/me?said=wechat_only");
}

#[tokio::test]
async fn who_is_signed_in_adds_wechat_and_is_written_to_there() {
    let (_, world) = world().await;
    let phone = world.phone(MOBILE).await;
    let receipt = phone.hand_in("restaurant").await;
    let (state, cookie) = leave(&world, &phone.cookie).await;
    let answer = come(&world, "good", &state, &format!("{cookie}; {}", phone.cookie)).await;
    let after = Phone::after(&world, &answer);
    let me: Applicant = after.get("/api/v1/me").await.json();
    assert!(me.wechat && me.id == phone.id && me.mobile.is_some());
    let cases: OwnCases = after.get("/api/v1/me/applications").await.json();
    assert_eq!(cases.applications[0].number, receipt.number);
    world
        .act(&receipt.number, world.clerk(), yijian_domain::case::Act::Accept)
        .await;
    let now = world.clock.now();
    let taken = world.app.storage.take_deliveries(now, now, 10).await.unwrap();
    let wechat: Vec<_> = taken.iter().filter(|letter| letter.channel == "wechat").collect();
    assert_eq!(wechat.len(), 1);
    assert_eq!(wechat[0].openid.as_deref(), Some(OPENID));
}

#[tokio::test]
async fn who_comes_from_wechat_is_told_without_who_it_is() {
    let (_, world) = world().await;
    let mut secrets = vec![OPENID.to_owned()];
    let log = log::of(async {
        let (state, cookie) = leave(&world, "").await;
        come(&world, "again", &state, "").await;
        secrets.extend([state, cookie.split_once('=').unwrap().1.to_owned()]);
        let (state, cookie) = leave(&world, "").await;
        let answer = come(&world, "good", &state, &cookie).await;
        secrets.extend([state, Phone::after(&world, &answer).cookie]);
    })
    .await;
    let noted: Vec<_> = log.lines().filter_map(|line| line.split_once(" security: ")).collect();
    let [(_, lost), (_, signed_in)] = noted.as_slice() else {
        panic!("{noted:?}")
    };
    assert_eq!(
        (*lost, *signed_in),
        (
            r#"event="sign_in_refused" who="applicant" by="wechat" why="away_lost""#,
            r#"event="signed_in" who="applicant" by="wechat""#
        )
    );
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} in\n{log}");
    }
}

#[tokio::test]
async fn pages_of_this_server_are_signed_with_one_ticket() {
    let (stand_in, world) = world().await;
    let sign = async |url: &str| world.get(&format!("/api/v1/wechat/signature?url={url}")).await;
    let signed: WechatSignature = sign("https://yijian.test/p/1?a=b%23part")
        .await
        .assert_status(200)
        .json();
    assert_eq!((signed.app_id.as_str(), signed.signature.len()), ("wx01", 40));
    assert_eq!(signed.timestamp, world.clock.now().seconds());
    sign("https://yijian.test").await.assert_status(200);
    let tickets = stand_in
        .seen()
        .iter()
        .filter(|seen| seen.path.contains("getticket"))
        .count();
    assert_eq!(tickets, 1);
    for foreign in [
        "",
        "https://yijian.test.evil.example/",
        "https://evil.example/https://yijian.test",
        "http://yijian.test/",
    ] {
        sign(foreign).await.assert_problem(422, "url_foreign");
    }
    let without = World::new().await;
    without
        .get("/api/v1/wechat/signature?url=x")
        .await
        .assert_problem(404, "wechat_off");
}
