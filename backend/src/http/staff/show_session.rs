//! `GET /api/v1/staff/session`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::wire::staff::Me;

use super::{HalfSigned, signed::lacks_second_factor};
use crate::{
    app::App,
    clock::Moment,
    http::api::{document::ProblemDetails, personal},
    staff::StaffMember,
};

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/staff/session", tag = "Staff", security(("desk" = [])),
    responses((status = 200, description = "Who is signed in", body = Me),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn show_session(State(app): State<App>, HalfSigned(signed): HalfSigned) -> Response {
    let me = me(&app, &signed.member, signed.totp, signed.second_factor, signed.ends_at);
    personal(StatusCode::OK, &me)
}

/// Somebody as they see themselves. A region or department that left the catalogue goes by its code.
pub(super) fn me(app: &App, member: &StaffMember, totp: bool, second_factor: bool, ends_at: Moment) -> Me {
    let (scope, catalogue) = (&member.scope, &app.published.catalogue);
    let region = catalogue.regions.values().find(|region| region.code == scope.region);
    let department_name = scope.department.as_ref().map(|id| {
        let department = catalogue.departments.get(id);
        department.map_or_else(|| id.to_string(), |department| department.name.clone())
    });
    Me {
        id: member.id.clone(),
        name: member.name.clone(),
        display_name: member.display_name.clone(),
        roles: member.roles.clone(),
        region: scope.region.clone(),
        region_name: region.map_or_else(|| scope.region.to_string(), |region| region.full_name.clone()),
        department: scope.department.clone(),
        department_name,
        totp,
        second_factor_needed: lacks_second_factor(app, member, totp || second_factor),
        demo: member.demo,
        expires_at: ends_at.rfc3339(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use yijian_domain::case::Role;

    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn somebody_sees_who_they_are_and_where() {
        let world = World::new().await;
        world
            .hire("ShenPi", &[Role::Reviewer, Role::Inspector], Some("health"))
            .await;
        let answer = world.signed_in("shenpi").await.get("/api/v1/staff/session").await;
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        let me: Me = answer.assert_status(200).json();
        assert_eq!(me.roles, [Role::Reviewer, Role::Inspector]);
        assert_eq!(me.region_name, "陕西省宝鸡市千阳县");
        assert_eq!(me.department_name.as_deref(), Some("卫生健康部门"));
        assert_eq!(me.expires_at, "2026-03-02T10:00:00+08:00");
        assert!(!me.totp && !me.demo && me.name == "shenpi");
    }
}
