//! Who is signed in to a portal.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::after;
use crate::fault::Fault;
use crate::http::{cookie, set_cookie};
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};
use crate::tenant::{PortalUser, Tenant};

const COOKIE: &str = "portal_session";
const LIFETIME: Duration = Duration::from_secs(12 * 60 * 60);

#[derive(Clone, Serialize, Deserialize)]
struct Held {
    tenant: String,
    user: Uuid,
    expires_at: Timestamp,
}

/// All portal sessions.
pub(crate) struct SignIns(Table<Digest, Held>);

impl SignIns {
    /// The sessions that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "portal-session").map(Self)
    }

    /// Signs `user` in to the portal of `tenant` and gives the cookie to set.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the session.
    pub(crate) fn start(
        &self,
        tenant: &Tenant,
        user: &PortalUser,
        now: Timestamp,
    ) -> Result<String, Fault> {
        let id = OpaqueToken::random()?;
        let held = Held {
            tenant: tenant.slug.clone(),
            user: user.id,
            expires_at: after(now, LIFETIME),
        };
        self.0.change(|sessions| {
            sessions.clear(|session| session.expires_at <= now)?;
            sessions.put(id.digest(), held)
        })?;
        Ok(set_cookie(COOKIE, &id.reveal()))
    }

    /// Signs out who sent `headers`, and gives the cookie to set.
    ///
    /// # Errors
    /// If the session can't be forgotten.
    pub(crate) fn end(&self, headers: &HeaderMap) -> Result<String, Fault> {
        if let Some(id) = cookie(headers, COOKIE) {
            self.0.change(|sessions| sessions.take(&Digest::of(id)))?;
        }
        Ok(format!("{}; Max-Age=0", set_cookie(COOKIE, "")))
    }

    /// Who sent `headers` to the portal of `tenant`, if signed in.
    pub(crate) fn of(
        &self,
        headers: &HeaderMap,
        tenant: &Tenant,
        now: Timestamp,
    ) -> Option<PortalUser> {
        let held = self.0.get(&Digest::of(cookie(headers, COOKIE)?))?;
        let is_good = held.tenant == tenant.slug && now < held.expires_at;
        let mut users = tenant.portal_users().into_iter();
        users.find(|user| is_good && user.id == held.user)
    }
}
