/** Every text of the frames, in every language. */
const TEXTS = {
  en: {
    perMonth: 'per month',
    buy: 'Choose',
    currentPlan: 'Current plan',
    viewDetails: 'View details',
    upgradeTo: 'Upgrade to',
    downgradeTo: 'Downgrade to',
    contactUs: 'Contact us',
    bookDemo: 'Book a demo',
    scheduleTime: 'Schedule a time',
    learnMore: 'Learn more',
    back: 'Back to plans',
    newTab: 'opens in a new tab',
    preparing: 'Preparing your checkout …',
    leaving: 'Taking you to the checkout …',
    opened: 'Your checkout is open in a new tab',
    continue: 'Continue to the checkout',
    goOn: 'Continue',
    foreignHint:
      'You are signed in as a different user, so this order will not be linked to the account you came from.',
    details: 'Your details',
    boundHint: 'These are the details we have on record for you.',
    anonymousHint: 'We will send you a link to confirm your e-mail address.',
    name: 'Name',
    email: 'E-mail',
    vatNumber: 'VAT number',
    address: 'Address',
    startDate: 'Start date',
    confirm: 'Confirm subscription',
    confirmed: 'You are subscribed',
    confirmedText: 'Your subscription is active from the start date you chose.',
    pending: 'Check your inbox',
    pendingText: 'Open the link we have sent you to finish your subscription.',
    notAvailable: 'Not available',
    notAvailableText: 'This offer is not available to you at the moment.',
    failed: 'Something went wrong. Try again.',
    retry: 'Try again',
  },
  da: {
    perMonth: 'pr. måned',
    buy: 'Vælg',
    currentPlan: 'Nuværende plan',
    viewDetails: 'Se detaljer',
    upgradeTo: 'Opgrader til',
    downgradeTo: 'Nedgrader til',
    contactUs: 'Kontakt os',
    bookDemo: 'Book en demo',
    scheduleTime: 'Find en tid',
    learnMore: 'Læs mere',
    back: 'Tilbage til planerne',
    newTab: 'åbner i en ny fane',
    preparing: 'Gør bestillingen klar …',
    leaving: 'Vi sender dig til bestillingen …',
    opened: 'Din bestilling er åbnet i en ny fane',
    continue: 'Fortsæt til bestillingen',
    goOn: 'Fortsæt',
    foreignHint:
      'Du er logget ind som en anden bruger, så bestillingen bliver ikke knyttet til den konto, du kom fra.',
    details: 'Dine oplysninger',
    boundHint: 'Her er de oplysninger, vi har registreret om dig.',
    anonymousHint: 'Vi sender dig et link, så du kan bekræfte din e-mailadresse.',
    name: 'Navn',
    email: 'E-mail',
    vatNumber: 'CVR-nummer',
    address: 'Adresse',
    startDate: 'Startdato',
    confirm: 'Bekræft abonnement',
    confirmed: 'Du er tilmeldt',
    confirmedText: 'Dit abonnement er aktivt fra den startdato, du har valgt.',
    pending: 'Tjek din indbakke',
    pendingText: 'Åbn linket, vi har sendt dig, for at fuldføre abonnementet.',
    notAvailable: 'Ikke tilgængelig',
    notAvailableText: 'Dette tilbud er ikke tilgængeligt for dig lige nu.',
    failed: 'Noget gik galt. Prøv igen.',
    retry: 'Prøv igen',
  },
};

/** @typedef {keyof typeof TEXTS['en']} TextKey */

/**
 * @param {string} lang
 * @param {TextKey} key
 * @returns {string}
 */
export function text(lang, key) {
  return (lang === 'da' ? TEXTS.da : TEXTS.en)[key];
}
