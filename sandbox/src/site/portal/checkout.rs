//! `POST /api/checkout/session`: the start of a checkout, where a bind token
//! is redeemed.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::catalog::{open, plan_not_found};
use super::confirm;
use super::host::PortalTenant;
use super::return_url::ReturnUrl;
use crate::clock::day;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::portal::{Binding, Checkout};
use crate::tenant::{Customer, Language, Plan, PortalUser, Tenant};
use crate::token::{BindGrant, Intent, Redemption};
use crate::world::{Shared, World};

/// What the frame asks for.
struct Start {
    bind_token: Option<String>,
    plan: PlanRef,
    item: Uuid,
    language: Language,
    /// Whether it goes on outside of the frame, and where it leads back to.
    break_out: Option<BreakOut>,
}

struct BreakOut {
    return_url: Option<String>,
}

enum PlanRef {
    Vanity(String),
    Id(Uuid),
}

/// Everything that can be wrong is looked at before the token is taken, so
/// that a mistake does not use it up.
pub(super) async fn start(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let (parts, body) = request.into_parts();
    require_same_origin(&parts)?;
    let headers = parts.headers.clone();
    let start = read_start(&json_body(Request::from_parts(parts, body)).await?)?;
    // A token is used up together with the start of its checkout.
    world.transaction(|| begin(&world, &tenant, &headers, start))
}

fn begin(
    world: &World,
    tenant: &Tenant,
    headers: &HeaderMap,
    start: Start,
) -> Result<Json<Value>, Problem> {
    let plan = find_plan(world, tenant, headers, &start.plan)?;
    let item = plan.item_for_sale(start.item).ok_or_else(|| {
        Problem::not_found("PLAN_ITEM_NOT_FOUND", "The plan has no such item to buy.")
    })?;

    let signed_in = world.sign_ins.of(headers, tenant, world.now());
    let bound = bind(world, tenant, signed_in, start.bind_token.as_deref())?;
    let customer = bound.as_ref().map(|(customer, _)| details(customer));
    let checkout = Checkout {
        tenant: tenant.slug.clone(),
        plan: plan.id,
        plan_version: plan.version_id,
        item: item.id,
        source_subscription: item.source_subscription_id,
        binding: bound.map(|(_, binding)| binding),
        is_bind_rejected: false,
        return_url: None,
        language: start.language,
    };
    let is_held = is_held(world, &checkout);
    if let Some(BreakOut { return_url }) = start.break_out {
        let return_url = return_url.and_then(|it| ReturnUrl::read(&it, tenant));
        let checkout = Checkout {
            return_url: return_url.map(String::from),
            ..checkout
        };
        let locator = world.locators.mint(checkout, world.now())?;
        return Ok(Json(
            json!({ "checkoutUrl": format!("/checkout/{locator}") }),
        ));
    }
    let id = world.checkouts.start(checkout, world.now())?;
    Ok(Json(json!({
        "sessionId": id,
        "bound": customer.is_some(),
        "customer": customer,
        "isHeld": is_held,
        "startDates": start_dates(world),
    })))
}

/// The first and last day that a checkout may name as its start date.
pub(super) fn start_dates(world: &World) -> Value {
    let days = confirm::start_dates(day(world.now()));
    json!({ "first": days.start(), "last": days.end() })
}

/// Whether the customer that `checkout` is bound to has its item already.
pub(super) fn is_held(world: &World, checkout: &Checkout) -> bool {
    let customer = checkout.binding.as_ref().map(|it| it.customer);
    customer.is_some_and(|customer| {
        let all = &world.subscriptions;
        all.held(&checkout.tenant, customer, checkout.item)
            .is_some()
    })
}

/// Whom `token` binds the checkout to. A token that misses is no error: the
/// checkout goes on anonymously. Who is `signed_in` can only be bound to a
/// customer they act for.
fn bind(
    world: &World,
    tenant: &Tenant,
    signed_in: Option<PortalUser>,
    token: Option<&str>,
) -> Result<Option<(Customer, Binding)>, Problem> {
    let Some(token) = token else {
        return Ok(None);
    };
    let may_have = |grant: &BindGrant| {
        let user = signed_in.as_ref();
        user.is_none_or(|user| user.acts_for(grant.customer_id))
    };
    let intent = Intent::CheckoutBind;
    let redeemed = world
        .bind_tokens
        .redeem(token, &tenant.slug, intent, world.now(), may_have)?;
    match redeemed {
        Redemption::Bound(grant) => Ok(tenant.customer(grant.customer_id).map(|customer| {
            let binding = Binding {
                customer: customer.id,
                client_reference_id: grant.client_reference_id,
            };
            (customer, binding)
        })),
        Redemption::Miss => Ok(None),
        Redemption::Refused => Err(Problem::forbidden(
            "BIND_REJECTED",
            "The bind token is of another tenant, not for a checkout, or not for who is signed in.",
        )),
    }
}

fn find_plan(
    world: &World,
    tenant: &Tenant,
    headers: &HeaderMap,
    plan: &PlanRef,
) -> Result<Plan, Problem> {
    match plan {
        PlanRef::Vanity(vanity) => tenant.public_plan(vanity).ok_or_else(plan_not_found),
        PlanRef::Id(id) => open(world, tenant, headers, Some(*id)).map(|it| it.plan),
    }
}

fn read_start(body: &Map<String, Value>) -> Result<Start, Problem> {
    let mut fields = Fields::of(body);
    let bind_token = fields.optional("bindToken", read::token);
    let vanity = fields.optional("vanity", read::line).map(PlanRef::Vanity);
    let id = fields.optional("planId", read::uuid).map(PlanRef::Id);
    if fields.has("vanity") == fields.has("planId") {
        for name in ["vanity", "planId"] {
            fields.fault(name, "exactly one of vanity and planId is needed");
        }
    }
    let item = fields.required("planItemId", read::uuid);
    let language = fields.optional("language", read::one_of(Language::NAMES));
    let break_out = fields.object("breakOut", |it| {
        Some(BreakOut {
            return_url: it.optional("returnUrl", read::address),
        })
    });
    if break_out.is_some() && id.is_some() {
        fields.fault("breakOut", "is for public plans only");
    }
    let start = vanity.or(id).zip(item).map(|(plan, item)| Start {
        bind_token,
        plan,
        item,
        language: language.unwrap_or_default(),
        break_out,
    });
    fields.finish(start)
}

/// What the Details step shows of a customer.
pub(super) fn details(customer: &Customer) -> Value {
    json!({
        "name": customer.name,
        "email": customer.email,
        "vatNumber": customer.vat_number,
        "address": {
            "street": customer.address.street,
            "postalCode": customer.address.postal_code,
            "city": customer.address.city,
        },
        "countryCode": customer.country,
    })
}
