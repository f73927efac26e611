//! What a tenant has on record.

use axum::Json;
use axum::extract::{Path, Request, State};
use serde_json::{Value, json};

use super::subject::tenant;
use crate::http::{Fields, Problem, json_body, read};
use crate::tenant::{Customer, PortalUser};
use crate::world::Shared;

type Shown = Result<Json<Value>, Problem>;

/// The inbox of everybody who was sent mail.
pub(super) async fn mail(State(world): State<Shared>) -> Json<Value> {
    Json(json!({ "mail": world.mailbox.all() }))
}

pub(super) async fn customers(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    let customers = tenant(&world, &slug)?.customers();
    let customers = customers.iter().map(customer).collect::<Vec<_>>();
    Ok(Json(json!({ "customers": customers })))
}

pub(super) async fn portal_users(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    let users = tenant(&world, &slug)?.portal_users();
    let users = users.iter().map(portal_user).collect::<Vec<_>>();
    Ok(Json(json!({ "portalUsers": users })))
}

/// `{ hasOwnFactor }`.
pub(super) async fn change_portal_user(
    State(world): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    request: Request,
) -> Shown {
    let tenant = tenant(&world, &slug)?;
    let body = json_body(request).await?;
    let mut fields = Fields::of(&body);
    let has_own_factor = fields.required("hasOwnFactor", read::boolean);
    let has_own_factor = fields.finish(has_own_factor)?;
    let id = read::uuid(&id.into()).map_err(|_| user_not_found())?;
    if !tenant.set_own_factor(id, has_own_factor)? {
        return Err(user_not_found());
    }
    let mut users = tenant.portal_users().into_iter();
    let user = users
        .find(|user| user.id == id)
        .ok_or_else(user_not_found)?;
    Ok(Json(portal_user(&user)))
}

fn user_not_found() -> Problem {
    Problem::not_found(
        "PORTAL_USER_NOT_FOUND",
        "The tenant has no such portal user.",
    )
}

pub(super) async fn subscriptions(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    tenant(&world, &slug)?;
    let subscriptions = world.subscriptions.of(&slug);
    Ok(Json(json!({ "subscriptions": subscriptions })))
}

pub(super) async fn deliveries(State(world): State<Shared>, Path(slug): Path<String>) -> Shown {
    tenant(&world, &slug)?;
    let mut deliveries = world.webhooks.all();
    deliveries.retain(|it| it.tenant == slug);
    Ok(Json(json!({ "deliveries": deliveries })))
}

fn customer(it: &Customer) -> Value {
    json!({
        "customerId": it.id,
        "customerNumber": it.number,
        "name": it.name,
        "customerType": it.customer_type,
        "countryCode": it.country,
        "vatZone": it.vat_zone,
        "customerGroupId": it.group,
        "email": it.email,
        "vatNumber": it.vat_number,
    })
}

fn portal_user(it: &PortalUser) -> Value {
    let customers = it.memberships.iter().map(|it| it.customer_id);
    json!({
        "portalUserId": it.id,
        "email": it.email,
        "hasOwnFactor": it.has_own_factor,
        "customerIds": customers.collect::<Vec<_>>(),
    })
}
