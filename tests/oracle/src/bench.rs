//! The books of the core with a page around them that is made of slots.

use std::collections::VecDeque;

use ledgerbee_embed::core::books::{Books, Reading};
use ledgerbee_embed::core::calls::{Calls, Quiet};
use ledgerbee_embed::core::inbox::Held;
use ledgerbee_embed::core::origin::Trust;
use ledgerbee_embed::core::value::{Index as _, Value as _};
use ledgerbee_embed::core::wake::Outcome;

use crate::requests::{Ask, Effect, Place, SLOTS, Step};
use crate::sample::{Sample, object, text};

/// A call of a provider: where the books have its request.
struct Call {
    slot: usize,
    number: u32,
    to: Place,
}

/// A step that has been taken, what came of it, and the frames that were served then.
pub(crate) struct Done {
    pub(crate) step: Step,
    pub(crate) effects: Vec<Effect>,
    pub(crate) places: Vec<Place>,
}

/// A page with a frame in every slot, or none.
pub(crate) struct Bench {
    now: f64,
    books: Books<Sample>,
    places: [Option<Place>; SLOTS],
    pins: usize,
    /// Every call there ever was, by its number less one.
    calls: Vec<Call>,
    effects: Vec<Effect>,
    /// What code of the page does, one step whenever it is called.
    nested: VecDeque<Step>,
    has_run_page: bool,
    done: Vec<Done>,
}

impl Bench {
    /// A page with a frame in every slot.
    pub(crate) fn new(nested: VecDeque<Step>) -> Self {
        let mut bench = Self {
            now: 0.0,
            books: Books::new(Trust::new("https://shop.example"), 0.0),
            places: [None; SLOTS],
            pins: 0,
            calls: Vec::new(),
            effects: Vec::new(),
            nested,
            has_run_page: false,
            done: Vec::new(),
        };
        for slot in 0..SLOTS {
            bench.find(slot);
        }
        bench
    }

    /// The frames that are served now.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.places.iter().flatten().copied().collect()
    }

    /// Whether code of the page has run.
    pub(crate) const fn has_run_page(&self) -> bool {
        self.has_run_page
    }

    /// Takes a step, and those of the page's code that is called meanwhile, in the order of their changes.
    pub(crate) fn run(&mut self, step: Step) -> Vec<Done> {
        self.take_apart(step);
        std::mem::take(&mut self.done)
    }

    /// A step that is several changes is taken as several.
    fn take_apart(&mut self, step: Step) {
        match step {
            Step::Ask(slot, asks) => {
                for ask in asks {
                    self.take(Step::Ask(slot, vec![ask]));
                }
            }
            Step::AnswerAll(slot) => {
                for call in (0..self.calls.len()).rev() {
                    if self.calls[call].to.slot == slot {
                        self.take(Step::Answer(call));
                    }
                }
            }
            step => self.take(step),
        }
    }

    /// Makes one change of the books, and then has the page's code run as often as the page is called.
    fn take(&mut self, step: Step) {
        let loud = self.change(&step);
        let (effects, places) = (std::mem::take(&mut self.effects), self.places());
        self.done.push(Done {
            step,
            effects,
            places,
        });
        for _ in 0..loud {
            let Some(step) = self.nested.pop_front() else {
                return;
            };
            self.has_run_page = true;
            self.take_apart(step);
        }
    }

    /// Gives how often the page is called for it.
    fn change(&mut self, step: &Step) -> usize {
        match step {
            Step::Ask(slot, asks) => asks.iter().map(|ask| self.ask(*slot, ask)).sum(),
            Step::Answer(call) => self.answer(*call),
            Step::AnswerAll(_) => panic!("it is taken apart"),
            Step::Wait(pause) => {
                self.now += pause;
                let now = self.now;
                // A timer rings no sooner than it was set to.
                if !self.books.alarm_at().has_come(now) {
                    return 0;
                }
                self.turn(|books, calls| books.ring(now, calls))
            }
            Step::Load(slot) => {
                self.books.loaded(&element(*slot), self.now);
                0
            }
            Step::Repin(slot) if self.places[*slot].is_some() => self.find(*slot),
            Step::Repin(_) => 0,
            Step::Toggle(slot) => {
                if self.places[*slot].take().is_some() {
                    self.turn(|books, calls| books.lose(&element(*slot), calls))
                } else {
                    self.find(*slot)
                }
            }
            Step::Stop => {
                let loud = self.turn(|books, calls| books.stop(calls));
                self.places = [None; SLOTS];
                loud
            }
        }
    }

    /// By way of a message, as a frame would send it.
    fn ask(&mut self, slot: usize, ask: &Ask) -> usize {
        let Some(found) = self.books.by_window().slot(&window(slot)) else {
            return 0;
        };
        let prefix = if ask.is_prefixed {
            "ledgerbee:embed:"
        } else {
            ""
        };
        let message = object([
            ("type", text(&format!("{prefix}{}", ask.kind.request()))),
            ("requestId", ask.id.clone()),
        ]);
        let now = self.now;
        self.turn(|books, calls| books.receive(found, &message, Held::default(), || now, calls))
    }

    fn answer(&mut self, call: usize) -> usize {
        let Some(Call { slot, number, .. }) = self.calls.get(call) else {
            return 0;
        };
        let (slot, number, now) = (*slot, *number, self.now);
        let token = Outcome::Given(text("token"));
        self.turn(|books, calls| books.settle(slot, number, token, now, calls))
    }

    /// Puts a frame into a slot, or pins the one that is there anew.
    fn find(&mut self, slot: usize) -> usize {
        let reading = Reading {
            element: element(slot),
            window: window(slot),
            origin: text("https://acme.portal.ledgerbee.com"),
            refusal: None,
            is_blank: false,
            has_document: false,
        };
        let pin = self.pins;
        self.pins += 1;
        self.places[slot] = Some(Place { slot, pin });
        let now = self.now;
        self.turn(|books, calls| books.place(reading, true, now, calls))
    }

    /// Changes the books, and notes what is to be done then. Gives how often the page is called after that.
    fn turn(&mut self, change: impl FnOnce(&mut Books<Sample>, &mut Calls<Sample>)) -> usize {
        let mut calls = Calls::default();
        change(&mut self.books, &mut calls);
        for call in calls.quiet {
            match call {
                Quiet::Ask(question) => {
                    let to = self.place(&question.pinned.window);
                    assert_eq!(question.number as usize, self.calls.len() + 1);
                    self.effects.push(Effect::Call {
                        to,
                        number: self.calls.len(),
                    });
                    self.calls.push(Call {
                        slot: question.slot,
                        number: question.number,
                        to,
                    });
                    // As the request's task does when it calls the provider.
                    assert!(self.books.found(question.slot, question.number));
                }
                Quiet::Answer(answer, _) => {
                    // One that is turned away was never asked.
                    let call = answer.number as usize - 1;
                    self.effects.push(Effect::Answer {
                        to: self.place(&answer.pinned.window),
                        word: answer.word.text(u32::MAX).unwrap_or_default(),
                        id: answer.key.id.clone(),
                        call: (call < self.calls.len()).then_some(call),
                    });
                }
                Quiet::Forget(_) => {}
                Quiet::Hello(..) => panic!("a frame without a document is greeted"),
            }
        }
        calls.loud.len()
    }

    /// The frame with this window.
    fn place(&self, its: &Sample) -> Place {
        let slot = (0..SLOTS).find(|slot| window(*slot) == *its);
        slot.and_then(|slot| self.places[slot])
            .unwrap_or_else(|| panic!("{its:?} is of no frame"))
    }
}

fn element(slot: usize) -> Sample {
    Sample::Number(slot as f64)
}

fn window(slot: usize) -> Sample {
    text(&format!("window {slot}"))
}
