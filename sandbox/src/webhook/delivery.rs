//! One event for one endpoint.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Progress {
    /// It will be tried, for the first time or again.
    Pending,
    /// The endpoint has taken it.
    Delivered,
    /// It was tried often enough.
    GivenUp,
}

/// An event on its way to an endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delivery {
    #[serde(rename = "deliveryId")]
    pub(crate) id: Uuid,
    /// `webhook-id`: the same at every try, and for every endpoint.
    pub(crate) message_id: String,
    pub(crate) tenant: String,
    /// The endpoint's URL as the scenario names it.
    pub(crate) url: String,
    /// The event's name.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What is sent, byte for byte.
    pub(crate) body: String,
    pub(crate) created_at: Timestamp,
    /// How often it was tried, in all.
    pub(crate) attempts: u32,
    /// How often since it was last sent by hand.
    #[serde(default)]
    pub(crate) tries: u32,
    pub(crate) progress: Progress,
    /// The result of the last try: a status, or why there was no answer.
    pub(crate) last_answer: Option<String>,
}
