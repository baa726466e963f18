//! Everybody whom the case is not for.

use serde_json::json;
use yijian_domain::{case::Role, catalogue::RegionCode, id::DepartmentId};

use crate::{
    applicants::{ProofKind, personal::proof},
    testing::{World, applicants::MOBILE, staff::member},
};

/// Somebody, by what their browser sends.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Person {
    fn new(name: &str, headers: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            name: name.to_owned(),
            headers: headers.iter().map(own).collect(),
        }
    }
}

/// Everybody, the applicants first.
pub(super) async fn everybody(world: &World, number: &str) -> Vec<Person> {
    let mut people = vec![
        Person::new("nobody", &[]),
        Person::new(
            "who has another secret",
            &[("authorization", "Bearer 0123456789abcdef0123456789abcdef")],
        ),
        Person::new(
            "who has a made-up session",
            &[(
                "cookie",
                "__Host-yijian_applicant=0123456789abcdef0123456789abcdef; __Host-yijian_desk=0123456789abcdef0123456789abcdef",
            )],
        ),
    ];
    people.extend(applicants(world, number).await);
    people.extend(staff(world, number).await);
    people
}

async fn applicants(world: &World, number: &str) -> Vec<Person> {
    let mut people = Vec::new();
    let owner = world.phone(MOBILE).await;
    let mut agent = async |name: &str, mobile: &str| {
        let phone = world.phone(mobile).await;
        people.push(Person::new(name, &[("cookie", &phone.cookie)]));
    };
    agent("another applicant", "19900000011").await;
    agent("who is authorised for another theme", "19900000012").await;
    agent("who is authorised for another case", "19900000013").await;
    agent("who is authorised to submit only", "19900000014").await;
    agent("whose authorisation was ended by the principal", "19900000016").await;
    agent("whose authorisation was ended by themselves", "19900000017").await;
    for body in [
        json!({ "mobile": "19900000012", "theme": "hotel", "may": ["see", "answer"], "until": "2026-12-31" }),
        json!({ "mobile": "19900000014", "may": ["submit"], "until": "2026-12-31" }),
    ] {
        owner.authorise(body).await;
    }
    for (mobile, by_agent) in [("19900000016", false), ("19900000017", true)] {
        let body = json!({ "mobile": mobile, "application": number, "may": ["see", "answer"], "until": "2026-12-31" });
        let path = format!("/api/v1/me/authorisations/{}", owner.authorise(body).await);
        let ends = if by_agent {
            world.phone(mobile).await
        } else {
            world.phone(MOBILE).await
        };
        ends.send("DELETE", &path, "").await.assert_status(204);
    }
    let ended = world.phone(MOBILE).await;
    ended.send("DELETE", "/api/v1/sign-in", "").await.assert_status(204);
    people.push(Person::new("the owner who signed out", &[("cookie", &ended.cookie)]));
    let closed = world
        .phone_of(vec![proof(&world.app, ProofKind::Wechat, "closed").unwrap()])
        .await;
    world
        .app
        .storage
        .disable_applicant(&closed.id, world.clock.now())
        .await
        .unwrap();
    people.push(Person::new("whose account is closed", &[("cookie", &closed.cookie)]));
    let wechat = world
        .phone_of(vec![proof(&world.app, ProofKind::Wechat, "somebody").unwrap()])
        .await;
    people.push(Person::new("somebody from WeChat", &[("cookie", &wechat.cookie)]));
    people
}

async fn staff(world: &World, number: &str) -> Vec<Person> {
    let case = world.case(number).await;
    let has_part = |id: &DepartmentId| case.file.parts.iter().any(|part| part.department == *id);
    let departments = &world.app.published.catalogue.departments;
    let without = departments
        .keys()
        .find(|id| !has_part(id))
        .expect("a department without a part");
    let mut people = Vec::new();
    for role in Role::ALL {
        let name = format!("{}-elsewhere", role.code());
        let mut elsewhere = member(&name, &[role], None);
        elsewhere.scope.region = RegionCode::try_from("150204").unwrap();
        world.keep(elsewhere).await;
        people.push(at_desk(world, &name).await);
    }
    for role in [Role::Reviewer, Role::Supervisor] {
        let name = format!("{}-of-others", role.code());
        world.keep(member(&name, &[role], Some(without.as_str()))).await;
        people.push(at_desk(world, &name).await);
    }
    for name in ["disabled", "signed-out"] {
        world.keep(member(name, &[Role::Clerk], None)).await;
        let person = at_desk(world, name).await;
        if name == "disabled" {
            let account = world.app.storage.staff_named(name).await.unwrap().unwrap();
            let now = Some(world.clock.now());
            world.app.storage.set_disabled(&account.member, now).await.unwrap();
        } else {
            let desk = world.signed_in(name).await;
            desk.send("DELETE", "/api/v1/staff/session", "")
                .await
                .assert_status(204);
            people.push(Person::new("a clerk who signed out", &[("cookie", &desk.cookie)]));
            continue;
        }
        people.push(person);
    }
    people
}

async fn at_desk(world: &World, name: &str) -> Person {
    let desk = world.signed_in(name).await;
    Person::new(name, &[("cookie", &desk.cookie)])
}
