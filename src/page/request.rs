//! A request, from its arrival to its one answer (docs/protocol.md, "On the wire" and "Providers").

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::bridge::Bridge;
use super::platform;
use super::provider::{Provider, controller};
use crate::core::calls::Question;
use crate::core::questions::Outcome;
use crate::core::wake::News;

/// The task of a request.
///
/// 1. Before it starts, the books hold the request with its deadline, and so does the loader's list of
///    what is unanswered.
/// 2. The provider is found, or waited for.
/// 3. The provider is called. Its answer races against the deadline and everything else that settles the
///    request; when the race is over, the call is dropped.
/// 4. What the page has changed is taken in, the answer is judged, and posted if the frame is still what
///    it was.
pub(super) async fn answer(bridge: Rc<Bridge>, question: Question<JsValue>) {
    let settled = match find(&bridge, &question).await {
        None => None,
        Some(Err(outcome)) => Some(outcome),
        Some(Ok(provider)) => {
            let controller = controller();
            // Every accessor on the way here may have settled the request.
            if !bridge.note_controller(&question, &controller) {
                return;
            }
            let _call = provider.call(&question, &controller);
            came(&question).await
        }
    };
    if let Some(outcome) = settled {
        bridge.turn(|books, calls| {
            bridge.catch_up(books, calls);
            let now = platform::now();
            books.settle(question.slot, question.number, outcome, now, calls);
        });
    }
}

/// Looks for the provider until there is one or no reason to wait any longer. `None` if the request is
/// settled meanwhile.
async fn find(
    bridge: &Rc<Bridge>,
    question: &Question<JsValue>,
) -> Option<Result<Provider, Outcome<JsValue>>> {
    loop {
        match bridge.find_provider(question) {
            Ok(Some(provider)) => return Some(Ok(provider)),
            Ok(None) if bridge.waits(question) => {
                if let News::Over = question.wake.news().await {
                    return None;
                }
            }
            Ok(None) => return Some(Err(Outcome::Missing)),
            Err(thrown) => return Some(Err(Outcome::Failed(thrown))),
        }
    }
}

/// Waits for what comes of asking the provider. `None` if the request is settled meanwhile.
async fn came(question: &Question<JsValue>) -> Option<Outcome<JsValue>> {
    loop {
        match question.wake.news().await {
            News::Came(outcome) => return Some(outcome),
            News::Over => return None,
            // It was told before the provider was found.
            News::LookAgain => {}
        }
    }
}

impl Bridge {
    fn find_provider(&self, question: &Question<JsValue>) -> Result<Option<Provider>, JsValue> {
        Provider::find(&question.frame, &self.memory.given(), question.answer.kind)
    }

    /// Whether a request that found no provider waits for one.
    fn waits(self: &Rc<Self>, question: &Question<JsValue>) -> bool {
        let is_loading = platform::is_loading();
        self.turn(|books, _| {
            books.wait(question.slot, question.number, is_loading, platform::now())
        })
    }

    /// Notes what aborts the provider's signal; `false` if nobody waits for the answer any more.
    fn note_controller(
        self: &Rc<Self>,
        question: &Question<JsValue>,
        controller: &JsValue,
    ) -> bool {
        let controller = controller.clone();
        let number = question.number;
        self.memory.controlled(number, &controller);
        self.turn(|books, _| books.set_controller(question.slot, number, controller))
    }
}
