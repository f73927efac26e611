//! Lists of names, each of which is in them once.

/// Adds a name, unless it is there; `true` if it is new.
#[inline(never)]
pub fn add(names: &mut Vec<String>, name: &str) -> bool {
    let is_new = !names.iter().any(|known| known == name);
    if is_new {
        names.push(name.into());
    }
    is_new
}
