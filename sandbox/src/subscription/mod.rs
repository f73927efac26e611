//! Subscriptions: what came of the checkouts.

mod book;
mod event;
mod lifecycle;

pub(crate) use book::Subscriptions;
pub use book::{Stage, Subscription};
pub(crate) use event::Event;
pub(crate) use lifecycle::{keep_starting, start_due, subscribe};
