//! Routing rules: who may see a plan.

use serde::Deserialize;
use uuid::Uuid;

use super::buyer::Visitor;
use super::customer::CustomerType;

/// One rule of a plan. It matches who meets every clause it has; one without
/// any clause matches nobody, so that a forgotten clause opens nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rule {
    /// Matches everybody, the anonymous visitor included.
    pub(crate) allow_all: bool,
    pub(crate) groups: Option<Vec<Uuid>>,
    pub(crate) countries: Option<Vec<String>>,
    pub(crate) customer_types: Option<Vec<CustomerType>>,
}

impl Rule {
    /// Whether the rule lets `visitor` see the plan.
    pub(crate) fn matches(&self, visitor: &Visitor) -> bool {
        if self.allow_all {
            return true;
        }
        let clauses = [
            clause(self.groups.as_deref(), visitor.group.as_ref()),
            clause(self.countries.as_deref(), visitor.country.as_ref()),
            clause(
                self.customer_types.as_deref(),
                visitor.customer_type.as_ref(),
            ),
        ];
        clauses.iter().any(Option::is_some) && clauses.iter().all(|met| met.unwrap_or(true))
    }
}

/// Whether a clause is met, or `None` where the rule has no such clause.
fn clause<T: PartialEq>(allowed: Option<&[T]>, value: Option<&T>) -> Option<bool> {
    allowed.map(|allowed| value.is_some_and(|value| allowed.contains(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(country: &str, customer_type: CustomerType) -> Visitor {
        Visitor {
            group: None,
            country: Some(country.to_owned()),
            customer_type: Some(customer_type),
        }
    }

    #[test]
    fn allow_all_matches_the_anonymous_visitor() {
        let rule = Rule {
            allow_all: true,
            ..Rule::default()
        };
        assert!(rule.matches(&Visitor::default()));
    }

    #[test]
    fn a_rule_without_clauses_matches_nobody() {
        assert!(!Rule::default().matches(&visitor("DK", CustomerType::Business)));
    }

    #[test]
    fn every_clause_must_be_met() {
        let rule = Rule {
            countries: Some(vec!["DK".to_owned()]),
            customer_types: Some(vec![CustomerType::Business]),
            ..Rule::default()
        };
        assert!(rule.matches(&visitor("DK", CustomerType::Business)));
        assert!(!rule.matches(&visitor("SE", CustomerType::Business)));
        assert!(!rule.matches(&visitor("DK", CustomerType::PrivatePerson)));
        assert!(!rule.matches(&Visitor::default()));
    }
}
