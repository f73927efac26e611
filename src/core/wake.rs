//! How the books tell a request's task that something has changed for it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// What a task learns when it is woken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum News {
    /// Nothing yet.
    #[default]
    None,
    /// A provider may be there now.
    LookAgain,
    /// The request has been settled without the task: it can end.
    Over,
}

/// Shared by a request in the books and its task.
#[derive(Clone, Debug, Default)]
pub struct Wake(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    news: Cell<News>,
    waker: RefCell<Option<Waker>>,
}

impl Wake {
    /// Tells the task; waking it runs none of its code yet.
    pub fn tell(&self, news: News) {
        if !self.is_over() {
            self.0.news.set(news);
        }
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    /// Whether the request is settled.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.news.get() == News::Over
    }

    /// Waits until there is a reason to look for a provider again, or none to go on.
    pub async fn news(&self) -> News {
        poll_fn(|context| match self.0.news.get() {
            News::None => {
                self.0.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
            News::LookAgain => {
                self.0.news.set(News::None);
                Poll::Ready(News::LookAgain)
            }
            News::Over => Poll::Ready(News::Over),
        })
        .await
    }

    /// Runs `work` until it is done or the request is over: then the work is dropped, and `None`.
    pub async fn unless_over<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = std::pin::pin!(work);
        poll_fn(|context| {
            if self.is_over() {
                return Poll::Ready(None);
            }
            self.0.waker.replace(Some(context.waker().clone()));
            work.as_mut().poll(context).map(Some)
        })
        .await
    }
}
