//! One part of an accepted case (子办件): one item in the hands of its department.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    At, PartFile, PauseReason, Refusal, StaffRef, Verb,
    clock::{Clock, Extension, MOST_EXTENSION, Pause},
};
use crate::id::{ItemId, MaterialKey};

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub file: PartFile,
    /// Where it stands.
    pub stage: PartStage,
    /// What reviewers wrote about it, oldest first.
    pub opinions: Vec<Opinion>,
}

/// What a reviewer wrote about a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// When.
    pub at: At,
    /// Who.
    pub by: Option<StaffRef>,
    /// What.
    pub text: String,
}

/// Where a part stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartStage {
    /// It waits for the results of other parts; its limit does not run yet.
    Waiting {
        /// The items whose results are still missing.
        needs: BTreeSet<ItemId>,
    },
    /// Nobody works on it yet.
    Open {
        /// Its limits.
        clock: Clock,
    },
    /// A reviewer works on it.
    InReview {
        /// Its limits.
        clock: Clock,
        /// Who.
        by: StaffRef,
    },
    /// Its limit stands still for a reason of the law.
    Paused {
        /// Its limits.
        clock: Clock,
        /// Who works on it.
        by: StaffRef,
    },
    /// Granted (准予).
    Granted {
        /// Its limits, stopped.
        clock: Clock,
        /// Who decided; nobody, when the program did (秒批).
        by: Option<StaffRef>,
        /// When.
        at: At,
    },
    /// Refused (不予), with reasons (行政许可法 art. 38).
    Denied {
        /// Its limits, stopped.
        clock: Clock,
        /// Who decided.
        by: Option<StaffRef>,
        /// When.
        at: At,
        /// Why.
        reasons: Vec<String>,
        /// On what law.
        basis: String,
    },
    /// Ended without a decision.
    Stopped {
        /// When.
        at: At,
        /// Why.
        why: Stop,
    },
    /// Granted and taken back (撤销, 行政许可法 art. 69).
    Revoked {
        /// When it was granted.
        granted: At,
        /// When it was taken back.
        at: At,
        /// Why.
        reason: String,
    },
}

/// Why a part ended without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A paper that was put off did not come in time.
    Default {
        /// Which.
        paper: MaterialKey,
    },
    /// A part whose result it needs was not granted.
    NeedNotMet {
        /// Which.
        item: ItemId,
    },
    /// The applicant took the case back.
    Withdrawn,
}

/// Where a part stands, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartCode {
    /// The case is not accepted yet.
    Received,
    /// See [`PartStage::Waiting`].
    Waiting,
    /// See [`PartStage::Open`].
    Open,
    /// See [`PartStage::InReview`].
    InReview,
    /// See [`PartStage::Paused`].
    Paused,
    /// See [`PartStage::Granted`].
    Granted,
    /// See [`PartStage::Denied`].
    Denied,
    /// See [`PartStage::Stopped`].
    Stopped,
    /// See [`PartStage::Revoked`].
    Revoked,
}

impl PartStage {
    /// The word for it.
    #[must_use]
    pub fn code(&self) -> PartCode {
        match self {
            Self::Waiting { .. } => PartCode::Waiting,
            Self::Open { .. } => PartCode::Open,
            Self::InReview { .. } => PartCode::InReview,
            Self::Paused { .. } => PartCode::Paused,
            Self::Granted { .. } => PartCode::Granted,
            Self::Denied { .. } => PartCode::Denied,
            Self::Stopped { .. } => PartCode::Stopped,
            Self::Revoked { .. } => PartCode::Revoked,
        }
    }

    /// Its limits; none before they run and where there was no decision.
    #[must_use]
    pub fn clock(&self) -> Option<&Clock> {
        match self {
            Self::Open { clock }
            | Self::InReview { clock, .. }
            | Self::Paused { clock, .. }
            | Self::Granted { clock, .. }
            | Self::Denied { clock, .. } => Some(clock),
            Self::Waiting { .. } | Self::Stopped { .. } | Self::Revoked { .. } => None,
        }
    }

    /// Nothing is left to decide.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match self {
            Self::Waiting { .. } | Self::Open { .. } | Self::InReview { .. } | Self::Paused { .. } => false,
            Self::Granted { .. } | Self::Denied { .. } | Self::Stopped { .. } | Self::Revoked { .. } => true,
        }
    }

    /// Who works on it.
    #[must_use]
    pub fn reviewer(&self) -> Option<&StaffRef> {
        match self {
            Self::InReview { by, .. } | Self::Paused { by, .. } => Some(by),
            Self::Granted { by, .. } | Self::Denied { by, .. } => by.as_ref(),
            Self::Waiting { .. } | Self::Open { .. } | Self::Stopped { .. } | Self::Revoked { .. } => None,
        }
    }

    pub(super) fn wrong(self, verb: Verb) -> Refusal {
        Refusal::WrongPartStage {
            verb,
            stage: self.code(),
        }
    }

    /// Its limit begins to run: what it needed is there.
    ///
    /// # Errors
    /// When it runs already or is over.
    pub fn open(self, file: &PartFile, on: Date) -> Result<Self, Refusal> {
        match self {
            Self::Waiting { .. } => Ok(Self::Open {
                clock: Clock::start(on, file.statutory, file.promised),
            }),
            other @ (Self::Open { .. }
            | Self::InReview { .. }
            | Self::Paused { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Open)),
        }
    }

    /// A reviewer takes it on.
    ///
    /// # Errors
    /// When somebody has, or there is nothing to take on.
    pub fn claim(self, by: StaffRef) -> Result<Self, Refusal> {
        match self {
            Self::Open { clock } => Ok(Self::InReview { clock, by }),
            Self::InReview { by: other, .. } | Self::Paused { by: other, .. } => {
                Err(Refusal::ClaimedBy { name: other.name })
            }
            other @ (Self::Waiting { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Claim)),
        }
    }

    /// Gives it back for somebody else.
    ///
    /// # Errors
    /// When nobody works on it.
    pub fn release(self) -> Result<Self, Refusal> {
        match self {
            Self::InReview { clock, .. } => Ok(Self::Open { clock }),
            other @ (Self::Waiting { .. }
            | Self::Open { .. }
            | Self::Paused { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Release)),
        }
    }

    /// Grants it.
    ///
    /// # Errors
    /// When nobody works on it, it stands still or is over. The program needs no reviewer, but takes nothing out of the
    /// hands of one.
    pub fn approve(self, by: Option<StaffRef>, at: At) -> Result<Self, Refusal> {
        let clock = self.decided(Verb::Approve, by.is_some(), at)?;
        Ok(Self::Granted { clock, by, at })
    }

    /// Refuses it.
    ///
    /// # Errors
    /// As for granting.
    pub fn deny(self, by: Option<StaffRef>, at: At, reasons: Vec<String>, basis: String) -> Result<Self, Refusal> {
        let clock = self.decided(Verb::Deny, true, at)?;
        Ok(Self::Denied {
            clock,
            by,
            at,
            reasons,
            basis,
        })
    }

    fn decided(self, verb: Verb, by_reviewer: bool, at: At) -> Result<Clock, Refusal> {
        let mut clock = match self {
            Self::InReview { clock, .. } if by_reviewer => clock,
            Self::InReview { by, .. } => return Err(Refusal::ClaimedBy { name: by.name }),
            Self::Open { clock } if !by_reviewer => clock,
            Self::Open { .. } => return Err(Refusal::NotClaimed),
            other @ (Self::Waiting { .. }
            | Self::Paused { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => return Err(other.wrong(verb)),
        };
        clock.stopped = Some(at.day());
        Ok(clock)
    }

    /// Lets the limit stand still.
    ///
    /// # Errors
    /// When it does already or nobody works on it.
    pub fn pause(self, on: Date, reason: PauseReason, expected: u16) -> Result<Self, Refusal> {
        match self {
            Self::InReview { mut clock, by } => {
                clock.pauses.push(Pause {
                    reason,
                    from: on,
                    to: None,
                    expected,
                });
                Ok(Self::Paused { clock, by })
            }
            other @ (Self::Waiting { .. }
            | Self::Open { .. }
            | Self::Paused { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Pause)),
        }
    }

    /// Lets it run again.
    ///
    /// # Errors
    /// When it does.
    pub fn resume(self, on: Date) -> Result<Self, Refusal> {
        match self {
            Self::Paused { mut clock, by } => {
                if let Some(pause) = clock.pauses.last_mut() {
                    pause.to = Some(on.max(pause.from));
                }
                Ok(Self::InReview { clock, by })
            }
            other @ (Self::Waiting { .. }
            | Self::Open { .. }
            | Self::InReview { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Resume)),
        }
    }

    /// Gives it more time: once, at most ten working days (行政许可法 art. 42). That the limit has not passed is asked
    /// when it is granted, by the calendar of that day.
    ///
    /// # Errors
    /// When one of these does not hold, or nobody works on it.
    pub fn extend(self, extension: Extension) -> Result<Self, Refusal> {
        match self {
            Self::InReview { mut clock, by } => {
                if clock.extension.is_some() {
                    return Err(Refusal::ExtendedBefore);
                }
                if extension.days == 0 || extension.days > MOST_EXTENSION {
                    return Err(Refusal::TooManyDays { most: MOST_EXTENSION });
                }
                clock.extension = Some(extension);
                Ok(Self::InReview { clock, by })
            }
            other @ (Self::Waiting { .. }
            | Self::Open { .. }
            | Self::Paused { .. }
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Extend)),
        }
    }

    /// Ends it without a decision.
    ///
    /// # Errors
    /// When it is over.
    pub fn stop(self, verb: Verb, at: At, why: Stop) -> Result<Self, Refusal> {
        if self.is_over() {
            return Err(self.wrong(verb));
        }
        Ok(Self::Stopped { at, why })
    }

    /// Takes a grant back.
    ///
    /// # Errors
    /// When it was not granted.
    pub fn revoke(self, at: At, reason: String) -> Result<Self, Refusal> {
        match self {
            Self::Granted { at: granted, .. } => Ok(Self::Revoked { granted, at, reason }),
            other @ (Self::Waiting { .. }
            | Self::Open { .. }
            | Self::InReview { .. }
            | Self::Paused { .. }
            | Self::Denied { .. }
            | Self::Stopped { .. }
            | Self::Revoked { .. }) => Err(other.wrong(Verb::Revoke)),
        }
    }
}
