//! Sends messages to applicants: takes what waits in `deliveries`, hands it to the provider of its channel, and notes what
//! became of it.
//!
//! Every message exists exactly once in the database and on the progress page, whatever happens: it is written with its
//! event. It leaves the house at least once: when the program dies after the provider said yes and before that is noted,
//! it is sent again, with the same id. Nothing that is sent names a person, a number, a reason or a decision
//! (`text.toml`).

mod backoff;
mod carrier;
pub(crate) mod client;
pub mod digest;
mod fault;
mod letter;
mod screen;
#[cfg(test)]
pub(crate) mod stand_in;
mod tencent;
pub mod text;
mod webhook;
mod wechat;

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use tokio::{sync::oneshot, task::JoinSet};

pub use carrier::{Carrier, Carrying};
pub(crate) use client::Client;
pub use client::ClientFault;
pub use fault::SendFault;
pub use letter::Letter;
pub use wechat::{Came, Wechat};

use crate::{
    app::App,
    cases::Channel,
    clock::Moment,
    metrics,
    settings::{self, Sms},
    storage::{Outcome, StorageFault, Taken},
};
use screen::Screen;

/// How often it looks for something to send.
const BETWEEN: Duration = Duration::from_secs(5);
/// How many letters are on their way at once.
const TOGETHER: i64 = 8;
/// For how long somebody who took a letter has it alone. Longer than the slowest sending: WeChat may be asked four times,
/// for ten seconds each.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Who takes the letters of each channel; a channel without anybody is off.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    sms: Option<Arc<dyn Carrier>>,
    wechat: Option<Arc<dyn Carrier>>,
    account: Option<Arc<Wechat>>,
}

impl Sending {
    /// The providers of the settings. In demo mode, what has none goes to the log, without content and recipient.
    ///
    /// # Errors
    /// When there is a provider and no way to talk to one.
    pub fn new(settings: settings::Sending, public_url: &str, demo: bool) -> Result<Self, ClientFault> {
        let screen = |channel| demo.then(|| Arc::new(Screen(channel)) as Arc<dyn Carrier>);
        let sms: Option<Arc<dyn Carrier>> = match settings.sms {
            Sms::Off => screen(Channel::Sms),
            Sms::Tencent(tencent) => {
                let client = Client::new(&[&tencent.url])?;
                Some(Arc::new(tencent::Tencent::new(client, tencent)))
            }
            Sms::Webhook(webhook) => {
                let client = Client::new(&[&webhook.url])?;
                Some(Arc::new(webhook::Webhook::new(client, webhook)))
            }
        };
        let account = match settings.wechat {
            None => None,
            Some(wechat) => {
                let client = Client::new(&[&wechat.url])?;
                Some(Arc::new(Wechat::new(client, wechat, public_url)))
            }
        };
        let wechat: Option<Arc<dyn Carrier>> = match &account {
            None => screen(Channel::Wechat),
            Some(account) => Some(Arc::clone(account) as Arc<dyn Carrier>),
        };
        Ok(Self { sms, wechat, account })
    }

    /// The county's WeChat account, when there is one.
    #[must_use]
    pub fn wechat_account(&self) -> Option<&Wechat> {
        self.account.as_deref()
    }

    /// Whether somebody takes text messages.
    #[must_use]
    pub fn sends_codes(&self) -> bool {
        self.sms.is_some()
    }

    /// Sends the code by which somebody signs in, at once: nobody waits a minute for it, and later it is of no use.
    ///
    /// # Errors
    /// When nobody takes text messages, or it was not taken.
    pub async fn send_code(&self, id: String, mobile: &str, code: String, now: Moment) -> Result<(), SendFault> {
        self.text(&Letter::code(id, mobile, code, now), now).await
    }

    /// Tells a number of an account that the account has another proof now, at once and once.
    ///
    /// # Errors
    /// When nobody takes text messages, or it was not taken.
    pub async fn tell_of_proof(&self, id: String, mobile: &str, now: Moment) -> Result<(), SendFault> {
        self.text(&Letter::proof_added(id, mobile, now), now).await
    }

    async fn text(&self, letter: &Letter, now: Moment) -> Result<(), SendFault> {
        let carrier = self.sms.as_ref();
        let carrier = carrier.ok_or_else(|| SendFault::Unwanted("channel_off".to_owned()))?;
        carrier.carry(letter, now).await
    }

    /// With somebody who takes text messages in a test.
    #[cfg(test)]
    pub(crate) fn by(sms: Arc<dyn Carrier>) -> Self {
        Self {
            sms: Some(sms),
            wechat: None,
            account: None,
        }
    }

    async fn carry(&self, taken: &Taken, now: Moment) -> Result<(), SendFault> {
        let channel = Channel::from_code(&taken.channel).ok_or_else(|| SendFault::lasting("channel_unknown"))?;
        let carrier = match channel {
            Channel::Sms => &self.sms,
            Channel::Wechat => &self.wechat,
        };
        let carrier = carrier.as_ref();
        let carrier = carrier.ok_or_else(|| SendFault::Unwanted("channel_off".to_owned()))?;
        carrier.carry(&Letter::of(taken, channel)?, now).await
    }
}

/// Sends until the other end of `stop` is dropped; what has begun by then is finished.
pub async fn run(app: App, mut stop: oneshot::Receiver<()>) {
    let mut digest = digest::Daily::after(app.clock.now());
    loop {
        match some(&app).await {
            Ok(0) => {}
            // There may be more.
            Ok(_) if matches!(stop.try_recv(), Err(oneshot::error::TryRecvError::Empty)) => continue,
            Ok(_) => return,
            Err(fault) => tracing::warn!(%fault, "letters could not be taken"),
        }
        if let Some(day) = digest.due(app.clock.now()) {
            digest::tell(&app, day).await;
        }
        tokio::select! {
            _ = &mut stop => return,
            () = tokio::time::sleep(BETWEEN) => {}
        }
    }
}

/// Sends everything that is due now; how many letters were tried.
///
/// # Errors
/// When they could not be taken; they stay where they are.
pub async fn once(app: &App) -> Result<usize, StorageFault> {
    let mut all = 0;
    loop {
        match some(app).await? {
            0 => return Ok(all),
            tried => all += tried,
        }
    }
}

/// Sends some of what is due, all at the same time.
async fn some(app: &App) -> Result<usize, StorageFault> {
    let now = app.clock.now();
    let taken = app.storage.take_deliveries(now, later(now, LEASE), TOGETHER).await?;
    let tried = taken.len();
    let mut going = JoinSet::new();
    for letter in taken {
        let app = app.clone();
        going.spawn(async move { send(&app, &letter).await });
    }
    while let Some(done) = going.join_next().await {
        if done.is_err() {
            // The lease brings it back, and ten of them end it.
            tracing::error!("sending a letter panicked");
        }
    }
    Ok(tried)
}

/// Sends one letter and notes what became of it.
async fn send(app: &App, taken: &Taken) {
    let outcome = match app.sending.carry(taken, app.clock.now()).await {
        Ok(()) => Outcome::Sent,
        Err(fault) => failed(app, taken, fault),
    };
    if let Outcome::Dead { fault } = &outcome {
        let (id, channel) = (&taken.id, &taken.channel);
        tracing::warn!(id, channel, fault, "a letter was given up");
    }
    metrics::tried(&taken.channel, outcome.word());
    let now = app.clock.now();
    if let Err(fault) = app.storage.finish_delivery(taken, outcome, now).await {
        let id = &taken.id;
        tracing::error!(id, %fault, "what became of a letter could not be noted; it will be sent again");
    }
}

/// What follows from a failure.
fn failed(app: &App, taken: &Taken, fault: SendFault) -> Outcome {
    match fault {
        SendFault::Unwanted(fault) => Outcome::Skipped { fault },
        SendFault::Lasting(fault) => Outcome::Dead { fault },
        SendFault::Passing(fault) if taken.attempts >= backoff::MOST_ATTEMPTS => Outcome::Dead { fault },
        SendFault::Passing(fault) => {
            // Without randomness the waits are the same, which is no reason to send nothing.
            let dice = app.dice.bytes().map(u64::from_be_bytes).unwrap_or_default();
            let next_at = later(app.clock.now(), backoff::wait(taken.attempts, dice));
            Outcome::Later { next_at, fault }
        }
    }
}

fn later(moment: Moment, by: SignedDuration) -> Moment {
    Moment::from_seconds(moment.seconds() + by.as_secs())
}

#[cfg(test)]
mod tests;
