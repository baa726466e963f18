//! One person, one account.

use yijian_domain::wire::applicant::{Applicant, OwnCases};

use crate::{
    applicants::{ProofKind, personal::proof, sign_in},
    testing::{
        World,
        applicants::{MOBILE, OTHER},
    },
};

#[tokio::test]
async fn two_accounts_of_one_person_become_one_with_the_cases_of_both() {
    let (mut world, inbox) = World::strict().await;
    world.phone(MOBILE).await.hand_in("restaurant").await;
    world.token = "00112233445566778899aabbccddeeff".to_owned();
    let draft = world.full_draft("hotel").await;
    let wechat = proof(&world.app, ProofKind::Wechat, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M").unwrap();
    let inside = world.phone_of(vec![wechat]).await;
    inside
        .submit("a-key-of-a-phone-2", &draft, None)
        .await
        .assert_status(201);
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    let body = serde_json::json!({ "mobile": MOBILE, "code": code }).to_string();
    let answer = inside.send("POST", "/api/v1/me/mobile", &body).await.assert_status(200);
    let me: Applicant = answer.json();
    assert!(me.wechat && me.mobile.as_deref() == Some("199****0001"));
    let cases: OwnCases = inside.get("/api/v1/me/applications").await.json();
    assert_eq!(cases.applications.len(), 2);
    // Messages about the older case go out by WeChat from now on.
    let again: OwnCases = world.phone(MOBILE).await.get("/api/v1/me/applications").await.json();
    assert_eq!(again, cases);
}

#[tokio::test]
async fn signing_in_with_another_number_joins_nothing() {
    let (world, inbox) = World::strict().await;
    let own = world.phone(MOBILE).await;
    world.ask_code(OTHER).await.assert_status(202);
    let code = inbox.codes(OTHER).remove(0);
    let body = serde_json::json!({ "mobile": OTHER, "code": code }).to_string();
    let answer = own.send("POST", "/api/v1/sign-in", &body).await.assert_status(200);
    assert_ne!(answer.json::<Applicant>().id, own.id);
}

#[tokio::test]
async fn the_numbers_of_an_account_are_told_of_another_one() {
    let (world, inbox) = World::strict().await;
    let own = world.phone(MOBILE).await;
    let add = async |mobile: &str| {
        world.ask_code(mobile).await.assert_status(202);
        let code = inbox.codes(mobile).pop().unwrap();
        let body = serde_json::json!({ "mobile": mobile, "code": code }).to_string();
        own.send("POST", "/api/v1/me/mobile", &body).await.assert_status(200);
    };
    add(OTHER).await;
    assert_eq!(inbox.told_of_proofs(1).await, [MOBILE]);
    // Whoever proves again what was theirs changes nothing; the third number is told to both others.
    world.clock.advance(jiff::SignedDuration::from_mins(2));
    add(OTHER).await;
    add("19900000003").await;
    assert_eq!(inbox.told_of_proofs(3).await, [MOBILE, MOBILE, OTHER]);
    // So is what a provider vouches for together with a number of theirs, whoever is signed in there.
    let vouched = vec![
        proof(&world.app, ProofKind::Identity, "610328200001010011").unwrap(),
        proof(&world.app, ProofKind::Mobile, MOBILE).unwrap(),
    ];
    world.phone_of(vouched).await;
    // The number it names is told as well: nobody has shown that they hold it.
    let told = [MOBILE, MOBILE, MOBILE, "19900000002", "19900000002", "19900000003"];
    assert_eq!(inbox.told_of_proofs(6).await, told);
}

#[tokio::test]
async fn a_number_that_changed_hands_leaves_the_account_of_the_one_before() {
    let (world, inbox) = World::strict().await;
    let own = |kind, value: &str| proof(&world.app, kind, value).unwrap();
    let wechat = || own(ProofKind::Wechat, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");
    let mobile = || own(ProofKind::Mobile, MOBILE);
    let before = world.phone_of(vec![wechat(), mobile()]).await;
    before.hand_in("restaurant").await;
    // Within ninety days it is surely the same person, who has one account.
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 89));
    let same = world.phone_of(vec![mobile()]).await;
    assert_eq!(same.id, before.id);
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 91));
    let identity = || own(ProofKind::Identity, "610328200001010011");
    let next = world.phone_of(vec![identity(), mobile()]).await;
    assert_ne!(next.id, before.id);
    assert_eq!(inbox.told_of_proofs(1).await, [MOBILE]);
    let cases: OwnCases = next.get("/api/v1/me/applications").await.json();
    assert_eq!(cases.applications, []);
    // Everything else of the one before stays theirs, and the number opens what is the next one's.
    let again = world.phone_of(vec![wechat()]).await;
    let me: Applicant = again.get("/api/v1/me").await.json();
    assert!(me.id == before.id && me.mobile.is_none());
    let cases: OwnCases = again.get("/api/v1/me/applications").await.json();
    assert_eq!(cases.applications.len(), 1);
    assert_eq!(world.phone_of(vec![mobile()]).await.id, next.id);
}

#[tokio::test]
async fn of_two_numbers_the_one_that_was_given_up_leaves() {
    let world = World::new().await;
    let number = |value: &str| proof(&world.app, ProofKind::Mobile, value).unwrap();
    let before = world.phone_of(vec![number(MOBILE)]).await;
    world.clock.advance(jiff::SignedDuration::from_hours(24));
    let added = sign_in::account(
        &world.app,
        vec![number(OTHER)],
        Default::default(),
        Some(before.id.clone()),
    )
    .await;
    assert_eq!(added.unwrap(), before.id);
    // Away for half a year, and back with the new number; somebody else has the old one.
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 180));
    assert_eq!(world.phone_of(vec![number(OTHER)]).await.id, before.id);
    assert_ne!(world.phone_of(vec![number(MOBILE)]).await.id, before.id);
}

#[tokio::test]
async fn the_word_of_a_provider_does_not_keep_a_number_fresh() {
    let world = World::new().await;
    let own = |kind, value: &str| proof(&world.app, kind, value).unwrap();
    let vouched = || {
        vec![
            own(ProofKind::Oidc, "https://id.example 7"),
            own(ProofKind::Mobile, MOBILE),
        ]
    };
    let before = world.phone_of(vouched()).await;
    for _ in 0..2 {
        world.clock.advance(jiff::SignedDuration::from_hours(24 * 60));
        assert_eq!(world.phone_of(vouched()).await.id, before.id);
    }
    let next = world.phone_of(vec![own(ProofKind::Mobile, MOBILE)]).await;
    assert_ne!(next.id, before.id);
    // Nor does it bring the two together afterwards.
    assert_eq!(world.phone_of(vouched()).await.id, before.id);
    assert_eq!(world.phone_of(vec![own(ProofKind::Mobile, MOBILE)]).await.id, next.id);
}

#[tokio::test]
async fn a_number_that_is_all_there_is_opens_its_account_after_years() {
    let world = World::new().await;
    let own = |kind, value: &str| proof(&world.app, kind, value).unwrap();
    let before = world.phone_of(vec![own(ProofKind::Mobile, MOBILE)]).await;
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 800));
    let again = world.phone_of(vec![own(ProofKind::Mobile, MOBILE)]).await;
    assert_eq!(again.id, before.id);
}

#[tokio::test]
async fn accounts_of_two_persons_stay_two() {
    let world = World::new().await;
    let own = |kind, value: &str| proof(&world.app, kind, value).unwrap();
    let first = vec![
        own(ProofKind::Identity, "610328200001010011"),
        own(ProofKind::Mobile, MOBILE),
    ];
    let second = vec![own(ProofKind::Identity, "61032820000101002X")];
    let (first, second) = (world.phone_of(first).await, world.phone_of(second).await);
    assert_ne!(first.id, second.id);
    let also = vec![own(ProofKind::Mobile, MOBILE)];
    let joined = sign_in::account(&world.app, also, Default::default(), Some(second.id.clone())).await;
    assert!(matches!(joined, Err(sign_in::Refusal::OtherPerson)), "{joined:?}");
    second.get("/api/v1/me").await.assert_status(200);
}
