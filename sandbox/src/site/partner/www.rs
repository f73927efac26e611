//! The partner's pages: the files of one folder, in which the vendor's portal
//! addresses become the running ones.

use std::path::{Path, PathBuf};

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use crate::world::{Shared, World};

/// Type of each kind of file; of no other is any served.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("wasm", "application/wasm"),
    ("txt", "text/plain; charset=utf-8"),
];

const HEADERS: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-cache")];

pub(super) async fn page(
    State(world): State<Shared>,
    method: Method,
    OriginalUri(uri): OriginalUri,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match read(&world, uri.path()).await {
        Some((kind, bytes)) => {
            let body = if kind.starts_with("text/html") {
                with_running_portals(&world, bytes)
            } else {
                bytes
            };
            (HEADERS, [(header::CONTENT_TYPE, kind)], body).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            HEADERS,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            "There is no such page.\n",
        )
            .into_response(),
    }
}

/// The file of `path`: `/signup` is also `signup.html`, a folder its index.
async fn read(world: &World, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let root = tokio::fs::canonicalize(&world.www).await.ok()?;
    let wanted = root.join(relative(path)?);
    for candidate in [
        wanted.clone(),
        wanted.with_extension("html"),
        wanted.join("index.html"),
    ] {
        let Ok(file) = tokio::fs::canonicalize(&candidate).await else {
            continue;
        };
        // A link out of the folder leads nowhere.
        if !file.starts_with(&root) {
            continue;
        }
        let Some(kind) = content_type(&file) else {
            continue;
        };
        if let Ok(bytes) = tokio::fs::read(&file).await {
            return Some((kind, bytes));
        }
    }
    None
}

/// `path` below the folder, or `None` if it tries to leave it or names a
/// hidden file.
fn relative(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut relative = PathBuf::new();
    for segment in decoded.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0']) {
            return None;
        }
        relative.push(segment);
    }
    Some(relative)
}

fn content_type(file: &Path) -> Option<&'static str> {
    let extension = file.extension()?.to_str()?;
    let known = TYPES.iter().find(|(known, _)| *known == extension);
    known.map(|(_, kind)| *kind)
}

/// `html` as it stands for this run: `https://<slug>.portal.ledgerbee.com`
/// is the running portal of that tenant.
fn with_running_portals(world: &World, html: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(html) {
        Ok(mut text) => {
            for slug in world.tenants.slugs() {
                let published = format!("https://{slug}.portal.ledgerbee.com");
                text = text.replace(&published, &world.origins.portal_of(slug));
            }
            text.into_bytes()
        }
        Err(error) => error.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_in_its_folder() {
        let bad = [
            "/../Cargo.toml",
            "/assets/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/.git/config",
            "/a%00b",
            "/c:%5cwindows",
            "/%ff",
        ];
        for path in bad {
            assert_eq!(relative(path), None, "{path}");
        }
        assert_eq!(relative("/a//b.html"), Some(PathBuf::from("a/b.html")));
        assert_eq!(relative("/"), Some(PathBuf::new()));
    }
}
