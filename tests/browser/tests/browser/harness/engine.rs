//! The browsers, one row each.

use std::net::SocketAddr;
use std::path::Path;

use serde_json::{Value, json};

/// What a session needs to know of the machine.
pub(crate) struct Setting<'a> {
    /// An empty folder for the browser's own files.
    pub(crate) profile: &'a Path,
    /// Where names that are not this machine's lead to it.
    pub(crate) proxy: SocketAddr,
    /// Whether every test runs in every lane.
    pub(crate) is_full_run: bool,
}

/// A browser, and how it is driven.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    /// The programs it takes, the driver first.
    pub(crate) programs: &'static [&'static str],
    pub(crate) arguments: fn(port: u16) -> Vec<String>,
    pub(crate) capabilities: fn(&Setting<'_>) -> Value,
    /// Whether it has no mode without a screen.
    pub(crate) needs_screen: bool,
    /// Whether its driver's mouse and keys reach a frame that is scrolled.
    pub(crate) has_mouse: bool,
    /// Whether the driver gives the browser's console (`se/log`) and the DevTools protocol.
    pub(crate) has_devtools: bool,
}

pub(crate) const ENGINES: &[Engine] = &[
    Engine {
        name: "chromium",
        programs: &["chromedriver", "chromium"],
        arguments: |port| vec![format!("--port={port}")],
        capabilities: chromium,
        needs_screen: false,
        has_mouse: true,
        has_devtools: true,
    },
    Engine {
        name: "firefox",
        programs: &["geckodriver", "firefox-esr"],
        arguments: |port| {
            // The other ports it would take are fixed ones, which two browsers cannot share.
            vec![
                format!("--port={port}"),
                "--marionette-port=0".to_owned(),
                "--websocket-port=0".to_owned(),
            ]
        },
        capabilities: firefox,
        needs_screen: false,
        has_mouse: true,
        has_devtools: false,
    },
    Engine {
        name: "webkit",
        programs: &["WebKitWebDriver", "Xvfb"],
        arguments: |port| vec![format!("--port={port}")],
        capabilities: webkit,
        needs_screen: true,
        has_mouse: false,
        has_devtools: false,
    },
];

/// Chromium without the windows and menus around its pages, which take half of the time. A full run takes the whole.
const HEADLESS_SHELL: &str = "/usr/bin/chromium-headless-shell";

fn chromium(setting: &Setting<'_>) -> Value {
    let (name, binary) = if !setting.is_full_run && Path::new(HEADLESS_SHELL).exists() {
        ("chrome-headless-shell", HEADLESS_SHELL)
    } else {
        ("chrome", "/usr/bin/chromium")
    };
    json!({
        "browserName": name,
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "binary": binary, "args": [
            format!("--user-data-dir={}", setting.profile.display()),
            format!("--proxy-server=socks5://{}", setting.proxy),
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
        ] },
    })
}

fn firefox(setting: &Setting<'_>) -> Value {
    json!({
        "browserName": "firefox",
        "proxy": {
            "proxyType": "manual",
            "socksProxy": setting.proxy.to_string(),
            "socksVersion": 5,
        },
        "moz:firefoxOptions": { "binary": "/usr/bin/firefox-esr", "args": ["-headless"],
            // Or it would ask the machine for names.
            "prefs": { "network.proxy.socks_remote_dns": true },
        },
    })
}

fn webkit(setting: &Setting<'_>) -> Value {
    json!({
        "webkitgtk:browserOptions": {
            "binary": mini_browser(),
            "args": [
                "--automation",
                "--javascript-can-open-windows-automatically=true",
                format!("--proxy=socks5://{}", setting.proxy),
                "--ignore-host=localhost",
                "--ignore-host=127.0.0.1",
            ],
        },
    })
}

/// Debian puts it into a folder named after the machine's architecture.
fn mini_browser() -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib").ok()?;
    let mut paths = folders.filter_map(|entry| {
        let path = entry.ok()?.path().join("webkit2gtk-4.1/MiniBrowser");
        path.is_file().then(|| path.display().to_string())
    });
    paths.next()
}
