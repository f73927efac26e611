//! Where a checkout outside of a frame leads back to.

use url::Url;

use crate::portal::Outcome;
use crate::tenant::Tenant;

/// The longest that is taken, in bytes.
const LONGEST: usize = 2048;

/// A page of a partner's that may frame the portal. Any other would make the
/// portal's name lead wherever somebody likes.
pub(super) struct ReturnUrl(Url);

impl ReturnUrl {
    /// `text` as such a page of one of the partners of `tenant`.
    pub(super) fn read(text: &str, tenant: &Tenant) -> Option<Self> {
        let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST)?;
        let is_web = ["https", "http"].contains(&url.scheme());
        let is_plain = url.username().is_empty() && url.password().is_none();
        let origin = url.origin().ascii_serialization();
        let is_partners = tenant.frame_ancestors().contains(&origin);
        (is_web && is_plain && is_partners).then_some(Self(url))
    }

    /// The address that tells the page of `outcome`.
    pub(super) fn with(self, outcome: Outcome) -> String {
        let Self(mut url) = self;
        let (name, value) = match outcome {
            Outcome::Confirmed { subscription } => ("subscriptionId", subscription.to_string()),
            Outcome::PendingVerification => ("checkout", "pending".to_owned()),
        };
        url.query_pairs_mut().append_pair(name, &value);
        url.into()
    }
}

/// The site of a partner of `tenant`, for who comes from nowhere in particular.
pub(super) fn shop(tenant: &Tenant) -> Option<String> {
    tenant.frame_ancestors().into_iter().next()
}

impl From<ReturnUrl> for String {
    fn from(ReturnUrl(url): ReturnUrl) -> Self {
        url.into()
    }
}
