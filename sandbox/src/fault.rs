//! What can fail on this machine, through no fault of the caller's.

use std::fmt;

/// Why something could not be done at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The system has no randomness to give.
    Randomness,
    /// The data file can't be written.
    Storage,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Randomness => "no randomness for a token",
            Self::Storage => "the data file can't be written",
        })
    }
}

impl From<getrandom::Error> for Fault {
    fn from(_: getrandom::Error) -> Self {
        Self::Randomness
    }
}
