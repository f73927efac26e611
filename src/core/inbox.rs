//! A message of a frame, once its source is known to be that frame's window
//! (docs/protocol.md, "Messages that count").

use super::books::Books;
use super::calls::{Calls, Loud};
use super::clock::Due;
use super::diagnostic::Code;
use super::event::{PAGE_LOADED, fields};
use super::frame::Status;
use super::requests::Key;
use super::value::Value;
use super::wire::{self, Message, Refusal};

/// How often a height is set again, until the frame asks for one again.
const MAX_RESTORES: u8 = 100;

/// What the loader says of a message that it held while there was no program.
#[derive(Clone, Copy, Default)]
pub struct Held {
    /// How long ago it came, in ms.
    pub waited: f64,
    /// Whether its deadline has passed meanwhile, and the loader has answered it.
    pub is_answered: bool,
}

impl<V: Value> Books<V> {
    /// The origin that a message of this frame must have; `None` if the frame is not served.
    #[must_use]
    pub fn expected(&self, slot: usize) -> Option<&V> {
        let frame = self.frame(slot)?;
        frame.refusal.is_none().then_some(&frame.pinned.origin)
    }

    /// A message came from the window of a frame that is not served, or from another origin than the
    /// frame's.
    pub fn refuse(&mut self, slot: usize, origin: V, calls: &mut Calls<V>) {
        let Some(expected) = self.expected(slot).cloned() else {
            return self.report_refused(slot, false, calls);
        };
        if let Some(report) = self.report_on(slot, Code::OriginMismatch, calls) {
            report.add("origin", origin);
            report.add("expected", expected);
        }
    }

    /// A message came from the frame's window and its pinned origin.
    pub fn receive(
        &mut self,
        slot: usize,
        data: &V,
        held: Held,
        now: impl FnOnce() -> f64,
        calls: &mut Calls<V>,
    ) {
        self.heard(slot, calls);
        let names = &mut self.future_names;
        let (code, name) = match wire::read(data, |name| names.admit(name)) {
            Ok(Message::Request {
                kind,
                is_prefixed,
                id,
                print,
            }) => {
                let key = Key { kind, print, id };
                return self.ask(slot, is_prefixed, key, held, now(), calls);
            }
            Ok(Message::Resize(height)) => {
                if let Some(frame) = self.frame_mut(slot) {
                    frame.height = height;
                    frame.restores = MAX_RESTORES;
                    calls.then(Loud::Resize(frame.pinned.element.clone(), height));
                }
                return;
            }
            Ok(Message::Event { name, prefixed }) => {
                return self.emit(slot, &name, prefixed, data, calls);
            }
            Err(Refusal::NoType) => (Code::MalformedMessage, Some("type")),
            Err(Refusal::BadField(name)) => (Code::MalformedMessage, Some(name)),
            Err(Refusal::Unknown) => (Code::UnknownMessage, None),
        };
        if let Some(report) = self.report_on(slot, code, calls) {
            report.name = name;
        }
    }

    fn heard(&mut self, slot: usize, calls: &mut Calls<V>) {
        if let Some(frame) = self.frame_mut(slot) {
            frame.is_heard = true;
            frame.silent_at = Due::NEVER;
            if frame.status == Status::Silent {
                self.set_status(slot, Status::Loading, None, calls);
            }
        }
    }

    fn emit(&mut self, slot: usize, name: &str, prefixed: V, data: &V, calls: &mut Calls<V>) {
        if name == PAGE_LOADED {
            self.set_status(slot, Status::Ready, None, calls);
        }
        if let Some(frame) = self.frame(slot) {
            let mut fields = fields(name, data);
            fields.add("frame", frame.pinned.element.clone());
            calls.then(Loud::Event {
                name: prefixed,
                fields,
                is_kept: true,
            });
        }
    }
}
