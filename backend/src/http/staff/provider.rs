//! `GET /desk/provider` and `GET /desk/provider/back`: the staff signs in with a city's own directory.
//!
//! The directory says who somebody is; the account here, found by one claim, says what they may do. Where the settings say what
//! groups of the directory give, the directory says that as well, and the account is made and kept in step with it.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::cookie;
use crate::{
    app::App,
    applicants::sign_in::Refusal as Broken,
    http::{
        me::{Pairs, begin_elsewhere, come_back, to},
        problem::{internal, nothing_here, problem, respond},
    },
    ids,
    oidc::{Known, Provider},
    security::{self, Event, Means},
    staff::{
        StaffMember,
        duties::{self, Duties},
        passwords::PasswordFault,
        rules, sessions,
        sign_in::Browser,
    },
    storage::{Account, NewAccount, NewSession, StorageFault},
};

const PROVIDER: &str = "staff_oidc";

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They did not come back as they went.
    #[error("the sign-in did not come back as it went; begin again at /desk/provider")]
    Lost(&'static str),
    /// There is no account for them here, or it is disabled; nobody learns which.
    #[error("there is no account here for who signed in there; an operator makes one with `yijian staff add`")]
    NoAccount,
    /// They are in no group that gives something here.
    #[error("who signed in there is in no group that may work here; [[staff_oidc.groups]] in yijian.toml names these")]
    NoGroup,
    /// The account has one-time codes, and the directory did not ask for a second factor.
    #[error("sign in with password and one-time code: the directory asked for no second factor")]
    SecondFactor,
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
    /// A password that nobody knows could not be made for a new account.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
}

impl Refusal {
    /// Its class, for the log and the answer.
    const fn why(&self) -> &'static str {
        match self {
            Self::Lost(code) => code,
            Self::NoAccount => "account_unknown",
            Self::NoGroup => "group_unknown",
            Self::SecondFactor => "second_factor_needed",
            Self::Storage(_) | Self::Password(_) | Self::Dice(_) => "broken",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (code, detail) = (self.why(), self.to_string());
        let title = match self {
            Self::Lost(_) => "Nobody is signed in.",
            Self::NoAccount | Self::NoGroup => "There is no such account here.",
            Self::SecondFactor => "A second factor is needed.",
            Self::Storage(fault) => return fault.into_response(),
            Self::Password(fault) => return fault.into_response(),
            Self::Dice(fault) => return internal(&fault),
        };
        let mut problem = problem(StatusCode::FORBIDDEN, code, title);
        problem.detail = Some(detail);
        respond(&problem)
    }
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Storage(fault) => Self::Storage(fault),
            Broken::Dice(fault) => Self::Dice(fault),
            _ => Self::Lost("away_failed"),
        }
    }
}

/// Sends a browser to the directory.
pub async fn away(State(app): State<App>) -> Result<Response, Refusal> {
    let Some(provider) = &app.providers.staff else {
        return Ok(nothing_here());
    };
    Ok(begin_elsewhere(&app, provider, PROVIDER, &back_of(&app)).await?)
}

/// Signs in who comes back from it.
pub async fn back(State(app): State<App>, headers: HeaderMap, Query(pairs): Pairs) -> Result<Response, Refusal> {
    let Some(provider) = &app.providers.staff else {
        return Ok(nothing_here());
    };
    let begun = async {
        let came = come_back(&app, provider, PROVIDER, &back_of(&app), &headers, &pairs).await?;
        sign_in(
            &app,
            provider,
            &came.map_err(Refusal::Lost)?,
            cookie::browser(&app, &headers),
        )
        .await
    };
    let begun = begun.await;
    security::note(match &begun {
        Ok((_, member)) => Event::StaffSignedIn {
            member,
            by: Means::Directory,
        },
        Err(refusal) => Event::StaffRefused {
            by: Means::Directory,
            why: refusal.why(),
        },
    });
    let (token, _) = begun?;
    Ok(to("/desk", Some(cookie::keep(&app, &token))))
}

fn back_of(app: &App) -> String {
    format!("{}/desk/provider/back", app.public_url)
}

/// Begins a session of the account that a claim names; its token, and the id of the account.
async fn sign_in(app: &App, provider: &Provider, known: &Known, browser: Browser) -> Result<(String, String), Refusal> {
    let name = known.text(&provider.settings.account_claim).ok_or(Refusal::NoAccount)?;
    let name = rules::fold(name);
    let settings = &provider.settings;
    let given = duties::given_by(&settings.groups, &known.texts(&settings.groups_claim));
    let account = match (app.storage.staff_named(&name).await?, &given) {
        (None, Some(given)) => make_account(app, &name, known.text(&settings.name_claim), given).await?,
        (account, None) if !settings.groups.is_empty() => {
            if let Some(account) = account.filter(|account| account.directory_at.is_some()) {
                keep_in_step(app, account.member, None, None).await?;
            }
            return Err(Refusal::NoGroup);
        }
        (account, _) => account,
    };
    let account = account
        .filter(|account| account.disabled_at.is_none() && !account.member.demo)
        .ok_or(Refusal::NoAccount)?;
    if given.is_some() {
        keep_in_step(app, account.member.clone(), known.text(&settings.name_claim), given).await?;
    }
    let second_factor = known.used(&settings.second_factor);
    if account.totp_secret.is_some() && !second_factor {
        return Err(Refusal::SecondFactor);
    }
    let (token, now) = (app.dice.roll()?, app.clock.now());
    let member = account.member.id;
    let session = NewSession {
        key: ids::digest(token.as_bytes()),
        id: app.dice.roll()?,
        staff: member.clone(),
        device: browser.device,
        failures: ids::digest(name.as_bytes()),
        totp_step: None,
        second_factor,
        replaces: browser.session,
        now,
        expires_at: sessions::latest_end(now),
    };
    if app.storage.begin_session(session).await? {
        Ok((token, member))
    } else {
        Err(Refusal::NoAccount)
    }
}

/// Makes an account for somebody the directory gives something; nobody knows its password.
async fn make_account(
    app: &App,
    name: &str,
    display_name: Option<&str>,
    given: &Duties,
) -> Result<Option<Account>, Refusal> {
    let name = rules::check_name(name).map_err(|_| Refusal::NoAccount)?;
    let turn = app.passwords.turn().await?;
    let password_hash = turn.hash(&app.dice, &rules::generate(&app.dice)?).await?;
    let member = StaffMember {
        id: app.dice.roll()?,
        display_name: display_name.unwrap_or(&name).to_owned(),
        name: name.clone(),
        roles: given.roles.clone(),
        scope: given.scope.clone(),
        demo: false,
    };
    let id = member.id.clone();
    let account = NewAccount { member, password_hash };
    if app.storage.add_staff(account, app.clock.now()).await? {
        security::note(Event::DutiesGiven { member: &id });
    }
    Ok(app.storage.staff_named(&name).await?)
}

/// Writes what the directory says now, and that it says so; nothing given takes every role.
async fn keep_in_step(
    app: &App,
    mut member: StaffMember,
    display_name: Option<&str>,
    given: Option<Duties>,
) -> Result<(), StorageFault> {
    let before = (member.roles.clone(), member.scope.clone());
    if let Some(display_name) = display_name {
        display_name.clone_into(&mut member.display_name);
    }
    match given {
        Some(given) => (member.roles, member.scope) = (given.roles, given.scope),
        None => member.roles.clear(),
    }
    app.storage.set_duties(member.clone(), Some(app.clock.now())).await?;
    if (member.roles, member.scope) != before {
        security::note(Event::DutiesGiven { member: &member.id });
    }
    Ok(())
}
