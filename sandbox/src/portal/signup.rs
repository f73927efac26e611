//! The anonymous buyer's way: a checkout that a mailed link finishes.

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
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};

/// How long a mailed link is good for.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What an anonymous buyer entered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Details {
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    pub(crate) vat_number: Option<String>,
    pub(crate) address: Option<String>,
}

/// A checkout that waits for its link to be followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Signup {
    pub(crate) checkout: Checkout,
    pub(crate) details: Details,
    pub(crate) start_date: Date,
    expires_at: Timestamp,
    /// What following the link has made.
    pub(crate) subscription: Option<Uuid>,
}

/// All checkouts that wait for a link, or have had theirs followed.
pub(crate) struct Signups(Table<Digest, Signup>);

impl Signups {
    /// The checkouts that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "signup").map(Self)
    }

    /// A token that `checkout` waits for from now on.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the checkout.
    pub(crate) fn mint(
        &self,
        checkout: Checkout,
        details: Details,
        start_date: Date,
        now: Timestamp,
    ) -> Result<String, Fault> {
        let token = OpaqueToken::random()?;
        let signup = Signup {
            checkout,
            details,
            start_date,
            expires_at: after(now, LIFETIME),
            subscription: None,
        };
        self.0.change(|signups| {
            signups.clear(|it| it.expires_at <= now)?;
            signups.put(token.digest(), signup)
        })?;
        Ok(token.reveal())
    }

    /// Ends the checkout that waits for `token` in `tenant` the way `finish`
    /// does, which gives its subscription, if it made one, and what else came of
    /// it. The next one to follow the link finds the subscription in it. `None`
    /// if nothing waits for the token, or `finish` has nothing to give.
    ///
    /// # Errors
    /// If `finish` fails or the subscription can't be kept.
    pub(crate) fn follow<T>(
        &self,
        token: &str,
        tenant: &str,
        now: Timestamp,
        finish: impl FnOnce(&Signup) -> Result<Option<(Option<Uuid>, T)>, Fault>,
    ) -> Result<Option<T>, Fault> {
        let digest = Digest::of(token);
        let is_good = |it: &&Signup| it.checkout.tenant == tenant && now < it.expires_at;
        self.0.change(|signups| {
            let Some(signup) = signups.get(&digest).filter(is_good).cloned() else {
                return Ok(None);
            };
            let Some((subscription, rest)) = finish(&signup)? else {
                return Ok(None);
            };
            if signup.subscription.is_none() && subscription.is_some() {
                let followed = Signup {
                    subscription,
                    ..signup
                };
                signups.put(digest, followed)?;
            }
            Ok(Some(rest))
        })
    }
}
