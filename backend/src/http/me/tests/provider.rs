//! Signing in with a provider of identities, against a real one: `oidc-provider`, a certified OpenID Connect provider of
//! npm, run by node on this machine (`.ci/setup.sh provider`). Without node or the package the test says so and ends.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use axum::http::header;
use yijian_domain::{
    case::{Role, Scope},
    catalogue::RegionCode,
    id::DepartmentId,
    wire::{
        applicant::Applicant,
        staff::{Me, SignInWays},
    },
};

use crate::{
    oidc::{Provider, Providers},
    settings::Oidc,
    staff::duties::{Duties, Group},
    testing::{
        Answer, World,
        applicants::{MOBILE, Phone},
        log,
        staff::{PASSWORD, member},
    },
};

/// The provider; it ends with the test.
struct Running {
    child: Child,
    issuer: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Starts it; none, where it is not installed.
fn start() -> Option<Running> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provider/start.mjs");
    let package = script.parent()?.join("node_modules/oidc-provider");
    if !package.exists() {
        assert!(std::env::var_os("CI").is_none(), "run .ci/setup.sh provider first");
        eprintln!("not tested: npm ci in backend/tests/provider first");
        return None;
    }
    let mut child = Command::new("node").arg(script).stdout(Stdio::piped()).spawn().ok()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take()?).read_line(&mut line).ok()?;
    let issuer = line.trim().to_owned();
    let running = Running { child, issuer };
    if running.issuer.is_empty() {
        assert!(
            std::env::var_os("CI").is_none(),
            "the provider needs Node.js 20 or newer"
        );
        eprintln!("not tested: the provider needs Node.js 20 or newer");
        return None;
    }
    Some(running)
}

fn settings(issuer: &str) -> Oidc {
    Oidc {
        issuer: issuer.to_owned(),
        client_id: "yijian".to_owned(),
        client_secret: "a-secret-of-a-client".into(),
        name: "测试".to_owned(),
        scopes: vec!["profile".to_owned(), "phone".to_owned()],
        name_claim: "name".to_owned(),
        id_number_claim: Some("id_number".to_owned()),
        mobile_claim: "phone_number".to_owned(),
        account_claim: "preferred_username".to_owned(),
        second_factor: vec!["otp".to_owned()],
        groups_claim: "groups".to_owned(),
        groups: Vec::new(),
    }
}

async fn world(issuer: &str) -> World {
    world_of(issuer, Vec::new()).await
}

/// With what groups of the staff give.
async fn world_of(issuer: &str, groups: Vec<Group>) -> World {
    let provider = |groups| {
        let settings = Oidc {
            groups,
            ..settings(issuer)
        };
        Some(Provider::new(settings).unwrap())
    };
    World::known_by(Providers {
        applicants: provider(Vec::new()),
        staff: provider(groups),
    })
    .await
}

/// Comes back from the directory as somebody.
async fn come(world: &World, login: &str) -> Answer {
    let (address, cookie) = leave(world, "/desk/provider", "").await;
    let back = through(&address, login).await;
    world.call("GET", &back, &[("cookie", &cookie)], "").await
}

/// Whose session begins with this answer.
async fn me(world: &World, answer: &Answer) -> Me {
    assert_eq!(answer.header(header::LOCATION), "/desk");
    let cookies = answer.all(header::SET_COOKIE);
    let cookie = cookies
        .iter()
        .find(|cookie| cookie.starts_with("__Host-yijian_desk="))
        .unwrap();
    let cookie = cookie.split(';').next().unwrap();
    world
        .call("GET", "/api/v1/staff/session", &[("cookie", cookie)], "")
        .await
        .json()
}

/// A browser that follows the provider from where it is sent to where it comes back, signing in as somebody.
async fn through(address: &str, login: &str) -> String {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .tls_certs_only([])
        .build()
        .unwrap();
    let mut cookies: Vec<(String, String)> = Vec::new();
    let (mut address, mut form) = (address.to_owned(), None::<String>);
    let origin: String = address.split('/').take(3).collect::<Vec<_>>().join("/");
    for _ in 0..20 {
        let request = match form.take() {
            Some(body) => client
                .post(&address)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body),
            None => client.get(&address),
        };
        let jar: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header("cookie", jar.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        if let Some(next) = answer.headers().get("location") {
            let next = next.to_str().unwrap();
            address = if next.starts_with('/') {
                format!("{origin}{next}")
            } else {
                next.to_owned()
            };
            if let Some(back) = address.strip_prefix("https://yijian.test") {
                return back.to_owned();
            }
        } else {
            // A page that asks who it is, or whether we may know.
            let page = answer.text().await.unwrap();
            let action = page.split("action=\"").nth(1).unwrap_or_else(|| panic!("{page}"));
            address = action.split('"').next().unwrap().to_owned();
            if address.starts_with('/') {
                address = format!("{origin}{address}");
            }
            let prompt = if page.contains("value=\"login\"") {
                "login"
            } else {
                "consent"
            };
            form = Some(format!("prompt={prompt}&login={login}&password=any"));
        }
    }
    panic!("the provider leads nowhere");
}

/// Goes to the provider; where to, and the cookie that remembers it.
async fn leave(world: &World, path: &str, cookies: &str) -> (String, String) {
    let answer = world
        .call("GET", path, &[("cookie", cookies)], "")
        .await
        .assert_status(303);
    let cookie = answer.header(header::SET_COOKIE);
    let address = answer.header(header::LOCATION);
    assert!(
        address.contains("code_challenge_method=S256") && address.contains("&nonce="),
        "{address}"
    );
    (address, cookie.split(';').next().unwrap().to_owned())
}

#[tokio::test]
async fn whom_a_province_knows_is_known_here_and_is_one_person() {
    let Some(provider) = start() else { return };
    let world = world(&provider.issuer).await;
    let before = world.phone(MOBILE).await;
    before.hand_in("restaurant").await;
    let (address, cookie) = leave(&world, "/me/provider", "").await;
    let back = through(&address, "zhangsan").await;
    // In another browser it counts for nothing, and then no longer at all.
    let stolen = world.get(&back).await.assert_status(303);
    assert_eq!(stolen.header(header::LOCATION), "/me?said=away_lost");
    let gone = world.call("GET", &back, &[("cookie", &cookie)], "").await;
    assert_eq!(gone.header(header::LOCATION), "/me?said=away_lost");

    let (address, cookie) = leave(&world, "/me/provider", "").await;
    let back = through(&address, "zhangsan").await;
    let answer = world
        .call("GET", &back, &[("cookie", &cookie)], "")
        .await
        .assert_status(303);
    assert_eq!(answer.header(header::LOCATION), "/me");
    let phone = Phone::after(&world, &answer);
    let me: Applicant = phone.get("/api/v1/me").await.assert_status(200).json();
    // The number that the provider vouches for is the one that was proved before: one person, one account.
    assert_eq!(me.id, before.id);
    assert!(me.verified && me.name.as_deref() == Some("张*"));
    let account = world.app.storage.applicant(&me.id).await.unwrap().unwrap();
    assert!(account.id_number.is_some());
}

#[tokio::test]
async fn who_did_not_come_back_as_they_went_is_told_at_both_doors() {
    // Nobody is asked there, so there need not be anybody.
    let world = world("http://127.0.0.1:9").await;
    let log = log::of(async {
        world.get("/me/provider/back?state=made-up&code=made-up").await;
        world.get("/desk/provider/back?state=made-up&code=made-up").await;
    })
    .await;
    let noted: Vec<_> = log.lines().filter_map(|line| line.split_once(" security: ")).collect();
    let [(_, applicant), (_, staff)] = noted.as_slice() else {
        panic!("{noted:?}")
    };
    assert!(
        applicant.ends_with(r#"who="applicant" by="provider" why="away_lost""#),
        "{applicant}"
    );
    assert!(
        staff.ends_with(r#"who="staff" by="directory" why="away_lost""#),
        "{staff}"
    );
    assert!(!log.contains("made-up"));
}

#[tokio::test]
async fn whom_the_directory_knows_is_at_the_desk_only_with_an_account() {
    let Some(provider) = start() else { return };
    let world = world(&provider.issuer).await;
    let ways: SignInWays = world.get("/api/v1/staff/ways").await.json();
    assert_eq!(ways.provider.as_deref(), Some("测试"));
    come(&world, "lisi").await.assert_problem(403, "account_unknown");
    world.keep(member("lisi", &[Role::Clerk], None)).await;
    let answer = come(&world, "lisi").await.assert_status(303);
    let me = me(&world, &answer).await;
    assert_eq!(
        (me.name.as_str(), me.roles.as_slice()),
        ("lisi", [Role::Clerk].as_slice())
    );
    let account = world.app.storage.staff_named("lisi").await.unwrap().unwrap();
    world
        .app
        .storage
        .set_disabled(&account.member, Some(world.clock.now()))
        .await
        .unwrap();
    come(&world, "lisi").await.assert_problem(403, "account_unknown");
}

#[tokio::test]
async fn groups_of_the_directory_give_roles_by_region_and_department() {
    let Some(provider) = start() else { return };
    let group = |name: &str, role: Role, region: &str, department: Option<&str>| Group {
        name: name.to_owned(),
        duties: Duties {
            roles: vec![role],
            scope: Scope {
                region: RegionCode::try_from(region).unwrap(),
                department: department.map(DepartmentId::from),
            },
        },
    };
    let groups = vec![
        group("ou=health", Role::Reviewer, "610328", Some("health")),
        group("ou=window", Role::Clerk, "610300", None),
        group("ou=lead", Role::Supervisor, "610300", None),
    ];
    let world = world_of(&provider.issuer, groups).await;
    let staff = async |name: &str| world.app.storage.staff_named(name).await.unwrap().unwrap().member;
    // Nobody of the directory at large, also with an account of a time before.
    world.keep(member("visitor", &[Role::Clerk], None)).await;
    come(&world, "visitor").await.assert_problem(403, "group_unknown");
    come(&world, "somebody").await.assert_problem(403, "group_unknown");
    assert!(world.app.storage.staff_named("somebody").await.unwrap().is_none());

    let log = log::of(async {
        let answer = come(&world, "window,lead").await.assert_status(303);
        let me = me(&world, &answer).await;
        assert_eq!(me.roles, [Role::Clerk, Role::Supervisor]);
        assert_eq!(
            (me.name.as_str(), me.region.as_str(), me.department),
            ("window.lead", "610300", None)
        );
    })
    .await;
    let made = staff("window.lead").await;
    assert!(
        log.contains(&format!(
            r#"event="duties_given" who="staff" member="{}" by="directory""#,
            made.id
        )),
        "{log}"
    );
    // An account of before does what the directory says, under the id it had.
    let before = member("health", &[Role::Supervisor], None);
    world.keep(before.clone()).await;
    come(&world, "health").await.assert_status(303);
    let after = staff("health").await;
    assert_eq!((after.id, after.roles), (before.id, vec![Role::Reviewer]));
    assert_eq!(after.scope.department, Some(DepartmentId::from("health")));
    // Who comes again is who came before, and nothing is told anew.
    let log = log::of(async {
        come(&world, "window,lead").await.assert_status(303);
    })
    .await;
    assert!(!log.contains("duties_given"), "{log}");
    assert_eq!(staff("window.lead").await, made);
    world
        .app
        .storage
        .set_disabled(&made, Some(world.clock.now()))
        .await
        .unwrap();
    come(&world, "window,lead").await.assert_problem(403, "account_unknown");
}

#[tokio::test]
async fn whoever_left_the_directory_has_nothing_left_of_what_it_gave() {
    let Some(provider) = start() else { return };
    let clerk = member("visitor", &[Role::Clerk], None);
    let (roles, scope) = (clerk.roles.clone(), clerk.scope.clone());
    let group = Group {
        name: "ou=window".to_owned(),
        duties: Duties { roles, scope },
    };
    let world = world_of(&provider.issuer, vec![group]).await;
    let storage = &world.app.storage;
    world.keep(clerk.clone()).await;
    storage
        .set_duties(clerk.clone(), Some(world.clock.now()))
        .await
        .unwrap();
    let desk = world.signed_in("visitor").await;
    come(&world, "visitor").await.assert_problem(403, "group_unknown");
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
    assert_eq!(storage.staff_named("visitor").await.unwrap().unwrap().member.roles, []);
    // Whoever never comes back from there: the password counts for a day after the directory last said what they may do.
    storage
        .set_duties(clerk.clone(), Some(world.clock.now()))
        .await
        .unwrap();
    world.sign_in("visitor", PASSWORD, None).await.assert_status(200);
    world.clock.advance(jiff::SignedDuration::from_hours(25));
    let late = world.sign_in("visitor", PASSWORD, None).await;
    late.assert_problem(403, "directory_first");
    world
        .sign_in("visitor", "another one", None)
        .await
        .assert_problem(401, "sign_in_failed");
    // Where an operator says what they may do, it counts as ever.
    storage.set_duties(clerk, None).await.unwrap();
    world.sign_in("visitor", PASSWORD, None).await.assert_status(200);
}
