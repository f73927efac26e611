//! Which request of a frame is new, and which is the same again (contract: "On the wire").

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
    /// Of the id: few of those that differ are looked at any further.
    hash: u32,
    /// What is asked for.
    pub kind: Kind,
    id: String,
}

impl Key {
    /// Of an id's comparable form.
    #[must_use]
    pub fn new(kind: Kind, id: String) -> Self {
        let mut hash = 0_u32;
        for byte in id.bytes() {
            hash = hash.wrapping_mul(31).wrapping_add(byte.into());
        }
        Self { hash, kind, id }
    }
}

/// What is to be done with a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Admission {
    /// New: ask the provider.
    Ask,
    /// In flight, or answered a moment ago: do nothing.
    #[default]
    Repeat,
    /// Too many are in flight: answer `null` at once.
    TooMany,
}

/// A request in flight.
pub trait InFlight: Clone {
    /// What it is known by.
    fn key(&self) -> &Key;
    /// Whether this is the very same request, not one that came later under the same key.
    fn is_same(&self, other: &Self) -> bool;
}

/// The requests of one frame, under one pin.
#[derive(Debug)]
pub struct Requests<T> {
    in_flight: Vec<T>,
    answered: Vec<(Key, f64)>,
    /// How many there were: once it is full, each takes the place of the oldest.
    remembered: usize,
}

impl<T> Default for Requests<T> {
    fn default() -> Self {
        Self {
            in_flight: Vec::new(),
            answered: Vec::new(),
            remembered: 0,
        }
    }
}

impl<T: InFlight> Requests<T> {
    /// Judges a request that arrived at `now` (ms). Those beyond the limit count as answered;
    /// those to be asked are to be [added](Self::add).
    pub fn admit(&mut self, key: &Key, now: f64) -> Admission {
        let is_recent = |(known, at): &(Key, f64)| known == key && now - at < ABSORPTION_MS;
        if self.in_flight.iter().any(|known| known.key() == key)
            || self.answered.iter().any(is_recent)
        {
            Admission::Repeat
        } else if self.in_flight.len() < MAX_IN_FLIGHT {
            Admission::Ask
        } else {
            self.remember(key.clone(), now);
            Admission::TooMany
        }
    }

    /// Notes a request that was admitted.
    pub fn add(&mut self, request: T) {
        self.in_flight.push(request);
    }

    /// Takes a request that is being answered at `now` (ms); `false` if it was not in flight.
    pub fn settle(&mut self, request: &T, now: f64) -> bool {
        let index = self
            .in_flight
            .iter()
            .position(|known| known.is_same(request));
        if let Some(index) = index {
            self.in_flight.swap_remove(index);
            self.remember(request.key().clone(), now);
        }
        index.is_some()
    }

    /// The request in flight that this is said of.
    pub fn find(&self, is_it: impl Fn(&T) -> bool) -> Option<T> {
        self.in_flight
            .iter()
            .find(|request| is_it(request))
            .cloned()
    }

    /// The request in flight at an index.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<T> {
        self.in_flight.get(index).cloned()
    }

    /// Forgets what was answered: a new document uses new ids, and an old one is gone.
    pub fn forget_answered(&mut self) {
        self.answered.clear();
        self.remembered = 0;
    }

    /// How many are in flight.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    fn remember(&mut self, key: Key, now: f64) {
        let place = self.remembered % MAX_ANSWERED;
        self.remembered += 1;
        match self.answered.get_mut(place) {
            Some(oldest) => *oldest = (key, now),
            None => self.answered.push((key, now)),
        }
    }
}
