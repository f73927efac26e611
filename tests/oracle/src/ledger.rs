//! "Which request is which" of docs/protocol.md, naively: every request there ever
//! was is kept, and looked through for each.

use ledgerbee_embed::core::wire::Kind;

use crate::Reached;
use crate::requests::{Ask, Effect, Place, SLOTS, Step};

struct Entry {
    to: Place,
    ask: Ask,
    at: f64,
    call: Option<usize>,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    InFlight,
    Answered,
    /// Answered, but a document has been loaded since.
    Forgotten,
    Dropped,
}

#[derive(Default)]
pub(crate) struct Ledger {
    now: f64,
    places: [Option<Place>; SLOTS],
    pins: usize,
    calls: usize,
    entries: Vec<Entry>,
    /// Which entry was answered when, oldest first.
    answers: Vec<(usize, f64)>,
    effects: Vec<Effect>,
    pub(crate) reached: Reached,
}

impl Ledger {
    pub(crate) fn new() -> Self {
        let mut ledger = Self::default();
        (0..SLOTS).for_each(|slot| ledger.find(slot));
        ledger
    }

    pub(crate) fn run(&mut self, step: &Step) -> Vec<Effect> {
        let now = self.now;
        match step {
            Step::Ask(slot, asks) => {
                if let Some(to) = self.places[*slot] {
                    asks.iter().for_each(|ask| self.ask(to, ask));
                }
            }
            Step::Answer(call) => {
                self.answer_those("answer", &|entry| entry.call == Some(*call));
                if self.effects.is_empty() && *call < self.calls {
                    self.reached.insert("nobody waits");
                }
            }
            Step::AnswerAll(slot) => self.answer_those("answer", &|entry| entry.to.slot == *slot),
            Step::Wait(pause) => {
                self.now += pause;
                self.answer_those("deadline", &|entry| entry.at + 10_000.0 <= now + pause);
            }
            Step::Load(slot) => {
                for entry in self.entries.iter_mut().filter(|it| it.to.slot == *slot) {
                    if entry.state == State::Answered {
                        entry.state = State::Forgotten;
                    } else if entry.state == State::InFlight {
                        self.reached.insert("load while waiting");
                    }
                }
            }
            Step::Repin(slot) => {
                if self.places[*slot].is_some() {
                    self.drop_those("another pin while waiting", *slot);
                    self.find(*slot);
                }
            }
            Step::Toggle(slot) => {
                if self.places[*slot].is_some() {
                    self.drop_those("gone while waiting", *slot);
                } else {
                    self.find(*slot);
                }
            }
            Step::Stop => {
                self.answer_those("stop", &|_| true);
                self.places = [None; SLOTS];
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn ask(&mut self, to: Place, ask: &Ask) {
        if self.is_repeat(to, ask) {
            self.reached.insert("repeat");
            return;
        }
        let in_flight = self
            .entries
            .iter()
            .filter(|entry| entry.to == to && entry.state == State::InFlight);
        let has_room = in_flight.count() < 32;
        self.entries.push(Entry {
            to,
            ask: ask.clone(),
            at: self.now,
            call: has_room.then_some(self.calls),
            state: State::InFlight,
        });
        if has_room {
            self.reached.insert("call");
            let number = self.calls;
            self.calls += 1;
            self.effects.push(Effect::Call { to, number });
        } else {
            self.reached.insert("too many at once");
            self.answer(self.entries.len() - 1);
        }
    }

    /// Whether it is in flight, or was answered less than 2 s ago and is of the last 256 ids.
    fn is_repeat(&mut self, to: Place, ask: &Ask) -> bool {
        let is_same = |entry: &Entry| entry.to == to && is_same_request(&entry.ask, ask);
        let mut entries = self.entries.iter();
        if entries.any(|entry| entry.state == State::InFlight && is_same(entry)) {
            return true;
        }
        let known = self.answers.iter().rposition(|(index, at)| {
            let entry = &self.entries[*index];
            entry.state == State::Answered && self.now - at < 2_000.0 && is_same(entry)
        });
        let Some(known) = known else { return false };
        let mut since: Vec<&Ask> = Vec::new();
        for (index, _) in &self.answers[known..] {
            let entry = &self.entries[*index];
            let is_counted = since.iter().any(|it| is_same_request(it, &entry.ask));
            if entry.to == to && entry.state == State::Answered && !is_counted {
                since.push(&entry.ask);
            }
        }
        let is_remembered = since.len() <= 256;
        if !is_remembered {
            self.reached.insert("no longer remembered");
        }
        is_remembered
    }

    fn answer_those(&mut self, how: &'static str, is_meant: &dyn Fn(&Entry) -> bool) {
        // The last first, as the bench does.
        for index in (0..self.entries.len()).rev() {
            let entry = &self.entries[index];
            if entry.state == State::InFlight && is_meant(entry) {
                self.answer(index);
                self.reached.insert(how);
            }
        }
    }

    fn answer(&mut self, index: usize) {
        let entry = &mut self.entries[index];
        entry.state = State::Answered;
        self.answers.push((index, self.now));
        let prefix = if entry.ask.is_prefixed {
            "ledgerbee:embed:"
        } else {
            ""
        };
        let word = match entry.ask.kind {
            Kind::Bind => "bindToken",
            Kind::Catalog => "catalogToken",
        };
        self.effects.push(Effect::Answer {
            to: entry.to,
            word: format!("{prefix}{word}"),
            id: entry.ask.id.clone(),
            call: entry.call,
        });
    }

    fn drop_those(&mut self, how: &'static str, slot: usize) {
        self.places[slot] = None;
        for entry in &mut self.entries {
            if entry.to.slot == slot && entry.state == State::InFlight {
                entry.state = State::Dropped;
                self.reached.insert(how);
            }
        }
    }

    fn find(&mut self, slot: usize) {
        let pin = self.pins;
        self.pins += 1;
        self.places[slot] = Some(Place { slot, pin });
    }
}

/// The spelling does not count.
fn is_same_request(one: &Ask, other: &Ask) -> bool {
    (one.kind, one.name) == (other.kind, other.name)
}
