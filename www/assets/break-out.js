window.LedgerBee = window.LedgerBee || {};
window.LedgerBee.embed = {
  fetchBindToken: async () => {
    const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
    if ([204, 401].includes(answer.status)) return null; // not signed in
    if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
    return (await answer.json()).checkoutBindToken;
  },
};

const place = document.getElementById('place');
const said = new URLSearchParams(window.location.search);

if (said.has('subscriptionId') || said.get('checkout') === 'pending') {
  // For the buyer's eyes: what is to be delivered, webhooks tell our backend.
  const note = document.createElement('p');
  note.className = 'thanks';
  note.dataset.testid = 'returned';
  note.textContent = said.has('subscriptionId')
    ? 'Welcome back! Your subscription is confirmed.'
    : 'Welcome back! Open the link in the e-mail we have sent you.';
  place.append(note);
}

const frame = document.createElement('iframe');
const here = window.location.origin + window.location.pathname;
const wishes = new URLSearchParams({ lang: 'en', theme: 'system', target: '_top', returnUrl: here });
frame.src = `${place.dataset.portal}/embed/pro-plan?${wishes}`;
frame.title = 'Pricing';
frame.className = 'pricing';
frame.setAttribute('data-ledgerbee-pricing', '');
place.append(frame);
