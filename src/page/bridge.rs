//! The running bridge.
//!
//! The one rule of this layer: **the books first, the page last.** A change of the books happens in a
//! [`turn`](Bridge::turn): it runs to its end, and collects the calls to make. Only then is the page
//! called, which may change anything, the bridge too; whatever needs to know looks at the page anew.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use super::Callback;
use super::alarm::Alarm;
use super::memory::Memory;
use super::observer::Observer;
use super::permit::Permit;
use super::platform;
use crate::core::books::Books;
use crate::core::calls::Calls;
use crate::core::diagnostic::Code;
use crate::core::origin::Trust;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: EventTarget;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: EventTarget;
}

/// Everything the bridge holds; dropping it releases every listener, observer and timer.
pub(crate) struct Bridge {
    books: RefCell<Books<JsValue>>,
    pub(super) memory: Memory,
    window: EventTarget,
    document: EventTarget,
    pub(super) observer: Observer,
    alarm: Alarm,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    static RUNNING: RefCell<Option<Rc<Bridge>>> = const { RefCell::new(None) };
}

/// The books while they change, and what that leads to.
struct Turn<'a> {
    books: RefMut<'a, Books<JsValue>>,
    calls: Calls<JsValue>,
}

/// A function for the browser to call, which does nothing once the bridge was stopped.
fn callback(run: fn(&Rc<Bridge>, JsValue, &mut Permit)) -> Callback {
    Callback::new(move |value| {
        if let Some(bridge) = Bridge::running() {
            run(&bridge, value, &mut Permit::on_entry());
        }
    })
}

impl Bridge {
    /// The running bridge.
    #[inline(never)]
    pub(crate) fn running() -> Option<Rc<Self>> {
        RUNNING.with(|running| running.borrow().clone())
    }

    /// Makes this the running bridge; gives the one that was.
    pub(crate) fn run(bridge: Option<Rc<Self>>) -> Option<Rc<Self>> {
        RUNNING.with(|running| running.replace(bridge))
    }

    /// The bridge of this page; what an earlier program has left is in `memory`.
    pub(crate) fn new(memory: Memory) -> Rc<Self> {
        let trust = Trust::new(&platform::page_origin());
        Rc::new(Self {
            books: RefCell::new(Books::new(trust, platform::now())),
            memory,
            window: WINDOW.with(Clone::clone),
            document: DOCUMENT.with(Clone::clone),
            observer: Observer::new(callback(|bridge, records, permit| {
                bridge.turn(permit, |books, calls| bridge.digest(&records, books, calls));
            })),
            alarm: Alarm::new(callback(|bridge, _, permit| bridge.ring(permit))),
            listeners: RefCell::default(),
        })
    }

    /// Changes the books to the end, and then does what that led to.
    pub(super) fn turn<R>(
        self: &Rc<Self>,
        permit: &mut Permit,
        change: impl FnOnce(&mut Books<JsValue>, &mut Calls<JsValue>) -> R,
    ) -> R {
        let mut turn = self.begin();
        let result = change(&mut turn.books, &mut turn.calls);
        self.end(turn, permit);
        result
    }

    #[inline(never)]
    fn begin(&self) -> Turn<'_> {
        Turn {
            books: self.books.borrow_mut(),
            calls: Calls::default(),
        }
    }

    #[inline(never)]
    fn end(self: &Rc<Self>, Turn { books, calls }: Turn<'_>, permit: &mut Permit) {
        let alarm_at = books.alarm_at();
        drop(books);
        self.alarm.set(alarm_at, permit);
        self.perform(calls, permit);
    }

    /// Listens to the window and to every observed tree, whether or not it did before: a page that is
    /// written anew by `document.open()` has lost its listeners.
    pub(crate) fn listen(self: &Rc<Self>) {
        let mut listeners = vec![
            self.listener(&self.window, "message", Self::receive),
            self.listener(&self.window, "DOMContentLoaded", |bridge, _, permit| {
                bridge.turn(permit, |books, _| books.look_again());
            }),
            self.listener(&self.window, "load", Self::page_loaded),
            // An iframe's `load` does not reach the window.
            self.listener(&self.document, "load", Self::frame_loaded),
        ];
        self.observer.observe(&self.document);
        for root in self.memory.roots().iter() {
            self.observer.observe(&root);
            listeners.push(self.listener(root.unchecked_ref(), "load", Self::frame_loaded));
        }
        self.listeners.replace(listeners);
    }

    /// Hears the events of one more tree.
    pub(super) fn listen_to(self: &Rc<Self>, root: &EventTarget) {
        let listener = self.listener(root, "load", Self::frame_loaded);
        self.listeners.borrow_mut().push(listener);
    }

    /// Calls `hear` for every event that the browser itself dispatches, until it is dropped. An iframe's
    /// `load` does not bubble, so it is heard on its way down.
    fn listener(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        hear: fn(&Rc<Self>, &Event, &mut Permit),
    ) -> EventListener {
        let options = EventListenerOptions {
            phase: EventListenerPhase::Capture,
            passive: true,
        };
        EventListener::new_with_options(&platform::listening(target), name, options, move |event| {
            if let Some(bridge) = Self::running() {
                hear(&bridge, event, &mut Permit::on_entry());
            }
        })
    }

    /// Something may be due.
    fn ring(self: &Rc<Self>, permit: &mut Permit) {
        self.alarm.clear();
        self.turn(permit, |books, calls| {
            self.catch_up(books, calls);
            books.ring(platform::now(), calls);
        });
    }

    /// Ends everything: answers what is pending, and lets go of all.
    pub(crate) fn close(self: &Rc<Self>, permit: &mut Permit) {
        self.listeners.take();
        self.turn(permit, |books, calls| {
            self.catch_up(books, calls);
            books.stop(calls);
        });
        self.alarm.clear();
    }

    /// Whether the page wants to know why something had no effect.
    pub(super) fn is_debug(&self) -> bool {
        self.books.borrow().is_debug
    }

    /// Reports something that concerns the whole page.
    pub(crate) fn report(self: &Rc<Self>, code: Code, cause: JsValue, permit: &mut Permit) {
        self.turn(permit, |books, calls| {
            if let Some(report) = books.report(code, calls)
                && !cause.is_undefined()
            {
                report.add("cause", cause);
            }
        });
    }
}
