//! Whom to trust: a page with some starts of the embed, and frames that are judged after each.

use arbitrary::{Arbitrary, Unstructured};
use ledgerbee_embed::core::diagnostic::Code;
use ledgerbee_embed::core::origin::{Trust, is_origin, self_origin};
use ledgerbee_embed::core::pin::{Attributes, refusal};
use url::Url;

use crate::Reached;
use crate::address::Address;
use crate::text::pick;
use crate::trust::{Frame, Rules, Verdict};

const SANDBOXES: &[&str] = &[
    "",
    "allow-scripts",
    "allow-same-origin",
    "allow-scripts allow-same-origin",
    "allow-scripts\u{c}Allow-Same-Origin\t",
    "allow-scripts,allow-same-origin",
    "allow-same-origin\u{a0}",
    "allow-same-origin-by-user",
    "allow-\u{17f}ame-origin",
];

#[derive(Arbitrary, Debug)]
struct Scenario<'a> {
    page: Address<'a>,
    starts: Vec<Start<'a>>,
    frames: Vec<Draft<'a>>,
}

#[derive(Arbitrary, Debug)]
struct Start<'a> {
    script: Option<Address<'a>>,
    portal_origins: Option<Vec<Entry<'a>>>,
}

#[derive(Arbitrary, Debug)]
enum Entry<'a> {
    Origin(Address<'a>),
    Whole(Address<'a>),
}

#[derive(Arbitrary, Debug)]
struct Draft<'a> {
    src: Option<Src<'a>>,
    flaw: Option<Flaw<'a>>,
}

#[derive(Arbitrary, Debug)]
enum Src<'a> {
    Any(Address<'a>),
    /// Where a script is from.
    Script(u8),
    Page,
}

#[derive(Arbitrary, Debug)]
enum Flaw<'a> {
    Srcdoc,
    Sandbox(u8),
    AnySandbox(&'a str),
}

impl Entry<'_> {
    fn text(&self) -> String {
        match self {
            Self::Whole(address) => address.text(),
            Self::Origin(address) => Url::parse(&address.text())
                .map(|url| url.origin().ascii_serialization())
                .unwrap_or_default(),
        }
    }
}

impl Draft<'_> {
    fn frame(&self, scenario: &Scenario<'_>) -> Frame {
        let script = |index: u8| scenario.starts.get(usize::from(index))?.script.as_ref();
        let src = match &self.src {
            Some(Src::Any(address)) => Some(address),
            Some(Src::Script(index)) => script(*index),
            Some(Src::Page) => Some(&scenario.page),
            None => None,
        };
        Frame {
            src: src.map(Address::text),
            has_srcdoc: matches!(self.flaw, Some(Flaw::Srcdoc)),
            sandbox: match self.flaw {
                Some(Flaw::Sandbox(index)) => Some((*pick(SANDBOXES, index)).into()),
                Some(Flaw::AnySandbox(text)) => Some(text.into()),
                _ => None,
            },
        }
    }
}

pub(crate) const REACHES: &[&str] = &[
    "bad list",
    "from a script, but in the clear",
    "from a script, but of another path",
    "from a script, but the page's own",
    "in the clear, or a port",
    "listed",
    "loopback",
    "loopback, but not the page",
    "not listed",
    "not of the web",
    "portal",
    "sandboxed-frame",
    "self",
    "self, but a port",
    "srcdoc-frame",
    "unknown",
    "untrusted-origin",
];

/// Origins: see [`crate::TARGETS`].
pub fn check(data: &[u8]) -> Reached {
    let mut reached = Reached::new();
    let Ok(scenario) = Scenario::arbitrary_take_rest(Unstructured::new(data)) else {
        return reached;
    };
    let Ok(page) = Url::parse(&scenario.page.text()) else {
        return reached;
    };
    let origin = page.origin().ascii_serialization();
    let mut trust = Trust::new(&origin);
    let mut rules = Rules::new(&page);
    let drafts = scenario.frames.iter().take(16);
    let frames: Vec<Frame> = drafts.map(|draft| draft.frame(&scenario)).collect();
    reached.extend(judge(&frames, &page, &trust, &rules));
    for start in scenario.starts.iter().take(8) {
        if let Some(entries) = &start.portal_origins {
            let entries: Vec<String> = entries.iter().map(Entry::text).collect();
            let is_valid = restrict(&mut trust, &entries);
            assert_eq!(is_valid, rules.list(&entries), "{entries:?}");
            if !is_valid {
                reached.insert("bad list");
            }
        }
        if let Some(src) = start
            .script
            .as_ref()
            .and_then(|it| page.join(&it.text()).ok())
        {
            let from = src.origin().ascii_serialization();
            if let Some(own) = self_origin(src.path(), &from, &origin) {
                trust.add_self(own);
            }
            rules.run_script(&src);
        }
        reached.extend(judge(&frames, &page, &trust, &rules));
    }
    reached
}

/// As a start does it: an entry must be what the URL parser would print.
fn restrict(trust: &mut Trust, entries: &[String]) -> bool {
    let origins: Vec<String> = entries
        .iter()
        .filter(|entry| {
            let origin = Url::parse(entry).map(|url| url.origin().ascii_serialization());
            origin.is_ok_and(|origin| origin == **entry && is_origin(&origin))
        })
        .cloned()
        .collect();
    let is_valid = origins.len() == entries.len();
    trust.restrict(origins) && is_valid
}

fn judge(frames: &[Frame], page: &Url, trust: &Trust, rules: &Rules) -> Reached {
    let reached = frames.iter().map(|frame| {
        let Verdict { pin, rule } = rules.judge(frame);
        assert_eq!(
            pinned(frame, page, trust),
            pin,
            "{frame:?} in {page}: {rules:?}"
        );
        rule
    });
    reached.collect()
}

/// As the page does it, with another parser than the browser's.
fn pinned(frame: &Frame, page: &Url, trust: &Trust) -> Result<String, Code> {
    let src = frame.src.as_ref().filter(|src| !src.is_empty());
    let url = src.and_then(|src| page.join(src).ok());
    let origin = url.as_ref().map(|url| url.origin().ascii_serialization());
    let origin = origin.unwrap_or_default();
    let protocol = url.map(|url| format!("{}:", url.scheme()));
    let attributes = Attributes {
        protocol: &protocol.unwrap_or_default(),
        origin: &origin,
        has_srcdoc: frame.has_srcdoc,
        sandbox: frame.sandbox.as_deref(),
    };
    refusal(attributes, trust).map_or(Ok(origin.clone()), Err)
}
