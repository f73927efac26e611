//! `GET /verify/{token}`: where a mailed link leads, which finishes an
//! anonymous buyer's checkout.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, notice};
use super::page::Look;
use super::return_url::ReturnUrl;
use crate::fault::Fault;
use crate::http::Problem;
use crate::portal::{Binding, Details, Outcome, Signup};
use crate::subscription::Subscription;
use crate::tenant::{Address, Customer, CustomerType, NewCustomer, PortalUser, Tenant, VatZone};
use crate::world::{Shared, World};

/// What following a link comes to.
struct Verified {
    user: PortalUser,
    /// Where the buyer came from, told of the subscription.
    return_to: Option<String>,
}

/// Following the link is what proves the address, so it signs the buyer in.
pub(super) async fn follow(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let token = path.map(|Path(token)| token).unwrap_or_default();
    let now = world.now();
    let done = world.transaction(|| {
        let Some(verified) = verify(&world, &tenant, &token, now)? else {
            return Ok(None);
        };
        let cookie = world.sign_ins.start(&tenant, &verified.user, now)?;
        Ok::<_, Fault>(Some((verified, cookie)))
    })?;
    let Some((verified, cookie)) = done else {
        let page = notice(Notice::LinkExpired, Look::default(), None);
        return Ok((StatusCode::NOT_FOUND, page).into_response());
    };
    let page = notice(
        Notice::Subscribed,
        Look::default(),
        verified.return_to.as_deref(),
    );
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// Finishes the checkout that waits for `token` in `tenant`. To follow a link
/// again changes nothing. `None` if nothing waits for it.
///
/// # Errors
/// If that can't be kept.
fn verify(
    world: &World,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
) -> Result<Option<Verified>, Fault> {
    world.signups.follow(token, &tenant.slug, now, |signup| {
        let Some(customer) = customer_of(tenant, &signup.details)? else {
            return Ok(None);
        };
        let user = tenant.grant_access(&signup.details.email, customer.id, now)?;
        let subscription = match signup.subscription {
            Some(known) => known,
            None => subscribe(world, signup, &customer, now)?,
        };
        let return_url = signup.checkout.return_url.as_deref();
        let return_url = return_url.and_then(|it| ReturnUrl::read(it, tenant));
        let return_to = return_url.map(|url| url.with(Outcome::Confirmed { subscription }));
        Ok(Some((subscription, Verified { user, return_to })))
    })
}

/// Subscribes `customer` to what was checked out.
fn subscribe(
    world: &World,
    signup: &Signup,
    customer: &Customer,
    now: Timestamp,
) -> Result<Uuid, Fault> {
    let binding = Binding {
        customer: customer.id,
        client_reference_id: None,
    };
    let subscription = Subscription::of(&signup.checkout, &binding, signup.start_date, now);
    let id = subscription.id;
    world.subscriptions.subscribe(subscription)?;
    Ok(id)
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
