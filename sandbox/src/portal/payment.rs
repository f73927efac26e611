//! Payments of anonymous buyers: what stands between a mailed link that was
//! followed and the subscription.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::session::Checkout;
use crate::clock::after;
use crate::fault::Fault;
use crate::store::{Store, Table};

/// How long a buyer may take to pay.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// How far a payment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PaymentState {
    /// The buyer is yet to answer.
    Due,
    /// The card was declined; the buyer may try again.
    Declined,
    /// The buyer has left the window; they may come back.
    Closed,
    /// It is paid, and the customer has this subscription. Nothing follows.
    Paid { subscription: Uuid },
}

/// A payment, and what it is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(crate) checkout: Checkout,
    pub(crate) customer: Uuid,
    pub(crate) start_date: Date,
    /// Whether the buyer has the item already and wants it once more.
    pub(crate) is_again: bool,
    pub(crate) state: PaymentState,
    expires_at: Timestamp,
}

/// What a buyer does in the payment window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PaymentAnswer {
    Pay,
    Decline,
    Close,
}

/// All payments. There is one for each checkout whose link was followed.
pub(crate) struct Payments(Table<Uuid, Payment>);

impl Payments {
    /// The payments that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "payment").map(Self)
    }

    /// Starts the payment of `checkout` by `customer`, and gives its id.
    ///
    /// # Errors
    /// If it can't be kept.
    pub(crate) fn start(
        &self,
        checkout: Checkout,
        customer: Uuid,
        start_date: Date,
        now: Timestamp,
    ) -> Result<Uuid, Fault> {
        let id = Uuid::new_v4();
        let payment = Payment {
            checkout,
            customer,
            start_date,
            is_again: false,
            state: PaymentState::Due,
            expires_at: after(now, LIFETIME),
        };
        self.0.change(|payments| {
            payments.clear(|it| it.expires_at <= now)?;
            payments.put(id, payment)
        })?;
        Ok(id)
    }

    /// The payment `id`, until it expires.
    pub(crate) fn find(&self, id: Uuid, now: Timestamp) -> Option<Payment> {
        self.0.get(&id).filter(|it| now < it.expires_at)
    }

    /// Notes that the buyer of `id` wants another subscription to what they have.
    ///
    /// # Errors
    /// If that can't be kept.
    pub(crate) fn want_again(&self, id: Uuid, now: Timestamp) -> Result<(), Fault> {
        self.change(id, now, |payment| {
            Ok(Some(Payment {
                is_again: true,
                ..payment
            }))
        })
        .map(drop)
    }

    /// Settles the payment `id` by `answer`, and gives it as it is then. `pay`
    /// gives the subscription, in the same transaction; `None` if the buyer has
    /// to say first that they want another. What is paid stays so: a second
    /// answer makes no second subscription. `None` if there is no such payment.
    ///
    /// # Errors
    /// If `pay` fails or the result can't be kept.
    pub(crate) fn settle(
        &self,
        id: Uuid,
        answer: PaymentAnswer,
        now: Timestamp,
        pay: impl FnOnce(&Payment) -> Result<Option<Uuid>, Fault>,
    ) -> Result<Option<Payment>, Fault> {
        self.change(id, now, |payment| {
            let state = match answer {
                _ if matches!(payment.state, PaymentState::Paid { .. }) => return Ok(None),
                PaymentAnswer::Decline => PaymentState::Declined,
                PaymentAnswer::Close => PaymentState::Closed,
                PaymentAnswer::Pay => match pay(&payment)? {
                    Some(subscription) => PaymentState::Paid { subscription },
                    None => return Ok(None),
                },
            };
            Ok(Some(Payment { state, ..payment }))
        })
    }

    /// Puts what `change` gives where the payment was, `id`, and gives the
    /// payment as it is then.
    fn change(
        &self,
        id: Uuid,
        now: Timestamp,
        change: impl FnOnce(Payment) -> Result<Option<Payment>, Fault>,
    ) -> Result<Option<Payment>, Fault> {
        self.0.change(|payments| {
            let found = payments.get(&id).filter(|it| now < it.expires_at);
            let Some(payment) = found.cloned() else {
                return Ok(None);
            };
            let Some(changed) = change(payment.clone())? else {
                return Ok(Some(payment));
            };
            payments.put(id, changed.clone())?;
            Ok(Some(changed))
        })
    }
}
