//! What outlives a request: tables in memory, and in a file if one is given.

mod crash;
mod file;
mod key;
mod table;
mod transaction;

pub(crate) use key::Key;
pub(crate) use table::Table;
pub(crate) use transaction::Store;
