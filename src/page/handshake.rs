//! From a request to its one answer (contract: "On the wire").
//!
//! 1. A new request is noted, with its deadline, before the page is asked.
//! 2. The provider is found, or waited for while the page is still loading.
//! 3. Its answer is judged; everything that is no token becomes `null`.
//! 4. The answer goes to the window that asked, at the frame's pinned origin, if the frame is
//!    still what it was; otherwise nowhere.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::dom::Source;
use super::frame::Frame;
use super::provider;
use super::reporter::Subject;
use super::{Page, js};
use crate::core::diagnostic::Code;
use crate::core::patience::{LOOK_EVERY_MS, is_waiting};
use crate::core::requests::{Admission, InFlight, Key};
use crate::core::value::Value as _;
use crate::core::wire::{Kind, MAX_TOKEN};

/// A request's number is a multiple of this, and the slot of its frame: no page has more frames.
const SLOTS: f64 = 1_048_576.0;

/// What a frame asks, as it was read from its message.
pub(crate) struct Question {
    pub(crate) key: Key,
    /// The very value that is sent back.
    pub(crate) id: JsValue,
    pub(crate) frame: Rc<Frame>,
    pub(crate) letter: Letter,
}

/// An answer that is still `null`, and where it goes: the window that asked, at the pinned origin.
///
/// `[source, origin, answer, controller]`; the loader can post it if this program cannot any more.
pub(crate) struct Letter(pub(crate) Array);

impl Letter {
    fn post(&self, token: &JsValue) {
        let answer = self.0.get(2);
        js::set(&answer, "token", token);
        // Fails only if the frame's window is gone in this moment; then nobody waits.
        let _ = self
            .0
            .get(0)
            .unchecked_ref::<Source>()
            .post(&answer, &self.0.get(1));
    }

    /// Tells the provider, if it was called, that nobody waits for its answer any more.
    fn abort(&self) {
        let controller = self.0.get(3);
        if !controller.is_undefined() {
            controller.unchecked_ref::<AbortController>().abort();
        }
    }
}

impl Question {
    fn subject(&self) -> Subject<'_> {
        Subject {
            frame: Some(&self.frame),
            request_id: self.id.clone(),
            name: "",
        }
    }
}

/// A question that waits for its answer.
pub(crate) struct Request {
    /// Tells it from every other there was.
    number: f64,
    question: Question,
    is_waiting: Cell<bool>,
    /// When it is answered `null`, in ms of the page.
    due_at: f64,
}

impl InFlight for Rc<Request> {
    fn key(&self) -> &Key {
        &self.question.key
    }

    fn is_same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

impl Page {
    pub(crate) fn receive_question(&self, question: Question) {
        let now = self.now();
        let frame = question.frame.clone();
        match frame.requests.with(|known| known.admit(&question.key, now)) {
            Admission::Ask => {
                let count = self.request_count.get() + SLOTS;
                self.request_count.set(count);
                let number = count + frame.slot as f64;
                let due_at = now + self.timeout.get() - self.waited.get();
                self.set_alarm(due_at, now);
                let request = Rc::new(Request {
                    number,
                    question,
                    is_waiting: Cell::default(),
                    due_at,
                });
                let letter = &request.question.letter.0;
                self.memory.pending.set(&number.into(), letter);
                frame.requests.with(|known| known.add(request.clone()));
                self.ask(&request);
            }
            Admission::TooMany => {
                question.letter.post(&JsValue::NULL);
                self.report(Code::TooManyRequests, question.subject());
            }
            Admission::Repeat => self.reporter.print(false, &"repeat".into(), &frame.element),
        }
    }

    /// Requests that found no provider look again.
    pub(crate) fn look_again(&self) {
        self.each_request(&mut |request| {
            if request.is_waiting.replace(false) {
                self.ask(request);
            }
        });
    }

    /// Gives up every request that is due, and sets the alarm to the one that will be next.
    pub(crate) fn time_out(&self) {
        let now = self.now();
        self.alarm_at.set(f64::INFINITY);
        self.each_request(&mut |request| {
            // A timer is as exact as a millisecond.
            if request.due_at >= now + 1.0 {
                self.set_alarm(request.due_at, now);
            } else if request.is_waiting.get() {
                self.refuse(request, Code::ProviderMissing);
            } else {
                self.refuse(request, Code::ProviderTimeout);
            }
        });
    }

    /// One timer does for all requests: to set and clear one for each would take longer than all the
    /// rest of it. It rings for the first that is due, and for nobody if that is answered by then.
    fn set_alarm(&self, at: f64, now: f64) {
        if at < self.alarm_at.get() {
            self.alarm_at.set(at);
            let alarm = self.later((at - now).round_ties_even(), &JsValue::NULL);
            self.alarm.set(alarm);
        }
    }

    /// Ends what a released frame has asked. If it is still there, because the bridge is being
    /// stopped, it is answered `null`; otherwise there is nobody left to answer.
    pub(crate) fn end_requests(&self, frame: &Frame, is_there: bool) {
        while let Some(request) = frame.requests.with(|known| known.at(0)) {
            self.take(&request);
            if is_there {
                request.question.letter.post(&JsValue::NULL);
            }
            request.question.letter.abort();
        }
    }

    /// Does something with every request in flight, which may be to answer it; from the end,
    /// because that takes it out.
    fn each_request(&self, work: &mut dyn FnMut(&Rc<Request>)) {
        self.registry.each(&mut |frame| {
            let mut index = frame.requests.with(|known| known.in_flight());
            while index > 0 {
                index -= 1;
                if let Some(request) = frame.requests.with(|known| known.at(index)) {
                    work(&request);
                }
            }
        });
    }

    /// The request in flight of a number, which says its frame: however many there are.
    fn request(&self, number: f64) -> Option<Rc<Request>> {
        let slot = number - (number / SLOTS).floor() * SLOTS;
        let frame = self.registry.by_slot(slot as usize)?;
        frame
            .requests
            .with(|known| known.find(|request| request.number == number))
    }

    fn ask(&self, request: &Rc<Request>) {
        let kind = request.question.key.kind;
        match self.find_provider(kind) {
            Ok(Some(provider)) => {
                if provider::call(self, &provider, &request.question, request.number).is_err() {
                    self.refuse(request, Code::ProviderFailed);
                }
            }
            Ok(None) if is_waiting(kind, self.loaded_at.get(), self.now()) => {
                request.is_waiting.set(true);
                self.look_later();
            }
            Ok(None) => self.refuse(request, Code::ProviderMissing),
            Err(_) => self.refuse(request, Code::ProviderFailed),
        }
    }

    /// Before the page's `load` its events say when to look; after it only the time does.
    fn look_later(&self) {
        if self.loaded_at.get().is_some() {
            let looking = self.later(LOOK_EVERY_MS, &JsValue::UNDEFINED);
            self.looking.set(looking);
        }
    }

    /// A provider has answered: a list of what its request is, and of what came of it.
    pub(crate) fn hear_answer(&self, outcomes: &JsValue) {
        let number = js::get(&js::get(outcomes, "0"), "value");
        let Some(request) = number.as_f64().and_then(|number| self.request(number)) else {
            return;
        };
        // What has failed has no value, but a reason.
        match js::get(outcomes, "1").get("value") {
            // The token itself stays in JavaScript; only its type and length are looked at.
            Some(token) if js::is_text(&token, MAX_TOKEN) => {
                self.settle(&request, &token);
            }
            Some(token) if !js::is_given(&token) => {
                self.settle(&request, &JsValue::NULL);
            }
            Some(_) => self.refuse(&request, Code::ProviderInvalidToken),
            None => self.refuse(&request, Code::ProviderFailed),
        }
    }

    /// Answers `null` and says why, unless the request has been settled in between.
    fn refuse(&self, request: &Rc<Request>, code: Code) {
        if !self.settle(request, &JsValue::NULL) {
            return;
        }
        if matches!(code, Code::ProviderTimeout) {
            request.question.letter.abort();
        }
        // An anonymous checkout is normal; a gated card without a token is not.
        let kind = request.question.key.kind;
        let is_loud = code.is_for_author()
            || (matches!(code, Code::ProviderMissing) && matches!(kind, Kind::Catalog));
        let subject = Subject {
            name: kind.provider(),
            ..request.question.subject()
        };
        self.reporter.tell(self, code, subject, is_loud);
    }

    /// Gives a request its one answer; `false` if it had it, or if there is nobody to answer.
    fn settle(&self, request: &Rc<Request>, token: &JsValue) -> bool {
        // What the page did to the frame in this very task counts already.
        self.catch_up();
        let is_due = self.take(request);
        if is_due {
            request.question.letter.post(token);
        }
        is_due
    }

    /// Takes a request off the books; `false` if it was not on them.
    fn take(&self, request: &Rc<Request>) -> bool {
        self.memory.pending.delete(&request.number.into());
        let known = &request.question.frame.requests;
        let now = self.now();
        known.with(|known| known.settle(request, now))
    }
}
