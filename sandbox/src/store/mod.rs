//! What outlives a request: tables in memory, and in a file if one is given.

mod file;
mod key;
mod table;

pub(crate) use file::Store;
pub(crate) use key::Key;
pub(crate) use table::Table;
