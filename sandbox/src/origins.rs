//! The origins of a running sandbox.

use std::net::SocketAddr;

/// Where the four parts are reached.
#[derive(Debug, Clone)]
pub(crate) struct Origins {
    /// The partner's site.
    pub(crate) partner: String,
    /// The portal of the default tenant: an IP address, because every name
    /// under `localhost` might count as the partner's own site.
    pub(crate) portal: String,
    /// The public API.
    pub(crate) api: String,
    /// The payment window.
    pub(crate) payment: String,
    portal_port: u16,
    default_tenant: String,
}

impl Origins {
    pub(crate) fn new(
        partner: SocketAddr,
        portal: SocketAddr,
        api: SocketAddr,
        payment: SocketAddr,
        default_tenant: &str,
    ) -> Self {
        Self {
            partner: format!("http://localhost:{}", partner.port()),
            portal: format!("http://127.0.0.1:{}", portal.port()),
            api: format!("http://localhost:{}", api.port()),
            payment: format!("http://localhost:{}", payment.port()),
            portal_port: portal.port(),
            default_tenant: default_tenant.to_owned(),
        }
    }

    /// The running portal of the tenant `slug`.
    pub(crate) fn portal_of(&self, slug: &str) -> String {
        if slug == self.default_tenant {
            self.portal.clone()
        } else {
            format!("http://{slug}.portal.localhost:{}", self.portal_port)
        }
    }
}
