//! Where what was typed is safe, in words.

use crate::text;

/// Where what was typed is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// On the server.
    Saved,
    /// On its way.
    Sending,
    /// There is no network; the phone keeps it.
    Offline,
    /// The server does not take it at the moment; the phone keeps it.
    Refused,
    /// As many drafts are open from here as the server keeps; the phone keeps it.
    Full,
}

impl Saving {
    /// The line for the page. `kept` says whether the phone itself keeps a copy.
    #[must_use]
    pub fn words(self, kept: bool) -> &'static str {
        match (self, kept) {
            (Self::Saved, _) => text::draft_saved(),
            (Self::Sending, _) => text::draft_saving(),
            (Self::Offline, true) => text::draft_offline(),
            (Self::Refused, true) => text::draft_refused(),
            (Self::Full, true) => text::draft_full(),
            (Self::Offline | Self::Refused | Self::Full, false) => text::draft_offline_unkept(),
        }
    }

    /// The class that sets its colour.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Saved => "saving saving_done",
            Self::Sending => "saving",
            Self::Offline | Self::Refused | Self::Full => "saving saving_waiting",
        }
    }
}

/// How long to wait before trying again after so many failures in a row, in seconds.
#[must_use]
pub fn patience(failures: u32) -> u64 {
    [2, 4, 8, 15, 30].get(failures as usize).copied().unwrap_or(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_network_the_line_says_where_it_is_safe() {
        assert_eq!(Saving::Offline.words(true), "没有网络。已存在手机上，联网后自动保存");
        assert_ne!(Saving::Offline.words(false), Saving::Offline.words(true));
        assert_eq!(Saving::Saved.words(false), "已保存");
    }

    #[test]
    fn waiting_grows_and_ends_at_a_minute() {
        let waits: Vec<_> = (0..8).map(patience).collect();
        assert!(waits.is_sorted());
        assert_eq!((waits[0], waits[7]), (2, 60));
    }
}
