//! Settings of providers of identities: the sections `[oidc]` for applicants and `[staff_oidc]` for the staff.

use serde::Deserialize;
use yijian_domain::{case::Scope, catalogue::RegionCode, id::DepartmentId, wire::staff::Secret};

use super::{RIGHT_ROLES, SettingsFault, check_url, roles};
use crate::staff::duties::{Duties, Group};

/// A provider of identities (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// Its address, exactly as it names itself: `oidc.issuer`, `YIJIAN_OIDC_ISSUER`.
    pub issuer: String,
    /// Who we are there: `oidc.client_id`, `YIJIAN_OIDC_CLIENT_ID`.
    pub client_id: String,
    /// What shows that: `oidc.client_secret`, `YIJIAN_OIDC_CLIENT_SECRET`.
    pub client_secret: Secret,
    /// What people call it: `oidc.name`.
    pub name: String,
    /// What is asked for beside `openid`: `oidc.scopes`; `profile` and `phone` when not set.
    pub scopes: Vec<String>,
    /// Which claim is the name of the person: `oidc.name_claim`; `name` when not set.
    pub name_claim: String,
    /// Which claim is their identity number: `oidc.id_number_claim`; none when not set.
    pub id_number_claim: Option<String>,
    /// Which claim is their mobile number: `oidc.mobile_claim`; `phone_number` when not set.
    pub mobile_claim: String,
    /// For the staff: which claim is the sign-in name of the account here: `staff_oidc.account_claim`;
    /// `preferred_username` when not set.
    pub account_claim: String,
    /// For the staff: values of `amr` or `acr` that count as a second factor: `staff_oidc.second_factor`.
    pub second_factor: Vec<String>,
    /// For the staff: which claim names their groups: `staff_oidc.groups_claim`; `groups` when not set.
    pub groups_claim: String,
    /// For the staff: what each group gives, `[[staff_oidc.groups]]`; when there are any, the directory decides who has an
    /// account here and what it may do.
    pub groups: Vec<Group>,
}

/// A section of the file. The secret is read as any value, so that no fault shows it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OidcFile {
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret: Option<toml::Value>,
    name: Option<String>,
    scopes: Option<Vec<String>>,
    name_claim: Option<String>,
    id_number_claim: Option<String>,
    mobile_claim: Option<String>,
    account_claim: Option<String>,
    #[serde(default)]
    second_factor: Vec<String>,
    groups_claim: Option<String>,
    #[serde(default)]
    groups: Vec<GroupFile>,
}

/// `[[staff_oidc.groups]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    name: String,
    roles: Vec<String>,
    region: String,
    department: Option<String>,
}

/// What a section is called, and its environment variables.
pub(super) struct Names {
    issuer: (&'static str, &'static str),
    client_id: (&'static str, &'static str),
    client_secret: (&'static str, &'static str),
}

/// Of applicants.
pub(super) const APPLICANTS: Names = Names {
    issuer: ("YIJIAN_OIDC_ISSUER", "oidc.issuer"),
    client_id: ("YIJIAN_OIDC_CLIENT_ID", "oidc.client_id"),
    client_secret: ("YIJIAN_OIDC_CLIENT_SECRET", "oidc.client_secret"),
};
/// Of the staff.
pub(super) const STAFF: Names = Names {
    issuer: ("YIJIAN_STAFF_OIDC_ISSUER", "staff_oidc.issuer"),
    client_id: ("YIJIAN_STAFF_OIDC_CLIENT_ID", "staff_oidc.client_id"),
    client_secret: ("YIJIAN_STAFF_OIDC_CLIENT_SECRET", "staff_oidc.client_secret"),
};

/// The provider of a section, when there is one.
pub(super) fn oidc(
    file: OidcFile,
    env: &dyn Fn(&str) -> Option<String>,
    names: &Names,
) -> Result<Option<Oidc>, SettingsFault> {
    let Some(issuer) = env(names.issuer.0).or(file.issuer) else {
        return Ok(None);
    };
    // The slash at the end is part of the name of some providers.
    check_url(&issuer, names.issuer.0, names.issuer.1)?;
    let missing = |(variable, key)| SettingsFault::Missing { variable, key };
    let secret = match (env(names.client_secret.0), file.client_secret) {
        (Some(secret), _) | (None, Some(toml::Value::String(secret))) => Some(secret),
        (None, _) => None,
    };
    let or = |value: Option<String>, usual: &str| value.unwrap_or_else(|| usual.to_owned());
    Ok(Some(Oidc {
        issuer,
        client_id: env(names.client_id.0)
            .or(file.client_id)
            .ok_or_else(|| missing(names.client_id))?,
        client_secret: secret
            .filter(|secret| !secret.is_empty())
            .map(Secret)
            .ok_or_else(|| missing(names.client_secret))?,
        name: or(file.name, "统一身份认证"),
        scopes: file
            .scopes
            .unwrap_or_else(|| vec!["profile".to_owned(), "phone".to_owned()]),
        name_claim: or(file.name_claim, "name"),
        id_number_claim: file.id_number_claim,
        mobile_claim: or(file.mobile_claim, "phone_number"),
        account_claim: or(file.account_claim, "preferred_username"),
        second_factor: file.second_factor,
        groups_claim: or(file.groups_claim, "groups"),
        groups: file.groups.into_iter().map(group).collect::<Result<_, _>>()?,
    }))
}

fn group(file: GroupFile) -> Result<Group, SettingsFault> {
    let fault = |value: &str, right: &str| SettingsFault::Template {
        key: "staff_oidc.groups",
        value: format!("{value}` of `{}", file.name),
        right: right.to_owned(),
    };
    let roles = roles(file.roles.iter().map(String::as_str)).map_err(|word| fault(word, RIGHT_ROLES))?;
    if roles.is_empty() {
        return Err(fault("roles", RIGHT_ROLES));
    }
    let region = RegionCode::try_from(file.region.as_str())
        .map_err(|_| fault(&file.region, "write the six digits of a region"))?;
    Ok(Group {
        duties: Duties {
            roles,
            scope: Scope {
                region,
                department: file.department.as_deref().map(DepartmentId::from),
            },
        },
        name: file.name,
    })
}

#[cfg(test)]
mod tests {
    use yijian_domain::case::Role;

    use super::super::tests::read;

    const STAFF: &str =
        "[staff_oidc]\nissuer = \"https://login.example\"\nclient_id = \"desk\"\nclient_secret = \"s\"\n";

    #[test]
    fn a_group_gives_roles_in_one_place() {
        let file = format!(
            "{STAFF}groups_claim = \"roles\"\n[[staff_oidc.groups]]\nname = \"ou=window\"\nroles = [\"reviewer\", \"clerk\", \
             \"clerk\"]\nregion = \"610328\"\ndepartment = \"health\"\n"
        );
        let oidc = read(&file, &[]).unwrap().staff_oidc.unwrap();
        assert_eq!((oidc.groups_claim.as_str(), oidc.groups.len()), ("roles", 1));
        let duties = &oidc.groups[0].duties;
        assert_eq!(duties.roles, [Role::Clerk, Role::Reviewer]);
        assert_eq!(duties.scope.region.as_str(), "610328");
    }

    #[test]
    fn a_mistake_names_the_group() {
        let cases = [
            ("roles = [\"boss\"]\nregion = \"610328\"", "boss"),
            ("roles = []\nregion = \"610328\"", "clerk, reviewer"),
            ("roles = [\"clerk\"]\nregion = \"Qianyang\"", "six digits"),
            ("roles = [\"clerk\"]", "region"),
        ];
        for (group, named) in cases {
            let file = format!("{STAFF}[[staff_oidc.groups]]\nname = \"window\"\n{group}\n");
            let message = read(&file, &[]).unwrap_err();
            assert!(message.contains(named), "{message}");
        }
    }
}
