//! Starting and stopping.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use uuid::Uuid;

use crate::config::Config;
use crate::http::logged;
use crate::origins::Origins;
use crate::partner::LedgerBee;
use crate::portal::Mail;
use crate::site::{api, partner, payment, portal};
use crate::store::Store;
use crate::subscription::{Subscription, keep_starting};
use crate::tenant::{PlanState, Scenario, is_partner_origin};
use crate::tls::TlsListener;
use crate::token::{BindGrant, Intent};
use crate::webhook::carry;
use crate::world::{Shared, World};

/// How long requests in flight may take when the sandbox stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// A running sandbox. It stops when it is dropped.
#[must_use = "a sandbox stops when it is dropped"]
pub struct Sandbox {
    world: Shared,
    portal_tls: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    /// What goes on beside the requests.
    chores: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox; when this returns, it listens.
    ///
    /// # Errors
    /// If a port is taken, the scenario can't be read
    /// ([`io::ErrorKind::InvalidData`]), or a partner origin is none
    /// ([`io::ErrorKind::InvalidInput`]).
    pub async fn start(config: Config) -> io::Result<Self> {
        let mut extra = config.frame_ancestors_extra.iter();
        if let Some(wrong) = extra.find(|it| !is_partner_origin(it)) {
            let fault = format!("{wrong} is no origin; one looks like http://localhost:5173");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, fault));
        }
        let scenario = Scenario::parse(&config.scenario)?;
        let has_portal_tls = config.portal_tls;
        let at = config.listen;
        let store = Arc::new(match &config.data {
            Some(path) => Store::open(path)?,
            None => Store::nowhere(),
        });
        let partner_socket = listen(at, config.ports.partner).await?;
        let portal_socket = listen(at, config.ports.portal).await?;
        let api_socket = listen(at, config.ports.api).await?;
        let payment_socket = listen(at, config.ports.payment).await?;
        let api_address = api_socket.local_addr()?;
        let origins = Origins::new(
            partner_socket.local_addr()?,
            portal_socket.local_addr()?,
            api_address,
            payment_socket.local_addr()?,
            &scenario.default_tenant,
        );
        let ledgerbee = LedgerBee::new(&origins.api, api_address, &scenario.partner.api_key)?;
        let (world, queues) = World::open(scenario, config, origins, &store, ledgerbee)?;
        let world = Arc::new(world);

        let (stop, stopped) = watch::channel(false);
        let portal = logged("portal", portal::router(world.clone()));
        let mut servers = vec![
            serve(
                partner_socket,
                logged("partner", partner::router(world.clone())),
                stopped.clone(),
            ),
            serve(portal_socket, portal.clone(), stopped.clone()),
            serve(
                api_socket,
                logged("api", api::router(world.clone())),
                stopped.clone(),
            ),
            serve(
                payment_socket,
                logged("payment", payment::router(world.clone())),
                stopped.clone(),
            ),
        ];
        let mut portal_tls = None;
        if has_portal_tls {
            let socket = listen(at, 0).await?;
            portal_tls = Some(socket.local_addr()?);
            let names = vec!["*.portal.ledgerbee.com".to_owned()];
            servers.push(serve(TlsListener::new(socket, names)?, portal, stopped));
        }
        let carriers = queues
            .into_iter()
            .map(|it| carry(world.webhooks.clone(), it));
        let mut chores: Vec<_> = carriers.map(tokio::spawn).collect();
        chores.push(tokio::spawn(keep_starting(world.subscriptions.clone())));
        Ok(Self {
            world,
            portal_tls,
            stop,
            servers,
            chores,
        })
    }

    /// The partner's origin, as `http://localhost:4400`.
    pub fn partner(&self) -> &str {
        &self.world.origins.partner
    }

    /// The portal origin of the default tenant, as `http://127.0.0.1:4401`.
    pub fn portal(&self) -> &str {
        &self.world.origins.portal
    }

    /// The portal origin of the tenant `slug`, as
    /// `http://globex.portal.localhost:4401`.
    pub fn portal_of(&self, slug: &str) -> String {
        self.world.origins.portal_of(slug)
    }

    /// The API's origin, as `http://localhost:4402`; its paths begin with
    /// `/api/v1`.
    pub fn api(&self) -> &str {
        &self.world.origins.api
    }

    /// The payment window's origin, as `http://localhost:4403`.
    pub fn payment(&self) -> &str {
        &self.world.origins.payment
    }

    /// The API key of the partner's backend; it carries every scope.
    pub fn api_key(&self) -> &str {
        &self.world.partner.seed.api_key
    }

    /// Where the portal listens with TLS, if it was asked to.
    pub fn portal_tls_addr(&self) -> Option<SocketAddr> {
        self.portal_tls
    }

    /// Publishes a plan or takes it down, as an operator would. `false` if
    /// there is no such plan.
    pub fn set_plan_published(&self, tenant: &str, plan: Uuid, is_published: bool) -> bool {
        self.world
            .tenants
            .get(tenant)
            .and_then(|tenant| {
                let change = |before| PlanState {
                    is_published,
                    ..before
                };
                tenant.set_plan_state(plan, change).ok()?
            })
            .is_some()
    }

    /// Mints a token as the API would, for an intent that no endpoint mints
    /// yet. `None` if the tenant has no such customer.
    pub fn mint_token(&self, tenant: &str, customer: Uuid, intent: Intent) -> Option<String> {
        let tenant = self.world.tenants.get(tenant)?;
        let grant = BindGrant {
            tenant: tenant.slug.clone(),
            intent,
            customer_id: tenant.customer(customer)?.id,
            client_reference_id: None,
            person: None,
        };
        let minted = self.world.bind_tokens.mint(grant, self.world.now()).ok();
        minted.map(|(token, _)| token.reveal())
    }

    /// The subscriptions that bound checkouts have made, oldest first.
    pub fn subscriptions(&self) -> Vec<Subscription> {
        self.world.subscriptions.all()
    }

    /// The mail that the portals have sent, oldest first.
    pub fn mail(&self) -> Vec<Mail> {
        self.world.mailbox.all()
    }

    /// The current time of the sandbox.
    pub fn now(&self) -> Timestamp {
        self.world.now()
    }

    /// Stops listening, lets requests in flight end, and returns when all is
    /// over.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        for chore in std::mem::take(&mut self.chores) {
            chore.abort();
            // It was aborted, or has failed and said so.
            let _ = chore.await;
        }
        for mut server in std::mem::take(&mut self.servers) {
            if timeout(FAREWELL, &mut server).await.is_err() {
                server.abort();
                // Until it has ended, its socket is open.
                let _ = server.await;
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for task in self.servers.iter().chain(&self.chores) {
            task.abort();
        }
        self.stop.send_replace(true);
    }
}

impl fmt::Debug for Sandbox {
    // The API key stays out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("origins", &self.world.origins)
            .field("portal_tls", &self.portal_tls)
            .finish_non_exhaustive()
    }
}

async fn listen(at: IpAddr, port: u16) -> io::Result<TcpListener> {
    let address = SocketAddr::from((at, port));
    TcpListener::bind(address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("{address}: {error}")))
}

fn serve<L>(listener: L, router: Router, mut stopped: watch::Receiver<bool>) -> JoinHandle<()>
where
    L: axum::serve::Listener,
    L::Addr: fmt::Debug,
{
    tokio::spawn(async move {
        let until = async move {
            // An error means that the sandbox is gone, which is the same.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let served = axum::serve(listener, router).with_graceful_shutdown(until);
        if let Err(error) = served.await {
            tracing::error!("a server has ended: {error}");
        }
    })
}
