//! Bind tokens: single use, 60 s, of one tenant, for one intent.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::after;
use crate::fault::Fault;
use crate::secret::{Digest, OpaqueToken};
use crate::store::{Store, Table};

const LIFETIME: Duration = Duration::from_secs(60);

/// What a token was minted for. One minted for the other intent is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// Binds a checkout to a customer.
    CheckoutBind,
    /// Signs a portal user in.
    SsoHandoff,
}

/// What a bind token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BindGrant {
    pub(crate) tenant: String,
    pub(crate) intent: Intent,
    pub(crate) customer_id: Uuid,
    pub(crate) client_reference_id: Option<String>,
    /// The e-mail address of who is signed in by it.
    pub(crate) person: Option<String>,
}

/// How redeeming ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Redemption {
    /// The token was good, and is used up now.
    Bound(BindGrant),
    /// Expired, used, lost or forged: nothing can tell which.
    Miss,
    /// Of another tenant, for another intent, or not to be had by who brings
    /// it. It is not used up, so nobody can spoil a token where it isn't valid.
    Refused,
}

#[derive(Clone, Serialize, Deserialize)]
struct Held {
    grant: BindGrant,
    expires_at: Timestamp,
}

/// All bind tokens that can still be redeemed.
pub(crate) struct BindTokens(Table<Digest, Held>);

impl BindTokens {
    /// The tokens that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "bind-token").map(Self)
    }

    /// Mints a token; with it comes the time it expires.
    ///
    /// # Errors
    /// If the machine has no randomness or can't keep the token.
    pub(crate) fn mint(
        &self,
        grant: BindGrant,
        now: Timestamp,
    ) -> Result<(OpaqueToken, Timestamp), Fault> {
        let token = OpaqueToken::random()?;
        let expires_at = after(now, LIFETIME);
        self.0.change(|held| {
            held.clear(|token| token.expires_at <= now)?;
            held.put(token.digest(), Held { grant, expires_at })
        })?;
        Ok((token, expires_at))
    }

    /// Redeems `token`, if `may_have` its grant. Looking and taking happen in
    /// one transaction: of two requests with the same token, one gets it.
    ///
    /// # Errors
    /// If it can't be noted that the token is used; it is not used then.
    pub(crate) fn redeem(
        &self,
        token: &str,
        tenant: &str,
        intent: Intent,
        now: Timestamp,
        may_have: impl FnOnce(&BindGrant) -> bool,
    ) -> Result<Redemption, Fault> {
        let digest = Digest::of(token);
        self.0.change(|held| {
            let Some(found) = held.get(&digest).filter(|it| now < it.expires_at) else {
                return Ok(Redemption::Miss);
            };
            let is_meant = found.grant.tenant == tenant && found.grant.intent == intent;
            if !is_meant || !may_have(&found.grant) {
                return Ok(Redemption::Refused);
            }
            let taken = held.take(&digest)?;
            Ok(taken.map_or(Redemption::Miss, |taken| Redemption::Bound(taken.grant)))
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn redeem(
        tokens: &BindTokens,
        token: &str,
        tenant: &str,
        intent: Intent,
        now: Timestamp,
    ) -> Result<Redemption, Fault> {
        tokens.redeem(token, tenant, intent, now, |_| true)
    }

    fn minted(intent: Intent) -> (BindTokens, String) {
        let tokens = BindTokens::open(&Arc::new(Store::nowhere())).unwrap();
        let grant = BindGrant {
            tenant: "acme".to_owned(),
            intent,
            customer_id: Uuid::nil(),
            client_reference_id: None,
            person: None,
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
        let take = || redeem(&tokens, &token, "acme", Intent::CheckoutBind, at(59_999));
        assert!(matches!(take(), Ok(Redemption::Bound(_))));
        assert_eq!(take(), Ok(Redemption::Miss));
    }

    #[test]
    fn misses_from_its_sixtieth_second_on() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        assert_eq!(
            redeem(&tokens, &token, "acme", Intent::CheckoutBind, at(60_000)),
            Ok(Redemption::Miss)
        );
    }

    #[test]
    fn misses_when_forged() {
        let (tokens, _) = minted(Intent::CheckoutBind);
        assert_eq!(
            redeem(&tokens, "forged", "acme", Intent::CheckoutBind, START),
            Ok(Redemption::Miss)
        );
    }

    #[test]
    fn is_refused_elsewhere_and_still_good_at_home() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        assert_eq!(
            redeem(&tokens, &token, "globex", Intent::CheckoutBind, START),
            Ok(Redemption::Refused)
        );
        assert!(matches!(
            redeem(&tokens, &token, "acme", Intent::CheckoutBind, START),
            Ok(Redemption::Bound(_))
        ));
    }

    #[test]
    fn is_refused_for_another_intent() {
        let (tokens, token) = minted(Intent::SsoHandoff);
        assert_eq!(
            redeem(&tokens, &token, "acme", Intent::CheckoutBind, START),
            Ok(Redemption::Refused)
        );
    }

    #[test]
    fn is_refused_to_who_may_not_have_it_and_still_good() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        let intent = Intent::CheckoutBind;
        for (may_have, is_bound) in [(false, false), (true, true)] {
            let redeemed = tokens.redeem(&token, "acme", intent, START, |_| may_have);
            assert_eq!(matches!(redeemed, Ok(Redemption::Bound(_))), is_bound);
        }
    }

    #[test]
    fn is_taken_by_one_of_many_at_once() {
        let (tokens, token) = minted(Intent::CheckoutBind);
        let bound = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..16)
                .map(|_| {
                    scope.spawn(|| redeem(&tokens, &token, "acme", Intent::CheckoutBind, START))
                })
                .collect();
            racers
                .into_iter()
                .map(|racer| racer.join().unwrap())
                .filter(|outcome| matches!(outcome, Ok(Redemption::Bound(_))))
                .count()
        });
        assert_eq!(bound, 1);
    }
}
