//! A marked iframe under one pin, and its requests.

use std::cell::OnceCell;
use std::rc::Rc;

use super::clock::Due;
use super::diagnostic::{Code, Tally};
use super::requests::{InFlight, Key, Requests};
use super::wake::Wake;

/// How a frame is doing (docs/protocol.md, "Status").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Served, and not painted yet.
    Loading,
    /// Served, and its `pageLoaded` has come.
    Ready,
    /// Served, and nothing came for too long after it had loaded.
    Silent,
    /// Not served.
    Refused,
}

impl Status {
    /// The word the page sees.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Silent => "silent",
            Self::Refused => "refused",
        }
    }
}

/// An iframe and its pin, which a frame and its requests share.
#[derive(Debug)]
pub struct Pinned<V> {
    /// The iframe.
    pub element: V,
    /// Its window when it was found; a frame that is moved gets another.
    pub window: V,
    /// The origin of its address: where its messages come from, and its answers go.
    pub origin: V,
}

/// A request of a frame, as everybody who has to do with it needs it: the books, its task, its provider.
#[derive(Debug)]
pub struct Question<V> {
    /// The frame's place in the books.
    pub slot: usize,
    /// Tells it from every other request of this page that is asked.
    pub number: u32,
    /// The iframe that asks, with the window and the target origin of the answer.
    pub pinned: Rc<Pinned<V>>,
    /// What is asked for, and the very `requestId` that came.
    pub key: Key<V>,
    /// The `type` of the answer, in the spelling of the request.
    pub word: V,
    /// Tells the request's task when it is over, or should look for a provider again.
    pub wake: Wake<V>,
    /// Its entry in the loader's list of what is unanswered, which the page layer makes.
    pub entry: OnceCell<V>,
}

/// A request in flight.
#[derive(Debug)]
pub struct Pending<V> {
    pub(super) question: Rc<Question<V>>,
    /// When it is answered `null`.
    pub(super) due_at: f64,
    /// Whether it waits for a provider.
    pub(super) is_waiting: bool,
}

impl<V> InFlight<V> for Pending<V> {
    fn key(&self) -> &Key<V> {
        &self.question.key
    }

    fn number(&self) -> u32 {
        self.question.number
    }
}

/// One iframe from when it is found, or pinned anew, until it is released.
#[derive(Debug)]
pub struct Frame<V> {
    pub(super) pinned: Rc<Pinned<V>>,
    /// Why it is not served.
    pub(super) refusal: Option<Code>,
    pub(super) status: Status,
    pub(super) found_at: f64,
    /// Whether a message came since its last `load`.
    pub(super) is_heard: bool,
    /// When it should have been heard.
    pub(super) silent_at: Due,
    pub(super) requests: Requests<V, Pending<V>>,
    /// What it asked for last, in CSS pixels.
    pub(super) height: f64,
    /// How often that may still be set again: a page that fights back must not keep both busy for ever.
    pub(super) restores: u8,
    /// Of the iframe, not of the pin: changing `src` must not buy new reports.
    pub(super) tally: Tally,
}
