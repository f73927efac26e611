//! Subscriptions: the results of checkouts.

mod book;
mod event;
mod lifecycle;

pub use book::{Stage, Subscription};
pub(crate) use lifecycle::{Subscriptions, keep_starting};
