//! Strings as a hostile frame would make them.

use arbitrary::Arbitrary;

/// Every word that means something on the wire or in a link, and some that nearly do.
const WORDS: &[&str] = &[
    "ledgerbee:embed:",
    "requestBindToken",
    "requestCatalogToken",
    "bindToken",
    "catalogToken",
    "resize",
    "diagnostic",
    "pageLoaded",
    "checkoutInitiated",
    "customCtaClicked",
    "checkoutConfirmed",
    "request",
    "planChanged",
    "__proto__",
    "constructor",
    "https://",
    "HTTPS://",
    "http://",
    "mailto:",
    "tel:",
    "javascript:",
    "data:",
    "//",
    "/\\",
    "shop.example",
    "user:secret@",
    ":443",
    "[::1]",
    "jane@acme.example",
    "550e8400-e29b-41d4-a716-446655440211",
    "CONFIRMED",
    "\u{212a}\u{17f}",
    "\u{feff}",
    "\u{2028}",
    "é",
    "𝄞",
];

/// Where something ends: a type, an id, a name, a link, in UTF-16 units.
const LIMITS: &[u16] = &[1, 63, 64, 96, 128, 256, 2_048];

#[derive(Arbitrary, Clone, Debug)]
enum Piece {
    Word(u8),
    Ascii(u8),
    Unit(u16),
    /// One character so often that the whole comes near a limit.
    Fill {
        limit: u8,
        over: u8,
        with: u8,
    },
}

/// A string in pieces.
#[derive(Arbitrary, Clone, Debug)]
pub(crate) struct Text(Vec<Piece>);

impl Text {
    pub(crate) fn units(&self) -> Vec<u16> {
        let mut units = Vec::new();
        for piece in self.0.iter().take(12) {
            match piece {
                Piece::Word(index) => units.extend(pick(WORDS, *index).encode_utf16()),
                Piece::Ascii(byte) => units.push(u16::from(byte & 0x7f)),
                Piece::Unit(unit) => units.push(*unit),
                Piece::Fill { limit, over, with } => {
                    let end = pick(LIMITS, *limit) + u16::from(over % 3) - 1;
                    units.resize(units.len().max(end.into()), u16::from(with & 0x7f));
                }
            }
        }
        units
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf16_lossy(&self.units())
    }
}

/// An entry of a table, by any byte.
pub(crate) fn pick<T>(table: &[T], index: u8) -> &T {
    &table[usize::from(index) % table.len()]
}
