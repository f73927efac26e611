//! What a sandbox is started with.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Clock;

/// The scenario that is used unless another is given.
const DEFAULT_SCENARIO: &str = include_str!("../scenarios/default.toml");

/// The TCP ports of the four origins. `0`: any free port.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ports {
    /// The partner's site.
    pub partner: u16,
    /// The portal.
    pub portal: u16,
    /// The public API.
    pub api: u16,
    /// The payment window.
    pub payment: u16,
}

impl Ports {
    /// Four ports in a row from `first`, or any four free ones if it is `0`.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] if there are no three ports after `first`.
    pub fn from(first: u16) -> io::Result<Self> {
        if first == 0 {
            return Ok(Self::default());
        }
        let next = |by: u16| {
            first.checked_add(by).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "four ports in a row are needed",
                )
            })
        };
        Ok(Self {
            partner: first,
            portal: next(1)?,
            api: next(2)?,
            payment: next(3)?,
        })
    }
}

/// Everything that can be chosen about a sandbox.
#[derive(Clone)]
pub struct Config {
    /// The ports to listen on.
    pub ports: Ports,
    /// The address to listen on; any other than this machine's own opens the
    /// operator's screens, which ask for no password, to the network.
    pub listen: IpAddr,
    /// Whether the portal also listens with TLS, with a throw-away
    /// certificate for `*.portal.ledgerbee.com`.
    pub portal_tls: bool,
    /// The folder with `embed.js` and `embed.compat.js`; read at each request.
    pub dist: PathBuf,
    /// The folder with the partner's pages; read at each request.
    pub www: PathBuf,
    /// Tenants, plans, customers and rules, as TOML.
    pub scenario: Cow<'static, str>,
    /// Where state is kept besides memory: a SQLite file, made if missing.
    pub data: Option<PathBuf>,
    /// Where time comes from; `None`: from the scenario's clock, else from the
    /// machine's.
    pub clock: Option<Arc<dyn Clock>>,
    /// Partner origins that every tenant allows to frame its portal, besides
    /// the scenario's.
    pub frame_ancestors_extra: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        Self {
            ports: Ports::default(),
            listen: Ipv4Addr::LOCALHOST.into(),
            portal_tls: false,
            dist: PathBuf::from(workspace).join("dist"),
            www: PathBuf::from(workspace).join("www"),
            scenario: Cow::Borrowed(DEFAULT_SCENARIO),
            data: None,
            clock: None,
            frame_ancestors_extra: Vec::new(),
        }
    }
}

impl fmt::Debug for Config {
    // The scenario holds API keys, so it stays out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("ports", &self.ports)
            .field("listen", &self.listen)
            .field("portal_tls", &self.portal_tls)
            .field("dist", &self.dist)
            .field("www", &self.www)
            .field("data", &self.data)
            .field("frame_ancestors_extra", &self.frame_ancestors_extra)
            .finish_non_exhaustive()
    }
}
