//! A message of a frame, once its source is known to be that frame's window
//! (docs/protocol.md, "Messages that count").

use super::books::Books;
use super::calls::{Calls, Loud};
use super::diagnostic::{Code, Report};
use super::event::{PAGE_LOADED, fields};
use super::frame::Status;
use super::value::Value;
use super::wire::{self, Message, Refusal};

impl<V: Value> Books<V> {
    /// The origin that a message of this frame must have. `None` if the frame is not served, which is
    /// reported.
    pub fn expect(&mut self, slot: usize, calls: &mut Calls<V>) -> Option<V> {
        let frame = self.frame(slot)?;
        if frame.refusal.is_some() {
            self.report_refused(slot, false, calls);
            return None;
        }
        Some(frame.origin.clone())
    }

    /// A message came from the frame's window, but from another origin.
    pub fn mismatch(&mut self, slot: usize, origin: V, calls: &mut Calls<V>) {
        if let Some(frame) = self.frame(slot) {
            let report = Report::new(Code::OriginMismatch)
                .with("origin", origin)
                .with("expected", frame.origin.clone());
            self.report_of(slot, report, calls);
        }
    }

    /// A message came from the frame's window and its pinned origin, `waited` ms ago.
    pub fn receive(&mut self, slot: usize, data: &V, waited: f64, now: f64, calls: &mut Calls<V>) {
        self.heard(slot, calls);
        let names = &mut self.future_names;
        let malformed = |name| Report::new(Code::MalformedMessage).named(name);
        let report = match wire::read(data, |name| names.admit(name)) {
            Ok(Message::Request {
                kind,
                is_prefixed,
                id,
                key,
            }) => return self.ask(slot, kind, is_prefixed, id, key, waited, now, calls),
            Ok(Message::Resize(height)) => {
                if let Some(frame) = self.frame(slot) {
                    calls.then(Loud::Resize(frame.element.clone(), height));
                }
                return;
            }
            Ok(Message::Event(name)) => return self.emit(slot, name, data, calls),
            Err(Refusal::NoType) => malformed("type"),
            Err(Refusal::BadField(name)) => malformed(name),
            Err(Refusal::Unknown) => Report::new(Code::UnknownMessage),
        };
        self.report_of(slot, report, calls);
    }

    fn heard(&mut self, slot: usize, calls: &mut Calls<V>) {
        if let Some(frame) = self.frame_mut(slot) {
            frame.is_heard = true;
            frame.silent_at = None;
            if frame.status == Status::Silent {
                self.set_status(slot, Status::Loading, None, calls);
            }
        }
    }

    fn emit(&mut self, slot: usize, name: String, data: &V, calls: &mut Calls<V>) {
        if name == PAGE_LOADED {
            self.set_status(slot, Status::Ready, None, calls);
        }
        if let Some(frame) = self.frame(slot) {
            let mut fields = fields(&name, data);
            fields.push(("frame", frame.element.clone()));
            calls.then(Loud::Event {
                name,
                fields,
                kept_for: Some(frame.element.clone()),
            });
        }
    }
}
