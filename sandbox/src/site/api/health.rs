//! `GET /health`: a sign of life.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::clock::iso;
use crate::world::Shared;

pub(super) async fn health(State(world): State<Shared>) -> Json<Value> {
    Json(json!({ "status": "ok", "now": iso(world.now()) }))
}
