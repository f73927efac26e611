//! `GET /verify/{token}`: where a mailed link leads, which takes an anonymous
//! buyer's checkout on to its payment.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, lost};
use super::payment;
use super::surface::Wishes;
use crate::fault::Fault;
use crate::http::Problem;
use crate::portal::Details;
use crate::tenant::{Address, Customer, CustomerType, NewCustomer, PortalUser, Tenant, VatZone};
use crate::world::{Shared, World};

/// Following the link is what proves the address, so it signs the buyer in.
pub(super) async fn follow(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Wishes>, QueryRejection>,
) -> Result<Response, Problem> {
    let look = Wishes::of(query).look();
    let token = path.map(|Path(token)| token).unwrap_or_default();
    let now = world.now();
    let done = world.transaction(|| {
        let Some((user, payment)) = verify(&world, &tenant, &token, now)? else {
            return Ok(None);
        };
        let cookie = world.sign_ins.start(&tenant, &user, now)?;
        Ok::<_, Fault>(Some((cookie, payment)))
    })?;
    let Some((cookie, payment)) = done else {
        return Ok(lost(&tenant, Notice::LinkExpired, look));
    };
    let to = Redirect::to(&look.carried_to(&payment::path(payment)));
    Ok(([(header::SET_COOKIE, cookie)], to).into_response())
}

/// The buyer whose checkout waits for `token` in `tenant`, and its payment. To
/// follow a link again starts no second one. `None` if nothing waits for the
/// token.
///
/// # Errors
/// If that can't be kept.
fn verify(
    world: &World,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
) -> Result<Option<(PortalUser, Uuid)>, Fault> {
    world.signups.follow(token, &tenant.slug, now, |signup| {
        let Some(customer) = customer_of(tenant, &signup.details)? else {
            return Ok(None);
        };
        let user = tenant.grant_access(&signup.details.email, customer.id, now)?;
        let payment = match signup.payment {
            Some(known) => known,
            None => {
                let checkout = signup.checkout.clone();
                let payments = &world.payments;
                payments.start(checkout, customer.id, signup.start_date, now)?
            }
        };
        Ok(Some((payment, (user, payment))))
    })
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
