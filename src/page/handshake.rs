//! From a request to its one answer (contract: "On the wire").
//!
//! 1. A new request is noted, with its deadline, before the page is asked.
//! 2. The provider is found, or waited for while the page is still loading.
//! 3. Its answer is judged; everything that is no token becomes `null`.
//! 4. The answer goes to the window that asked, at the frame's pinned origin, if the frame is
//!    still what it was; otherwise nowhere. The loader posts it, with nothing of this program around
//!    it: a browser that is inspected walks through the whole stack at each post.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Page;
use super::frame::Frame;
use super::reporter::Subject;
use crate::core::diagnostic::Code;
use crate::core::patience::{LOOK_EVERY_MS, is_waiting};
use crate::core::requests::{Admission, InFlight, Key};
use crate::core::wire::{Kind, MAX_TOKEN};

/// A request's number is a multiple of this, and the slot of its frame: no page has more frames.
const SLOTS: f64 = 1_048_576.0;

thread_local! {
    /// Of all requests of this program, for whichever bridge: a provider that one has asked may give
    /// its answer to the next.
    static COUNT: Cell<f64> = const { Cell::new(0.0) };
}

/// A question that waits for its answer.
pub(crate) struct Request {
    /// Tells it from every other there was in this program.
    number: f64,
    key: Key,
    /// The very value that is sent back.
    id: JsValue,
    frame: Rc<Frame>,
    is_waiting: Cell<bool>,
    /// When it is answered `null`, in ms of the page.
    due_at: f64,
}

impl Request {
    fn subject(&self) -> Subject<'_> {
        Subject {
            frame: Some(&self.frame),
            request_id: self.id.clone(),
            name: "",
        }
    }
}

impl InFlight for Rc<Request> {
    fn key(&self) -> &Key {
        &self.key
    }

    fn is_same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

impl Page {
    /// A frame asks; the answer is under this `type`.
    pub(crate) fn receive_question(&self, frame: &Rc<Frame>, key: Key, id: JsValue, answer: &str) {
        let now = self.now();
        let admission = frame.requests.with(|known| known.admit(&key, now));
        if let Admission::Repeat = admission {
            return self.reporter.print(false, &"repeat".into(), &frame.element);
        }
        let count = COUNT.get() + SLOTS;
        COUNT.set(count);
        let number = count + frame.slot as f64;
        self.memory
            .answers
            .open(number, &frame.recipient, answer, &id);
        let request = Rc::new(Request {
            number,
            key,
            id,
            frame: frame.clone(),
            is_waiting: Cell::default(),
            due_at: now + self.timeout.get() - self.waited.get(),
        });
        if let Admission::TooMany = admission {
            self.memory.answers.settle(number, true, false);
            return self.report(Code::TooManyRequests, request.subject());
        }
        self.set_alarm(request.due_at, now);
        frame.requests.with(|known| known.add(request.clone()));
        self.ask(&request);
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
            self.end(&request, is_there, true);
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
        let kind = request.key.kind;
        match self.find_provider(kind) {
            Ok(Some(provider)) => {
                let asked = &request.frame.element;
                self.memory
                    .answers
                    .ask(request.number, &provider, kind.name(), asked);
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

    /// What a provider has given: the token itself stays in the loader, which says how long it is. What is
    /// no text is longer than any, nothing is no number, and a failure is less than nothing. A token is
    /// the answer, and is posted by the loader; for all else there is `null`.
    pub(crate) fn hear(&self, number: f64, length: f64) -> bool {
        let Some(request) = self.request(number) else {
            return false;
        };
        if length > 0.0 && length <= MAX_TOKEN {
            self.catch_up();
            return self.take(&request);
        }
        if length.is_nan() {
            self.settle(&request, false);
        } else if length < 0.0 {
            self.refuse(&request, Code::ProviderFailed);
        } else {
            self.refuse(&request, Code::ProviderInvalidToken);
        }
        false
    }

    /// Answers `null` and says why, unless the request has been settled in between.
    fn refuse(&self, request: &Rc<Request>, code: Code) {
        let is_given_up = matches!(code, Code::ProviderTimeout);
        if !self.settle(request, is_given_up) {
            return;
        }
        // An anonymous checkout is normal; a gated card without a token is not.
        let kind = request.key.kind;
        let is_loud = code.is_for_author()
            || (matches!(code, Code::ProviderMissing) && matches!(kind, Kind::Catalog));
        let subject = Subject {
            name: kind.provider(),
            ..request.subject()
        };
        self.reporter.tell(self, code, subject, is_loud);
    }

    /// Answers a request with `null`; `false` if it had its answer, or if there is nobody to answer.
    fn settle(&self, request: &Rc<Request>, is_given_up: bool) -> bool {
        // What the page did to the frame in this very task counts already.
        self.catch_up();
        self.end(request, true, is_given_up)
    }

    /// Ends a request, with `null` as its answer unless there is nobody; `false` if it had its answer.
    fn end(&self, request: &Rc<Request>, is_answered: bool, is_given_up: bool) -> bool {
        let is_due = self.take(request);
        if is_due {
            self.memory
                .answers
                .settle(request.number, is_answered, is_given_up);
        }
        is_due
    }

    /// Takes a request off the books; `false` if it was not on them.
    fn take(&self, request: &Rc<Request>) -> bool {
        let now = self.now();
        let known = &request.frame.requests;
        known.with(|known| known.settle(request, now))
    }
}
