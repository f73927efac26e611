//! The page: frames, listeners, providers and events over the DOM, with the rules of [`core`].
//!
//! [`core`]: crate::core

use std::cell::Cell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::{Array, WeakRef};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, ShadowRoot, Window};

mod discovery;
mod dispatch;
mod dom;
mod frame;
mod handshake;
mod inbox;
mod observer;
mod options;
mod provider;
mod registry;
mod reporter;
mod state;
mod timer;
mod value;

use self::dispatch::Log;
use self::frame::Frame;
use self::handshake::Request;
use self::observer::Observer;
use self::provider::Providers;
use self::registry::Registry;
use self::reporter::{Reporter, Subject};
use self::state::State;
use self::timer::{Task, Timer};
use crate::core::diagnostic::Code;
use crate::core::event::FutureNames;
use crate::core::origin::Trust;
use crate::core::patience::DEFAULT_TIMEOUT_MS;

/// Everything the bridge holds; dropping it releases every listener, observer and timer.
pub(crate) struct Page {
    me: Weak<Self>,
    window: Window,
    document: Document,
    origin: String,
    trust: State<Trust>,
    providers: Providers,
    timeout: Cell<f64>,
    reporter: Reporter,
    registry: Registry,
    roots: State<Vec<WeakRef<ShadowRoot>>>,
    requests: State<Vec<Rc<Request>>>,
    last_request: Cell<u32>,
    future_names: State<FutureNames>,
    log: Log,
    /// When the page's `load` was, on the timer's clock; `None` before it.
    loaded_at: Cell<Option<f64>>,
    timer: Timer,
    observer: Observer,
    on_frame_load: Closure<dyn Fn(Event)>,
    listeners: State<Vec<EventListener>>,
}

impl Page {
    /// The page this program runs in; `None` where there is none, as in a worker.
    ///
    /// `log` keeps the events for late listeners.
    pub(crate) fn new(log: Array) -> Option<Rc<Self>> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let origin = window.origin();
        let trust = Trust::new(&origin);
        let page = Rc::<Self>::new_cyclic(|me| {
            let (ticking, watching, loading) = (me.clone(), me.clone(), me.clone());
            let timer = Timer::new(&window, move || {
                if let Some(page) = ticking.upgrade() {
                    page.tick();
                }
            });
            let observer = Observer::new(move |records| {
                if let Some(page) = watching.upgrade() {
                    page.digest(&records);
                }
            });
            let on_frame_load = Closure::<dyn Fn(Event)>::new(move |event: Event| {
                if let Some(page) = loading.upgrade()
                    && let Some(target) = event.target().filter(|_| event.is_trusted())
                {
                    page.frame_loaded(&target);
                }
            });
            Self {
                me: me.clone(),
                loaded_at: Cell::new(loaded_at(&window)),
                window,
                document,
                origin,
                trust: State::new(trust),
                providers: Providers::default(),
                timeout: Cell::new(DEFAULT_TIMEOUT_MS),
                reporter: Reporter::default(),
                registry: Registry::default(),
                roots: State::default(),
                requests: State::default(),
                last_request: Cell::default(),
                future_names: State::default(),
                log: Log::new(log),
                timer,
                observer,
                on_frame_load,
                listeners: State::default(),
            }
        });
        Some(page)
    }

    /// Begins to listen, and takes in what is there.
    pub(crate) fn open(&self) {
        self.listen("message", Self::receive);
        if self.loaded_at.get().is_none() {
            self.listen("DOMContentLoaded", |page, _| page.look_again());
            self.listen("load", |page, _| {
                page.loaded_at.set(Some(page.timer.now()));
                page.look_again();
            });
        }
        if let Some(root) = dom::root_element(&self.document) {
            self.watch(&self.document, &root);
        }
        self.survey();
    }

    /// Ends everything: answers what is pending, and lets go of all.
    pub(crate) fn close(&self) {
        self.refuse_all();
        for frame in self.registry.all() {
            self.release(&frame);
        }
        let root = dom::root_element(&self.document);
        root.iter().for_each(|root| self.unwatch(root));
        self.live_roots().iter().for_each(|root| self.unwatch(root));
        let listeners = self.listeners.with(std::mem::take);
        drop(listeners);
    }

    /// The iframes that are being served, in the order of the document.
    pub(crate) fn frames(&self) -> Array {
        self.catch_up();
        let marked = self.marked().into_iter();
        marked
            .filter(|element| self.registry.is_served(element))
            .map(JsValue::from)
            .collect()
    }

    fn listen(&self, name: &'static str, handle: fn(&Self, &Event)) {
        let me = self.me.clone();
        let listener = EventListener::new(&self.window, name, move |event| {
            if let Some(page) = me.upgrade().filter(|_| event.is_trusted()) {
                handle(&page, event);
            }
        });
        self.listeners.with(|listeners| listeners.push(listener));
    }

    fn tick(&self) {
        for task in self.timer.take_due() {
            match task {
                Task::Deadline(number) => self.time_out(number),
                Task::Silence(number) => self.judge_silence(number),
                Task::Look => self.look_again(),
            }
        }
    }

    pub(crate) fn report(&self, code: Code, subject: Subject<'_>) {
        self.reporter.report(&self.window, code, subject);
    }

    fn explain(&self, code: &str, text: &str, frame: &Frame) {
        self.reporter.explain(code, text, &frame.element);
    }
}

/// When `load` was, by the browser: a script that comes late would otherwise take its own start
/// for it. `None` while the document is still loading.
fn loaded_at(window: &Window) -> Option<f64> {
    let timing = window.performance()?.timing();
    let at = timing.load_event_start() - timing.navigation_start();
    (timing.load_event_start() > 0.0).then_some(at)
}
