//! What is due when: one list, so that one timer serves every deadline.

/// Tasks with the time (ms) they are due at.
#[derive(Debug)]
pub struct Schedule<T>(Vec<(f64, T)>);

impl<T> Default for Schedule<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Schedule<T> {
    /// Adds a task.
    pub fn add(&mut self, at: f64, task: T) {
        self.0.push((at, task));
    }

    /// Takes a task off the list; nothing happens if it is not there.
    pub fn remove(&mut self, task: &T) {
        self.0.retain(|(_, known)| known != task);
    }

    /// When the first task is due.
    #[must_use]
    pub fn next(&self) -> Option<f64> {
        self.0.iter().map(|(at, _)| *at).reduce(f64::min)
    }

    /// Takes every task that is due at `now`, in the order they were added.
    pub fn take_due(&mut self, now: f64) -> Vec<T> {
        let mut due = Vec::new();
        let mut rest = Vec::new();
        for (at, task) in self.0.drain(..) {
            if at <= now {
                due.push(task);
            } else {
                rest.push((at, task));
            }
        }
        self.0 = rest;
        due
    }
}
