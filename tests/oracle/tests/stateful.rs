//! Requests, answers, deadlines, loads, pins and removals in any order, over several frames.

use ledgerbee_oracle::requests::{Action, run, run_in_page};
use proptest::prelude::*;

/// Few frames, ids and calls, so that they meet.
fn action() -> impl Strategy<Value = Action> {
    let frame = 0..3_u8;
    let ask = (frame.clone(), any::<bool>(), any::<bool>(), 0..16_u8);
    prop_oneof![
        8 => ask.prop_map(|(frame, is_bind, is_prefixed, id)| Action::Ask { frame, is_bind, is_prefixed, id }),
        1 => (frame.clone(), 1..40_u8).prop_map(|(frame, many)| Action::Burst { frame, many }),
        5 => (0..80_u16).prop_map(|call| Action::Answer { call }),
        1 => frame.clone().prop_map(|frame| Action::AnswerAll { frame }),
        3 => (0..8_u8).prop_map(|pause| Action::Wait { pause }),
        1 => frame.clone().prop_map(|frame| Action::Load { frame }),
        1 => frame.clone().prop_map(|frame| Action::Repin { frame }),
        1 => frame.prop_map(|frame| Action::Toggle { frame }),
    ]
}

/// A frame that goes has its provider's signal aborted, and its neighbour asks in the listener.
#[test]
fn the_page_runs_in_the_middle() {
    let ask = |frame| Action::Ask {
        frame,
        is_bind: true,
        is_prefixed: false,
        id: 0,
    };
    let reached = run_in_page(&[ask(0), Action::Toggle { frame: 0 }], &[ask(1)]);
    assert!(reached.contains("page in the middle"));
    assert!(!run(&[ask(0)]).contains("page in the middle"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// One answer for each request, none to another frame or under another pin, never more than
    /// 32 in flight; and all that docs/protocol.md says of repeats.
    #[test]
    fn whatever_happens_the_page_keeps_to_the_contract(
        actions in prop::collection::vec(action(), 0..120),
        is_stopped in any::<bool>(),
    ) {
        let stop = is_stopped.then_some(Action::Stop);
        run(&actions.into_iter().chain(stop).collect::<Vec<_>>());
    }

    /// The same, whatever code of the page does in the middle: listeners, abort handlers, the console.
    #[test]
    fn whatever_the_page_does_where_it_is_called_it_keeps_to_the_contract(
        actions in prop::collection::vec(action(), 0..80),
        nested in prop::collection::vec(action(), 0..40),
        is_stopped in any::<bool>(),
    ) {
        let stop = is_stopped.then_some(Action::Stop);
        run_in_page(&actions, &nested.into_iter().chain(stop).collect::<Vec<_>>());
    }
}
