//! The files that frames and pages are made of, held in the binary.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::Problem;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! files {
    ($($kind:ident $name:literal)*) => {
        &[$(($name, $kind, include_str!(concat!("../../../portal/", $name)))),*]
    };
}

/// Name, type and text of each file.
const FILES: &[(&str, &str, &str)] = files! {
    SCRIPT "frame.js"
    SCRIPT "page.js"
    SCRIPT "portal.js"
    SCRIPT "step.js"
    SCRIPT "surface.js"
    SCRIPT "wire.js"
    SCRIPT "plan.js"
    SCRIPT "cards.js"
    SCRIPT "checkout.js"
    SCRIPT "session.js"
    SCRIPT "breakout.js"
    SCRIPT "failure.js"
    SCRIPT "http.js"
    SCRIPT "details.js"
    SCRIPT "size.js"
    SCRIPT "text.js"
    SCRIPT "element.js"
    STYLE "frame.css"
    STYLE "cards.css"
    STYLE "checkout.css"
    STYLE "portal.css"
};

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
