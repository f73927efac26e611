//! The frames' reads of a plan.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::host::PortalTenant;
use crate::http::Problem;
use crate::tenant::{Buyer, Language, Plan, PortalCatalogEntry, Tenant};
use crate::world::{Shared, World};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct InLanguage {
    lang: Option<String>,
}

impl InLanguage {
    pub(super) fn of(query: Result<Query<Self>, QueryRejection>) -> Language {
        let lang = query.ok().and_then(|Query(it)| it.lang);
        Language::or_default(lang.as_deref())
    }
}

/// `GET /api/embed/vanity/{vanity}`: a plan that everybody may see.
pub(super) async fn public_plan(
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<InLanguage>, QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let vanity = path.map(|Path(vanity)| vanity).unwrap_or_default();
    let plan = tenant.public_plan(&vanity).ok_or_else(plan_not_found)?;
    Ok(card(&plan, InLanguage::of(query)))
}

/// `GET /api/embed/plans/{plan_id}`: a plan that the catalog token opens.
pub(super) async fn gated_plan(
    State(world): State<Shared>,
    PortalTenant(tenant): PortalTenant,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<InLanguage>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let id = path.ok().and_then(|Path(id)| Uuid::try_parse(&id).ok());
    let Opened { plan, .. } = open(&world, &tenant, &headers, id)?;
    Ok(card(&plan, InLanguage::of(query)))
}

fn card(plan: &Plan, language: Language) -> Json<Value> {
    Json(json!({ "plan": PortalCatalogEntry::of(plan, language) }))
}

/// What a catalog token opens.
pub(super) struct Opened {
    pub(super) plan: Plan,
    /// For whom.
    pub(super) buyer: Buyer,
}

/// The plan `id`, if the catalog token in `headers` opens it and its buyer may
/// see it now.
///
/// # Errors
/// `401` for no, an expired, a forged or another tenant's token; `403` for a
/// plan the token was not minted for, whether there is one or not; `410` for
/// one that has become invisible since.
pub(super) fn open(
    world: &World,
    tenant: &Tenant,
    headers: &HeaderMap,
    id: Option<Uuid>,
) -> Result<Opened, Problem> {
    let grant = bearer(headers)
        .and_then(|token| {
            let tokens = &world.catalog_tokens;
            tokens.redeem(token, &tenant.slug, world.now())
        })
        .ok_or_else(|| {
            Problem::unauthorized(
                "CATALOG_TOKEN_INVALID",
                "A catalog token is needed, and this is none or has expired.",
            )
        })?;
    let id = id.filter(|id| grant.plans.contains(id)).ok_or_else(|| {
        Problem::forbidden(
            "CATALOG_TOKEN_PLAN_NOT_ALLOWED",
            "The catalog token was not minted for this plan.",
        )
    })?;
    let plan = tenant
        .visitor(&grant.buyer)
        .and_then(|visitor| tenant.plan_for(id, &visitor))
        .ok_or_else(|| {
            Problem::new(
                StatusCode::GONE,
                "PORTAL_PLAN_GONE",
                "The plan is no longer available.",
            )
        })?;
    Ok(Opened {
        plan,
        buyer: grant.buyer,
    })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

pub(super) fn plan_not_found() -> Problem {
    Problem::not_found("PORTAL_PLAN_NOT_FOUND", "There is no such plan.")
}
