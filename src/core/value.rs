//! A value that came in a message, as far as the core needs to look into it.

/// The page hands the core JavaScript values through this; native tests hand it their own.
///
/// Every method is free of side effects and looks at one value only, so that what is refused
/// costs nothing that grows with its size.
pub trait Value: Clone {
    /// The field of this name; `None` if this is not an object, or has no such field; it may be `None`
    /// for a `null` in it too, which is no value anywhere on the wire.
    fn get(&self, field: &str) -> Option<Self>;
    /// The text of a string of at most `max` UTF-16 units; nothing of a longer one is copied.
    fn text(&self, max: u32) -> Option<String>;
    /// The same of the field of this name.
    fn text_at(&self, field: &str, max: u32) -> Option<String> {
        self.get(field)?.text(max)
    }
    /// `null`.
    fn null() -> Self;
    /// Whether this is a string.
    fn is_text(&self) -> bool;
    /// The number, if it is one.
    fn number(&self) -> Option<f64>;
    /// Whether this is exactly `true`.
    fn is_true(&self) -> bool;
    /// A text that is equal for equal strings and numbers only: `1` and `"1"` differ, as do two
    /// strings with different lone surrogates. There is a U+FFFD in it, so that it is unlike any text
    /// that has none.
    fn key(&self) -> Option<String>;
}
