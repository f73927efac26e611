//! What the bridge knows: its frames, whom it trusts, and its settings.
//!
//! This file keeps the frames; `inbox.rs` takes their messages, `questions.rs` their requests.

use std::rc::Rc;

use super::calls::{Calls, Loud, Quiet};
use super::clock::{
    DEFAULT_SILENCE_MS, DEFAULT_TIMEOUT_MS, Due, SILENCE_RANGE_MS, TIMEOUT_RANGE_MS, within,
};
use super::diagnostic::{Code, Report, Tally};
use super::event::FutureNames;
use super::field::Fields;
use super::frame::{Frame, Pinned, Status};
use super::origin::Trust;
use super::requests::Requests;
use super::value::{Index, Value};
use super::wake::News;
use super::wire::{PREFIX, STATUS};

/// What an iframe that is marked, and in an observed tree, says of itself now.
#[derive(Clone, Debug)]
pub struct Reading<V> {
    /// The iframe.
    pub element: V,
    /// Its window.
    pub window: V,
    /// The origin of its address, as the browser's URL parser prints it.
    pub origin: V,
    /// Why it cannot be served (`pin::refusal`).
    pub refusal: Option<Code>,
    /// Whether its address is still to come.
    pub is_blank: bool,
    /// Whether it shows a document of its own, and not the empty one every frame begins with.
    pub has_document: bool,
}

/// The books of one bridge.
#[derive(Debug)]
pub struct Books<V: Value> {
    /// Who may be served.
    pub trust: Trust,
    /// Whether each reason to drop a message is said on the console.
    pub is_debug: bool,
    /// When the page has loaded, or the embed started after that.
    pub(super) ready_at: f64,
    pub(super) timeout_ms: f64,
    pub(super) silence_ms: f64,
    /// In boxes, which are quickly put in and taken out.
    pub(super) frames: Vec<Option<Box<Frame<V>>>>,
    pub(super) by_window: V::Index,
    by_element: V::Index,
    pub(super) future_names: FutureNames,
    tally: Tally,
    pub(super) last_number: u32,
    /// When requests that wait for a provider look again.
    pub(super) look_at: Due,
    /// Before this time nothing is due.
    pub(super) alarm_at: Due,
}

impl<V: Value> Books<V> {
    /// Empty books, for a bridge that starts at `now`, in ms.
    #[must_use]
    pub fn new(trust: Trust, now: f64) -> Self {
        Self {
            trust,
            is_debug: false,
            ready_at: now,
            timeout_ms: DEFAULT_TIMEOUT_MS,
            silence_ms: DEFAULT_SILENCE_MS,
            frames: Vec::new(),
            by_window: V::Index::default(),
            by_element: V::Index::default(),
            future_names: FutureNames::default(),
            tally: Tally::default(),
            last_number: 0,
            look_at: Due::NEVER,
            alarm_at: Due::NEVER,
        }
    }

    /// Sets how long providers have, in ms.
    pub fn set_timeout(&mut self, asked: f64) {
        self.timeout_ms = within(asked, TIMEOUT_RANGE_MS);
    }

    /// Sets how long a frame may be silent, in ms.
    pub fn set_silence(&mut self, asked: f64) {
        self.silence_ms = within(asked, SILENCE_RANGE_MS);
    }

    /// When [`ring`](Self::ring) must be called at the latest.
    #[must_use]
    pub fn alarm_at(&self) -> Due {
        self.alarm_at
    }

    /// The windows of all frames.
    #[must_use]
    pub fn by_window(&self) -> &V::Index {
        &self.by_window
    }

    /// Makes the books agree with an iframe. `was_other` says that between two readings it was pinned
    /// otherwise, even if it is now what it was.
    pub fn place(&mut self, reading: Reading<V>, was_other: bool, now: f64, calls: &mut Calls<V>) {
        let known = self.by_element.slot(&reading.element);
        let mut tally = Tally::default();
        // One that was refused may have been loaded long ago.
        let mut is_first = true;
        if let Some(slot) = known {
            if let Some(frame) = self.frame(slot) {
                let is_same_origin = frame.pinned.origin == reading.origin;
                let is_same = !was_other
                    && frame.pinned.window == reading.window
                    && frame.refusal == reading.refusal
                    && (frame.refusal.is_some() || is_same_origin);
                if is_same {
                    return;
                }
                is_first = is_same_origin && frame.refusal == Some(Code::UntrustedOrigin);
            }
            if let Some(old) = self.release(slot, false, calls) {
                tally = old;
            }
        }
        let slot = self.vacancy();
        self.by_window.set(&reading.window, slot);
        self.by_element.set(&reading.element, slot);
        let Reading {
            element,
            window,
            origin,
            refusal,
            is_blank,
            has_document,
        } = reading;
        if refusal.is_none() && is_first && has_document {
            calls.first(Quiet::Hello(window.clone(), origin.clone()));
        }
        let frame = Frame {
            pinned: Rc::new(Pinned {
                element,
                window,
                origin,
            }),
            refusal,
            status: Status::Refused,
            found_at: now,
            is_heard: false,
            silent_at: Due::NEVER,
            requests: Requests::default(),
            height: 0.0,
            restores: 0,
            tally,
        };
        if let Some(place) = self.frames.get_mut(slot) {
            *place = Some(Box::new(frame));
        }
        match refusal {
            None => self.set_status(slot, Status::Loading, None, calls),
            Some(code) => {
                self.say_status(slot, Status::Refused, Some(code), calls);
                let is_warning =
                    code.is_for_author() && !(is_blank && code == Code::UntrustedOrigin);
                self.report_refused(slot, is_warning, calls);
            }
        }
    }

    /// Releases an iframe that is gone, or not marked any more.
    pub fn lose(&mut self, element: &V, calls: &mut Calls<V>) {
        if let Some(slot) = self.by_element.slot(element) {
            self.release(slot, false, calls);
        }
    }

    /// Releases every frame, and answers what is pending with `null`.
    pub fn stop(&mut self, calls: &mut Calls<V>) {
        for slot in 0..self.frames.len() {
            self.release(slot, true, calls);
        }
        self.alarm_at = Due::NEVER;
    }

    /// Whether an iframe is in the books under this origin, served or not.
    #[must_use]
    pub fn has_origin(&self, element: &V, origin: &V) -> bool {
        self.known(element)
            .is_some_and(|frame| frame.refusal.is_none() && frame.pinned.origin == *origin)
    }

    /// How many places for frames there are.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.frames.len()
    }

    /// The iframe in a place.
    #[must_use]
    pub fn element(&self, slot: usize) -> Option<V> {
        self.frame(slot).map(|frame| frame.pinned.element.clone())
    }

    /// Whether an iframe is served.
    #[must_use]
    pub fn is_served(&self, element: &V) -> bool {
        self.known(element)
            .is_some_and(|frame| frame.refusal.is_none())
    }

    /// Whether an iframe is in the books.
    #[must_use]
    pub fn is_known(&self, element: &V) -> bool {
        self.known(element).is_some()
    }

    /// The status of an iframe; `None` if it is not in the books.
    #[must_use]
    pub fn status(&self, element: &V) -> Option<Status> {
        self.known(element).map(|frame| frame.status)
    }

    /// An iframe has loaded a document: what an older one was answered is history, and this one
    /// should be heard soon.
    pub fn loaded(&mut self, element: &V, now: f64) {
        let silent_at = Due::at(now + self.silence_ms);
        if let Some(slot) = self.by_element.slot(element)
            && let Some(frame) = self.frame_mut(slot)
        {
            frame.requests.forget_answered();
            if frame.refusal.is_none() && !std::mem::take(&mut frame.is_heard) {
                frame.silent_at = silent_at;
                self.alarm_at = self.alarm_at.earlier(silent_at);
            }
        }
    }

    /// The page has written an iframe's style anew, and its height is gone.
    pub fn restore_height(&mut self, element: &V, calls: &mut Calls<V>) {
        if let Some(slot) = self.by_element.slot(element)
            && let Some(frame) = self.frame_mut(slot)
            && frame.restores > 0
        {
            frame.restores -= 1;
            calls.then(Loud::Resize(frame.pinned.element.clone(), frame.height));
        }
    }

    /// Reports something that concerns the whole page; `None` if there were too many reports of it.
    pub fn report<'a>(&mut self, code: Code, calls: &'a mut Calls<V>) -> Option<&'a mut Report<V>> {
        let is_event = self.tally.admit(code);
        if !is_event && !self.is_debug {
            return None;
        }
        calls.report(code, is_event)
    }

    /// Reports something that concerns a frame; `None` if the frame is gone, or there were too many
    /// reports of it.
    #[inline(never)]
    pub(super) fn report_on<'a>(
        &mut self,
        slot: usize,
        code: Code,
        calls: &'a mut Calls<V>,
    ) -> Option<&'a mut Report<V>> {
        let is_debug = self.is_debug;
        let frame = self.frame_mut(slot)?;
        let is_event = frame.tally.admit(code);
        if !is_event && !is_debug {
            return None;
        }
        let report = calls.report(code, is_event)?;
        report.add("frame", frame.pinned.element.clone());
        Some(report)
    }

    /// Reports why a frame is not served.
    pub(super) fn report_refused(&mut self, slot: usize, is_warning: bool, calls: &mut Calls<V>) {
        if let Some(code) = self.frame(slot).and_then(|frame| frame.refusal)
            && let Some(report) = self.report_on(slot, code, calls)
            && let Some(frame) = self.frame(slot)
        {
            report.is_warning = is_warning;
            report.add("origin", frame.pinned.origin.clone());
        }
    }

    pub(super) fn set_status(
        &mut self,
        slot: usize,
        status: Status,
        code: Option<Code>,
        calls: &mut Calls<V>,
    ) {
        if self.frame(slot).is_some_and(|frame| frame.status != status) {
            self.say_status(slot, status, code, calls);
        }
    }

    #[inline(never)]
    fn say_status(
        &mut self,
        slot: usize,
        status: Status,
        code: Option<Code>,
        calls: &mut Calls<V>,
    ) {
        if let Some(frame) = self.frame_mut(slot) {
            frame.status = status;
            let mut fields = Fields::default();
            fields.add("status", V::word(status.name()));
            if let Some(code) = code {
                fields.add("code", V::word(code.name()));
            }
            fields.add("frame", frame.pinned.element.clone());
            calls.then(Loud::Event {
                name: V::joined(PREFIX, &V::word(STATUS)),
                fields,
                is_kept: false,
            });
        }
    }

    #[inline(never)]
    pub(super) fn frame(&self, slot: usize) -> Option<&Frame<V>> {
        self.frames.get(slot)?.as_deref()
    }

    #[inline(never)]
    pub(super) fn frame_mut(&mut self, slot: usize) -> Option<&mut Frame<V>> {
        self.frames.get_mut(slot)?.as_deref_mut()
    }

    fn known(&self, element: &V) -> Option<&Frame<V>> {
        self.frame(self.by_element.slot(element)?)
    }

    /// A slot no frame is in.
    fn vacancy(&mut self) -> usize {
        let free = self.frames.iter().position(Option::is_none);
        free.unwrap_or_else(|| {
            self.frames.push(None);
            self.frames.len() - 1
        })
    }

    /// Lets go of a frame and of what it has asked; gives how often it was reported. If it is still there,
    /// because the bridge is being stopped, it is answered `null`; otherwise there is no frame left to answer.
    #[inline(never)]
    fn release(&mut self, slot: usize, is_there: bool, calls: &mut Calls<V>) -> Option<Tally> {
        let mut frame = self.frames.get_mut(slot)?.take()?;
        self.by_window.remove(&frame.pinned.window);
        self.by_element.remove(&frame.pinned.element);
        for request in frame.requests.take_all() {
            let question = request.question;
            question.wake.tell(News::Over);
            calls.then(Loud::Abort(question.clone()));
            calls.first(if is_there {
                Quiet::Answer(question, V::null())
            } else {
                Quiet::Forget(question)
            });
        }
        Some(frame.tally)
    }
}
