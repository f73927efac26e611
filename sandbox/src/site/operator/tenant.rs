//! The tenants and their switches.

use axum::Json;
use axum::extract::{Path, Request, State};
use serde_json::{Value, json};

use super::plan;
use super::subject::tenant;
use crate::http::{Fields, Problem, json_body, read};
use crate::tenant::{Settings, Tenant, read_allowlist};
use crate::world::Shared;

pub(super) async fn list(State(world): State<Shared>) -> Json<Value> {
    let tenants = world.tenants.all();
    Json(json!({ "tenants": tenants.iter().map(|it| shown(it)).collect::<Vec<_>>() }))
}

/// `{ isLicensed?, allowInFrameCheckout?, partnerOrigins? }`: what is not
/// there stays as it is.
pub(super) async fn change(
    State(world): State<Shared>,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let tenant = tenant(&world, &slug)?;
    let body = json_body(request).await?;
    let mut fields = Fields::of(&body);
    let is_licensed = fields.optional("isLicensed", read::boolean);
    let allow_in_frame_checkout = fields.optional("allowInFrameCheckout", read::boolean);
    let partner_origins = fields.optional("partnerOrigins", read_allowlist);
    fields.finish(Some(()))?;

    let before = tenant.settings();
    tenant.set_settings(Settings {
        is_licensed: is_licensed.unwrap_or(before.is_licensed),
        allow_in_frame_checkout: allow_in_frame_checkout.unwrap_or(before.allow_in_frame_checkout),
        partner_origins: partner_origins.unwrap_or(before.partner_origins),
    })?;
    Ok(Json(shown(&tenant)))
}

fn shown(tenant: &Tenant) -> Value {
    let settings = tenant.settings();
    let plans = tenant.plans();
    json!({
        "slug": tenant.slug,
        "name": tenant.name,
        "isLicensed": settings.is_licensed,
        "allowInFrameCheckout": settings.allow_in_frame_checkout,
        "partnerOrigins": settings.partner_origins,
        "frameAncestors": tenant.frame_ancestors(),
        "plans": plans.iter().map(plan::shown).collect::<Vec<_>>(),
    })
}
