//! The page: frames, listeners, providers and events over the DOM, with the rules of [`core`].
//!
//! [`core`]: crate::core

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, WeakRef};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, EventTarget, Performance, Window};

mod discovery;
mod dispatch;
mod dom;
mod frame;
mod handshake;
mod inbox;
pub(crate) mod js;
mod memory;
mod observer;
mod options;
mod provider;
mod registry;
mod reporter;
mod state;
mod timeout;
mod value;

use self::memory::Memory;
use self::observer::Observer;
use self::registry::Registry;
use self::reporter::{Reporter, Subject};
use self::state::State;
use self::timeout::Timeout;
use crate::core::diagnostic::Code;
use crate::core::event::FutureNames;
use crate::core::origin::Trust;
use crate::core::patience::DEFAULT_TIMEOUT_MS;

/// What the browser calls back.
///
/// None of it can be called while it is being called, so one kind of closure does.
type Callback = Closure<dyn FnMut(JsValue)>;

/// Everything the bridge holds; dropping it releases every listener, observer and timer.
pub(crate) struct Page {
    window: Window,
    document: Document,
    trust: State<Trust>,
    timeout: Cell<f64>,
    reporter: Reporter,
    registry: Registry,
    future_names: State<FutureNames>,
    memory: Memory,
    /// How long the message that is being judged was held back, in ms.
    waited: Cell<f64>,
    /// When the page's `load` was, in ms of the page; `None` before it.
    loaded_at: Cell<Option<f64>>,
    clock: Performance,
    looking: Cell<Option<Timeout>>,
    alarm: Cell<Option<Timeout>>,
    /// When the alarm rings, in ms of the page.
    alarm_at: Cell<f64>,
    on_timeout: Callback,
    observer: Observer,
    listeners: State<Vec<EventListener>>,
}

thread_local! {
    static RUNNING: State<Option<Rc<Page>>> = const { State::new(None) };
}

/// One closure for all, told apart by a function: each of its own would bring its glue.
fn callback(run: fn(&Page, &JsValue)) -> Callback {
    Callback::new(move |value: JsValue| {
        if let Some(page) = Page::running() {
            run(&page, &value);
        }
    })
}

impl Page {
    /// The running bridge, cloned out, so that nothing stays borrowed while it works. What the
    /// browser calls back finds it here, and does nothing once it was stopped.
    pub(crate) fn running() -> Option<Rc<Self>> {
        RUNNING.with(|page| page.with(|page| page.clone()))
    }

    /// Makes this the running bridge; gives the one that was.
    pub(crate) fn run(page: Option<Rc<Self>>) -> Option<Rc<Self>> {
        RUNNING.with(|held| held.with(|held| std::mem::replace(held, page)))
    }

    /// The page this program runs in, as an earlier program may have left it.
    pub(crate) fn new(memory: &JsValue) -> Rc<Self> {
        let window: Window = js::get(memory, "window").unchecked_into();
        let document: Document = js::get(&window, "document").unchecked_into();
        let trust = Trust::new(&js::text(&window, "origin"));
        Rc::new(Self {
            loaded_at: Cell::new(loaded_at(&window)),
            document,
            trust: State::new(trust),
            timeout: Cell::new(DEFAULT_TIMEOUT_MS),
            reporter: Reporter::default(),
            registry: Registry::default(),
            future_names: State::default(),
            memory: Memory::new(memory),
            waited: Cell::default(),
            clock: js::get(&window, "performance").unchecked_into(),
            looking: Cell::default(),
            alarm: Cell::default(),
            alarm_at: Cell::new(f64::INFINITY),
            on_timeout: callback(Self::due),
            observer: Observer::new(callback(|page, records| {
                page.digest(records.unchecked_ref());
            })),
            listeners: State::default(),
            window,
        })
    }

    /// Begins to listen, and takes in what is there.
    pub(crate) fn open(&self) {
        self.listen("message", Self::receive);
        if self.loaded_at.get().is_none() {
            self.listen("DOMContentLoaded", |page, _| page.look_again());
            self.listen("load", |page, _| {
                page.loaded_at.set(Some(page.now()));
                page.look_again();
            });
        }
        self.observer.observe(&self.document);
        // What an earlier program observed, or the loader was given before there was any.
        for _ in 0..self.memory.roots.length() {
            let root = self.memory.roots.shift();
            if let Some(root) = root.unchecked_ref::<WeakRef<JsValue>>().deref() {
                self.observe(&root);
            }
        }
        self.survey();
    }

    /// Ends everything: answers what is pending, and lets go of all.
    pub(crate) fn close(&self) {
        self.catch_up();
        self.registry.each(&mut |frame| self.release(frame, true));
        self.looking.take();
        self.alarm.take();
        let listeners = self.listeners.with(std::mem::take);
        drop(listeners);
    }

    /// The iframes that are being served, in the order of the document.
    pub(crate) fn frames(&self) -> Array {
        self.catch_up();
        let served = Array::new();
        self.each_marked(&mut |element| {
            if let Some(frame) = self.registry.by_element(element)
                && frame.pin.is_ok()
            {
                served.push(element);
            }
        });
        served
    }

    fn listen(&self, name: &'static str, handle: fn(&Self, &Event)) {
        let listener = Self::listener(&self.window, name, handle);
        self.listeners.with(|listeners| listeners.push(listener));
    }

    /// Calls `handle` for every trusted event, until it is dropped.
    fn listener(
        target: &EventTarget,
        name: &'static str,
        handle: fn(&Self, &Event),
    ) -> EventListener {
        EventListener::new_with_options(
            target,
            name,
            EventListenerOptions::default(),
            move |event| {
                if let Some(page) = Self::running().filter(|_| event.is_trusted()) {
                    handle(&page, event);
                }
            },
        )
    }

    pub(crate) fn report(&self, code: Code, subject: Subject<'_>) {
        self.reporter
            .tell(self, code, subject, code.is_for_author());
    }
}

/// When `load` was, by the browser: a script that comes late would otherwise take its own start
/// for it. `None` while the document is still loading.
fn loaded_at(window: &Window) -> Option<f64> {
    let timing = js::get(&js::get(window, "performance"), "timing");
    let at = js::get(&timing, "loadEventStart").as_f64()?;
    let from = js::get(&timing, "navigationStart").as_f64()?;
    (at > 0.0).then_some(at - from)
}
