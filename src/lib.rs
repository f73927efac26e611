//! LedgerBee's embed script.

pub mod core;
