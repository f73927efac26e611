//! A JavaScript value, as far as the rules need to look into one.

/// More than any string has UTF-16 units.
pub const ANY: u32 = u32::MAX;

/// The page hands the core JavaScript values through this; native tests hand it their own.
///
/// Every method is free of side effects and looks at one value only, so that refusing a value costs
/// nothing that grows with its size. Two are equal if JavaScript's `===` says so.
pub trait Value: Clone + PartialEq {
    /// A map from such values, compared by identity, to slots.
    type Index: Index<Self>;

    /// The own field of this name; [nothing](Self::is_nothing) if this is not an object or has no such
    /// field.
    #[must_use]
    fn get(&self, field: &'static str) -> Self;
    /// The text of a string of at most `max` UTF-16 units; nothing of a longer one is copied.
    fn text(&self, max: u32) -> Option<String>;
    /// `null`.
    fn null() -> Self;
    /// A string.
    fn word(text: &'static str) -> Self;
    /// A string, and the string that comes after it.
    fn joined(text: &'static str, more: &Self) -> Self;
    /// Whether this is `null` or `undefined`.
    fn is_nothing(&self) -> bool;
    /// The length of a string in UTF-16 units; the string itself is not copied.
    fn length(&self) -> Option<u32>;
    /// The number, if this is one; NaN is none.
    fn number(&self) -> Option<f64>;
    /// Whether this is exactly `true`.
    fn is_true(&self) -> bool;
}

/// A map from values to slots, whose look-ups cost the same however many there are.
pub trait Index<V>: Default {
    /// The slot of `key`.
    fn slot(&self, key: &V) -> Option<usize>;
    /// Puts `key` into `slot`.
    fn set(&mut self, key: &V, slot: usize);
    /// Takes `key` out.
    fn remove(&mut self, key: &V);
}
