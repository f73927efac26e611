//! The sandbox's clock, which an operator may advance.

use axum::Json;
use axum::extract::{Request, State};
use serde_json::{Value, json};

use crate::clock::iso;
use crate::http::{Fields, Problem, json_body, read};
use crate::world::{Shared, World};

pub(super) async fn show(State(world): State<Shared>) -> Json<Value> {
    shown(&world)
}

/// `{ advanceSeconds }`.
pub(super) async fn advance(
    State(world): State<Shared>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let body = json_body(request).await?;
    let mut fields = Fields::of(&body);
    let seconds = fields.required("advanceSeconds", read::seconds);
    world.advance(fields.finish(seconds)?)?;
    Ok(shown(&world))
}

fn shown(world: &World) -> Json<Value> {
    Json(json!({ "now": iso(world.now()) }))
}
