//! Subscriptions: what came of the checkouts.

mod book;
mod event;
mod lifecycle;

pub use book::{Stage, Subscription};
pub(crate) use lifecycle::{Subscriptions, keep_starting};
