//! A LedgerBee to run on a laptop, in one process with four origins:
//!
//! - the **partner**'s site, which serves the demo pages and two thin backends;
//! - the tenant's **portal**, cross-site to the partner, which serves
//!   `embed.js`, the frames and the checkout;
//! - the **public API**, which mints bind and catalog tokens;
//! - the **payment window**, a stand-in for the payment provider's page.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use ledgerbee_sandbox::{Config, Sandbox};
//!
//! let sandbox = Sandbox::start(Config::default()).await?;
//! let page = format!("{}/bound.html", sandbox.partner());
//! # let _ = page;
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! All state starts from a scenario (TOML) and lives in memory, or in a file
//! if one is given. Time comes from an injectable [`Clock`], so that a test
//! can let a token expire.

mod clock;
mod config;
mod fault;
mod http;
mod origins;
mod partner;
mod portal;
mod secret;
mod server;
mod site;
mod store;
mod subscription;
mod tenant;
mod tls;
mod token;
mod webhook;
mod world;

pub use clock::{Clock, ManualClock, SystemClock};
pub use config::{Config, Ports};
pub use portal::Mail;
pub use server::Sandbox;
pub use subscription::{Stage, Subscription};
pub use token::Intent;
