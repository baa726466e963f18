//! Hashes of passwords, made and checked where they hold up nobody.

use std::{sync::Arc, thread, time::Duration};

use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier, password_hash};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

use crate::ids::Dice;

/// How long a sign-in waits for its turn before the server says it is busy.
const PATIENCE: Duration = Duration::from_secs(5);
/// Stands in for the hash of a name nobody has, so that looking takes as long. No password is known to fit.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Makes and checks hashes, a few at a time.
#[derive(Debug)]
pub struct Passwords {
    params: Params,
    turns: Arc<Semaphore>,
    patience: Duration,
}

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Too many sign in at the same time.
    #[error("too many sign in at the same time")]
    Busy,
    /// No randomness for the salt.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
    /// A hash that cannot be read or made; says nothing of the password.
    #[error("password hash: {0}")]
    Hash(String),
}

impl Default for Passwords {
    /// With argon2id, 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet). Half of the processors at
    /// most hash, so that people who sign in hold up nobody else.
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            params: Params::DEFAULT,
            turns: Arc::new(Semaphore::new((processors / 2).max(1))),
            patience: PATIENCE,
        }
    }
}

impl Passwords {
    /// With hashes that protect nothing and cost no time.
    #[cfg(test)]
    pub(crate) fn cheap() -> Self {
        Self {
            params: Params::new(Params::MIN_M_COST, 1, 1, None).unwrap(),
            ..Self::default()
        }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn turn(&self) -> Result<Turn, PasswordFault> {
        let permit = timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await;
        let permit = permit
            .map_err(|_| PasswordFault::Busy)?
            .map_err(|_| PasswordFault::Busy)?;
        Ok(Turn {
            argon2: Argon2::from(&self.params),
            permit: Arc::new(permit),
        })
    }
}

/// The right to hash now. Work that was begun keeps it even when its caller goes away.
#[derive(Debug)]
pub struct Turn {
    argon2: Argon2<'static>,
    permit: Arc<OwnedSemaphorePermit>,
}

impl Turn {
    /// The hash to keep of a password, with a salt of its own.
    ///
    /// # Errors
    /// Without randomness or memory.
    pub async fn hash(&self, dice: &Dice, password: &str) -> Result<String, PasswordFault> {
        let salt: [u8; 16] = dice.bytes()?;
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let hash = self.work(move || argon2.hash_password_with_salt(password.as_bytes(), &salt));
        Ok(hash.await?.to_string())
    }

    /// Whether a password is the one of a hash. Without a hash it is not, after the same time.
    ///
    /// # Errors
    /// When the hash cannot be read.
    pub async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordFault> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let fits = self.work(
            move || match argon2.verify_password(password.as_bytes(), hash.as_str()) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(fault) => Err(fault),
            },
        );
        Ok(fits.await? && known)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> password_hash::Result<T> + Send + 'static,
    ) -> Result<T, PasswordFault> {
        let permit = Arc::clone(&self.permit);
        let done = spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        let done = done.await.map_err(|fault| PasswordFault::Hash(fault.to_string()))?;
        done.map_err(|fault| PasswordFault::Hash(fault.to_string()))
    }
}

#[cfg(test)]
mod tests;
