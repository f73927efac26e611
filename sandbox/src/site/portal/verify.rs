//! `/verify/{token}`: where a mailed link leads, which finishes an anonymous
//! buyer's checkout.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, own_notice};
use super::page::Look;
use super::return_url::{ReturnUrl, shop};
use super::surface::Wishes;
use super::text::Phrase;
use crate::fault::Fault;
use crate::http::{Problem, require_same_origin};
use crate::portal::{Binding, Details, Outcome, Signup};
use crate::subscription::Subscription;
use crate::tenant::{Address, Customer, CustomerType, NewCustomer, PortalUser, Tenant, VatZone};
use crate::world::{Shared, World};

/// What following a link comes to.
struct Verified {
    user: PortalUser,
    subscription: Uuid,
    /// Whether the buyer has had it before, so that the link made none.
    is_held: bool,
    /// Where the buyer came from, told of the subscription.
    return_to: Option<String>,
}

type Segment = Result<Path<String>, PathRejection>;

/// `GET`. Following the link is what proves the address, so it signs the buyer in.
pub(super) async fn follow(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Segment,
    query: Result<Query<Wishes>, QueryRejection>,
) -> Result<Response, Problem> {
    answer(&world, &tenant, path, Wishes::of(query).look(), false)
}

/// `POST`: the buyer has the plan already, and wants it once more.
pub(super) async fn subscribe_again(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Segment,
    query: Result<Query<Wishes>, QueryRejection>,
    parts: Parts,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    answer(&world, &tenant, path, Wishes::of(query).look(), true)
}

fn answer(
    world: &World,
    tenant: &Tenant,
    path: Segment,
    look: Look,
    again: bool,
) -> Result<Response, Problem> {
    let token = path.map(|Path(token)| token).unwrap_or_default();
    let now = world.now();
    let done = world.transaction(|| {
        let Some(verified) = verify(world, tenant, &token, now, again)? else {
            return Ok(None);
        };
        let cookie = world.sign_ins.start(tenant, &verified.user, now)?;
        Ok::<_, Fault>(Some((verified, cookie)))
    })?;
    let Some((verified, cookie)) = done else {
        let page = own_notice(
            tenant,
            Notice::LinkExpired,
            look,
            None,
            &to_shop(tenant, look),
        );
        return Ok((StatusCode::NOT_FOUND, page).into_response());
    };
    let what = if verified.is_held {
        Notice::AlreadyHeld
    } else {
        Notice::Subscribed
    };
    let onwards = onwards(tenant, look, &verified, &token);
    let page = own_notice(tenant, what, look, Some(&verified.user.email), &onwards);
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// The ways on from here.
fn onwards(tenant: &Tenant, look: Look, verified: &Verified, token: &str) -> Markup {
    let say = |text: Phrase| text.in_language(look.language);
    let subscription = look.carried_to(&format!("/subscriptions/{}", verified.subscription));
    html! {
        div.actions {
            a.button.primary href=(subscription) data-testid="to-subscription" { (say(Phrase::ViewDetails)) }
            @if verified.is_held {
                form method="post" action=(look.carried_to(&format!("/verify/{token}"))) {
                    button type="submit" data-testid="subscribe-again" { (say(Phrase::ConfirmAgain)) }
                }
            }
            @match &verified.return_to {
                Some(address) => a.button href=(address) data-testid="go-on" { (say(Phrase::ToShop)) },
                None => (to_shop(tenant, look)),
            }
        }
    }
}

/// The way to a partner's site, if the tenant has one.
fn to_shop(tenant: &Tenant, look: Look) -> Markup {
    html! {
        @if let Some(address) = shop(tenant) {
            a.button href=(address) data-testid="to-shop" { (Phrase::ToShop.in_language(look.language)) }
        }
    }
}

/// Finishes the checkout that waits for `token` in `tenant`. To follow a link
/// again changes nothing. Who has the item already gets another only if asked
/// for `again`. `None` if nothing waits for the token.
///
/// # Errors
/// If that can't be kept.
fn verify(
    world: &World,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
    again: bool,
) -> Result<Option<Verified>, Fault> {
    world.signups.follow(token, &tenant.slug, now, |signup| {
        let Some(customer) = customer_of(tenant, &signup.details)? else {
            return Ok(None);
        };
        let user = tenant.grant_access(&signup.details.email, customer.id, now)?;
        let held = world
            .subscriptions
            .held(&tenant.slug, customer.id, signup.checkout.item)
            .filter(|_| signup.subscription.is_none() && !again);
        let subscription = match (signup.subscription, &held) {
            (Some(known), _) => known,
            (None, Some(held)) => held.id,
            (None, None) => subscribe(world, signup, &customer, now)?,
        };
        let return_url = signup.checkout.return_url.as_deref();
        let return_url = return_url.and_then(|it| ReturnUrl::read(it, tenant));
        let is_held = held.is_some();
        let verified = Verified {
            user,
            subscription,
            is_held,
            return_to: return_url.map(|url| url.with(Outcome::Confirmed { subscription })),
        };
        Ok(Some(((!is_held).then_some(subscription), verified)))
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
