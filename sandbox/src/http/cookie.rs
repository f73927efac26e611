//! Cookies.

use axum::http::{HeaderMap, header};

/// The value of the cookie `name`.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Sets the cookie `name` for the browser's session. Scripts can't read it,
/// and what other sites send does not carry it.
pub(crate) fn set_cookie(name: &str, value: &str) -> String {
    set_cookie_at("/", name, value)
}

/// The same, for `path` and what is below it.
pub(crate) fn set_cookie_at(path: &str, name: &str, value: &str) -> String {
    format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax")
}
