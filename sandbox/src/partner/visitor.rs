//! Who is signed in on the partner's site.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header};

use crate::token::{Digest, OpaqueToken};

const COOKIE: &str = "partner_session";

/// Somebody who signed up.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) company: String,
    pub(crate) email: String,
    /// The customer that the API made for them.
    pub(crate) customer_id: String,
}

/// The partner's own sessions.
#[derive(Default)]
pub(crate) struct Visitors(Mutex<HashMap<Digest, Visitor>>);

impl Visitors {
    /// Signs `visitor` in and gives the cookie to set. Scripts can't read it,
    /// and other sites' requests don't carry it.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(super) fn sign_in(&self, visitor: Visitor) -> Result<String, getrandom::Error> {
        let id = OpaqueToken::random()?;
        self.lock().insert(id.digest(), visitor);
        let id = id.reveal();
        Ok(format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax"))
    }

    /// Forgets who sent `headers` and gives the cookie to set.
    pub(super) fn sign_out(&self, headers: &HeaderMap) -> String {
        if let Some(id) = session_id(headers) {
            self.lock().remove(&Digest::of(id));
        }
        format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    /// Who sent `headers`, if signed in.
    pub(super) fn of(&self, headers: &HeaderMap) -> Option<Visitor> {
        self.lock().get(&Digest::of(session_id(headers)?)).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Digest, Visitor>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn session_id(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, id)| id)
}
