//! Where the sandbox takes its time from.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Tells the time to everything that expires.
pub trait Clock: Send + Sync + 'static {
    /// The current time.
    fn now(&self) -> Timestamp;

    /// Lets `by` pass. A time beyond what can be represented is the last one.
    fn advance(&self, by: Duration);
}

/// A clock that goes on by itself: the machine's own, ahead of it by as much as
/// it was advanced.
#[derive(Debug, Default)]
pub struct SystemClock(Mutex<SignedDuration>);

impl SystemClock {
    /// A clock that shows `start` now.
    pub fn starting_at(start: Timestamp) -> Self {
        Self(Mutex::new(start.duration_since(Timestamp::now())))
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let ahead = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Timestamp::now();
        now.checked_add(ahead).unwrap_or(Timestamp::MAX)
    }

    fn advance(&self, by: Duration) {
        let mut ahead = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        *ahead = ahead.saturating_add(by);
    }
}

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn at(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::at(Timestamp::now())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = after(*now, by);
    }
}

/// `start` plus `by`, at most the last time there is.
pub(crate) fn after(start: Timestamp, by: Duration) -> Timestamp {
    start.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// ISO-8601 in UTC with milliseconds, the form of every time on the wire.
pub(crate) fn iso(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The day of `at`, in UTC.
pub(crate) fn day(at: Timestamp) -> jiff::civil::Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_clock_goes_on_from_where_it_was_set() {
        let start: Timestamp = "2030-01-31T12:00:00Z".parse().unwrap();
        let clock = SystemClock::starting_at(start);
        assert!(clock.now() >= start);
        clock.advance(HOUR);
        assert!(clock.now() >= after(start, HOUR));
        assert!(clock.now() < after(start, 2 * HOUR));
    }

    #[test]
    fn a_clock_that_stands_still_moves_when_told() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        clock.advance(HOUR);
        assert_eq!(clock.now().as_second(), 3600);
    }

    #[test]
    fn there_is_a_last_time() {
        let clocks: [Box<dyn Clock>; 2] = [
            Box::new(SystemClock::default()),
            Box::new(ManualClock::default()),
        ];
        for clock in clocks {
            clock.advance(Duration::MAX);
            clock.advance(Duration::MAX);
            assert_eq!(clock.now(), Timestamp::MAX);
        }
    }
}
