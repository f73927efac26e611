//! Every text of frames, portal pages, payment window and mail, in every language. Frames get
//! those of their language with the page.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use crate::tenant::Language;

macro_rules! texts {
    ($($key:ident: $en:literal, $da:literal;)*) => {
        /// A text, by the name that scripts know it by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(in crate::site) enum Phrase { $($key),* }

        impl Phrase {
            const ALL: &[Self] = &[$(Self::$key),*];

            /// The text, with its `{placeholders}`.
            pub(in crate::site) fn in_language(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$key, Language::En) => $en, (Self::$key, Language::Da) => $da,)*
                }
            }
        }
    };
}

texts! {
    // Cards
    PerMonth: "per month", "pr. måned";
    Buy: "Choose {item}", "Vælg {item}";
    CurrentPlan: "Current plan", "Nuværende plan";
    ViewDetails: "View details", "Se detaljer";
    UpgradeTo: "Upgrade to {item}", "Opgrader til {item}";
    DowngradeTo: "Downgrade to {item}", "Nedgrader til {item}";
    ContactUs: "Contact us", "Kontakt os";
    BookDemo: "Book a demo", "Book en demo";
    ScheduleTime: "Schedule a time", "Find en tid";
    LearnMore: "Learn more", "Læs mere";
    NewTab: "opens in a new tab", "åbner i en ny fane";
    OpeningPortal: "Opening your subscription …", "Åbner dit abonnement …";
    ToSubscription: "Continue to your subscription", "Fortsæt til dit abonnement";

    // Checkout
    Loading: "Loading …", "Henter …";
    Back: "Back to plans", "Tilbage til planerne";
    Preparing: "Preparing your checkout …", "Gør bestillingen klar …";
    Leaving: "Taking you to the checkout …", "Vi sender dig til bestillingen …";
    Opened: "Your checkout is open in a new tab", "Din bestilling er åbnet i en ny fane";
    ToCheckout: "Continue to the checkout", "Fortsæt til bestillingen";
    GoOn: "Continue", "Fortsæt";
    Details: "Your details", "Dine oplysninger";
    BoundHint: "These are the details we have on record for you.", "Her er de oplysninger, vi har registreret om dig.";
    AnonymousHint: "We will send you a link to confirm your e-mail address and pay.", "Vi sender dig et link, så du kan bekræfte din e-mailadresse og betale.";
    ForeignHint: "You are signed in as a different user, so this order will not be linked to the account you came from.", "Du er logget ind som en anden bruger, så bestillingen bliver ikke knyttet til den konto, du kom fra.";
    ExpiredHint: "Your checkout had expired, so we started it again. Check your details and confirm.", "Din bestilling var udløbet, så vi har startet den igen. Tjek dine oplysninger, og bekræft.";
    AlreadyHeld: "You already have this plan", "Du har allerede denne plan";
    AlreadyHeldText: "Confirm only if you want a second subscription to it.", "Bekræft kun, hvis du vil have et abonnement mere på den.";
    Name: "Name", "Navn";
    Email: "E-mail", "E-mail";
    VatNumber: "VAT number", "CVR-nummer";
    Address: "Address", "Adresse";
    StartDate: "Start date", "Startdato";
    Optional: "optional", "valgfrit";
    Order: "Your order", "Din bestilling";
    Price: "Price", "Pris";
    Vat: "VAT", "Moms";
    VatNotIncluded: "Not included", "Ikke inkluderet";
    Interval: "Billing", "Betaling";
    Monthly: "Every month", "Hver måned";
    Confirm: "Confirm subscription", "Bekræft abonnement";
    ConfirmAgain: "Subscribe again", "Tegn et abonnement mere";
    Confirming: "Confirming …", "Bekræfter …";
    Confirmed: "You are subscribed", "Du er tilmeldt";
    ConfirmedText: "Your subscription is active from the start date you chose.", "Dit abonnement er aktivt fra den startdato, du har valgt.";
    Pending: "Check your inbox", "Tjek din indbakke";
    PendingText: "We have sent a link to {email}. Open it within 24 hours to pay and finish your subscription.", "Vi har sendt et link til {email}. Åbn det inden for 24 timer for at betale og fuldføre abonnementet.";
    SendAgain: "Send again", "Send igen";
    SentAgain: "We have sent the link to {email} again.", "Vi har sendt linket til {email} igen.";

    // What can go wrong
    NotAvailable: "Not available", "Ikke tilgængelig";
    NotAvailableText: "This offer is not available to you at the moment.", "Dette tilbud er ikke tilgængeligt for dig lige nu.";
    Offline: "We couldn't reach the server. Check your connection and try again.", "Vi kunne ikke få fat i serveren. Tjek din forbindelse, og prøv igen.";
    ServerFailed: "The server couldn't do this. Try again in a moment; nothing is ordered twice.", "Serveren kunne ikke udføre dette. Prøv igen om lidt; intet bliver bestilt to gange.";
    PlanGone: "This plan is no longer available.", "Denne plan er ikke længere tilgængelig.";
    NotAllowed: "This can't be ordered with your account.", "Dette kan ikke bestilles med din konto.";
    Retry: "Try again", "Prøv igen";
    EmailMissing: "Enter your e-mail address.", "Skriv din e-mailadresse.";
    EmailWrong: "Enter an e-mail address such as kim@company.com.", "Skriv en e-mailadresse som kim@firma.dk.";
    StartDateWrong: "Choose a date from {from} to {to}.", "Vælg en dato fra {from} til {to}.";
    TooLong: "Use at most 500 characters.", "Brug højst 500 tegn.";

    // Pages that only say something
    NotFound: "Not found", "Ikke fundet";
    NotFoundText: "This page does not exist. The plan may have moved or ended.", "Siden findes ikke. Planen kan være flyttet eller udgået.";
    LinkExpired: "This link has expired", "Linket er udløbet";
    LinkExpiredText: "Start the checkout again, and we will send you a new link.", "Start bestillingen igen, så sender vi dig et nyt link.";
    CheckoutExpired: "This checkout has expired", "Bestillingen er udløbet";
    CheckoutExpiredText: "Go back to the page you came from and choose your plan again.", "Gå tilbage til den side, du kom fra, og vælg din plan igen.";
    CheckoutTaken: "This checkout is open elsewhere", "Bestillingen er åben et andet sted";
    CheckoutTakenText: "Its link works once, in one browser. Go back and choose your plan again.", "Linket virker én gang, i én browser. Gå tilbage, og vælg din plan igen.";
    SubscribedText: "Your payment went through, and your subscription is confirmed.", "Din betaling er gennemført, og dit abonnement er bekræftet.";
    HeldText: "Subscribe again only if you want a second subscription to it.", "Tegn kun et mere, hvis du vil have to abonnementer på den.";
    PaymentDeclined: "Your payment was declined", "Din betaling blev afvist";
    PaymentDeclinedText: "Nothing was charged, and you are not subscribed yet. You can try again.", "Der er ikke trukket noget, og du er ikke tilmeldt endnu. Du kan prøve igen.";
    PaymentClosed: "You have not paid yet", "Du har ikke betalt endnu";
    PaymentClosedText: "You closed the payment window. You are subscribed once you have paid.", "Du lukkede betalingsvinduet. Du er tilmeldt, når du har betalt.";
    ToPayment: "Continue to payment", "Fortsæt til betaling";

    // Payment window
    Payment: "Payment", "Betaling";
    StandIn: "Stand-in", "Stand-in";
    StandInText: "This page stands in for the payment provider's window. It asks for no card, and no money moves.", "Siden står i stedet for betalingsudbyderens vindue. Den beder ikke om et kort, og der flyttes ingen penge.";
    Seller: "Seller", "Sælger";
    Pay: "Pay {price}", "Betal {price}";
    Decline: "Decline the card", "Afvis kortet";
    Close: "Close without paying", "Luk uden at betale";
    LastDeclined: "The last attempt was declined.", "Det sidste forsøg blev afvist.";
    PaymentGone: "There is nothing to pay here", "Her er intet at betale";
    PaymentGoneText: "The payment has expired or never existed. Start the checkout again, and we will send you a new link.", "Betalingen er udløbet eller har aldrig eksisteret. Start bestillingen igen, så sender vi dig et nyt link.";

    // Mail
    MailSubject: "Confirm your subscription to {item}", "Bekræft dit abonnement på {item}";

    // The portal's own pages
    YourSubscriptions: "Your subscriptions", "Dine abonnementer";
    NoSubscriptions: "You have no subscription yet.", "Du har intet abonnement endnu.";
    ToShop: "Back to the shop", "Tilbage til butikken";
    SignIn: "Sign in", "Log ind";
    SignInText: "Sign in to see and change your subscriptions.", "Log ind for at se og ændre dine abonnementer.";
    Password: "Password", "Adgangskode";
    PasswordHint: "In this sandbox, everybody's password is {password}.", "I denne sandkasse er alles adgangskode {password}.";
    SignInFailed: "No account has this e-mail address and password.", "Ingen konto har denne e-mailadresse og adgangskode.";
    SignOut: "Sign out", "Log ud";
    Plan: "Plan", "Plan";
    CustomerName: "Customer", "Kunde";
    State: "Status", "Status";
    StartsLater: "Starts on its start date", "Begynder på startdatoen";
    Active: "Active", "Aktivt";
    ChangePlan: "Change plan", "Skift plan";
    KeepPlan: "Keep what I have", "Behold min plan";
    PerMonthPrice: "{price} per month", "{price} pr. måned";
    CurrentPrice: "Current price", "Nuværende pris";
    NewPrice: "New price", "Ny pris";
    TakesEffect: "Takes effect", "Træder i kraft";
    PlanChanged: "Your plan is changed to {item}. You pay {price}, without VAT, from {date}.", "Din plan er skiftet til {item}. Du betaler {price}, uden moms, fra {date}.";
}

impl Phrase {
    /// The text with each `{name}` replaced by the value after it.
    pub(in crate::site) fn with(self, language: Language, values: &[(&str, &str)]) -> String {
        let text = self.in_language(language).to_owned();
        values.iter().fold(text, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }
}

/// The months of a year in each language.
const MONTHS: [(&str, &str); 12] = [
    ("January", "januar"),
    ("February", "februar"),
    ("March", "marts"),
    ("April", "april"),
    ("May", "maj"),
    ("June", "juni"),
    ("July", "juli"),
    ("August", "august"),
    ("September", "september"),
    ("October", "oktober"),
    ("November", "november"),
    ("December", "december"),
];

/// A day as the language writes it, and as browsers do in frames.
pub(in crate::site) fn day(date: Date, language: Language) -> String {
    let index = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let (en, da) = MONTHS.get(index).copied().unwrap_or_default();
    match language {
        Language::En => format!("{} {en} {}", date.day(), date.year()),
        Language::Da => format!("{}. {da} {}", date.day(), date.year()),
    }
}

/// The texts of `language` for a page's scripts, by name. Data, which no
/// browser runs.
pub(super) fn for_scripts(language: Language) -> Markup {
    let texts = Phrase::ALL.iter().map(|it| (*it, it.in_language(language)));
    let texts: BTreeMap<Phrase, &str> = texts.collect();
    // A key and a text always become JSON; `<` would end the element.
    let json = serde_json::to_string(&texts).unwrap_or_default();
    let json = PreEscaped(json.replace('<', "\\u003c"));
    html! { script type="application/json" id="texts" { (json) } }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn key(text: Phrase) -> String {
        serde_json::to_value(text)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let starts = text.split('{').skip(1);
        starts.map(|rest| rest.split_once('}').unwrap().0).collect()
    }

    #[test]
    fn every_text_has_the_same_placeholders_in_each_language() {
        for text in Phrase::ALL {
            let [en, da] = [Language::En, Language::Da].map(|it| text.in_language(it));
            assert_eq!(placeholders(en), placeholders(da), "{text:?}");
        }
    }

    #[test]
    fn a_day_is_written_as_its_language_does() {
        let date = jiff::civil::date(2026, 3, 1);
        assert_eq!(day(date, Language::En), "1 March 2026");
        assert_eq!(day(date, Language::Da), "1. marts 2026");
    }

    /// The scripts ask for texts by name: each is in the table, and each text of
    /// the table is asked for somewhere.
    #[test]
    fn scripts_and_pages_use_the_texts_there_are_and_all_of_them() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/portal");
        let mut scripts = String::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "js") {
                scripts.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
        let sites = concat!(env!("CARGO_MANIFEST_DIR"), "/src/site");
        let mut pages = String::new();
        for site in ["portal", "payment"] {
            for entry in std::fs::read_dir(format!("{sites}/{site}")).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("text.rs") {
                    pages.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let known: BTreeSet<String> = Phrase::ALL.iter().map(|it| key(*it)).collect();
        for rest in scripts.split("text('").skip(1) {
            let name = rest.split('\'').next().unwrap();
            assert!(known.contains(name), "{name}");
        }
        for text in Phrase::ALL {
            let in_script = scripts.contains(&format!("'{}'", key(*text)));
            let in_page = pages.contains(&format!("Phrase::{text:?}"));
            assert!(in_script || in_page, "{text:?} is used nowhere");
        }
    }
}
