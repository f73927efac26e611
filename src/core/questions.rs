//! The requests of frames, from their arrival to their one answer
//! (docs/protocol.md, "Which request is which" and "Providers").

use std::rc::Rc;

use super::books::Books;
use super::calls::{Answer, Calls, Loud, Question, Quiet};
use super::clock::{LOOK_EVERY_MS, waits_for_provider};
use super::diagnostic::Code;
use super::frame::{Pending, Status};
use super::requests::{Admission, Key};
use super::value::Value;
use super::wake::{News, Wake};
use super::wire::{Kind, MAX_TOKEN};

/// What came of asking a provider.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<V> {
    /// It gave this.
    Given(V),
    /// It, or the accessor it is behind, threw or rejected with this.
    Failed(V),
    /// There was none, and no reason to wait any longer.
    Missing,
    /// The deadline has passed.
    TimedOut,
}

impl<V: Value> Books<V> {
    /// A frame asks for a token.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one message, and when it came"
    )]
    pub(super) fn ask(
        &mut self,
        slot: usize,
        kind: Kind,
        is_prefixed: bool,
        id: V,
        key: String,
        waited: f64,
        now: f64,
        calls: &mut Calls<V>,
    ) {
        let due_at = now - waited + self.timeout_ms;
        let is_answered = waited > 0.0 && due_at <= now;
        let number = self.last_number.wrapping_add(1);
        let Some(frame) = self.frame_mut(slot) else {
            return;
        };
        let key = Key::new(kind, key);
        let answer = |id| {
            Rc::new(Answer {
                window: frame.window.clone(),
                origin: frame.origin.clone(),
                kind,
                is_prefixed,
                id,
            })
        };
        match frame.requests.admit(&key, now) {
            Admission::Repeat => {
                let element = frame.element.clone();
                if self.is_debug {
                    calls.then(Loud::Note(
                        "repeat: a request in flight, or just answered",
                        element,
                    ));
                }
            }
            Admission::TooMany => {
                let answer = answer(id.clone());
                calls.first(Quiet::Answer(None, answer, V::null()));
                if let Some(report) = self.report_on(slot, Code::TooManyRequests) {
                    calls.then(Loud::Report(report.with("requestId", id)));
                }
            }
            // The loader, which held the request until its deadline, has answered it.
            Admission::Ask if is_answered => frame.requests.remember(key, now),
            Admission::Ask => {
                let answer = answer(id);
                let wake = Wake::default();
                frame.requests.add(Pending {
                    number,
                    key,
                    answer: answer.clone(),
                    due_at,
                    is_waiting: false,
                    controller: None,
                    wake: wake.clone(),
                });
                calls.first(Quiet::Ask(Question {
                    slot,
                    number,
                    frame: frame.element.clone(),
                    answer,
                    wake,
                }));
                self.last_number = number;
                self.alarm_at = self.alarm_at.min(due_at);
            }
        }
    }

    /// Notes what aborts the provider's signal; `false` if the request is settled by now.
    pub fn set_controller(&mut self, slot: usize, number: u32, controller: V) -> bool {
        let request = self.pending(slot, number);
        request
            .map(|request| {
                request.is_waiting = false;
                request.controller = Some(controller);
            })
            .is_some()
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
        request.is_waiting = waits_for_provider(request.key.kind, last, now);
        let is_waiting = request.is_waiting;
        if is_waiting && !is_loading {
            let look_at = now + LOOK_EVERY_MS;
            self.look_at.get_or_insert(look_at);
            self.alarm_at = self.alarm_at.min(look_at);
        }
        is_waiting
    }

    /// Requests that wait for a provider look again.
    pub fn look_again(&mut self) {
        for frame in self.frames.iter_mut().flatten() {
            for request in frame.requests.in_flight() {
                if request.is_waiting {
                    request.wake.tell(News::LookAgain);
                }
            }
        }
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
        let kind = request.key.kind;
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
                Some(length) if (1.0..=MAX_TOKEN).contains(&length) => {
                    token = given;
                    None
                }
                None if given.is_nothing() => None,
                _ => Some(Code::ProviderInvalidToken),
            },
        };
        let request_id = request.answer.id.clone();
        calls.first(Quiet::Answer(Some(number), request.answer, token));
        request.wake.tell(News::Over);
        let Some(code) = code else { return };
        if code == Code::ProviderTimeout
            && let Some(controller) = request.controller
        {
            calls.then(Loud::Abort(controller));
        }
        if let Some(report) = self.report_on(slot, code) {
            let mut report = report.named(kind.provider()).with("requestId", request_id);
            report.fields.extend(cause.map(|cause| ("cause", cause)));
            // An anonymous checkout is normal; a gated card without a token is not.
            report.is_warning |= code == Code::ProviderMissing && kind.is_needed();
            calls.then(Loud::Report(report));
        }
    }

    /// Does what is due, and notes when something will be next.
    pub fn ring(&mut self, now: f64, calls: &mut Calls<V>) {
        let is_due = |at: f64| at <= now;
        if self.look_at.is_some_and(is_due) {
            self.look_at = self.has_waiting().then_some(now + LOOK_EVERY_MS);
            self.look_again();
        }
        let mut next = self.look_at.unwrap_or(f64::INFINITY);
        for slot in 0..self.frames.len() {
            let Some(frame) = self.frame_mut(slot) else {
                continue;
            };
            let mut overdue = Vec::new();
            for request in frame.requests.in_flight() {
                if is_due(request.due_at) {
                    let is_missing = request.is_waiting;
                    overdue.push((request.number, is_missing));
                } else {
                    next = next.min(request.due_at);
                }
            }
            let silent_at = frame.silent_at.filter(|at| is_due(*at));
            next = next.min(frame.silent_at.filter(|at| !is_due(*at)).unwrap_or(next));
            if silent_at.is_some() {
                frame.silent_at = None;
                self.fall_silent(slot, calls);
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

    fn has_waiting(&mut self) -> bool {
        let mut frames = self.frames.iter_mut().flatten();
        frames.any(|frame| frame.requests.in_flight().iter().any(|it| it.is_waiting))
    }

    fn fall_silent(&mut self, slot: usize, calls: &mut Calls<V>) {
        let code = Code::FrameSilent;
        self.set_status(slot, Status::Silent, Some(code), calls);
        if let Some(report) = self.report_on(slot, code)
            && let Some(frame) = self.frame(slot)
        {
            calls.then(Loud::Report(report.with("expected", frame.origin.clone())));
        }
    }

    fn pending(&mut self, slot: usize, number: u32) -> Option<&mut Pending<V>> {
        let requests = self.frame_mut(slot)?.requests.in_flight();
        requests.iter_mut().find(|request| request.number == number)
    }
}
