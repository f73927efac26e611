//! `POST /api/v1/portal/plans/resolve`: the plans a buyer may see and check
//! out, and a catalog token that opens them in the frames.

use axum::Json;
use axum::extract::{Request, State};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{authorize_portal, customer_not_found};
use super::refusal::{Refused, Unavailable};
use crate::clock::iso;
use crate::http::{Country, Email, Fields, Problem, json_body, read};
use crate::tenant::{Buyer, CustomerType, Language, Plan, PortalCatalogEntry, Scope};
use crate::token::CatalogGrant;
use crate::world::Shared;

const SCOPES: &[Scope] = &[Scope::CatalogRead];

/// Who the plans are for. What else is sent is not looked at: the rules know a buyer by the
/// customer's own record only.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct PublicResolvePortalPlansRequest {
    /// A customer of the tenant. With it the hints are ignored.
    customer_id: Option<Uuid>,
    /// The person who acts for the customer. Ignored without `customerId`.
    #[schema(value_type = Option<Email>)]
    buyer_email: Option<String>,
    /// ISO 3166-1 alpha-2; a hint for who is no customer yet.
    #[schema(value_type = Option<Country>)]
    country_code: Option<String>,
    /// A hint for who is no customer yet.
    customer_type: Option<CustomerType>,
    /// Only these plans.
    #[schema(max_items = 200)]
    plan_ids: Option<Vec<Uuid>>,
    /// The language of the cards; `en` unless given.
    language: Option<Language>,
}

/// The plans the buyer may see and check out, and a token that opens them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicResolvePortalPlansResponse {
    plans: Vec<PortalCatalogEntry>,
    /// Opaque, reusable, read-only.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    catalog_token: String,
    /// When the token expires.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Resolve the gated pricing catalogue for an identified buyer
///
/// Runs the routing rules for the buyer and gives the plans they may see and check out, gated ones
/// included, with a catalog token for the frames. Needs the scope `portal-catalog-read`.
#[utoipa::path(
    post,
    path = "/api/v1/portal/plans/resolve",
    tag = "Portal Plans",
    request_body = PublicResolvePortalPlansRequest,
    responses((status = 200, body = PublicResolvePortalPlansResponse), Refused, Unavailable),
    security(("apiKey" = []))
)]
pub(super) async fn resolve(
    State(world): State<Shared>,
    request: Request,
) -> Result<Json<PublicResolvePortalPlansResponse>, Problem> {
    let tenant = authorize_portal(&world, request.headers(), SCOPES)?;
    let asked = read_request(&json_body(request).await?)?;
    let language = asked.language.unwrap_or_default();
    let buyer = asked.buyer();
    let visitor = tenant.visitor(&buyer).ok_or_else(customer_not_found)?;

    let is_wanted = |plan: &Plan| {
        let ids = asked.plan_ids.as_ref();
        ids.is_none_or(|ids| ids.contains(&plan.id)) && plan.is_visible_to(&visitor)
    };
    let mut visible = tenant.plans();
    visible.retain(is_wanted);
    let grant = CatalogGrant {
        tenant: tenant.slug.clone(),
        buyer,
        plans: visible.iter().map(|plan| plan.id).collect(),
    };
    let (token, expires_at) = world.catalog_tokens.mint(grant, world.now())?;
    let plans = visible.iter();
    Ok(Json(PublicResolvePortalPlansResponse {
        plans: plans
            .map(|plan| PortalCatalogEntry::of(plan, language))
            .collect(),
        catalog_token: token.reveal(),
        expires_at: iso(expires_at),
    }))
}

impl PublicResolvePortalPlansRequest {
    /// The customer's own record outweighs the hints.
    fn buyer(&self) -> Buyer {
        match self.customer_id {
            Some(id) => Buyer::Customer {
                id,
                email: self.buyer_email.clone(),
            },
            None => Buyer::Visitor {
                country: self.country_code.clone(),
                customer_type: self.customer_type,
            },
        }
    }
}

fn read_request(body: &Map<String, Value>) -> Result<PublicResolvePortalPlansRequest, Problem> {
    let mut fields = Fields::of(body);
    let request = PublicResolvePortalPlansRequest {
        customer_id: fields.optional("customerId", read::uuid),
        buyer_email: fields.optional("buyerEmail", read::email),
        country_code: fields.optional("countryCode", read::country),
        customer_type: fields.optional("customerType", read::one_of(CustomerType::NAMES)),
        plan_ids: fields.optional("planIds", read::uuids),
        language: fields.optional("language", read::one_of(Language::NAMES)),
    };
    fields.finish(Some(request))
}
