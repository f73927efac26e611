//! The checkout on a separate page, to which a frame has broken out.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use super::catalog::InLanguage;
use super::checkout::{details, is_held, start_dates};
use super::confirm;
use super::host::PortalTenant;
use super::notice::{Notice, lost};
use super::page;
use super::surface::Wishes;
use crate::http::{Problem, cookie, json_body, require_same_origin, set_cookie_at};
use crate::portal::{Checkout, Claim};
use crate::tenant::{PortalCatalogEntry, Tenant};
use crate::world::{Shared, World};

/// Holds the id of the session of this very page.
const COOKIE: &str = "checkout_session";

type Locator = Result<Path<String>, PathRejection>;

/// `GET /checkout/opening`: what a new tab shows until its checkout is there.
pub(super) async fn opening(query: Result<Query<Wishes>, QueryRejection>) -> Html<String> {
    page::opening(Wishes::of(query).look())
}

/// `GET /checkout/{locator}`: the page. The first browser to come gets the
/// session, and with it alone anything of the buyer's.
pub(super) async fn show(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Locator,
    query: Result<Query<Wishes>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let look = Wishes::of(query).look();
    let locator = path.map(|Path(it)| it).unwrap_or_default();
    let now = world.now();
    let session = cookie(&headers, COOKIE);
    let start = |checkout| {
        let checkout = as_signed_in(&world, &tenant, &headers, checkout);
        world.checkouts.start(checkout, now)
    };
    let claim = world
        .locators
        .claim(&locator, &tenant.slug, session, now, start)?;
    let page = page::checkout(&tenant, look);
    Ok(match claim {
        Claim::First(id) => {
            let cookie = set_cookie_at(&format!("/checkout/{locator}"), COOKIE, &id);
            ([(header::SET_COOKIE, cookie)], page).into_response()
        }
        Claim::Again => page.into_response(),
        Claim::Taken => lost(&tenant, Notice::CheckoutTaken, look),
        Claim::Missing => lost(&tenant, Notice::CheckoutExpired, look),
    })
}

/// A session of the portal takes precedence: who is signed in is bound to no
/// customer they don't act for.
fn as_signed_in(
    world: &World,
    tenant: &Tenant,
    headers: &HeaderMap,
    checkout: Checkout,
) -> Checkout {
    let signed_in = world.sign_ins.of(headers, tenant, world.now());
    let is_foreign = signed_in
        .zip(checkout.binding.as_ref())
        .is_some_and(|(user, binding)| !user.acts_for(binding.customer));
    Checkout {
        binding: checkout.binding.filter(|_| !is_foreign),
        is_bind_rejected: is_foreign,
        ..checkout
    }
}

/// `GET /checkout/{locator}/session?lang=`: what is checked out, and by whom.
pub(super) async fn session(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    query: Result<Query<InLanguage>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let id = cookie(&headers, COOKIE).unwrap_or_default();
    let found = world.checkouts.find(id, &tenant.slug, world.now());
    let checkout = found.ok_or_else(confirm::session_not_found)?;
    let plan = tenant.plan(checkout.plan).filter(|it| it.is_for_sale());
    let plan = plan.ok_or_else(|| {
        let code = "PORTAL_PLAN_GONE";
        Problem::new(StatusCode::GONE, code, "The plan is no longer available.")
    })?;
    let is_held = is_held(&world, &checkout);
    let customer = checkout.binding.and_then(|it| tenant.customer(it.customer));
    Ok(Json(json!({
        "plan": PortalCatalogEntry::of(&plan, InLanguage::of(query)),
        "planItemId": checkout.item,
        "customer": customer.as_ref().map(details),
        "isBindRejected": checkout.is_bind_rejected,
        "isHeld": is_held,
        "startDates": start_dates(&world),
    })))
}

/// The id of the session of the page that posts. No other site's page may.
pub(super) struct Own(String);

impl FromRequestParts<Shared> for Own {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        require_same_origin(parts)?;
        let id = cookie(&parts.headers, COOKIE).unwrap_or_default();
        Ok(Self(id.to_owned()))
    }
}

/// `POST /checkout/{locator}/confirm`.
pub(super) async fn confirm(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    Own(id): Own,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let body = json_body(request).await?;
    confirm::end(&world, &tenant, &id, &body)
}

/// `POST /checkout/{locator}/renew`: takes up a session that has expired, with
/// the customer it was bound to, in the browser that holds it.
pub(super) async fn renew(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    Own(id): Own,
) -> Result<StatusCode, Problem> {
    let is_renewed = world.checkouts.renew(&id, &tenant.slug, world.now())?;
    let answer = is_renewed.then_some(StatusCode::NO_CONTENT);
    answer.ok_or_else(confirm::session_not_found)
}

/// `POST /checkout/{locator}/resend`.
pub(super) async fn resend(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    Own(id): Own,
) -> Result<StatusCode, Problem> {
    confirm::send_again(&world, &tenant, &id)
}
