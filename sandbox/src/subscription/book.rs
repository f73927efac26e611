//! Every subscription there is.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::fault::Fault;
use crate::portal::{Binding, Checkout};
use crate::store::{Store, Table};

/// How far a subscription has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    /// The customer has it; its first day is yet to come.
    Assigned,
    /// Its first day has come.
    Started,
}

/// A subscription that a checkout has made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Subscription {
    /// The subscription's id, as in the frame's last event.
    #[serde(rename = "subscriptionId")]
    pub id: Uuid,
    /// The tenant's slug.
    pub tenant: String,
    /// Who is subscribed.
    pub customer_id: Uuid,
    /// The plan.
    pub plan_id: Uuid,
    /// The plan's version at the checkout.
    pub plan_version_id: Uuid,
    /// The item of the plan.
    pub plan_item_id: Uuid,
    /// The tenant's subscription that the item sells.
    pub source_subscription_id: Option<Uuid>,
    /// The first day.
    pub start_date: Date,
    /// The partner's own reference, if it gave one with the bind token.
    #[serde(rename = "partnerReferenceId", alias = "clientReferenceId")]
    pub client_reference_id: Option<String>,
    /// When the checkout was confirmed.
    pub created_at: Timestamp,
    /// How far it has come.
    pub stage: Stage,
}

impl Subscription {
    /// What `checkout` makes for the customer it is bound to.
    pub(crate) fn of(
        checkout: &Checkout,
        binding: &Binding,
        start_date: Date,
        now: Timestamp,
    ) -> Self {
        Self {
            id: Uuid::new_v4(),
            tenant: checkout.tenant.clone(),
            customer_id: binding.customer,
            plan_id: checkout.plan,
            plan_version_id: checkout.plan_version,
            plan_item_id: checkout.item,
            source_subscription_id: checkout.source_subscription,
            start_date,
            client_reference_id: binding.client_reference_id.clone(),
            created_at: now,
            stage: Stage::Assigned,
        }
    }
}

/// All subscriptions, oldest first.
pub(super) struct Book(Table<Uuid, Subscription>);

impl Book {
    /// The subscriptions that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(super) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "subscription").map(Self)
    }

    pub(super) fn all(&self) -> Vec<Subscription> {
        self.0.all()
    }

    pub(super) fn add(&self, subscription: Subscription) -> Result<(), Fault> {
        self.0.put(subscription.id, subscription)
    }

    /// Changes the tier of `id`; `false` if there is no such subscription.
    pub(super) fn change(&self, id: Uuid, item: Uuid, source: Option<Uuid>) -> Result<bool, Fault> {
        self.0.change(|rows| {
            let Some(known) = rows.get(&id).cloned() else {
                return Ok(false);
            };
            let changed = Subscription {
                plan_item_id: item,
                source_subscription_id: source,
                ..known
            };
            rows.put(id, changed).map(|()| true)
        })
    }

    /// Starts the next one whose first day has come by `today`, and gives it.
    pub(super) fn start_next(&self, today: Date) -> Result<Option<Subscription>, Fault> {
        let is_due = |it: &&Subscription| it.stage == Stage::Assigned && it.start_date <= today;
        self.0.change(|rows| {
            let Some(due) = rows.iter().map(|(_, it)| it).find(is_due).cloned() else {
                return Ok(None);
            };
            let started = Subscription {
                stage: Stage::Started,
                ..due
            };
            rows.put(started.id, started.clone())?;
            Ok(Some(started))
        })
    }
}
