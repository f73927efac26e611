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
    /// The payment that following the link has started.
    #[serde(default)]
    pub(crate) payment: Option<Uuid>,
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
            payment: None,
        };
        self.0.change(|signups| {
            signups.clear(|it| it.expires_at <= now)?;
            signups.put(token.digest(), signup)
        })?;
        Ok(token.reveal())
    }

    /// Takes the checkout that waits for `token` in `tenant` on the way `go_on`
    /// does, which gives its payment and what else came of it. The next one to
    /// follow the link finds the payment in it. `None` if nothing waits for the
    /// token, or `go_on` has nothing to give.
    ///
    /// # Errors
    /// If `go_on` fails or the payment can't be kept.
    pub(crate) fn follow<T>(
        &self,
        token: &str,
        tenant: &str,
        now: Timestamp,
        go_on: impl FnOnce(&Signup) -> Result<Option<(Uuid, T)>, Fault>,
    ) -> Result<Option<T>, Fault> {
        let digest = Digest::of(token);
        let is_good = |it: &&Signup| it.checkout.tenant == tenant && now < it.expires_at;
        self.0.change(|signups| {
            let Some(signup) = signups.get(&digest).filter(is_good).cloned() else {
                return Ok(None);
            };
            let Some((payment, rest)) = go_on(&signup)? else {
                return Ok(None);
            };
            if signup.payment.is_none() {
                let payment = Some(payment);
                signups.put(digest, Signup { payment, ..signup })?;
            }
            Ok(Some(rest))
        })
    }
}
