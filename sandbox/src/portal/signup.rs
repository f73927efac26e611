//! The anonymous buyer's way: a checkout that a mailed link finishes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::mailbox::Mail;
use super::return_url::ReturnUrl;
use super::session::{Binding, Checkout, Outcome};
use crate::clock::after;
use crate::fault::Fault;
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};
use crate::subscription::Subscription;
use crate::tenant::{Address, Customer, CustomerType, NewCustomer, PortalUser, Tenant, VatZone};
use crate::world::World;

/// How long a mailed link is good for.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What an anonymous buyer entered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Details {
    pub(super) email: String,
    pub(super) name: Option<String>,
    pub(super) vat_number: Option<String>,
    pub(super) address: Option<String>,
}

/// A checkout that waits for its link to be followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Signup {
    checkout: Checkout,
    details: Details,
    start_date: Date,
    expires_at: Timestamp,
    /// What following the link has made.
    subscription: Option<Uuid>,
}

/// All checkouts that wait for a link, or have had theirs followed.
pub(crate) struct Signups(Table<Digest, Signup>);

/// What following a link comes to.
pub(super) struct Verified {
    pub(super) user: PortalUser,
    /// Where the buyer came from, told of the subscription.
    pub(super) return_to: Option<String>,
}

impl Signups {
    /// The checkouts that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "signup").map(Self)
    }
}

/// Mails the buyer the link that finishes `checkout`.
///
/// # Errors
/// If the machine has no randomness or can't keep the checkout.
pub(super) fn mail_link(
    world: &World,
    checkout: &Checkout,
    details: Details,
    start_date: Date,
    now: Timestamp,
) -> Result<(), Fault> {
    let token = OpaqueToken::random()?;
    let email = details.email.clone();
    let signup = Signup {
        checkout: checkout.clone(),
        details,
        start_date,
        expires_at: after(now, LIFETIME),
        subscription: None,
    };
    {
        let mut signups = world.signups.0.lock();
        signups.clear(|it| it.expires_at <= now)?;
        signups.put(token.digest(), signup)?;
    }
    let portal = world.origins.portal_of(&checkout.tenant);
    world.mailbox.send(Mail {
        tenant: checkout.tenant.clone(),
        to: email,
        subject: "Confirm your subscription".to_owned(),
        link: format!("{portal}/verify/{}", token.reveal()),
        sent_at: now,
    })
}

/// Finishes the checkout that waits for `token` in `tenant`. To follow a link
/// again changes nothing. `None` if nothing waits for it.
///
/// # Errors
/// If that can't be kept.
pub(super) fn verify(
    world: &World,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
) -> Result<Option<Verified>, Fault> {
    let digest = Digest::of(token);
    let mut signups = world.signups.0.lock();
    let is_good = |it: &&Signup| it.checkout.tenant == tenant.slug && now < it.expires_at;
    let Some(signup) = signups.get(&digest).filter(is_good).cloned() else {
        return Ok(None);
    };
    let Some(customer) = customer_of(tenant, &signup.details)? else {
        return Ok(None);
    };
    let user = tenant.grant_access(&signup.details.email, customer.id, now)?;
    let mut subscription = signup.subscription;
    if subscription.is_none() {
        let binding = Binding {
            customer: customer.id,
            client_reference_id: None,
        };
        let made = Subscription::of(&signup.checkout, &binding, signup.start_date, now);
        subscription = Some(made.id);
        world.subscriptions.subscribe(made)?;
        let signup = Signup {
            subscription,
            ..signup.clone()
        };
        signups.put(digest, signup)?;
    }
    let return_url = signup.checkout.return_url.as_deref();
    let return_url = return_url.and_then(|it| ReturnUrl::read(it, tenant));
    let return_to = return_url
        .zip(subscription)
        .map(|(url, subscription)| url.with(Outcome::Confirmed { subscription }));
    Ok(Some(Verified { user, return_to }))
}

/// The customer with the address that the buyer has proved to be theirs, or a
/// new one. `None` if the tenant has no group to put it in.
fn customer_of(tenant: &Tenant, details: &Details) -> Result<Option<Customer>, Fault> {
    let email = details.email.to_lowercase();
    let is_theirs = |it: &Customer| {
        it.email
            .as_ref()
            .is_some_and(|known| known.to_lowercase() == email)
    };
    if let Some(known) = tenant.customers().into_iter().find(is_theirs) {
        return Ok(Some(known));
    }
    let Some(group) = tenant.groups.first() else {
        return Ok(None);
    };
    let digest = Sha256::digest(email.as_bytes());
    let head: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    let is_business = details.vat_number.is_some();
    let new = NewCustomer {
        number: format!("portal-{head}"),
        name: details.name.clone().unwrap_or_else(|| email.clone()),
        customer_type: if is_business {
            CustomerType::Business
        } else {
            CustomerType::PrivatePerson
        },
        country: tenant.country.clone(),
        vat_zone: VatZone::Domestic,
        group: group.id,
        email,
        vat_number: details.vat_number.clone(),
        address: Address {
            street: details.address.clone(),
            ..Address::default()
        },
    };
    tenant.reuse_or_create(new).map(Some)
}
