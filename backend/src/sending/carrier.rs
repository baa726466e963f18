//! Whoever takes letters to their recipients.

use std::{fmt, future::Future, pin::Pin};

use super::{Letter, SendFault};
use crate::clock::Moment;

/// The end of a way: taken, or why not.
pub type Carrying<'a> = Pin<Box<dyn Future<Output = Result<(), SendFault>> + Send + 'a>>;

/// A provider who takes letters. Gives the letter's id along, so that a provider that keeps ids can tell a second time.
pub trait Carrier: fmt::Debug + Send + Sync {
    /// Hands a letter over; done when the provider says that it has it.
    fn carry<'a>(&'a self, letter: &'a Letter, now: Moment) -> Carrying<'a>;
}
