//! `/payment/{id}`: where a buyer stands who has followed a mailed link, before
//! and after the payment window.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::host::PortalTenant;
use super::notice::{Notice, lost, own_notice, to_shop};
use super::page::Look;
use super::return_url::ReturnUrl;
use super::sso;
use super::surface::Wishes;
use super::text::Phrase;
use crate::http::{Problem, require_same_origin};
use crate::portal::{Outcome, Payment, PaymentState};
use crate::tenant::{PortalUser, Tenant};
use crate::world::{Shared, World};

type Id = Result<Path<Uuid>, PathRejection>;
type Ask = Result<Query<Wishes>, QueryRejection>;

/// The path of the payment `id` here.
pub(in crate::site) fn path(id: Uuid) -> String {
    format!("/payment/{id}")
}

/// `GET`: to the payment window if nothing was answered there yet; else its
/// result, with the ways on. Only for who acts for the customer.
pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Id,
    query: Ask,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let look = Wishes::of(query).look();
    let Some(user) = world.sign_ins.of(&headers, &tenant, world.now()) else {
        let wanted = uri.path_and_query().map(|it| it.as_str());
        return sso::login(wanted, look);
    };
    let Some((id, payment)) = find(&world, &tenant, &user, path) else {
        return lost(&tenant, Notice::LinkExpired, look);
    };
    let window = window(&world, id, look);
    let held = payment.held(&world);
    let notice = match (payment.state, held) {
        (PaymentState::Paid { .. }, _) => Notice::Subscribed,
        (_, Some(_)) => Notice::AlreadyHeld,
        (PaymentState::Due, None) => return Redirect::to(&window).into_response(),
        (PaymentState::Declined, None) => Notice::PaymentDeclined,
        (PaymentState::Closed, None) => Notice::PaymentClosed,
    };
    let subscription = match payment.state {
        PaymentState::Paid { subscription } => Some(subscription),
        _ => held,
    };
    let say = |text: Phrase| text.in_language(look.language);
    let onwards = html! {
        div.actions {
            @match subscription {
                Some(id) => {
                    a.button.primary href=(look.carried_to(&format!("/subscriptions/{id}")))
                        data-testid="to-subscription" { (say(Phrase::ViewDetails)) }
                }
                None => {
                    a.button.primary href=(window) data-testid="to-payment" { (say(Phrase::ToPayment)) }
                }
            }
            @if held.is_some() {
                form method="post" action=(look.carried_to(&self::path(id))) {
                    button type="submit" data-testid="subscribe-again" { (say(Phrase::ConfirmAgain)) }
                }
            }
            (back(&tenant, look, &payment))
        }
    };
    own_notice(&tenant, notice, look, Some(&user.email), &onwards).into_response()
}

/// `POST`: the buyer has the plan already, and wants it once more.
pub(super) async fn again(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Id,
    query: Ask,
    parts: Parts,
) -> Result<Response, Problem> {
    require_same_origin(&parts)?;
    let look = Wishes::of(query).look();
    let now = world.now();
    let Some(user) = world.sign_ins.of(&parts.headers, &tenant, now) else {
        return Ok(sso::login(Some(parts.uri.path()), look));
    };
    let Some((id, _)) = find(&world, &tenant, &user, path) else {
        return Ok(lost(&tenant, Notice::LinkExpired, look));
    };
    world.payments.want_again(id, now)?;
    Ok(Redirect::to(&window(&world, id, look)).into_response())
}

impl Payment {
    /// What the buyer has already of the very item, unless this is it or they
    /// want another.
    pub(in crate::site) fn held(&self, world: &World) -> Option<Uuid> {
        if self.is_again || matches!(self.state, PaymentState::Paid { .. }) {
            return None;
        }
        let checkout = &self.checkout;
        let all = &world.subscriptions;
        let held = all.held(&checkout.tenant, self.customer, checkout.item);
        held.map(|it| it.id)
    }
}

fn find(world: &World, tenant: &Tenant, user: &PortalUser, id: Id) -> Option<(Uuid, Payment)> {
    let Path(id) = id.ok()?;
    let payment = world.payments.find(id, world.now())?;
    let is_theirs = payment.checkout.tenant == tenant.slug && user.acts_for(payment.customer);
    is_theirs.then_some((id, payment))
}

/// The address of the payment window for `id`.
pub(super) fn window(world: &World, id: Uuid, look: Look) -> String {
    look.carried_to(&format!("{}/pay/{id}", world.origins.payment))
}

/// The way to the page the buyer came from, told of the subscription if there
/// is one; else to the partner's site.
fn back(tenant: &Tenant, look: Look, payment: &Payment) -> Markup {
    let came_from = payment.checkout.return_url.as_deref();
    let came_from = came_from.and_then(|it| ReturnUrl::read(it, tenant));
    let told = match payment.state {
        PaymentState::Paid { subscription } => {
            came_from.map(|it| it.with(Outcome::Confirmed { subscription }))
        }
        _ => None,
    };
    match told {
        Some(address) => html! {
            a.button href=(address) data-testid="go-on" { (Phrase::ToShop.in_language(look.language)) }
        },
        None => to_shop(tenant, look),
    }
}
