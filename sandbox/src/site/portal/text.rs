//! Every text of frames, portal pages and mail, in every language. Frames get
//! those of their language with the page.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use crate::tenant::Language;

macro_rules! texts {
    ($($key:ident: $en:literal, $da:literal;)*) => {
        /// A text, by the name that scripts know it by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) enum Phrase { $($key),* }

        impl Phrase {
            const ALL: &[Self] = &[$(Self::$key),*];

            /// The text, with its `{placeholders}`.
            pub(super) fn in_language(self, language: Language) -> &'static str {
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
    AnonymousHint: "We will send you a link to confirm your e-mail address.", "Vi sender dig et link, så du kan bekræfte din e-mailadresse.";
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
    PendingText: "We have sent a link to {email}. Open it within 24 hours to finish your subscription.", "Vi har sendt et link til {email}. Åbn det inden for 24 timer for at fuldføre abonnementet.";
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
    SubscribedText: "Your e-mail address and your subscription are confirmed.", "Din e-mailadresse og dit abonnement er bekræftet.";

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
    ChangeEffective: "The change takes effect at once. Prices are without VAT.", "Ændringen træder i kraft med det samme. Priserne er uden moms.";
    PlanChanged: "Your plan is changed to {item}.", "Din plan er skiftet til {item}.";
}

impl Phrase {
    /// The text with `value` in the place of `{name}`.
    pub(super) fn with(self, language: Language, name: &str, value: &str) -> String {
        let placeholder = format!("{{{name}}}");
        self.in_language(language).replace(&placeholder, value)
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
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/site/portal");
        let mut pages = String::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.ends_with("text.rs") {
                pages.push_str(&std::fs::read_to_string(path).unwrap());
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
