//! The partner's own orders. Webhooks fulfil them, and nothing else does.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fault::Fault;
use crate::store::{Store, Table};

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Standing {
    /// A checkout was started.
    Open,
    /// The customer has the subscription.
    Assigned,
    /// The subscription has begun: the customer gets what was bought.
    Started,
}

/// What a checkout is an order for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    /// The `clientReferenceId` it was provisioned with.
    reference: String,
    #[serde(rename = "status")]
    standing: Standing,
    customer_id: String,
    subscription_id: Option<String>,
    plan_item_id: Option<String>,
}

/// What a webhook says of an order.
pub(crate) struct News {
    pub(crate) reference: String,
    pub(crate) standing: Standing,
    pub(crate) subscription_id: Option<String>,
    pub(crate) plan_item_id: Option<String>,
}

/// All orders, oldest first.
pub(crate) struct Orders {
    orders: Table<String, Order>,
    /// The webhooks that were taken: one may come more than once.
    taken: Table<String, ()>,
}

impl Orders {
    /// The orders that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Ok(Self {
            orders: Table::open(store, "partner-order")?,
            taken: Table::open(store, "partner-webhook")?,
        })
    }

    /// Begins an order of `customer` and gives its reference.
    pub(crate) fn begin(&self, customer: &str) -> Result<String, Fault> {
        let reference = format!("order_{}", Uuid::new_v4().simple());
        let order = Order {
            reference: reference.clone(),
            standing: Standing::Open,
            customer_id: customer.to_owned(),
            subscription_id: None,
            plan_item_id: None,
        };
        self.orders.put(reference.clone(), order)?;
        Ok(reference)
    }

    /// Takes in what the webhook `id` says, if it is new and about an order of
    /// this partner's. Webhooks may come in any order: none takes an order back.
    pub(crate) fn take_in(&self, id: &str, news: Option<News>) -> Result<(), Fault> {
        let id = id.to_owned();
        self.taken.change(|taken| {
            if taken.get(&id).is_some() {
                return Ok(());
            }
            if let Some(news) = news {
                self.fulfil(news)?;
            }
            taken.put(id, ())
        })
    }

    fn fulfil(&self, news: News) -> Result<(), Fault> {
        self.orders.change(|orders| {
            let Some(order) = orders.get(&news.reference).cloned() else {
                return Ok(());
            };
            let order = Order {
                standing: order.standing.max(news.standing),
                subscription_id: news.subscription_id.or(order.subscription_id),
                plan_item_id: news.plan_item_id.or(order.plan_item_id),
                ..order
            };
            orders.put(news.reference, order)
        })
    }

    /// The orders of `customer` that webhooks have told of.
    pub(crate) fn fulfilled(&self, customer: &str) -> Vec<Order> {
        let is_theirs =
            |order: &Order| order.customer_id == customer && order.standing > Standing::Open;
        self.orders.all().into_iter().filter(is_theirs).collect()
    }
}
