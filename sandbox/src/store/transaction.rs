//! Changes of several records that happen together or not at all.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::sync::Arc;

use parking_lot::{ReentrantMutex, ReentrantMutexGuard};

use super::file::File;
use crate::fault::Fault;

type Step = Box<dyn FnOnce() + Send>;

/// Where records are kept: in memory, and in a file if one is given.
///
/// One thread at a time reads or writes, so nobody sees half of a transaction.
pub(crate) struct Store(ReentrantMutex<Inner>);

pub(super) struct Inner {
    pub(super) file: Option<File>,
    /// The transaction that is open, if one is.
    open: RefCell<Option<Steps>>,
}

/// What the end of a transaction does.
#[derive(Default)]
struct Steps {
    /// Whether anything was written to the file.
    is_written: bool,
    /// How memory gets back to where it was, last change last.
    undo: Vec<Step>,
    after_commit: Vec<Step>,
}

impl Store {
    /// Keeps records in memory only.
    pub(crate) fn nowhere() -> Self {
        Self::of(None)
    }

    /// Keeps records in the file `path` too, which is made if it is missing.
    ///
    /// # Errors
    /// If the file can't be opened, is in use, or is none of these.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        File::open(path).map(|file| Self::of(Some(file)))
    }

    fn of(file: Option<File>) -> Self {
        let open = RefCell::new(None);
        Self(ReentrantMutex::new(Inner { file, open }))
    }

    /// Everybody else waits until the guard is dropped.
    pub(super) fn lock(&self) -> ReentrantMutexGuard<'_, Inner> {
        self.0.lock()
    }

    /// Runs `change`. If it fails, or what it wrote can't be kept, nothing has
    /// changed, in memory or in the file. Inside another transaction it is a
    /// part of that one.
    ///
    /// # Errors
    /// What `change` fails with, or [`Fault::Storage`].
    pub(crate) fn transaction<T, E: From<Fault>>(
        self: &Arc<Self>,
        change: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let inner = self.lock();
        if inner.open.borrow().is_some() {
            return change();
        }
        let transaction = Transaction::begin(&inner);
        let value = change()?;
        transaction.commit()?;
        Ok(value)
    }

    /// Runs `step` once the open transaction is committed, or now if none is.
    pub(crate) fn after_commit(&self, step: impl FnOnce() + Send + 'static) {
        let inner = self.lock();
        match inner.open.borrow_mut().as_mut() {
            Some(steps) => steps.after_commit.push(Box::new(step)),
            None => step(),
        }
    }
}

impl Inner {
    /// Writes to the file, if there is one. The first write of a transaction
    /// begins it there.
    pub(super) fn write(
        &self,
        write: impl FnOnce(&File) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        if let Some(steps) = self.open.borrow_mut().as_mut()
            && !steps.is_written
        {
            file.begin()?;
            steps.is_written = true;
        }
        write(file)
    }

    /// Notes how memory gets back to where it was before a change.
    pub(super) fn undo_with(&self, step: impl FnOnce() + Send + 'static) {
        if let Some(steps) = self.open.borrow_mut().as_mut() {
            steps.undo.push(Box::new(step));
        }
    }
}

/// An open transaction. Dropped, by an error or a panic, it is rolled back.
struct Transaction<'a>(&'a Inner);

impl<'a> Transaction<'a> {
    fn begin(inner: &'a Inner) -> Self {
        inner.open.replace(Some(Steps::default()));
        Self(inner)
    }

    fn commit(self) -> Result<(), Fault> {
        let is_written = self
            .0
            .open
            .borrow()
            .as_ref()
            .is_some_and(|it| it.is_written);
        if let Some(file) = self.0.file.as_ref().filter(|_| is_written) {
            file.commit()?;
        }
        let steps = self.0.open.take().unwrap_or_default();
        for step in steps.after_commit {
            step();
        }
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // Taken already if it is committed.
        let Some(steps) = self.0.open.take() else {
            return;
        };
        if let Some(file) = self.0.file.as_ref().filter(|_| steps.is_written) {
            file.roll_back();
        }
        for step in steps.undo.into_iter().rev() {
            step();
        }
    }
}
