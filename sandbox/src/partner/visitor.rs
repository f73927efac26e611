//! Who is signed in on the partner's site.

use std::io;
use std::sync::Arc;

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::http::{cookie, set_cookie};
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};

const COOKIE: &str = "partner_session";

/// Somebody who signed up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Visitor {
    pub(crate) company: String,
    pub(crate) email: String,
    /// The customer that the API made for them.
    pub(crate) customer_id: String,
}

/// The partner's own sessions.
pub(crate) struct Visitors(Table<Digest, Visitor>);

impl Visitors {
    /// The sessions that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "partner-session").map(Self)
    }

    /// Signs `visitor` in and gives the cookie to set.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the session.
    pub(crate) fn sign_in(&self, visitor: Visitor) -> Result<String, Fault> {
        let id = OpaqueToken::random()?;
        self.0.put(id.digest(), visitor)?;
        Ok(set_cookie(COOKIE, &id.reveal()))
    }

    /// Forgets who sent `headers` and gives the cookie to set.
    ///
    /// # Errors
    /// If the session can't be forgotten.
    pub(crate) fn sign_out(&self, headers: &HeaderMap) -> Result<String, Fault> {
        if let Some(id) = cookie(headers, COOKIE) {
            self.0.change(|sessions| sessions.take(&Digest::of(id)))?;
        }
        Ok(format!("{}; Max-Age=0", set_cookie(COOKIE, "")))
    }

    /// Who sent `headers`, if signed in.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Option<Visitor> {
        self.0.get(&Digest::of(cookie(headers, COOKIE)?))
    }
}
