//! What a partner's backend is told of a subscription.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::book::Subscription;
use crate::clock::iso;

/// A webhook event, by its public name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A customer has a subscription.
    Assigned,
    /// Its first day has come.
    Started,
}

impl Event {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Assigned => "subscription.assigned",
            Self::Started => "subscription.started",
        }
    }

    /// The body of the webhook, in the form Standard Webhooks advises.
    pub(super) fn body(self, subscription: &Subscription, now: Timestamp) -> Value {
        json!({
            "type": self.name(),
            "timestamp": iso(now),
            "data": {
                "subscriptionId": subscription.id,
                "customerId": subscription.customer_id,
                "planId": subscription.plan_id,
                "planVersionId": subscription.plan_version_id,
                "planItemId": subscription.plan_item_id,
                "sourceSubscriptionId": subscription.source_subscription_id,
                "startDate": subscription.start_date,
                "partnerReferenceId": subscription.client_reference_id,
            },
        })
    }
}
