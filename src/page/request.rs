//! A request, from its arrival to its one answer (docs/protocol.md, "On the wire" and "Providers").

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::bridge::Bridge;
use super::permit::Permit;
use super::platform;
use super::provider::{Call, Provider};
use crate::core::frame::Question;
use crate::core::wake::{News, Outcome};

/// The task of a request.
///
/// 1. Before it starts, the books hold the request with its deadline, and so does the loader's list of
///    what is unanswered.
/// 2. The provider is looked for until there is one, and called.
/// 3. Its answer races against the deadline and everything else that settles the request; when the race
///    is over, the call is dropped.
/// 4. What the page has changed is taken in, the answer is judged, and posted if the frame is still what
///    it was.
pub(super) async fn answer(bridge: Rc<Bridge>, question: Rc<Question<JsValue>>) {
    let mut call = None;
    let outcome = loop {
        if call.is_none() {
            match bridge.ask(&question, &mut Permit::on_entry()) {
                Ok(asked) => call = asked,
                Err(outcome) => break outcome,
            }
        }
        match question.wake.news().await {
            News::LookAgain => {}
            News::Came(outcome) => break outcome,
            News::Over => return,
        }
    };
    drop(call);
    bridge.settle(&question, outcome, &mut Permit::on_entry());
}

impl Bridge {
    /// Asks the provider, if there is one; without one, the request waits. The error is what the request
    /// comes to at once.
    fn ask(
        self: &Rc<Self>,
        question: &Rc<Question<JsValue>>,
        permit: &mut Permit,
    ) -> Result<Option<Call>, Outcome<JsValue>> {
        let kind = question.key.kind;
        let found = Provider::find(&question.pinned.element, &self.memory, kind, permit);
        let Some(provider) = found.map_err(Outcome::Failed)? else {
            return if self.waits(question, permit) {
                Ok(None)
            } else {
                Err(Outcome::Missing)
            };
        };
        self.memory.control(question, permit);
        // Every accessor on the way here may have settled the request; that is its next news then.
        let is_wanted = self.has_found(question, permit);
        Ok(is_wanted.then(|| provider.call(question, &self.memory, permit)))
    }

    /// Takes in what the page has changed, and then the outcome.
    fn settle(
        self: &Rc<Self>,
        question: &Question<JsValue>,
        outcome: Outcome<JsValue>,
        permit: &mut Permit,
    ) {
        self.turn(permit, |books, calls| {
            self.catch_up(books, calls);
            let now = platform::now();
            books.settle(question.slot, question.number, outcome, now, calls);
        });
    }

    /// Whether a request that found no provider waits for one.
    fn waits(self: &Rc<Self>, question: &Question<JsValue>, permit: &mut Permit) -> bool {
        let is_loading = platform::is_loading();
        self.turn(permit, |books, _| {
            books.wait(question.slot, question.number, is_loading, platform::now())
        })
    }

    /// Notes that a request has found its provider; `false` if it is settled by now.
    fn has_found(self: &Rc<Self>, question: &Question<JsValue>, permit: &mut Permit) -> bool {
        self.turn(permit, |books, _| {
            books.found(question.slot, question.number)
        })
    }
}
