//! What must hold whatever happens; it knows nothing of what should happen.

use std::collections::HashMap;

use crate::requests::{Effect, Place};

/// Sees what a page does, and what it must not do.
pub(crate) struct Witness {
    /// The frames that were served before what is seen next.
    places: Vec<Place>,
    /// Calls that have had no answer, and for whom they were made.
    waiting: HashMap<usize, Place>,
}

impl Witness {
    pub(crate) fn new(places: Vec<Place>) -> Self {
        Self {
            places,
            waiting: HashMap::new(),
        }
    }

    /// Looks at what came of one action, and at the frames that are served after it.
    pub(crate) fn see(&mut self, effects: &[Effect], after: Vec<Place>) -> Result<(), String> {
        for effect in effects {
            let (Effect::Call { to, .. } | Effect::Answer { to, .. }) = effect;
            if !self.places.contains(to) {
                return Err(format!(
                    "{effect:?} for a frame that is gone or pinned anew"
                ));
            }
            let in_flight = self.waiting.values().filter(|its| *its == to).count();
            match effect {
                Effect::Call { to, number } => {
                    if in_flight >= 32 || self.waiting.insert(*number, *to).is_some() {
                        return Err(format!("{effect:?} with {in_flight} in flight"));
                    }
                }
                Effect::Answer {
                    call: Some(call), ..
                } => {
                    if self.waiting.remove(call) != Some(*to) {
                        return Err(format!("{effect:?} is the second, or another frame's"));
                    }
                }
                Effect::Answer { call: None, .. } => {
                    if in_flight != 32 {
                        return Err(format!("{effect:?} with {in_flight} in flight"));
                    }
                }
            }
        }
        self.waiting.retain(|_, place| after.contains(place));
        self.places = after;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    const HERE: Place = Place { slot: 0, pin: 0 };
    const THERE: Place = Place { slot: 1, pin: 1 };
    const ANEW: Place = Place { slot: 0, pin: 2 };

    fn call(to: Place, number: usize) -> Effect {
        Effect::Call { to, number }
    }

    fn answer(to: Place, call: Option<usize>) -> Effect {
        Effect::Answer {
            to,
            word: "bindToken".into(),
            id: Sample::Number(1.0),
            call,
        }
    }

    /// What it says of the last of these, after the others passed.
    fn judge(effects: &[Effect]) -> bool {
        let mut witness = Witness::new(vec![HERE, THERE]);
        let (last, before) = effects.split_last().unwrap();
        assert_eq!(witness.see(before, vec![HERE, THERE]), Ok(()));
        witness
            .see(std::slice::from_ref(last), vec![HERE, THERE])
            .is_ok()
    }

    #[test]
    fn a_request_has_one_answer_and_its_own() {
        assert!(judge(&[call(HERE, 0), answer(HERE, Some(0))]));
        assert!(!judge(&[call(HERE, 0), answer(THERE, Some(0))]));
        assert!(!judge(&[
            call(HERE, 0),
            answer(HERE, Some(0)),
            answer(HERE, Some(0))
        ]));
        assert!(!judge(&[answer(HERE, Some(0))]));
        assert!(!judge(&[call(ANEW, 0)]));
    }

    #[test]
    fn there_are_32_in_flight_and_no_more() {
        let mut calls: Vec<Effect> = (0..32).map(|number| call(HERE, number)).collect();
        assert!(judge(&calls));
        calls.push(answer(HERE, None));
        assert!(judge(&calls));
        calls.push(call(HERE, 32));
        assert!(!judge(&calls));
        assert!(!judge(&[call(HERE, 0), answer(HERE, None)]));
    }

    #[test]
    fn nothing_is_answered_under_another_pin() {
        let mut witness = Witness::new(vec![HERE]);
        assert_eq!(witness.see(&[call(HERE, 0)], vec![ANEW]), Ok(()));
        assert!(witness.see(&[answer(HERE, Some(0))], vec![ANEW]).is_err());
        assert!(witness.see(&[answer(ANEW, Some(0))], vec![ANEW]).is_err());
    }
}
