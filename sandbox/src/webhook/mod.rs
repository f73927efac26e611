//! Webhooks: events on their way to the endpoints of partners, signed as
//! Standard Webhooks says.

mod courier;
mod delivery;
mod endpoint;
mod outbox;

pub(crate) use courier::carry;
pub(crate) use delivery::{Delivery, Progress};
pub(crate) use endpoint::Endpoint;
pub(crate) use outbox::{Queue, Webhooks};
