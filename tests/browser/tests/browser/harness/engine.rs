//! The browsers, one row each.

use std::net::SocketAddr;
use std::path::Path;

use serde_json::{Map, Value, json};

/// What a session needs to know of the machine.
pub(crate) struct Setting<'a> {
    /// An empty folder for the browser's own files.
    pub(crate) profile: &'a Path,
    /// Where `https://*.portal.ledgerbee.com` really is.
    pub(crate) portal_tls: SocketAddr,
}

/// A browser, and how it is driven.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    pub(crate) driver: fn(port: u16) -> (&'static str, Vec<String>),
    pub(crate) capabilities: fn(&Setting<'_>) -> Map<String, Value>,
    /// Whether the driver gives the browser's own console (`se/log`).
    pub(crate) has_log: bool,
}

/// Names that lead to this machine, for pages and portals that are not on loopback.
pub(crate) const NAMES: &str = "*.lab.example";

pub(crate) const ENGINES: &[Engine] = &[Engine {
    name: "chromium",
    driver: |port| ("chromedriver", vec![format!("--port={port}")]),
    capabilities: chromium,
    has_log: true,
}];

fn chromium(setting: &Setting<'_>) -> Map<String, Value> {
    let profile = format!("--user-data-dir={}", setting.profile.display());
    let port = setting.portal_tls.port();
    let hosts = format!(
        "--host-resolver-rules=MAP *.portal.ledgerbee.com:443 127.0.0.1:{port}, MAP {NAMES} 127.0.0.1"
    );
    let mut args: Vec<&str> = vec![&profile, &hosts];
    args.extend([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--ignore-certificate-errors",
    ]);
    let capabilities = json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "pageLoadStrategy": "none",
        "timeouts": { "script": 90_000, "pageLoad": 60_000, "implicit": 0 },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "args": args },
    });
    match capabilities {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
