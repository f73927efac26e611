//! A page that is the core and little else: it does with the core what `src/page/handshake.rs`
//! and `discovery.rs` do, without a browser.

use std::cell::RefCell;
use std::rc::Rc;

use ledgerbee_embed::core::patience::DEFAULT_TIMEOUT_MS;
use ledgerbee_embed::core::requests::{Admission, InFlight, Key, Requests};
use ledgerbee_embed::core::wire::{Kind, Message, read};

use crate::requests::{Ask, Effect, Place, SLOTS, Step};
use crate::sample::{object, text};

struct Frame {
    place: Place,
    requests: RefCell<Requests<Call>>,
}

struct Asked {
    number: usize,
    frame: Rc<Frame>,
    key: Key,
    ask: Ask,
    at: f64,
}

#[derive(Clone)]
struct Call(Rc<Asked>);

impl InFlight for Call {
    fn key(&self) -> &Key {
        &self.0.key
    }

    fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Requests of their own for each frame under each pin; an answer only for what these still know.
#[derive(Default)]
pub(crate) struct Bench {
    now: f64,
    frames: [Option<Rc<Frame>>; SLOTS],
    pins: usize,
    /// Every call there ever was.
    calls: Vec<Call>,
    effects: Vec<Effect>,
}

impl Bench {
    /// A page with a frame in every slot.
    pub(crate) fn new() -> Self {
        let mut bench = Self::default();
        (0..SLOTS).for_each(|slot| bench.find(slot));
        bench
    }

    /// The frames that are served now.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.frames.iter().flatten().map(|it| it.place).collect()
    }

    pub(crate) fn run(&mut self, step: &Step) -> Vec<Effect> {
        match step {
            Step::Ask(slot, asks) => asks.iter().for_each(|ask| self.ask(*slot, ask)),
            Step::Answer(call) => {
                if let Some(call) = self.calls.get(*call).cloned() {
                    self.settle(&call);
                }
            }
            Step::AnswerAll(slot) => {
                self.settle_those(&|asked| asked.frame.place.slot == *slot);
            }
            Step::Wait(pause) => {
                self.now += pause;
                let now = self.now;
                self.settle_those(&|asked| asked.at + DEFAULT_TIMEOUT_MS <= now);
            }
            Step::Load(slot) => {
                if let Some(frame) = &self.frames[*slot] {
                    frame.requests.borrow_mut().forget_answered();
                }
            }
            Step::Repin(slot) => {
                if self.release(*slot, false) {
                    self.find(*slot);
                }
            }
            Step::Toggle(slot) => {
                if !self.release(*slot, false) {
                    self.find(*slot);
                }
            }
            Step::Stop => {
                for slot in 0..SLOTS {
                    self.release(slot, true);
                }
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn ask(&mut self, slot: usize, ask: &Ask) {
        let Some(frame) = self.frames[slot].clone() else {
            return;
        };
        let key = key(ask);
        let admission = frame.requests.borrow_mut().admit(&key, self.now);
        match admission {
            Admission::Ask => {
                let number = self.calls.len();
                let call = Call(Rc::new(Asked {
                    number,
                    frame: frame.clone(),
                    key,
                    ask: ask.clone(),
                    at: self.now,
                }));
                frame.requests.borrow_mut().add(call.clone());
                let to = frame.place;
                self.effects.push(Effect::Call { to, number });
                self.calls.push(call);
            }
            Admission::TooMany => self.answer(frame.place, ask, None),
            Admission::Repeat => {}
        }
    }

    fn settle_those(&mut self, is_meant: &dyn Fn(&Asked) -> bool) {
        for call in self.calls.clone().into_iter().rev() {
            if is_meant(&call.0) {
                self.settle(&call);
            }
        }
    }

    fn settle(&mut self, call: &Call) {
        let asked = &call.0;
        let is_due = asked.frame.requests.borrow_mut().settle(call, self.now);
        if is_due {
            self.answer(asked.frame.place, &asked.ask, Some(asked.number));
        }
    }

    fn answer(&mut self, to: Place, ask: &Ask, call: Option<usize>) {
        self.effects.push(Effect::Answer {
            to,
            word: ask.kind.answer(ask.is_prefixed).to_owned(),
            id: ask.id.clone(),
            call,
        });
    }

    fn find(&mut self, slot: usize) {
        let pin = self.pins;
        self.pins += 1;
        self.frames[slot] = Some(Rc::new(Frame {
            place: Place { slot, pin },
            requests: RefCell::default(),
        }));
    }

    fn release(&mut self, slot: usize, is_there: bool) -> bool {
        let Some(frame) = self.frames[slot].take() else {
            return false;
        };
        let in_flight = frame.requests.borrow().in_flight();
        for _ in 0..in_flight {
            let first = frame.requests.borrow().at(0);
            let Some(call) = first else { break };
            let is_settled = frame.requests.borrow_mut().settle(&call, self.now);
            assert!(is_settled, "what is in flight can be settled");
            if is_there {
                self.answer(frame.place, &call.0.ask, Some(call.0.number));
            }
        }
        true
    }
}

impl Drop for Bench {
    /// Frames and what they ask hold each other.
    fn drop(&mut self) {
        for slot in 0..SLOTS {
            self.release(slot, false);
        }
    }
}

/// By way of a message, as a frame would send it.
fn key(ask: &Ask) -> Key {
    let prefix = if ask.is_prefixed {
        "ledgerbee:embed:"
    } else {
        ""
    };
    let word = match ask.kind {
        Kind::Bind => "requestBindToken",
        Kind::Catalog => "requestCatalogToken",
    };
    let message = object([
        ("type", text(&format!("{prefix}{word}"))),
        ("requestId", ask.id.clone()),
    ]);
    match read(&message, |_| false) {
        Ok(Message::Request { kind, key, .. }) if kind == ask.kind => Key::new(kind, key),
        other => panic!("{message:?} is read as {other:?}"),
    }
}
