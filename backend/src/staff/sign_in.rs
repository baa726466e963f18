//! Signing in: name, password and code, counted before they are looked at.

use yijian_domain::wire::staff::SignIn;

use super::{
    StaffMember,
    duties::WORD_SECONDS,
    passwords::{PasswordFault, Turn},
    rules, sessions, totp,
};
use crate::{
    app::App,
    clock::Moment,
    ids,
    security::{self, Event, Means},
    storage::{Account, Counted, NewSession, StorageFault},
};

/// Why nobody is signed in, or a password is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Unknown name, disabled account, wrong password or wrong code; nobody learns which.
    #[error("name, password or code is wrong")]
    Wrong,
    /// The name is locked until then.
    #[error("too many failures; the name opens again later")]
    Locked(Moment),
    /// Name and password are right; the account has one-time codes.
    #[error("send the one-time code as well")]
    CodeNeeded,
    /// Name and password are right; what they may do, the city's directory has not said for too long.
    #[error("sign in with the directory at /desk/provider first; the password counts for a day after that")]
    DirectoryFirst,
    /// The password could not be checked.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The database could not be asked.
    #[error(transparent)]
    Storage(#[from] StorageFault),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
}

impl Refusal {
    /// Its class, for the log.
    const fn why(&self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Locked(_) => "locked",
            Self::CodeNeeded => "code_needed",
            Self::DirectoryFirst => "directory_first",
            Self::Password(_) | Self::Storage(_) | Self::Dice(_) => "broken",
        }
    }
}

/// A session that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Opens it; kept nowhere.
    pub token: String,
    /// Whose it is.
    pub account: Account,
    /// When it ends if nothing more is asked.
    pub ends_at: Moment,
}

/// The browser that somebody signs in with.
#[derive(Debug, Clone)]
pub struct Browser {
    /// What it runs on, in a word.
    pub device: String,
    /// Key of the session it has; that one ends.
    pub session: Option<String>,
}

/// Signs somebody in.
///
/// # Errors
/// When name, password or code is not right, the name is locked, or something cannot be asked.
pub async fn sign_in(app: &App, asked: &SignIn, browser: Browser) -> Result<Begun, Refusal> {
    let by = if asked.code.is_some() {
        Means::PasswordAndCode
    } else {
        Means::Password
    };
    let begun = begin(app, asked, browser).await;
    security::note(match &begun {
        Ok(begun) => Event::StaffSignedIn {
            member: &begun.account.member.id,
            by: if begun.account.totp_secret.is_some() {
                by
            } else {
                Means::Password
            },
        },
        Err(refusal) => Event::StaffRefused { by, why: refusal.why() },
    });
    begun
}

async fn begin(app: &App, asked: &SignIn, browser: Browser) -> Result<Begun, Refusal> {
    let name = rules::fold(&asked.name.0);
    let attempt = Attempt::begin(app, &name).await?;
    let account = app.storage.staff_named(&name).await?;
    let account = account.filter(|account| account.disabled_at.is_none() && (app.demo || !account.member.demo));
    let hash = account.as_ref().map(|account| account.password_hash.as_str());
    let fits = attempt.turn.fits(&asked.password.0, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        return Err(attempt.failed());
    };
    let totp_step = match (&account.totp_secret, &asked.code) {
        (None, _) => None,
        (Some(_), None) => {
            app.storage.uncount_attempt(attempt.key).await?;
            return Err(Refusal::CodeNeeded);
        }
        (Some(secret), Some(code)) => match totp::step(secret, &code.0, attempt.now) {
            Some(step) => Some(step),
            None => return Err(attempt.failed()),
        },
    };
    if let (Some(said_at), Some(directory)) = (account.directory_at, &app.providers.staff)
        && !directory.settings.groups.is_empty()
        && attempt.now.seconds() - said_at.seconds() > WORD_SECONDS
    {
        app.storage.uncount_attempt(attempt.key).await?;
        return Err(Refusal::DirectoryFirst);
    }
    let token = app.dice.roll()?;
    let expires_at = sessions::latest_end(attempt.now);
    let session = NewSession {
        key: ids::digest(token.as_bytes()),
        id: app.dice.roll()?,
        staff: account.member.id.clone(),
        device: browser.device,
        failures: attempt.key.clone(),
        totp_step,
        second_factor: false,
        replaces: browser.session,
        now: attempt.now,
        expires_at,
    };
    if !app.storage.begin_session(session).await? {
        return Err(attempt.failed());
    }
    Ok(Begun {
        token,
        account,
        ends_at: sessions::end(attempt.now, expires_at),
    })
}

/// Checks the password of somebody who is signed in; failures count like those at the door. The turn is still theirs.
///
/// # Errors
/// When it is not right, the name is locked, or something cannot be asked.
pub async fn confirm(app: &App, member: &StaffMember, password: &str) -> Result<Turn, Refusal> {
    let turn = check(app, member, password).await;
    if let Err(refusal) = &turn {
        security::note(Event::PasswordRefused {
            member: &member.id,
            why: refusal.why(),
        });
    }
    turn
}

async fn check(app: &App, member: &StaffMember, password: &str) -> Result<Turn, Refusal> {
    let attempt = Attempt::begin(app, &member.name).await?;
    let account = app.storage.staff_named(&member.name).await?;
    let hash = account.as_ref().map(|account| account.password_hash.as_str());
    if !attempt.turn.fits(password, hash).await? {
        return Err(attempt.failed());
    }
    app.storage.forget_failures(attempt.key).await?;
    Ok(attempt.turn)
}

/// An attempt that counts as a failure until it is known to be none.
struct Attempt {
    /// Key of the name's failures.
    key: String,
    turn: Turn,
    locks_until: Option<Moment>,
    now: Moment,
}

impl Attempt {
    async fn begin(app: &App, name: &str) -> Result<Self, Refusal> {
        // Waiting for a turn comes first: who is turned away there has not failed.
        let turn = app.passwords.turn().await?;
        let key = ids::digest(name.as_bytes());
        let now = app.clock.now();
        match app.storage.count_attempt(key.clone(), now).await? {
            Counted::Locked(until) => Err(Refusal::Locked(until)),
            Counted::Open(locks_until) => Ok(Self {
                key,
                turn,
                locks_until,
                now,
            }),
        }
    }

    fn failed(&self) -> Refusal {
        self.locks_until.map_or(Refusal::Wrong, |until| {
            security::note(Event::NameLocked);
            Refusal::Locked(until)
        })
    }
}
