//! Members of staff at their desks.

use yijian_domain::{
    case::{Role, Scope},
    catalogue::RegionCode,
    id::DepartmentId,
};

use super::{Answer, World};
use crate::{
    ids,
    staff::{StaffMember, rules},
    storage::NewAccount,
};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody in Qianyang.
pub(crate) fn member(name: &str, roles: &[Role], department: Option<&str>) -> StaffMember {
    StaffMember {
        id: format!("{:0>32}", ids::digest(name.as_bytes()).split_off(32)),
        name: rules::fold(name),
        display_name: format!("{name}（测试）"),
        roles: roles.to_vec(),
        scope: Scope {
            region: RegionCode::try_from("610328").unwrap(),
            department: department.map(DepartmentId::from),
        },
        demo: false,
    }
}

/// Somebody's browser with a session.
pub(crate) struct Desk<'w> {
    world: &'w World,
    /// What the browser sends as `Cookie`.
    pub(crate) cookie: String,
}

impl Desk<'_> {
    /// The key of the session's row.
    pub(crate) fn key(&self) -> String {
        ids::digest(self.cookie.split_once('=').unwrap().1.as_bytes())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    /// Says what the whole values of a case are needed for.
    pub(crate) async fn unmask(&self, number: &str) {
        let path = format!("/api/v1/staff/cases/{number}/unmasking");
        let answer = self.send("POST", &path, r#"{"reason":"check_materials"}"#).await;
        answer.assert_status(200);
    }

    /// With what the desk's program sends along.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let headers = [("cookie", self.cookie.as_str()), ("x-yijian-desk", "1")];
        self.world.call(method, path, &headers, body).await
    }
}

impl World {
    /// Gives somebody an account; who has one keeps it.
    pub(crate) async fn hire(&self, name: &str, roles: &[Role], department: Option<&str>) -> StaffMember {
        let member = member(name, roles, department);
        self.keep(member.clone()).await;
        member
    }

    pub(crate) async fn keep(&self, member: StaffMember) {
        let turn = self.app.passwords.turn().await.unwrap();
        let password_hash = turn.hash(&self.app.dice, PASSWORD).await.unwrap();
        let account = NewAccount { member, password_hash };
        let now = self.app.clock.now();
        self.app.storage.add_staff(account, now).await.unwrap();
    }

    pub(crate) async fn sign_in(&self, name: &str, password: &str, code: Option<&str>) -> Answer {
        let body = serde_json::json!({ "name": name, "password": password, "code": code }).to_string();
        let headers = [("x-yijian-desk", "1"), ("user-agent", "Mozilla/5.0 (Windows NT 10.0)")];
        self.call("POST", "/api/v1/staff/session", &headers, &body).await
    }

    /// Somebody at their desk: who was hired before, else a new clerk.
    pub(crate) async fn signed_in(&self, name: &str) -> Desk<'_> {
        self.hire(name, &[Role::Clerk], None).await;
        let answer = self.sign_in(name, PASSWORD, None).await.assert_status(200);
        let cookie = answer.header(axum::http::header::SET_COOKIE);
        Desk {
            world: self,
            cookie: cookie.split(';').next().unwrap().to_owned(),
        }
    }
}
