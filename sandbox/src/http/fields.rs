//! Taking a JSON object apart, field by field, so that one answer names
//! everything that is wrong with it.

use serde_json::{Map, Value};

use super::problem::{FieldFault, Problem};

/// The fields of one object. An absent field and a `null` are the same.
pub(crate) struct Fields<'a> {
    object: &'a Map<String, Value>,
    /// What comes before a field's name in a fault, as `customer.`.
    prefix: String,
    faults: Vec<FieldFault>,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(object: &'a Map<String, Value>) -> Self {
        Self {
            object,
            prefix: String::new(),
            faults: Vec::new(),
        }
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Reads `name`, which may be absent.
    pub(crate) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        match read(self.value(name)?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fault(name, message);
                None
            }
        }
    }

    /// Reads `name`, which must be there.
    pub(crate) fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        if !self.has(name) {
            self.fault(name, "is required");
            return None;
        }
        self.optional(name, read)
    }

    /// Reads the fields of the object `name`, which may be absent.
    pub(crate) fn object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Fields<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(object) = self.value(name)?.as_object() else {
            self.fault(name, "must be an object");
            return None;
        };
        let mut inner = Fields {
            object,
            prefix: format!("{}{name}.", self.prefix),
            faults: Vec::new(),
        };
        let value = read(&mut inner);
        self.faults.append(&mut inner.faults);
        value
    }

    /// Says that the field `name` is wrong.
    pub(crate) fn fault(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push(FieldFault {
            field: format!("{}{name}", self.prefix),
            message: message.into(),
        });
    }

    /// `value`, unless any field was wrong.
    ///
    /// # Errors
    /// `400` naming every wrong field.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(Problem::validation(self.faults)),
        }
    }
}
