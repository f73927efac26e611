//! The sandbox from the command line.

use std::io::{self, Write as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ledgerbee_sandbox::{Config, Ports, Sandbox};
use serde_json::json;

/// A LedgerBee to run on a laptop: partner site, portal, public API and payment window.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Print one line of JSON once it listens, and nothing else on stdout
    #[arg(long)]
    json: bool,
    /// The partner's port; portal, API and payment window take the next three. 0: any free ports
    #[arg(long, default_value_t = 4400)]
    port: u16,
    /// The address to listen on, 127.0.0.1 unless given; any other opens the operator's screens to the network
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<IpAddr>,
    /// Also serve the portal over TLS, under *.portal.ledgerbee.com
    #[arg(long)]
    portal_tls: bool,
    /// The folder with the built embed.js
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// The folder with the partner's pages
    #[arg(long, value_name = "DIR")]
    www: Option<PathBuf>,
    /// Tenants, plans, customers, rules and clock, as TOML
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Keep the state in this SQLite file, which is made if it is missing
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Another origin whose pages may frame the portals; may be given more than once
    #[arg(long, value_name = "ORIGIN")]
    partner_origin: Vec<String>,
}

impl Options {
    fn config(self) -> io::Result<Config> {
        let config = Config::default();
        let scenario = match self.scenario {
            Some(path) => read(&path)?.into(),
            None => config.scenario.clone(),
        };
        Ok(Config {
            scenario,
            data: self.data,
            frame_ancestors_extra: self.partner_origin,
            ports: Ports::from(self.port)?,
            listen: self.listen.unwrap_or(config.listen),
            portal_tls: self.portal_tls,
            dist: self.dist.unwrap_or_else(|| config.dist.clone()),
            www: self.www.unwrap_or_else(|| config.www.clone()),
            ..config
        })
    }
}

fn read(path: &Path) -> io::Result<String> {
    let text = std::fs::read_to_string(path);
    text.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_target(false)
        .init();
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is no other place to say it.
            let _ = writeln!(io::stderr(), "ledgerbee-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    let json = options.json;
    let stop = stop_signal()?;
    let sandbox = Sandbox::start(options.config()?).await?;
    announce(&sandbox, json)?;
    stop.await;
    tracing::info!("stopping");
    sandbox.stop().await;
    Ok(())
}

fn announce(sandbox: &Sandbox, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let mut line = json!({
            "partner": sandbox.partner(),
            "portal": sandbox.portal(),
            "api": sandbox.api(),
            "payment": sandbox.payment(),
            "apiKey": sandbox.api_key(),
        });
        if let (Some(address), Some(line)) = (sandbox.portal_tls_addr(), line.as_object_mut()) {
            line.insert("portalTls".to_owned(), address.to_string().into());
        }
        writeln!(out, "{line}")?;
    } else {
        writeln!(
            out,
            "\n  LedgerBee is running.\n\n  \
             Open       {}\n  Portal     {}\n  API        {api}/api/v1\n  \
             API key    {}\n  API docs   {api}/docs\n  \
             Inbox      {api}/operator\n  Payment    {}\n",
            sandbox.partner(),
            sandbox.portal(),
            sandbox.api_key(),
            sandbox.payment(),
            api = sandbox.api()
        )?;
        if let Some(address) = sandbox.portal_tls_addr() {
            writeln!(out, "  Portal TLS {address}\n")?;
        }
        writeln!(out, "  Ctrl-C stops it.\n")?;
    }
    out.flush()
}

/// Completes when the process is asked to stop. The signals are caught from
/// the call on, so that none is missed while the sandbox starts.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
