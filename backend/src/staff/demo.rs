//! Accounts to try the desk with. They exist only while the server runs in demo mode.

use yijian_domain::{
    case::{Role, Scope},
    catalogue::{Catalogue, RegionCode},
    id::DepartmentId,
};

use super::{
    StaffMember,
    passwords::PasswordFault,
    rules::{self, DEMO_PASSWORD},
};
use crate::{
    app::App,
    storage::{NewAccount, StorageFault},
};

/// The county the accounts belong to: Qianyang.
const REGION: &str = "610328";
/// Departments whose accounts have a name of their own; others are named after the department's id.
const NAMES: [(&str, &str); 3] = [
    ("market_regulation", "shichang"),
    ("health", "weisheng"),
    ("fire_rescue", "xiaofang"),
];

/// Why the demo accounts could not be made or removed.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// No hash of their password.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// No randomness for their ids.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
    /// They could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

/// In demo mode makes the accounts what they are; else removes them with their sessions. Gives the accounts there are.
///
/// # Errors
/// When they could not be made or removed.
pub async fn prepare(app: &App) -> Result<Vec<StaffMember>, DemoFault> {
    if !app.demo {
        let removed = app.storage.remove_demo_staff().await?;
        if removed > 0 {
            tracing::info!(removed, "demo accounts are gone");
        }
        return Ok(Vec::new());
    }
    // One hash for all: everybody knows the password.
    let password_hash = app.passwords.turn().await?.hash(&app.dice, DEMO_PASSWORD).await?;
    let mut accounts = Vec::new();
    for mut member in members(&app.published.catalogue) {
        member.id = app.dice.roll()?;
        let password_hash = password_hash.clone();
        accounts.push(NewAccount { member, password_hash });
    }
    app.storage.refresh_demo_staff(accounts, app.clock.now()).await?;
    let staff = app.storage.all_staff().await?;
    Ok(staff
        .into_iter()
        .map(|account| account.member)
        .filter(|member| member.demo)
        .collect())
}

/// Who they are, without ids.
fn members(catalogue: &Catalogue) -> Vec<StaffMember> {
    let region = RegionCode::try_from(REGION).expect("six digits");
    let member = |name: &str, display_name: &str, role, department: Option<&DepartmentId>| StaffMember {
        id: String::new(),
        name: rules::fold(name),
        display_name: format!("{display_name}（演示）"),
        roles: vec![role],
        scope: Scope {
            region: region.clone(),
            department: department.cloned(),
        },
        demo: true,
    };
    let mut members = vec![
        member("chuangkou", "综合窗口", Role::Clerk, None),
        member("kancha", "勘验员甲", Role::Inspector, None),
        member("kancha2", "勘验员乙", Role::Inspector, None),
        member("duban", "督办员", Role::Supervisor, None),
    ];
    for (id, department) in &catalogue.departments {
        let own = NAMES.iter().find(|(known, _)| *known == id.as_str());
        let name = own.map_or(id.as_str(), |(_, name)| name);
        let display_name = format!("{}审批员", department.name);
        members.push(member(
            &format!("shenpi_{name}"),
            &display_name,
            Role::Reviewer,
            Some(id),
        ));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn every_department_has_a_reviewer_who_decides_for_it_alone() {
        let world = World::in_demo_mode().await;
        let staff = prepare(&world.app).await.unwrap();
        let departments = &world.app.published.catalogue.departments;
        for department in departments.keys() {
            let own: Vec<_> = staff
                .iter()
                .filter(|member| member.scope.department.as_ref() == Some(department))
                .collect();
            assert_eq!(own.len(), 1, "{department}");
            assert_eq!(own[0].roles, [Role::Reviewer]);
        }
        assert_eq!(staff.len(), departments.len() + 4);
        for name in [
            "chuangkou",
            "shenpi_shichang",
            "shenpi_weisheng",
            "shenpi_xiaofang",
            "kancha2",
            "duban",
        ] {
            assert!(staff.iter().any(|member| member.name == name), "{name}");
        }
        assert_eq!(
            prepare(&world.app).await.unwrap(),
            staff,
            "ids stay when the server starts again"
        );
    }
}
