use jiff::SignedDuration;
use yijian_domain::{
    case::{Act, Amendment},
    id::ItemId,
    wire::{Checked, LicenceView, OwnAct, Progress, Receipt, Verdict},
};

use crate::testing::World;

/// A case with a licence, the code in its address and the signed code as printed.
async fn issued(world: &World) -> (Receipt, String, String) {
    let receipt = world.hand_in("restaurant").await;
    world.grant_everything(&receipt.number).await;
    let case = world.case(&receipt.number).await;
    let licence = case.stage.licence().expect("something is issued on paper");
    (receipt, licence.code.clone(), world.app.keys.seal(licence).unwrap())
}

async fn check(world: &World, code: &str) -> Checked {
    let path = format!("/api/v1/licences/{code}");
    world.get(&path).await.assert_status(200).json()
}

#[tokio::test]
async fn a_printed_code_says_what_is_valid_today() {
    let world = World::new().await;
    let (receipt, code, seal) = issued(&world).await;
    let checked = check(&world, &seal).await;
    assert_eq!((checked.verdict, checked.sealed), (Verdict::Valid, true));
    assert_eq!(checked.at, "2026-03-02T09:30:00+08:00");
    let licence = checked.licence.unwrap();
    assert!(!licence.components.is_empty() && licence.components.iter().all(|line| !line.number.is_empty()));
    assert_eq!(licence.holder, "千阳县好邻居便利店", "the name of a business is public");
    assert!(!format!("{licence:?}").contains("𠮷田"), "a person's name is not");
    let typed = check(&world, &code.to_lowercase()).await;
    assert_eq!((typed.verdict, typed.sealed), (Verdict::Valid, false));
    let page = world.get(&format!("/v/{seal}")).await.assert_status(200);
    let words = ["有效", "https://yijian.test", &licence.number, "二维码里的签名是真的"];
    for word in words {
        assert!(page.text().contains(word), "{word}");
    }
    assert!(!page.text().contains("<script"), "the page needs no program");
    let progress: Progress = world.own_act(&receipt, OwnAct::Deliver).await.assert_status(200).json();
    let own = progress.licence.unwrap();
    assert!(own.delivered);
    assert_eq!(own.path, format!("/v/{code}"));
    assert!(progress.documents.iter().any(|paper| paper.id == "licence-1"));
}

#[tokio::test]
async fn what_is_no_licence_of_ours_is_told_apart() {
    let world = World::new().await;
    let (_, code, seal) = issued(&world).await;
    let swap = |text: &str, at: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        String::from_utf8(bytes).unwrap()
    };
    let elsewhere = {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        crate::keys::Keys::open(&file).unwrap();
        crate::keys::Keys::rotate(&file).unwrap();
        let keys = crate::keys::Keys::open(&file).unwrap();
        let stored = world.app.storage.licence(&code, None).await.unwrap().unwrap();
        keys.seal(&stored.licence).unwrap()
    };
    let unknown = "0000000000000001";
    let cases = [
        (swap(&seal, 60), Verdict::Forged, "假的"),
        (elsewhere, Verdict::UnknownKey, "不是本机关发的"),
        (unknown.to_owned(), Verdict::Unknown, "没有这个证"),
        (seal[..131].to_owned(), Verdict::NotACode, "这不是许可证的编码"),
        ("hello".to_owned(), Verdict::NotACode, "这不是许可证的编码"),
    ];
    for (code, verdict, word) in cases {
        let checked = check(&world, &code).await;
        assert_eq!((checked.verdict, checked.licence), (verdict, None), "{code}");
        let page = world.get(&format!("/v/{code}")).await.assert_status(404);
        assert!(page.text().contains(word), "{word}");
    }
}

#[tokio::test]
async fn an_old_version_leads_to_the_newest() {
    let world = World::new().await;
    let (receipt, code, seal) = issued(&world).await;
    let holder = world
        .case(&receipt.number)
        .await
        .stage
        .licence()
        .unwrap()
        .holder
        .clone();
    let amendment = Amendment::Holder {
        holder: yijian_domain::case::Holder {
            address: Some("示例东大街14号".to_owned()),
            ..holder
        },
    };
    let act = Act::Correct {
        amendment,
        reason: "地址写错了".to_owned(),
    };
    world.act(&receipt.number, world.clerk(), act).await;
    let old = check(&world, &seal).await;
    assert_eq!((old.verdict, old.sealed), (Verdict::Replaced, true));
    assert_eq!(
        old.licence.map(|licence| (licence.version, licence.newest)),
        Some((1, 2))
    );
    let page = world.get(&format!("/v/{seal}")).await.assert_status(200);
    assert!(page.text().contains(&format!("href=\"/v/{code}\"")));
    assert_eq!(check(&world, &code).await.verdict, Verdict::Valid);
}

#[tokio::test]
async fn what_was_taken_back_or_has_run_out_is_not_valid() {
    let world = World::new().await;
    let (receipt, code, _) = issued(&world).await;
    let granted: Vec<ItemId> = {
        let case = world.case(&receipt.number).await;
        let licence = case.stage.licence().unwrap();
        licence.components.iter().map(|line| line.item.clone()).collect()
    };
    for (no, item) in granted.iter().enumerate() {
        let act = Act::Revoke {
            item: item.clone(),
            reason: "材料不实".to_owned(),
        };
        world.act(&receipt.number, world.reviewer(), act).await;
        let verdict = check(&world, &code).await.verdict;
        if no + 1 == granted.len() {
            assert_eq!(verdict, Verdict::Revoked);
        } else {
            assert!(
                matches!(verdict, Verdict::PartlyValid | Verdict::Revoked),
                "{verdict:?}"
            );
        }
    }
    let progress = world.progress(&receipt).await;
    let taken_back = progress.parts.iter().filter(|part| part.remedies.is_some());
    assert!(taken_back.count() >= granted.len());
    let later = World::new().await;
    let (_, code, _) = issued(&later).await;
    later.clock.advance(SignedDuration::from_hours(24 * 365 * 40));
    let checked = check(&later, &code).await;
    let ends = |licence: LicenceView| licence.components.iter().all(|line| line.until.is_some());
    if checked.licence.is_some_and(ends) {
        assert_eq!(checked.verdict, Verdict::Expired);
    } else {
        assert!(matches!(checked.verdict, Verdict::PartlyValid | Verdict::Valid));
    }
}

#[tokio::test]
async fn a_code_can_be_typed() {
    let world = World::new().await;
    let page = world.get("/v").await.assert_status(200);
    assert!(page.text().contains("name=\"code\"") && page.text().contains("https://yijian.test"));
    let (_, code, _) = issued(&world).await;
    for typed in [code.to_lowercase(), format!("https%3A%2F%2Fyijian.test%2Fv%2F{code}")] {
        let page = world.get(&format!("/v?code={typed}")).await.assert_status(200);
        assert!(page.text().contains("今天有效"), "{typed}");
    }
}
