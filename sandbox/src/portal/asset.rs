//! The files the frames are made of, held in the binary.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::Problem;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Name, type and text of each file.
const FILES: &[(&str, &str, &str)] = &[
    ("frame.js", SCRIPT, include_str!("../../portal/frame.js")),
    (
        "surface.js",
        SCRIPT,
        include_str!("../../portal/surface.js"),
    ),
    ("wire.js", SCRIPT, include_str!("../../portal/wire.js")),
    ("plan.js", SCRIPT, include_str!("../../portal/plan.js")),
    ("cards.js", SCRIPT, include_str!("../../portal/cards.js")),
    (
        "checkout.js",
        SCRIPT,
        include_str!("../../portal/checkout.js"),
    ),
    (
        "details.js",
        SCRIPT,
        include_str!("../../portal/details.js"),
    ),
    ("size.js", SCRIPT, include_str!("../../portal/size.js")),
    ("text.js", SCRIPT, include_str!("../../portal/text.js")),
    (
        "element.js",
        SCRIPT,
        include_str!("../../portal/element.js"),
    ),
    ("frame.css", STYLE, include_str!("../../portal/frame.css")),
];

pub(super) async fn asset(path: Result<Path<String>, PathRejection>) -> Response {
    let name = path.map(|Path(name)| name).unwrap_or_default();
    match FILES.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, text)) => (
            [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "no-cache"),
            ],
            *text,
        )
            .into_response(),
        None => Problem::unknown_path().await.into_response(),
    }
}
