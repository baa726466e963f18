//! Signing in: by a code, or by what somebody else vouches for.

use yijian_domain::value::{Mobile, date};

use super::{Proof, ProofKind, Proving, Sealed, codes, personal, sessions};
use crate::{
    app::App,
    clock::Moment,
    ids,
    security::{self, Event, Means},
    storage::{MaySend, NewApplicantSession, NewCode, Proved, StorageFault},
};

/// Why no code is sent, or nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not a mobile number.
    #[error("a mobile number of the mainland has 11 digits and begins with 13 to 19")]
    Mobile,
    /// A code was sent a moment ago.
    #[error("a code was sent a moment ago; wait for it")]
    TooSoon(Moment),
    /// Enough codes for a day.
    #[error("the number got as many codes as a day allows")]
    TooMany(Moment),
    /// Nobody sends text messages here.
    #[error("this server sends no text messages; set [sms], or sign in another way")]
    Off,
    /// The provider did not take it.
    #[error("the code could not be sent; try again in a minute")]
    NotSent,
    /// Wrong, used, too old, tried too often, or never sent; nobody learns which.
    #[error("the code is wrong or no longer counts; ask for a new one")]
    Wrong,
    /// What was proved belongs to somebody with another identity number.
    #[error("this belongs to another person")]
    OtherPerson,
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
            Self::Mobile => "mobile",
            Self::TooSoon(_) => "too_soon",
            Self::TooMany(_) => "too_many",
            Self::Off => "off",
            Self::NotSent => "not_sent",
            Self::Wrong => "wrong",
            Self::OtherPerson => "other_person",
            Self::Storage(_) | Self::Dice(_) => "broken",
        }
    }
}

/// Notes that somebody got in, or did not. Nothing says who it was.
pub(crate) fn note(by: Means, refused: Option<&Refusal>) {
    security::note(match refused {
        None => Event::ApplicantSignedIn { by },
        Some(refusal) => Event::ApplicantRefused { by, why: refusal.why() },
    });
}

/// A code on its way.
#[derive(Debug)]
pub struct Sent {
    /// When another one may be asked for.
    pub again_at: Moment,
    /// Until when it counts.
    pub expires_at: Moment,
    /// When trying out, where nobody carries messages: the code.
    pub shown: Option<String>,
}

/// Sends a code to a number. Whether the number has an account changes nothing of what is done and answered.
///
/// # Errors
/// When it is no number, had a code a moment ago or enough for today, or nobody takes it there.
pub async fn send_code(app: &App, mobile: &str) -> Result<Sent, Refusal> {
    let mobile = Mobile::parse(mobile).map_err(|_| Refusal::Mobile)?;
    let now = app.clock.now();
    if !app.demo && !app.sending.sends_codes() {
        return Err(Refusal::Off);
    }
    let code = codes::roll(&app.dice)?;
    let expires_at = later(now, codes::LIFE_SECONDS);
    let new = NewCode {
        key: personal::lookup(app, "code_number", mobile.as_str()),
        code: codes::kept(app, mobile.as_str(), &code),
        now,
        expires_at,
        day: date::write(now.date()),
    };
    match app.storage.keep_code(new).await? {
        MaySend::Yes => {}
        MaySend::After(moment) => return Err(Refusal::TooSoon(moment)),
        MaySend::Tomorrow => {
            return Err(Refusal::TooMany(Moment::beginning_of(
                now.date().tomorrow().unwrap_or(now.date()),
            )));
        }
    }
    let id = app.dice.roll()?;
    let shown = app.demo.then(|| code.clone());
    if app.sending.sends_codes()
        && let Err(fault) = app.sending.send_code(id, mobile.as_str(), code, now).await
    {
        tracing::warn!(%fault, "a sign-in code could not be sent");
        return Err(Refusal::NotSent);
    }
    Ok(Sent {
        again_at: later(now, codes::PAUSE_SECONDS),
        expires_at,
        shown,
    })
}

/// The proof that a number is somebody's own: the code that was sent to it.
///
/// # Errors
/// When the code is not the one, or no longer counts.
pub async fn by_code(app: &App, mobile: &str, code: &str) -> Result<Proof, Refusal> {
    // A number that is none has no code either, and gets the same answer.
    let mobile = Mobile::parse(mobile).map_err(|_| Refusal::Wrong)?;
    let key = personal::lookup(app, "code_number", mobile.as_str());
    let kept = codes::kept(app, mobile.as_str(), &codes::typed(code));
    if app.storage.use_code(key, kept, app.clock.now()).await? {
        Ok(personal::proof(app, ProofKind::Mobile, mobile.as_str())?)
    } else {
        Err(Refusal::Wrong)
    }
}

/// What somebody else says about a person.
#[derive(Clone, Default)]
pub struct Vouched {
    /// Their name.
    pub name: Option<Sealed>,
    /// Their identity number.
    pub id_number: Option<Sealed>,
    /// By what they are reached in WeChat, as it is.
    pub openid: Option<String>,
}

/// The account of what was proved, found or made.
///
/// # Errors
/// When it is closed, or the proofs belong to different persons.
pub async fn account(
    app: &App,
    proofs: Vec<Proof>,
    vouched: Vouched,
    signed_in: Option<String>,
) -> Result<String, Refusal> {
    let proving = Proving {
        proofs,
        signed_in,
        name: vouched.name,
        id_number: vouched.id_number,
        openid: vouched.openid,
        new_id: app.dice.roll()?,
        now: app.clock.now(),
    };
    match app.storage.prove(proving).await? {
        Proved::Account { id, joined, tell } => {
            if !joined.is_empty() {
                tracing::info!(count = joined.len(), "accounts of one applicant were joined");
            }
            for mobile in &tell {
                if let Some(mobile) = personal::open(app, ProofKind::Mobile.code(), mobile) {
                    tell_of_proof(app, mobile)?;
                }
            }
            Ok(id)
        }
        Proved::OtherPerson => Err(Refusal::OtherPerson),
        Proved::Disabled => Err(Refusal::Wrong),
    }
}

/// Tells a number of an account that the account has another proof now (OWASP ASVS 4.0.3, 2.2.3). Nobody waits for it.
fn tell_of_proof(app: &App, mobile: String) -> Result<(), getrandom::Error> {
    if !app.sending.sends_codes() {
        return Ok(());
    }
    let (id, app) = (app.dice.roll()?, app.clone());
    tokio::spawn(async move {
        let told = app.sending.tell_of_proof(id, &mobile, app.clock.now()).await;
        if let Err(fault) = told {
            tracing::warn!(%fault, "nobody could be told of a new proof of an account");
        }
    });
    Ok(())
}

/// A session that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Opens it; kept nowhere.
    pub token: String,
    /// When it ends if nothing more is asked.
    pub ends_at: Moment,
}

/// Begins a session with a token of its own; the one the browser had before ends.
///
/// # Errors
/// When it could not be kept.
pub async fn begin(app: &App, applicant: &str, device: String, before: Option<&str>) -> Result<Begun, Refusal> {
    let now = app.clock.now();
    let token = app.dice.roll()?;
    let expires_at = sessions::latest_end(now);
    app.storage
        .begin_applicant_session(NewApplicantSession {
            key: ids::digest(token.as_bytes()),
            id: app.dice.roll()?,
            applicant: applicant.to_owned(),
            device,
            now,
            expires_at,
            replaces: before.map(|token| ids::digest(token.as_bytes())),
        })
        .await?;
    Ok(Begun {
        token,
        ends_at: sessions::end(now, expires_at),
    })
}

fn later(now: Moment, seconds: i64) -> Moment {
    Moment::from_seconds(now.seconds() + seconds)
}
