//! Commitments (告知承诺, 国办发〔2020〕42号): what was promised in place of a paper, and the later check of it.

use serde::{Deserialize, Serialize};

use super::{At, PromiseFile, Refusal, StaffRef};

/// A commitment of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// What was promised; its text and version were agreed to when the application was handed in.
    pub file: PromiseFile,
    /// What the check found.
    pub stage: CommitmentStage,
}

/// What the check of a commitment found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommitmentStage {
    /// It has not been checked.
    Made,
    /// It is kept.
    Kept(Check),
    /// It was false. What rested on it may be revoked, and the person is not offered another.
    Broken(Check),
}

/// A check of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// When.
    pub at: At,
    /// Who.
    pub by: Option<StaffRef>,
    /// What was seen.
    pub remark: String,
}

impl Commitment {
    /// The commitments of a case.
    pub fn all(promises: &[PromiseFile]) -> Vec<Self> {
        promises
            .iter()
            .map(|file| Self {
                file: file.clone(),
                stage: CommitmentStage::Made,
            })
            .collect()
    }

    /// Notes what a check found.
    ///
    /// # Errors
    /// When it was checked before.
    pub fn check(&mut self, kept: bool, check: Check) -> Result<(), Refusal> {
        match self.stage {
            CommitmentStage::Made => {
                self.stage = if kept {
                    CommitmentStage::Kept(check)
                } else {
                    CommitmentStage::Broken(check)
                };
                Ok(())
            }
            CommitmentStage::Kept(_) | CommitmentStage::Broken(_) => Err(Refusal::NoPromise {
                promise: self.file.promise.clone(),
            }),
        }
    }

    /// Whether it was found false.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        matches!(self.stage, CommitmentStage::Broken(_))
    }
}
