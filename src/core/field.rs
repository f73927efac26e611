//! The fields of an event, and what one may hold (docs/protocol.md, "Events").

/// The fields of an event, in order.
#[derive(Debug)]
pub struct Fields<V>(pub Vec<(&'static str, V)>);

impl<V> Default for Fields<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Fields<V> {
    /// Adds a field.
    #[inline(never)]
    pub fn add(&mut self, name: &'static str, value: V) {
        self.0.push((name, value));
    }
}

/// The longest id, slug or status, in UTF-16 units.
pub const MAX_ID: u32 = 256;
/// The longest link, in UTF-16 units.
pub const MAX_LINK: u32 = 2_048;

/// `[A-Za-z0-9._:~-]{1,256}`: enough for every id, too little for an e-mail address.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=MAX_ID as usize).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'~' | b'-'))
}

/// A link a page may follow without a second look: `https://` with a host, a path of the page's own
/// site, `mailto:` or `tel:`. Its length was checked when it was read.
///
/// Control characters, spaces and backslashes are refused anywhere, because the URL parser
/// strips or rewrites them: `/\host` and `/<tab>/host` lead to another site.
#[must_use]
pub fn is_link(text: &str) -> bool {
    if text
        .bytes()
        .any(|b| b.is_ascii_control() || b == b' ' || b == b'\\')
    {
        return false;
    }
    if let Some(path) = text.strip_prefix('/') {
        return !path.starts_with('/');
    }
    if let Some(rest) = strip_scheme(text, "https://") {
        return has_host(rest);
    }
    strip_scheme(text, "mailto:").is_some() || strip_scheme(text, "tel:").is_some()
}

#[inline(never)]
fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a [u8]> {
    let (head, rest) = text.as_bytes().split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme.as_bytes()).then_some(rest)
}

fn has_host(rest: &[u8]) -> bool {
    let mut first = None;
    for &byte in rest {
        match byte {
            b'/' | b'?' | b'#' => break,
            b'@' => first = None,
            _ => first = first.or(Some(byte)),
        }
    }
    first.is_some_and(|byte| byte != b':')
}
