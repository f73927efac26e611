//! Correlation as a state machine: frames that ask, come, go and are pinned anew, a page that
//! answers when it likes, and time that passes.

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use ledgerbee_embed::core::wire::Kind;

use crate::Reached;
use crate::bench::{Bench, Done};
use crate::ledger::Ledger;
use crate::sample::{Sample, text};
use crate::text::pick;
use crate::witness::Witness;

/// How many iframes a page has room for.
pub(crate) const SLOTS: usize = 3;
/// How many requests a run may have: the ledger looks through all of them for each.
const MOST_ASKED: usize = 400;

/// What can happen; frames, ids and pauses by any byte.
#[derive(Arbitrary, Clone, Debug)]
#[expect(missing_docs, reason = "fields are named for what they pick")]
pub enum Action {
    /// A frame asks, maybe not for the first time.
    Ask {
        frame: u8,
        is_bind: bool,
        is_prefixed: bool,
        id: u8,
    },
    /// A frame asks so many times under new ids.
    Burst { frame: u8, many: u8 },
    /// A provider answers a call, whether or not anybody still waits.
    Answer { call: u16 },
    /// Providers answer all of a frame's calls, from the last.
    AnswerAll { frame: u8 },
    /// Time passes, and with it deadlines.
    Wait { pause: u8 },
    /// A frame loads a document.
    Load { frame: u8 },
    /// A frame's `src` changes to another origin, or there and back.
    Repin { frame: u8 },
    /// An iframe goes, or one comes where none is.
    Toggle { frame: u8 },
    /// The bridge is stopped.
    Stop,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// A provider is called; calls are numbered.
    Call { to: Place, number: usize },
    /// An answer is posted; to a call, or at once because there are too many.
    Answer {
        to: Place,
        word: String,
        id: Sample,
        call: Option<usize>,
    },
}

/// An iframe under one pin: a pin is never used again, not even for the same origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) slot: usize,
    pub(crate) pin: usize,
}

/// A request as a frame makes it.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) kind: Kind,
    pub(crate) is_prefixed: bool,
    pub(crate) id: Sample,
    /// The same number for the same id only.
    pub(crate) name: usize,
}

/// An action with its bytes made out.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Ask(usize, Vec<Ask>),
    Answer(usize),
    AnswerAll(usize),
    Wait(f64),
    Load(usize),
    Repin(usize),
    Toggle(usize),
    Stop,
}

const PAUSES: &[f64] = &[
    0.25, 1.0, 500.0, 1_999.75, 2_000.0, 2_000.25, 9_999.75, 10_000.0,
];

/// Ids that are easily taken for each other.
static IDS: LazyLock<[Sample; 16]> = LazyLock::new(|| {
    [
        text("1"),
        Sample::Number(1.0),
        text("\"1\""),
        Sample::Number(0.0),
        Sample::Number(-0.0),
        text("0"),
        text("-0"),
        text("null"),
        Sample::Text(vec![0xd800]),
        Sample::Text(vec![0xdc00]),
        Sample::Text(vec![0xfffd]),
        Sample::Text(vec![0x31, 0xd800]),
        text(&"x".repeat(127)),
        text(&"x".repeat(128)),
        Sample::Number(9_007_199_254_740_991.0),
        Sample::Number(-9_007_199_254_740_991.0),
    ]
});

/// An id and its name; the two zeros are one.
fn id(index: u8) -> (usize, Sample) {
    let id = pick(&*IDS, index);
    let name = IDS.iter().position(|known| known == id);
    (name.unwrap_or_default(), id.clone())
}

/// A request under an id that no other action uses.
fn fresh(index: usize, number: u8) -> Ask {
    // Of many lengths, which makes them cheap to compare.
    let mut units = vec![index as u16, number.into()];
    units.resize(2 + usize::from(number % 32), 0);
    Ask {
        kind: Kind::Bind,
        is_prefixed: false,
        id: Sample::Text(units),
        name: 0x100 * (index + 1) + usize::from(number),
    }
}

impl Action {
    /// What it means as the `index`th.
    fn step(&self, index: usize) -> Step {
        let slot = |frame: &u8| usize::from(*frame) % SLOTS;
        match self {
            Self::Ask {
                frame,
                is_bind,
                is_prefixed,
                id: by,
            } => {
                let kind = if *is_bind { Kind::Bind } else { Kind::Catalog };
                let (name, id) = id(*by);
                let ask = Ask {
                    kind,
                    is_prefixed: *is_prefixed,
                    id,
                    name,
                };
                Step::Ask(slot(frame), vec![ask])
            }
            Self::Burst { frame, many } => {
                let fresh = |number| fresh(index, number);
                Step::Ask(slot(frame), (0..*many).map(fresh).collect())
            }
            Self::Answer { call } => Step::Answer((*call).into()),
            Self::AnswerAll { frame } => Step::AnswerAll(slot(frame)),
            Self::Wait { pause } => Step::Wait(*pick(PAUSES, *pause)),
            Self::Load { frame } => Step::Load(slot(frame)),
            Self::Repin { frame } => Step::Repin(slot(frame)),
            Self::Toggle { frame } => Step::Toggle(slot(frame)),
            Self::Stop => Step::Stop,
        }
    }
}

pub(crate) const REACHES: &[&str] = &[
    "call",
    "answer",
    "deadline",
    "stop",
    "too many at once",
    "repeat",
    "no longer remembered",
    "nobody waits",
    "load while waiting",
    "another pin while waiting",
    "gone while waiting",
];

/// Runs these actions on the core and on the naive ledger, which must agree after each.
pub fn run(actions: &[Action]) -> Reached {
    run_in_page(actions, &[])
}

/// The same in a page whose own code runs in the middle: one of the `nested` actions in each listener, abort
/// handler and the like that the bridge calls. The ledger has no middle. It takes an action of the page
/// as one that comes after the change in which the page was called.
pub fn run_in_page(actions: &[Action], nested: &[Action]) -> Reached {
    let nested = nested.iter().enumerate();
    let nested = nested.map(|(index, action)| action.step(actions.len() + index));
    let mut asked = 0;
    let mut has_room = |step: &Step| {
        if let Step::Ask(_, asks) = step {
            asked += asks.len();
        }
        asked <= MOST_ASKED
    };
    let mut bench = Bench::new(nested.take_while(&mut has_room).collect());
    let mut ledger = Ledger::new();
    let mut witness = Witness::new(bench.places());
    for (index, action) in actions.iter().enumerate() {
        let step = action.step(index);
        if !has_room(&step) {
            break;
        }
        for Done {
            step,
            effects,
            places,
        } in bench.run(step)
        {
            let done = &actions[..=index];
            assert_eq!(
                sorted(&effects),
                sorted(&ledger.run(&step)),
                "{step:?} in {done:?}"
            );
            if let Err(breach) = witness.see(&effects, places) {
                panic!("{breach}: {step:?} in {done:?}");
            }
        }
    }
    if bench.has_run_page() {
        ledger.reached.insert("page in the middle");
    }
    ledger.reached
}

/// In which order calls that end together are answered is nobody's business.
fn sorted(effects: &[Effect]) -> Vec<&Effect> {
    let mut sorted: Vec<&Effect> = effects.iter().collect();
    sorted.sort_by_key(|effect| match effect {
        Effect::Call { number, .. } => (0, *number),
        Effect::Answer { call, .. } => (1, call.unwrap_or(usize::MAX)),
    });
    sorted
}

/// Requests: see [`crate::TARGETS`].
pub fn check(data: &[u8]) -> Reached {
    let actions = Vec::<Action>::arbitrary_take_rest(Unstructured::new(data));
    run(&actions.unwrap_or_default())
}
