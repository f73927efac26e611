//! `POST /api/v1/portal/plans/resolve`: the plans a buyer may see and check
//! out, and a catalog token that opens them in the frames.

use axum::Json;
use axum::extract::{Request, State};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::caller::{authorize, customer_not_found};
use crate::clock::iso;
use crate::http::{Fields, Problem, json_body, read};
use crate::tenant::{CustomerType, Language, Plan, Scope, entry};
use crate::token::{Buyer, CatalogGrant};
use crate::world::Shared;

const SCOPES: &[Scope] = &[Scope::CatalogRead];

struct Query {
    buyer: Buyer,
    plan_ids: Option<Vec<Uuid>>,
    language: Language,
}

pub(super) async fn resolve(
    State(world): State<Shared>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let tenant = authorize(&world, request.headers(), SCOPES)?;
    let query = read_query(&json_body(request).await?)?;
    let visitor = tenant
        .visitor(&query.buyer)
        .ok_or_else(customer_not_found)?;

    let is_wanted = |plan: &Plan| {
        let asked = query.plan_ids.as_ref();
        asked.is_none_or(|ids| ids.contains(&plan.id)) && plan.is_visible_to(&visitor)
    };
    let visible: Vec<(usize, Plan)> = (1..)
        .zip(tenant.plans().iter())
        .filter(|(_, plan)| is_wanted(plan))
        .map(|(order, plan)| (order, plan.clone()))
        .collect();
    let plans: Vec<Value> = visible
        .iter()
        .map(|(order, plan)| entry(plan, *order, query.language))
        .collect();
    let grant = CatalogGrant {
        tenant: tenant.slug.clone(),
        buyer: query.buyer,
        plans: visible.iter().map(|(_, plan)| plan.id).collect(),
    };
    let (token, expires_at) = world.catalog_tokens.mint(grant, world.now())?;
    Ok(Json(json!({
        "plans": plans,
        "catalogToken": token.reveal(),
        "expiresAt": iso(expires_at),
    })))
}

fn read_query(body: &Map<String, Value>) -> Result<Query, Problem> {
    let mut fields = Fields::of(body);
    let customer_id = fields.optional("customerId", read::uuid);
    let email = fields.optional("buyerEmail", read::email);
    let country = fields.optional("countryCode", read::country);
    let customer_type = fields.optional("customerType", read::one_of(CustomerType::NAMES));
    let plan_ids = fields.optional("planIds", read::uuids);
    let language = fields.optional("language", read::one_of(Language::NAMES));
    // The customer's own record outweighs the hints.
    let buyer = match customer_id {
        Some(id) => Buyer::Customer { id, email },
        None => Buyer::Visitor {
            country,
            customer_type,
        },
    };
    fields.finish(Some(Query {
        buyer,
        plan_ids,
        language: language.unwrap_or_default(),
    }))
}
