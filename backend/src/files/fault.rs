//! Why the store of files did not do something.

use std::{error::Error, io};

/// Why the store of files did not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// There is no such object.
    #[error("there is no such object")]
    Missing,
    /// No space left.
    #[error("no space left")]
    Full,
    /// The store does not answer, or not as it should. Trying again later may help.
    #[error("the store of files is out of reach: {0}")]
    Unreachable(String),
    /// The folder cannot be used.
    #[error("files: {0}")]
    Io(io::Error),
}

impl StoreFault {
    /// What the library said. `far` tells whether there is a network in between.
    pub(super) fn of(fault: object_store::Error, far: bool) -> Self {
        if matches!(fault, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        match system(&fault) {
            Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge) => Self::Full,
            _ if far => Self::Unreachable(fault.to_string()),
            kind => Self::Io(io::Error::new(kind.unwrap_or(io::ErrorKind::Other), fault)),
        }
    }
}

/// What the system said at the bottom of a fault.
fn system(fault: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    let mut next = Some(fault);
    while let Some(fault) = next {
        if let Some(fault) = fault.downcast_ref::<io::Error>() {
            return Some(fault.kind());
        }
        next = fault.source();
    }
    None
}
