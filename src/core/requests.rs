//! Which request of a frame is new, and which is the same again
//! (docs/protocol.md, "Which request is which").

use super::wire::Kind;

/// Provider calls in flight, a frame.
pub const MAX_IN_FLIGHT: usize = 32;
/// Answered ids remembered, a frame.
pub const MAX_ANSWERED: usize = 256;
/// How long an answered request is absorbed when repeated, in ms.
pub const ABSORPTION_MS: f64 = 2_000.0;

/// What makes two requests of a frame the same: the kind, and the id with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<V> {
    /// What is asked for.
    pub kind: Kind,
    /// Tells most ids apart, so that the browser is hardly ever asked whether two are the same.
    pub print: u32,
    /// The id, with its type.
    pub id: V,
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// New: ask the provider.
    Ask,
    /// In flight, or answered a moment ago: do nothing.
    Repeat,
    /// Too many are in flight: answer `null` at once.
    TooMany,
}

/// A request in flight.
pub trait InFlight<V> {
    /// What it is known by.
    fn key(&self) -> &Key<V>;
    /// Tells it from every other request of this page, also from a later one with the same key.
    fn number(&self) -> u32;
}

/// The requests of one frame, under one pin.
#[derive(Debug)]
pub struct Requests<V, T> {
    in_flight: Vec<T>,
    /// A ring: once it is full, each new one takes the place of the oldest.
    answered: Vec<(Key<V>, f64)>,
    oldest: usize,
}

impl<V, T> Default for Requests<V, T> {
    fn default() -> Self {
        Self {
            in_flight: Vec::new(),
            answered: Vec::new(),
            oldest: 0,
        }
    }
}

impl<V: Clone + PartialEq, T: InFlight<V>> Requests<V, T> {
    /// Judges a request that arrived at `now` (ms). One beyond the limit counts as answered; one that
    /// is asked must then be [added](Self::add).
    pub fn admit(&mut self, key: &Key<V>, now: f64) -> Admission {
        let is_recent = |(known, at): &(Key<V>, f64)| known == key && now - at < ABSORPTION_MS;
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

    /// Takes out the request of this number, which is answered at `now` (ms). `None` if it has been
    /// settled before.
    pub fn settle(&mut self, number: u32, now: f64) -> Option<T> {
        let index = self
            .in_flight
            .iter()
            .position(|known| known.number() == number)?;
        let request = self.in_flight.swap_remove(index);
        self.remember(request.key().clone(), now);
        Some(request)
    }

    /// The requests in flight.
    pub fn in_flight(&mut self) -> &mut [T] {
        &mut self.in_flight
    }

    /// Takes out all requests in flight, oldest first.
    pub fn take_all(&mut self) -> Vec<T> {
        std::mem::take(&mut self.in_flight)
    }

    /// Forgets what was answered: a new document uses new ids, and an old one is gone.
    pub fn forget_answered(&mut self) {
        self.answered.clear();
        self.oldest = 0;
    }

    /// Notes a request that is answered at `now` (ms).
    pub fn remember(&mut self, key: Key<V>, now: f64) {
        if self.answered.len() < MAX_ANSWERED {
            self.answered.push((key, now));
        } else if let Some(oldest) = self.answered.get_mut(self.oldest) {
            *oldest = (key, now);
            self.oldest = (self.oldest + 1) % MAX_ANSWERED;
        }
    }
}
