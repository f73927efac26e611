//! A value that notes what is asked of it.

use std::cell::RefCell;

use ledgerbee_embed::core::value::Value;

use crate::sample::{Sample, Slots};

/// One look into a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Look {
    /// At a field of this name.
    Get(String),
    /// A copy of up to so many units.
    Text(u32),
    /// At one value, nothing copied.
    Glance,
}

/// Where the looks are noted.
pub(crate) type Looks = RefCell<Vec<Look>>;

/// A part of a message, by reference, so that two of equal content can be told apart; `None` is
/// the `null` that the core makes itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Watched<'a>(pub(crate) Option<(&'a Sample, &'a Looks)>);

impl Watched<'_> {
    fn note(&self, look: Look) {
        if let Some((_, looks)) = self.0 {
            looks.borrow_mut().push(look);
        }
    }
}

impl<'a> Watched<'a> {
    pub(crate) fn sample(&self) -> Option<&'a Sample> {
        self.0.map(|(sample, _)| sample)
    }
}

impl Value for Watched<'_> {
    type Index = Slots<Self>;

    fn get(&self, field: &'static str) -> Self {
        self.note(Look::Get(field.into()));
        Self(
            self.0
                .and_then(|(sample, looks)| Some((sample.field(field)?, looks))),
        )
    }

    fn text(&self, max: u32) -> Option<String> {
        self.note(Look::Text(max));
        self.sample()?.text(max)
    }

    fn null() -> Self {
        Self(None)
    }

    fn word(_: &'static str) -> Self {
        Self(None)
    }

    fn joined(_: &'static str, _: &Self) -> Self {
        Self(None)
    }

    fn is_nothing(&self) -> bool {
        self.note(Look::Glance);
        self.sample().is_none_or(Value::is_nothing)
    }

    fn length(&self) -> Option<u32> {
        self.note(Look::Glance);
        self.sample()?.length()
    }

    fn number(&self) -> Option<f64> {
        self.note(Look::Glance);
        self.sample()?.number()
    }

    fn is_true(&self) -> bool {
        self.note(Look::Glance);
        self.sample().is_some_and(Value::is_true)
    }
}
