//! Why a letter was not taken.

/// Why a letter was not taken, as a code: what a provider writes may name the person and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendFault {
    /// It may go well later.
    #[error("{0}")]
    Passing(String),
    /// It will never go well as it is.
    #[error("{0}")]
    Lasting(String),
    /// Nobody wants it sent.
    #[error("{0}")]
    Unwanted(String),
}

impl SendFault {
    /// A fault that may pass.
    #[must_use]
    pub fn passing(code: &str) -> Self {
        Self::Passing(clean(code))
    }

    /// A fault that stays.
    #[must_use]
    pub fn lasting(code: &str) -> Self {
        Self::Lasting(clean(code))
    }
}

/// A code of letters, digits and `._-`: others may carry anything.
fn clean(code: &str) -> String {
    const MOST: usize = 80;
    code.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_carries_no_sentence() {
        let fault = SendFault::lasting("tencent_FailedOperation.X +86 张三\n");
        assert_eq!(fault.to_string(), "tencent_FailedOperation.X86");
    }
}
