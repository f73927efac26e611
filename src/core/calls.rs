//! What the page layer does once a change of the books is complete.

use std::rc::Rc;

use super::diagnostic::{Code, Report};
use super::field::Fields;
use super::frame::Question;
use super::value::Value;

/// Done first, because none of it runs code of the page: nothing comes between a decision and its post.
#[derive(Debug)]
pub enum Quiet<V> {
    /// Start the task of a request.
    Ask(Rc<Question<V>>),
    /// Post an answer: a token or `null`.
    Answer(Rc<Question<V>>, V),
    /// A request has nobody left to answer.
    Forget(Rc<Question<V>>),
    /// Tell a frame, by its window and pinned origin, that the embed has come.
    Hello(V, V),
}

/// Done last, because it runs code of the page, which can change anything.
#[derive(Debug)]
pub enum Loud<V> {
    /// Abort the signal of a request's provider.
    Abort(Rc<Question<V>>),
    /// Set an iframe's height, in CSS pixels.
    Resize(V, f64),
    /// Dispatch an event.
    Event {
        /// With the prefix.
        name: V,
        /// The iframe it is from among them.
        fields: Fields<V>,
        /// Whether late listeners may have the event.
        is_kept: bool,
    },
    /// Report a diagnostic.
    Report(Report<V>),
    /// Say on the console, with `data-debug` only, why a message had no effect: a `message`, and the `frame`.
    Note(Fields<V>),
}

/// Collected while the books change.
#[derive(Debug)]
#[must_use]
pub struct Calls<V> {
    /// Done first, in this order.
    pub quiet: Vec<Quiet<V>>,
    /// Done after that, in this order.
    pub loud: Vec<Loud<V>>,
}

impl<V> Default for Calls<V> {
    fn default() -> Self {
        Self {
            quiet: Vec::new(),
            loud: Vec::new(),
        }
    }
}

impl<V: Value> Calls<V> {
    /// Adds something to be done first.
    #[inline(never)]
    pub fn first(&mut self, call: Quiet<V>) {
        self.quiet.push(call);
    }

    /// Adds something to be done when the page may run.
    #[inline(never)]
    pub fn then(&mut self, call: Loud<V>) {
        self.loud.push(call);
    }

    /// Adds a report of this code, and gives it, to say what it is about.
    #[inline(never)]
    pub fn report(&mut self, code: Code, is_event: bool) -> Option<&mut Report<V>> {
        self.then(Loud::Report(Report::new(code, is_event)));
        match self.loud.last_mut() {
            Some(Loud::Report(report)) => Some(report),
            _ => None,
        }
    }
}
