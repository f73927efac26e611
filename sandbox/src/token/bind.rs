//! Bind tokens: single use, 60 s, of one tenant, for one intent.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Digest, OpaqueToken};
use crate::clock::after;

const LIFETIME: Duration = Duration::from_secs(60);

/// What a token was minted for. One minted for the other intent is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Binds a checkout to a customer.
    CheckoutBind,
    /// Signs a portal user in.
    SsoHandoff,
}

/// What a bind token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BindGrant {
    pub(crate) tenant: String,
    pub(crate) intent: Intent,
    pub(crate) customer_id: Uuid,
    pub(crate) client_reference_id: Option<String>,
}

/// How redeeming ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Redemption {
    /// The token was good, and is used up now.
    Bound(BindGrant),
    /// Expired, used, lost or forged: nothing can tell which.
    Miss,
    /// Of another tenant or for another intent. It is not used up, so nobody
    /// can spoil a token where it isn't valid.
    Refused,
}

struct Held {
    grant: BindGrant,
    expires_at: Timestamp,
}

/// All bind tokens that can still be redeemed.
#[derive(Default)]
pub(crate) struct BindTokens(Mutex<HashMap<Digest, Held>>);

impl BindTokens {
    /// Mints a token; with it comes the time it expires.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn mint(
        &self,
        grant: BindGrant,
        now: Timestamp,
    ) -> Result<(OpaqueToken, Timestamp), getrandom::Error> {
        let token = OpaqueToken::random()?;
        let expires_at = after(now, LIFETIME);
        let mut held = self.lock();
        held.retain(|_, token| now < token.expires_at);
        held.insert(token.digest(), Held { grant, expires_at });
        Ok((token, expires_at))
    }

    /// Redeems `token`. Looking and taking happen under one lock: of two
    /// requests with the same token, one gets it.
    pub(crate) fn redeem(
        &self,
        token: &str,
        tenant: &str,
        intent: Intent,
        now: Timestamp,
    ) -> Redemption {
        let digest = Digest::of(token);
        let mut held = self.lock();
        match held.get(&digest) {
            None => Redemption::Miss,
            Some(found) if found.expires_at <= now => {
                held.remove(&digest);
                Redemption::Miss
            }
            Some(found) if found.grant.tenant != tenant || found.grant.intent != intent => {
                Redemption::Refused
            }
            Some(_) => held
                .remove(&digest)
                .map_or(Redemption::Miss, |taken| Redemption::Bound(taken.grant)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Digest, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn minted(intent: Intent) -> (BindTokens, String) {
        let tokens = BindTokens::default();
        let grant = BindGrant {
            tenant: "acme".to_owned(),
            intent,
            customer_id: Uuid::nil(),
            client_reference_id: None,
        };
        let (token, _) = tokens.mint(grant, START).unwrap();
        (tokens, token.reveal())
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).unwrap()
    }

    #[test]
    fn binds_once_within_its_minute() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        let redeem = || tokens.redeem(&token, "acme", Intent::CheckoutBind, at(59_999));
        assert!(matches!(redeem(), Redemption::Bound(_)));
        assert_eq!(redeem(), Redemption::Miss);
    }

    #[test]
    fn misses_from_its_sixtieth_second_on() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        assert_eq!(
            tokens.redeem(&token, "acme", Intent::CheckoutBind, at(60_000)),
            Redemption::Miss
        );
    }

    #[test]
    fn misses_when_forged() {
        let (tokens, _) = minted(Intent::CheckoutBind);
        assert_eq!(
            tokens.redeem("forged", "acme", Intent::CheckoutBind, START),
            Redemption::Miss
        );
    }

    #[test]
    fn is_refused_elsewhere_and_still_good_at_home() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        assert_eq!(
            tokens.redeem(&token, "globex", Intent::CheckoutBind, START),
            Redemption::Refused
        );
        assert!(matches!(
            tokens.redeem(&token, "acme", Intent::CheckoutBind, START),
            Redemption::Bound(_)
        ));
    }

    #[test]
    fn is_refused_for_another_intent() {
        let (tokens, token) = minted(Intent::SsoHandoff);
        assert_eq!(
            tokens.redeem(&token, "acme", Intent::CheckoutBind, START),
            Redemption::Refused
        );
    }

    #[test]
    fn is_taken_by_one_of_many_at_once() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        let bound = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..16)
                .map(|_| scope.spawn(|| tokens.redeem(&token, "acme", Intent::CheckoutBind, START)))
                .collect();
            racers
                .into_iter()
                .map(|racer| racer.join().unwrap())
                .filter(|outcome| matches!(outcome, Redemption::Bound(_)))
                .count()
        });
        assert_eq!(bound, 1);
    }
}
