//! Publishing plans, archiving them, and back.

use axum::Json;
use axum::extract::{Path, Request, State};
use serde_json::{Value, json};

use super::subject::tenant;
use crate::http::{Fields, Problem, json_body, read};
use crate::tenant::{Language, Plan, PlanState};
use crate::world::Shared;

/// `{ isActive?, isPublished? }`: what is not there stays as it is.
pub(super) async fn change(
    State(world): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let tenant = tenant(&world, &slug)?;
    let body = json_body(request).await?;
    let mut fields = Fields::of(&body);
    let is_active = fields.optional("isActive", read::boolean);
    let is_published = fields.optional("isPublished", read::boolean);
    fields.finish(Some(()))?;

    let id = read::uuid(&id.into()).map_err(|_| plan_not_found())?;
    tenant.set_plan_state(id, |before| PlanState {
        is_active: is_active.unwrap_or(before.is_active),
        is_published: is_published.unwrap_or(before.is_published),
    })?;
    let plan = tenant.plan(id).ok_or_else(plan_not_found)?;
    Ok(Json(shown(&plan)))
}

pub(super) fn shown(plan: &Plan) -> Value {
    json!({
        "planId": plan.id,
        "name": plan.name.in_language(Language::En),
        "vanity": plan.vanity,
        "isPublic": plan.is_public(),
        "isActive": plan.state.is_active,
        "isPublished": plan.state.is_published,
    })
}

fn plan_not_found() -> Problem {
    Problem::not_found("PORTAL_PLAN_NOT_FOUND", "The tenant has no such plan.")
}
