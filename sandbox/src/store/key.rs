//! What a record is found by.

use std::hash::Hash;

use uuid::Uuid;

/// The key of a record, and how it is written to the data file.
pub(crate) trait Key: Clone + Eq + Hash {
    fn to_text(&self) -> String;

    /// What `text` stands for, or `None` if it was not written by `to_text`.
    fn from_text(text: &str) -> Option<Self>;
}

impl Key for String {
    fn to_text(&self) -> String {
        self.clone()
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Key for Uuid {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        Self::try_parse(text).ok()
    }
}
