//! The plans of a tenant.

use std::io;
use std::sync::Arc;

use uuid::Uuid;

use super::plan::{Plan, PlanState};
use crate::fault::Fault;
use crate::store::{Store, Table};

/// The plans of one tenant, in the order of its catalogue.
pub(super) struct Catalogue {
    seeded: Vec<Plan>,
    changed: Table<Uuid, PlanState>,
}

impl Catalogue {
    /// The plans of a scenario, as an operator has left them.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(super) fn open(slug: &str, mut plans: Vec<Plan>, store: &Arc<Store>) -> io::Result<Self> {
        for (order, plan) in (1..).zip(&mut plans) {
            plan.display_order = order;
        }
        Ok(Self {
            seeded: plans,
            changed: Table::open(store, format!("{slug}/plan"))?,
        })
    }

    pub(super) fn plans(&self) -> Vec<Plan> {
        let now = |plan: &Plan| Plan {
            state: self.changed.get(&plan.id).unwrap_or(plan.state),
            ..plan.clone()
        };
        self.seeded.iter().map(now).collect()
    }

    /// Changes the state of the plan `id`, and gives it as it is then; `None`
    /// if there is no such plan.
    pub(super) fn set_state(
        &self,
        id: Uuid,
        change: impl FnOnce(PlanState) -> PlanState,
    ) -> Result<Option<PlanState>, Fault> {
        let Some(plan) = self.seeded.iter().find(|plan| plan.id == id) else {
            return Ok(None);
        };
        self.changed.change(|changed| {
            let state = change(changed.get(&id).copied().unwrap_or(plan.state));
            changed.put(id, state)?;
            Ok(Some(state))
        })
    }
}
