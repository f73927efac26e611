//! The requests of frames, from their arrival to their one answer
//! (docs/protocol.md, "Which request is which" and "Providers").

use std::cell::OnceCell;
use std::rc::Rc;

use super::books::Books;
use super::calls::{Calls, Loud, Quiet};
use super::clock::{Due, LOOK_EVERY_MS, waits_for_provider};
use super::diagnostic::Code;
use super::field::Fields;
use super::frame::{Pending, Question, Status};
use super::inbox::Held;
use super::requests::{Admission, Key};
use super::value::Value;
use super::wake::{News, Outcome, Wake};
use super::wire::{MAX_TOKEN, PREFIX};

/// The note about a request that came twice.
const REPEAT: &str = "repeat: a request in flight, or just answered";

impl<V: Value> Books<V> {
    /// A frame asks for a token.
    pub(super) fn ask(
        &mut self,
        slot: usize,
        is_prefixed: bool,
        key: Key<V>,
        held: Held,
        now: f64,
        calls: &mut Calls<V>,
    ) {
        let due_at = now - held.waited + self.timeout_ms;
        let number = self.last_number.wrapping_add(1);
        let Some(frame) = self.frame_mut(slot) else {
            return;
        };
        let admission = frame.requests.admit(&key, now);
        if admission == Admission::Repeat {
            let element = frame.pinned.element.clone();
            if self.is_debug {
                let mut fields = Fields::default();
                fields.add("message", V::word(REPEAT));
                fields.add("frame", element);
                calls.then(Loud::Note(fields));
            }
            return;
        }
        if held.is_answered {
            frame.requests.remember(key, now);
            return;
        }
        let answer = V::word(key.kind.answer());
        let question = Rc::new(Question {
            slot,
            number,
            pinned: frame.pinned.clone(),
            word: if is_prefixed {
                V::joined(PREFIX, &answer)
            } else {
                answer
            },
            key,
            wake: Wake::default(),
            entry: OnceCell::new(),
        });
        if admission == Admission::TooMany {
            if let Some(report) = self.report_on(slot, Code::TooManyRequests, calls) {
                report.add("requestId", question.key.id.clone());
            }
            calls.first(Quiet::Answer(question, V::null()));
            return;
        }
        frame.requests.add(Pending {
            question: question.clone(),
            due_at,
            is_waiting: false,
        });
        calls.first(Quiet::Ask(question));
        self.last_number = number;
        self.alarm_at = self.alarm_at.earlier(Due::at(due_at));
    }

    /// A request has found its provider; `false` if it is settled by now.
    pub fn found(&mut self, slot: usize, number: u32) -> bool {
        let request = self.pending(slot, number);
        request.map(|request| request.is_waiting = false).is_some()
    }

    /// A request has found no provider: whether it waits for one. `is_loading` is said of the page.
    pub fn wait(&mut self, slot: usize, number: u32, is_loading: bool, now: f64) -> bool {
        let ready_at = self.ready_at;
        let Some(found_at) = self.frame(slot).map(|frame| frame.found_at) else {
            return false;
        };
        let last = (!is_loading).then(|| ready_at.max(found_at));
        let Some(request) = self.pending(slot, number) else {
            return false;
        };
        request.is_waiting = waits_for_provider(request.question.key.kind, last, now);
        let is_waiting = request.is_waiting;
        if is_waiting && !is_loading {
            self.look_at = self.look_at.earlier(Due::at(now + LOOK_EVERY_MS));
            self.alarm_at = self.alarm_at.earlier(self.look_at);
        }
        is_waiting
    }

    /// Requests that wait for a provider look again; `false` if there are none.
    pub fn look_again(&mut self) -> bool {
        let mut has_waiting = false;
        for frame in self.frames.iter_mut().flatten() {
            for request in frame.requests.in_flight() {
                if request.is_waiting {
                    request.question.wake.tell(News::LookAgain);
                    has_waiting = true;
                }
            }
        }
        has_waiting
    }

    /// The page has loaded.
    pub fn page_loaded(&mut self, now: f64) {
        self.ready_at = now;
        self.look_again();
    }

    /// Answers a request, unless it has been settled before: with the token its provider gave, else
    /// with `null`, and says why.
    pub fn settle(
        &mut self,
        slot: usize,
        number: u32,
        outcome: Outcome<V>,
        now: f64,
        calls: &mut Calls<V>,
    ) {
        let frame = self.frame_mut(slot);
        let Some(request) = frame.and_then(|frame| frame.requests.settle(number, now)) else {
            return;
        };
        let is_late = now > request.due_at;
        let question = request.question;
        let kind = question.key.kind;
        let (mut token, mut cause) = (V::null(), None);
        let code = match outcome {
            Outcome::Missing => Some(Code::ProviderMissing),
            Outcome::TimedOut => Some(Code::ProviderTimeout),
            _ if is_late => Some(Code::ProviderTimeout),
            Outcome::Failed(thrown) => {
                cause = Some(thrown);
                Some(Code::ProviderFailed)
            }
            Outcome::Given(given) => match given.length() {
                Some(length) if (1..=MAX_TOKEN).contains(&length) => {
                    token = given;
                    None
                }
                None if given.is_nothing() => None,
                _ => Some(Code::ProviderInvalidToken),
            },
        };
        question.wake.tell(News::Over);
        calls.first(Quiet::Answer(question.clone(), token));
        let Some(code) = code else { return };
        if code == Code::ProviderTimeout {
            calls.then(Loud::Abort(question.clone()));
        }
        if let Some(report) = self.report_on(slot, code, calls) {
            report.name = Some(kind.provider());
            report.add("requestId", question.key.id.clone());
            if let Some(cause) = cause {
                report.add("cause", cause);
            }
            // An anonymous checkout is normal; a gated card without a token is not.
            report.is_warning |= code == Code::ProviderMissing && kind.is_needed();
        }
    }

    /// Does what is due, and notes when something will be next.
    pub fn ring(&mut self, now: f64, calls: &mut Calls<V>) {
        if self.look_at.has_come(now) {
            self.look_at = if self.look_again() {
                Due::at(now + LOOK_EVERY_MS)
            } else {
                Due::NEVER
            };
        }
        let mut next = self.look_at;
        for slot in 0..self.frames.len() {
            let Some(frame) = self.frame_mut(slot) else {
                continue;
            };
            let mut overdue = Vec::new();
            for request in frame.requests.in_flight() {
                if request.due_at <= now {
                    let is_missing = request.is_waiting;
                    overdue.push((request.question.number, is_missing));
                } else {
                    next = next.earlier(Due::at(request.due_at));
                }
            }
            if frame.silent_at.has_come(now) {
                frame.silent_at = Due::NEVER;
                self.fall_silent(slot, calls);
            } else {
                next = next.earlier(frame.silent_at);
            }
            for (number, is_missing) in overdue {
                let outcome = if is_missing {
                    Outcome::Missing
                } else {
                    Outcome::TimedOut
                };
                self.settle(slot, number, outcome, now, calls);
            }
        }
        self.alarm_at = next;
    }

    fn fall_silent(&mut self, slot: usize, calls: &mut Calls<V>) {
        let code = Code::FrameSilent;
        self.set_status(slot, Status::Silent, Some(code), calls);
        if let Some(report) = self.report_on(slot, code, calls)
            && let Some(frame) = self.frame(slot)
        {
            report.add("expected", frame.pinned.origin.clone());
        }
    }

    fn pending(&mut self, slot: usize, number: u32) -> Option<&mut Pending<V>> {
        let requests = self.frame_mut(slot)?.requests.in_flight();
        requests
            .iter_mut()
            .find(|request| request.question.number == number)
    }
}
