//! Accounts as an operator gives and takes them.

use clap::Parser;
use yijian_domain::wire::staff::Me;

use super::*;
use crate::testing::{World, staff::PASSWORD};

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    staff: Staff,
}

/// Types `yijian staff …`; what it prints, or why it fails.
async fn type_in(world: &World, line: &str, input: &str) -> Result<String, String> {
    let words = line.split_whitespace();
    let typed = Typed::try_parse_from(std::iter::once("staff").chain(words)).map_err(|fault| fault.to_string())?;
    let office = Office {
        storage: &world.app.storage,
        passwords: Passwords::cheap(),
        clock: world.clock.clone(),
        dice: Dice::system(),
    };
    let mut out = Vec::new();
    let catalogue = &world.app.published.catalogue;
    let done = office
        .act(typed.staff.act, Some(catalogue), &mut input.as_bytes(), &mut out)
        .await;
    done.map(|()| String::from_utf8(out).unwrap())
        .map_err(|fault| fault.to_string())
}

const ADD: &str = "add ShenPi --display 审批员 --role reviewer --role clerk --region 610328 --department health";

#[tokio::test]
async fn who_was_added_signs_in_with_the_password_that_was_printed_once() {
    let world = World::new().await;
    let printed = type_in(&world, ADD, "").await.unwrap();
    world
        .sign_in("shenpi", printed.trim_end(), None)
        .await
        .assert_status(200);
    let id = world
        .app
        .storage
        .staff_named("shenpi")
        .await
        .unwrap()
        .unwrap()
        .member
        .id;
    assert_eq!(
        type_in(&world, "list", "").await.unwrap(),
        format!("shenpi\t审批员\tclerk,reviewer\t610328\thealth\t\t{id}\n")
    );
    let again = type_in(&world, ADD, "").await.unwrap_err();
    assert!(again.starts_with("shenpi has an account"), "{again}");
}

#[tokio::test]
async fn a_password_that_was_typed_is_not_printed_and_keeps_the_rules() {
    let world = World::new().await;
    let add = format!("{ADD} --password-stdin");
    let refused = type_in(&world, &add, "short\n").await.unwrap_err();
    assert_eq!(refused, "a password has at least 12 characters");
    assert_eq!(type_in(&world, &add, "a good long one\r\n").await.unwrap(), "");
    world
        .sign_in("shenpi", "a good long one", None)
        .await
        .assert_status(200);
}

#[tokio::test]
async fn an_account_is_for_a_place_the_catalogue_knows() {
    let world = World::new().await;
    for (line, right) in [
        (
            "add a.b --display A --role mayor --region 610328",
            "write clerk, reviewer",
        ),
        ("add a.b --display A --role clerk --region 999999", "no region 999999"),
        (
            "add a.b --display A --role clerk --region 610328 --department x",
            "one of bank, ",
        ),
        ("add a/b --display A --role clerk --region 610328", "2 to 40 letters"),
        ("add a.b --display A --region 610328", "--role"),
        ("password nobody", "nobody has the name"),
    ] {
        let refused = type_in(&world, line, "").await.unwrap_err();
        assert!(refused.contains(right), "{line}: {refused}");
    }
}

#[tokio::test]
async fn disabling_ends_sessions_and_enabling_opens_a_lock() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    type_in(&world, "disable CLERK", "").await.unwrap();
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
    for _ in 0..4 {
        world
            .sign_in("clerk", PASSWORD, None)
            .await
            .assert_problem(401, "sign_in_failed");
    }
    world
        .sign_in("clerk", PASSWORD, None)
        .await
        .assert_problem(429, "locked");
    assert!(type_in(&world, "list", "").await.unwrap().contains("\tdisabled\t"));
    type_in(&world, "enable clerk", "").await.unwrap();
    world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
}

#[tokio::test]
async fn who_goes_to_another_department_does_other_work_at_once() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let line = "change CLERK --role reviewer --role clerk --region 610300 --department health";
    type_in(&world, line, "").await.unwrap();
    let me: Me = desk.get("/api/v1/staff/session").await.assert_status(200).json();
    assert_eq!(me.roles, [Role::Clerk, Role::Reviewer]);
    let listed = type_in(&world, "list", "").await.unwrap();
    assert!(
        listed.contains("clerk（测试）\tclerk,reviewer\t610300\thealth\t"),
        "{listed}"
    );
    type_in(&world, "change clerk --display 综窗 --every-department", "")
        .await
        .unwrap();
    let listed = type_in(&world, "list", "").await.unwrap();
    assert!(listed.contains("clerk\t综窗\tclerk,reviewer\t610300\t-\t"), "{listed}");
    for (line, right) in [
        ("change clerk", "--region"),
        ("change clerk --department x", "one of bank, "),
        (
            "change clerk --department health --every-department",
            "cannot be used with",
        ),
        ("change nobody --region 610300", "nobody has the name"),
    ] {
        let refused = type_in(&world, line, "").await.unwrap_err();
        assert!(refused.contains(right), "{line}: {refused}");
    }
    assert_eq!(type_in(&world, "list", "").await.unwrap(), listed);
}

#[tokio::test]
async fn a_new_password_ends_sessions() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let printed = type_in(&world, "password clerk", "").await.unwrap();
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
    world
        .sign_in("clerk", printed.trim_end(), None)
        .await
        .assert_status(200);
}

#[tokio::test]
async fn who_lost_the_authenticator_signs_in_without_a_code_again() {
    let world = World::new().await;
    let member = world.hire("clerk", &[Role::Clerk], None).await;
    let secret = crate::staff::totp::new_secret(&Dice::system()).unwrap();
    world
        .app
        .storage
        .confirm_totp(member.id, secret, 0, String::new())
        .await
        .unwrap();
    world
        .sign_in("clerk", PASSWORD, None)
        .await
        .assert_problem(401, "code_needed");
    type_in(&world, "totp-off clerk", "").await.unwrap();
    world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
}
