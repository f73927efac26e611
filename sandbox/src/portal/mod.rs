//! What the tenants' portals hold: checkouts under way, inside of frames and
//! out, those that wait for a mailed link or its payment, the mail, and who is
//! signed in.

mod locator;
mod mailbox;
mod payment;
mod session;
mod sign_in;
mod signup;

pub(crate) use locator::{Claim, Locators};
pub use mailbox::Mail;
pub(crate) use mailbox::Mailbox;
pub(crate) use payment::{Payment, PaymentAnswer, PaymentState, Payments};
pub(crate) use session::{Binding, Checkout, Checkouts, End, Outcome};
pub(crate) use sign_in::SignIns;
pub(crate) use signup::{Details, Signups};
