//! One driver, one browser, one session.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::sleep;
use url::{ParseError, Url};

use super::engine::{Engine, Setting};
use super::scope::is_all;
use super::world::World;

const START: Duration = Duration::from_secs(30);

/// A running browser; its driver ends with it.
pub(crate) struct Browser {
    pub(crate) client: Client,
    has_devtools: bool,
    /// Whether it clicks and types as a person does, rather than by script.
    pub(crate) has_mouse: bool,
    driver: Child,
    _screen: Option<Screen>,
    _profile: TempDir,
}

impl Browser {
    pub(crate) async fn start(engine: &Engine, world: &World) -> Self {
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let port = free_port();
        let program = engine.programs[0];
        let screen = if engine.needs_screen {
            Some(Screen::start().await)
        } else {
            None
        };
        let display = screen.as_ref().map(|screen| ("DISPLAY", &screen.name));
        let driver = Command::new(program)
            .args((engine.arguments)(port))
            .envs(display)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let mut capabilities = json!({
            "acceptInsecureCerts": true,
            "pageLoadStrategy": "none",
            // WebKit counts by the page's own clock, which a test may put forward; the lane has a
            // limit of its own.
            "timeouts": { "script": 86_400_000, "pageLoad": 60_000, "implicit": 0 },
        });
        let setting = Setting {
            profile: profile.path(),
            proxy: world.proxy.address,
            is_full_run: is_all(),
        };
        for (name, value) in object((engine.capabilities)(&setting)) {
            capabilities[name] = value;
        }
        let capabilities = object(capabilities);
        let url = format!("http://127.0.0.1:{port}");
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder
                .capabilities(capabilities.clone())
                .connect(&url)
                .await
            {
                Ok(client) => break client,
                Err(error) if started.elapsed() > START => {
                    panic!("no session with {}: {error}", engine.name)
                }
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        };
        Self {
            client,
            has_devtools: engine.has_devtools,
            has_mouse: engine.has_mouse,
            driver,
            _screen: screen,
            _profile: profile,
        }
    }

    /// What the browser has put on the page's console as an error since this was last asked. A
    /// frame of another site has a console of its own, which drivers don't give.
    pub(crate) async fn console_errors(&self) -> Result<Vec<String>, CmdError> {
        if !self.has_devtools {
            return Ok(Vec::new());
        }
        let entries = self.client.issue_cmd(ReadLog).await?;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(severe
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Asks over the DevTools protocol, where there is one.
    pub(crate) async fn devtools(
        &self,
        method: &'static str,
        parameters: Value,
    ) -> Result<Option<Value>, CmdError> {
        if !self.has_devtools {
            return Ok(None);
        }
        let command = DevTools(method, parameters);
        self.client.issue_cmd(command).await.map(Some)
    }

    pub(crate) async fn stop(mut self) {
        // Whether or not the browser says good-bye, its driver is gone then.
        let _ = self.client.clone().close().await;
        let _ = self.driver.kill().await;
    }
}

/// A screen that nobody sees; it ends with it.
struct Screen {
    /// As `DISPLAY` has it.
    name: String,
    _server: Child,
}

impl Screen {
    async fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x1024x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Xvfb");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output");
        let mut lines = BufReader::new(output);
        lines.read_line(&mut number).await.expect("its number");
        Self {
            name: format!(":{}", number.trim()),
            _server: server,
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[derive(Debug)]
struct ReadLog;

impl WebDriverCompatibleCommand for ReadLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        let body: Value = serde_json::json!({ "type": "browser" });
        (http::Method::POST, Some(body.to_string()))
    }
}

#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.0, "params": self.1 });
        (http::Method::POST, Some(body.to_string()))
    }
}

fn free_port() -> u16 {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    socket.local_addr().expect("its number").port()
}
