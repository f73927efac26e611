//! A synthetic page of the partner's.

use serde::Deserialize;

use super::lab::Origins;

/// What a page consists of; `{{frame}}`, `{{foreign}}`, `{{page}}` and `{{public}}` stand for
/// the lab's origins.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
    before: String,
    embed: Option<String>,
    after: String,
    body: String,
    place: Place,
    is_early: bool,
    has_fake_clock: bool,
    policy: Option<String>,
}

/// Where a page is.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Place {
    /// On loopback, on another site than the frames.
    #[default]
    Loopback,
    /// Under a name that is not on loopback.
    Public,
    /// On the frames' site, so that a browser that keeps sites apart has them in one process.
    SameSite,
}

/// A page that has the embed in its head.
pub(crate) fn page() -> Page {
    bare().embed(r#"src="/embed.js""#)
}

/// A page without it.
pub(crate) fn bare() -> Page {
    Page::default()
}

impl Page {
    /// The attributes of the embed's tag.
    pub(crate) fn embed(mut self, attributes: &str) -> Self {
        self.embed = Some(attributes.to_owned());
        self
    }

    /// Further attributes of the embed's tag.
    pub(crate) fn with(self, attributes: &str) -> Self {
        self.embed(&format!(r#"src="/embed.js" {attributes}"#))
    }

    /// Markup before the embed's tag.
    pub(crate) fn before(mut self, html: &str) -> Self {
        self.before.push_str(html);
        self
    }

    /// A script before the embed's tag.
    pub(crate) fn script(self, code: &str) -> Self {
        self.before(&format!("<script>{code}</script>\n"))
    }

    /// A file of `page/`, as a script before the embed's tag.
    pub(crate) fn file(self, name: &str) -> Self {
        self.before(&format!(
            "<script src=\"/page/file/{name}\" nonce=\"page\"></script>\n"
        ))
    }

    /// The page's providers, set before the embed starts.
    pub(crate) fn providers(self, object: &str) -> Self {
        self.script(&format!("window.LedgerBee = {{ embed: {object} }};"))
    }

    pub(crate) fn body(mut self, html: &str) -> Self {
        self.body.push_str(html);
        self
    }

    /// Not on loopback.
    pub(crate) fn public(mut self) -> Self {
        self.place = Place::Public;
        self
    }

    /// On the site of the frames, but of another origin.
    pub(crate) fn same_site(mut self) -> Self {
        self.place = Place::SameSite;
        self
    }

    /// `lab.skip(ms)` lets time pass.
    pub(crate) fn fake_clock(mut self) -> Self {
        self.has_fake_clock = true;
        self
    }

    pub(super) fn header(&self, origins: &Origins) -> Option<String> {
        let policy = self.policy.as_ref()?;
        Some(origins.fill(&policy.replace("script-src", "script-src 'nonce-page'")))
    }

    pub(super) fn is_early(&self) -> bool {
        self.is_early
    }

    pub(super) fn origin<'a>(&self, origins: &'a Origins) -> &'a str {
        match self.place {
            Place::Loopback => &origins.page,
            Place::Public => &origins.public,
            Place::SameSite => &origins.same_site,
        }
    }

    /// With these scripts of tests.
    pub(super) fn html(&self, origins: &Origins, scripts: &[String]) -> String {
        let Self {
            before,
            after,
            body,
            ..
        } = self;
        let own = if self.policy.is_some() {
            " nonce=\"page\""
        } else {
            ""
        };
        let tests: String = scripts
            .iter()
            .map(|path| format!("<script{own} src=\"/{path}\"></script>\n"))
            .collect();
        let before = before.replace("<script>", &format!("<script{own}>"));
        let clock = if self.has_fake_clock {
            "<script>lab.fakeClock()</script>\n"
        } else {
            ""
        };
        let embed = self.embed.as_ref();
        let embed = embed
            .map(|it| format!("<script {it}></script>\n"))
            .unwrap_or_default();
        origins.fill(&format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>page</title>\n<script{own} src=\"/lab.js?gate={{{{gate}}}}\"></script>\n{tests}{clock}{before}\n{embed}{after}\n\
             </head>\n<body>\n{body}\n</body>\n</html>\n"
        ))
    }
}
