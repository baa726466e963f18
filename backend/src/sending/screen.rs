//! For trying it out: a line in the log instead of a message.

use super::{Carrier, Carrying, Letter};
use crate::{cases::Channel, clock::Moment};

/// Takes everything and sends nothing. Tells that a message of some kind would go out about some case, not what it says
/// and not to whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen(pub(super) Channel);

impl Carrier for Screen {
    fn carry<'a>(&'a self, letter: &'a Letter, _: Moment) -> Carrying<'a> {
        let channel = self.0.code();
        tracing::info!(
            channel,
            kind = letter.kind,
            case = letter.number,
            "a message would go out"
        );
        Box::pin(std::future::ready(Ok(())))
    }
}
