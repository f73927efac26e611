//! Which request of a frame is new, and which is the same again (contract: "On the wire").

use std::collections::VecDeque;

use super::wire::Kind;

/// Provider calls in flight, a frame.
pub const MAX_IN_FLIGHT: usize = 32;
/// Answered ids remembered, a frame.
pub const MAX_ANSWERED: usize = 256;
/// How long an answered request is absorbed when repeated, in ms.
pub const ABSORPTION_MS: f64 = 2_000.0;

/// What makes two requests of a frame the same: the kind, and the id with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What is asked for.
    pub kind: Kind,
    /// The id's comparable form.
    pub id: String,
}

/// What is to be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// New: ask the provider.
    Ask,
    /// In flight, or answered a moment ago: do nothing.
    Repeat,
    /// Too many are in flight: answer `null` at once.
    TooMany,
}

/// The requests of one frame, under one pin.
#[derive(Debug, Default)]
pub struct Requests {
    in_flight: Vec<Key>,
    answered: VecDeque<(Key, f64)>,
}

impl Requests {
    /// Judges a request that arrived at `now` (ms). Those beyond the limit count as answered.
    pub fn admit(&mut self, key: &Key, now: f64) -> Admission {
        let is_recent = |(known, at): &(Key, f64)| known == key && now - at < ABSORPTION_MS;
        if self.in_flight.contains(key) || self.answered.iter().any(is_recent) {
            return Admission::Repeat;
        }
        if self.in_flight.len() >= MAX_IN_FLIGHT {
            self.remember(key.clone(), now);
            return Admission::TooMany;
        }
        self.in_flight.push(key.clone());
        Admission::Ask
    }

    /// Marks a request as answered at `now` (ms); `false` if it was not in flight.
    pub fn settle(&mut self, key: &Key, now: f64) -> bool {
        let Some(index) = self.in_flight.iter().position(|known| known == key) else {
            return false;
        };
        let key = self.in_flight.swap_remove(index);
        self.remember(key, now);
        true
    }

    /// Forgets what was answered: a new document uses new ids, and an old one is gone.
    pub fn forget_answered(&mut self) {
        self.answered.clear();
    }

    /// How many are in flight.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    fn remember(&mut self, key: Key, now: f64) {
        // The latest answer of an id is the one that counts; an older one would only take room.
        self.answered.retain(|(known, _)| *known != key);
        self.answered.push_back((key, now));
        if self.answered.len() > MAX_ANSWERED {
            self.answered.pop_front();
        }
    }
}
