//! How the books and the provider tell a request's task that something has changed for it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// The result of asking a provider.
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

/// What a task learns when it is woken.
#[derive(Debug)]
pub enum News<V> {
    /// A provider may be there now.
    LookAgain,
    /// This came of asking the provider.
    Came(Outcome<V>),
    /// The request has been settled without the task: it can end.
    Over,
}

/// What a request in the books and its provider tell its task by.
#[derive(Debug)]
pub struct Wake<V> {
    is_over: Cell<bool>,
    news: RefCell<Option<News<V>>>,
    waker: RefCell<Option<Waker>>,
}

impl<V> Default for Wake<V> {
    fn default() -> Self {
        Self {
            is_over: Cell::new(false),
            news: RefCell::new(None),
            waker: RefCell::new(None),
        }
    }
}

impl<V> Wake<V> {
    /// Tells the task the latest news, which replaces what it has not heard yet; after
    /// [`News::Over`] there is none. Waking it runs none of its code yet.
    #[inline(never)]
    pub fn tell(&self, news: News<V>) {
        if self.is_over.get() {
            return;
        }
        self.is_over.set(matches!(news, News::Over));
        self.news.replace(Some(news));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits until there is news.
    pub fn news(&self) -> impl Future<Output = News<V>> {
        poll_fn(|context| match self.news.take() {
            Some(news) => Poll::Ready(news),
            None => {
                self.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        })
    }
}
