//! The catalogue as its owner sees it: no rules, no visibility, no token.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::authorize_portal;
use super::query::{self, Pairs};
use super::refusal::{ReadRefused, Refused};
use crate::http::{FieldFault, Problem, read};
use crate::tenant::{Language, PortalCatalogEntry, Scope};
use crate::world::Shared;

const SCOPES: &[Scope] = &[Scope::CatalogRead];

/// Every plan of the tenant that is active and published, in catalogue order.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicPortalPlansListResponse {
    plans: Vec<PortalCatalogEntry>,
}

/// One plan.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublicPortalPlanResponse {
    plan: PortalCatalogEntry,
}

/// List the full plan catalogue
///
/// Every active plan that has a published version, in catalogue order: not what one buyer may see,
/// but all of it. Needs the scope `portal-catalog-read`.
#[utoipa::path(
    get,
    path = "/api/v1/portal/plans",
    tag = "Portal Plans",
    params(("language" = inline(Option<Language>), Query, description = "The language of the cards; `en` unless given.")),
    responses((status = 200, body = PublicPortalPlansListResponse), ReadRefused),
    security(("apiKey" = []))
)]
pub(super) async fn list_plans(
    State(world): State<Shared>,
    query: Pairs,
    headers: HeaderMap,
) -> Result<Json<PublicPortalPlansListResponse>, Problem> {
    let tenant = authorize_portal(&world, &headers, SCOPES)?;
    let language = language(query).map_err(|fault| Problem::validation(vec![fault]))?;
    let plans = tenant.plans();
    let for_sale = plans.iter().filter(|plan| plan.is_for_sale());
    Ok(Json(PublicPortalPlansListResponse {
        plans: for_sale
            .map(|plan| PortalCatalogEntry::of(plan, language))
            .collect(),
    }))
}

/// Get one plan by id
///
/// A plan that has a published version, whoever may see it. Needs the scope `portal-catalog-read`.
#[utoipa::path(
    get,
    path = "/api/v1/portal/plans/{planId}",
    tag = "Portal Plans",
    params(
        ("planId" = Uuid, Path, description = "The plan's id.", example = "550e8400-e29b-41d4-a716-446655440100"),
        ("language" = inline(Option<Language>), Query, description = "The language of the card; `en` unless given."),
    ),
    responses((status = 200, body = PublicPortalPlanResponse), Refused),
    security(("apiKey" = []))
)]
pub(super) async fn get_plan(
    State(world): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    query: Pairs,
    headers: HeaderMap,
) -> Result<Json<PublicPortalPlanResponse>, Problem> {
    let tenant = authorize_portal(&world, &headers, SCOPES)?;
    let id = path.map(|Path(id)| id).unwrap_or_default();
    let (id, language) = match (plan_id(&id), language(query)) {
        (Ok(id), Ok(language)) => (id, language),
        (id, language) => {
            let faults = [id.err(), language.err()].into_iter().flatten();
            return Err(Problem::validation(faults.collect()));
        }
    };
    let plan = tenant.plan(id).filter(|plan| plan.state.is_published);
    let plan = plan.ok_or_else(|| {
        Problem::not_found(
            "PORTAL_PLAN_NOT_FOUND",
            "The tenant has no such plan, or none that is published.",
        )
    })?;
    Ok(Json(PublicPortalPlanResponse {
        plan: PortalCatalogEntry::of(&plan, language),
    }))
}

fn plan_id(text: &str) -> Result<Uuid, FieldFault> {
    read::uuid(&text.into()).map_err(|message| FieldFault::new("planId", message))
}

fn language(query: Pairs) -> Result<Language, FieldFault> {
    let named = query::optional(query, "language", read::one_of(Language::NAMES))?;
    Ok(named.unwrap_or_default())
}
