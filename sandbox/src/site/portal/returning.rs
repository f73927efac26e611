//! Returning buyers: what a gated card offers to who has a tier of its plan
//! already, and the way from there into the portal.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::catalog::{Opened, open};
use super::host::PortalTenant;
use super::surface::Wishes;
use crate::http::{Fields, Problem, json_body, read, require_same_origin};
use crate::subscription::Subscription;
use crate::tenant::{Buyer, Plan, Tenant};
use crate::token::{BindGrant, Intent};
use crate::world::{Shared, World};

/// What the button of a tier does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Action {
    Checkout,
    /// The buyer has this tier.
    ViewDetails,
    Upgrade,
    Downgrade,
}

/// A buyer who can be signed in to the portal, and has a tier of the plan.
struct Returning {
    customer_id: Uuid,
    email: String,
    /// The newest of the plan comes last.
    held: Vec<Subscription>,
}

/// `GET /api/embed/plans/{plan_id}/status`.
pub(super) async fn status(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let id = path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok());
    let Opened { plan, buyer } = open(&world, &tenant, &headers, id)?;
    let returning = returning(&world, &tenant, &plan, &buyer);
    let items = plan.items.iter().filter(|item| item.is_for_sale());
    let items = items.map(|item| {
        let action = returning.as_ref().map(|it| it.action(&plan, item.id));
        json!({ "planItemId": item.id, "action": action.unwrap_or(Action::Checkout) })
    });
    Ok(Json(json!({ "items": items.collect::<Vec<_>>() })))
}

/// `POST /api/embed/plans/{plan_id}/handoff` `{ planItemId }`: where the
/// buyer's window goes to. The address holds a reference that is good once,
/// and never the catalog token.
pub(super) async fn hand_off(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Wishes>, QueryRejection>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let look = Wishes::of(query).look();
    let (parts, body) = request.into_parts();
    require_same_origin(&parts)?;
    let headers = parts.headers.clone();
    let body = json_body(Request::from_parts(parts, body)).await?;
    let mut fields = Fields::of(&body);
    let item = fields.required("planItemId", read::uuid);
    let item = fields.finish(item)?;

    let id = path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok());
    let Opened { plan, buyer } = open(&world, &tenant, &headers, id)?;
    let returning = returning(&world, &tenant, &plan, &buyer)
        .filter(|_| plan.item_for_sale(item).is_some())
        .ok_or_else(|| {
            Problem::forbidden("NOTHING_TO_OPEN", "The buyer has nothing of this plan.")
        })?;
    let to = look.carried_to(&returning.deep_link(&plan, item));
    let grant = BindGrant {
        tenant: tenant.slug.clone(),
        intent: Intent::SsoHandoff,
        customer_id: returning.customer_id,
        client_reference_id: None,
        person: Some(returning.email),
    };
    let (token, _) = world.bind_tokens.mint(grant, world.now())?;
    let to = super::sso::encode(&to);
    Ok(Json(
        json!({ "redirectUrl": format!("/sso/{}?to={to}", token.reveal()) }),
    ))
}

/// The buyer as one who returns, or `None` if all tiers go to the checkout:
/// for who is no customer, has nothing of the plan, or can't be signed in.
fn returning(world: &World, tenant: &Tenant, plan: &Plan, buyer: &Buyer) -> Option<Returning> {
    let Buyer::Customer { id, email } = buyer else {
        return None;
    };
    let customer = tenant.customer(*id)?;
    let email = email.clone().or(customer.email)?;
    let mut held = world.subscriptions.of(&tenant.slug);
    held.retain(|it| it.customer_id == customer.id && it.plan_id == plan.id);
    (!held.is_empty()).then_some(Returning {
        customer_id: customer.id,
        email,
        held,
    })
}

impl Returning {
    /// The direction follows the order of the tiers, not their price.
    fn action(&self, plan: &Plan, item: Uuid) -> Action {
        let place = |id: Uuid| plan.items.iter().position(|it| it.id == id);
        if self.held.iter().any(|it| it.plan_item_id == item) {
            return Action::ViewDetails;
        }
        let newest = self.held.last().map(|it| it.plan_item_id);
        if place(item) > newest.and_then(place) {
            Action::Upgrade
        } else {
            Action::Downgrade
        }
    }

    /// The page that `item`'s button leads to.
    fn deep_link(&self, plan: &Plan, item: Uuid) -> String {
        let its = self.held.iter().rev().find(|it| it.plan_item_id == item);
        let subscription = its.or(self.held.last()).map(|it| it.id).unwrap_or_default();
        match self.action(plan, item) {
            Action::Upgrade | Action::Downgrade => {
                format!("/subscriptions/{subscription}?change={item}")
            }
            Action::ViewDetails | Action::Checkout => format!("/subscriptions/{subscription}"),
        }
    }
}
