const portal = new URLSearchParams(location.search).get('portal');

window.LedgerBee = window.LedgerBee || {};
window.LedgerBee.embed = {
  fetchBindToken: async () => {
    const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
    if ([204, 401].includes(answer.status)) return null; // not signed in
    if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
    return (await answer.json()).checkoutBindToken;
  },
};
// The embed may run before or after this; a marked frame without a portal's address is reported.
const frame = document.getElementById('frame');
frame.src = `${portal}/embed/pro-plan?target=inline`;
frame.setAttribute('data-ledgerbee-pricing', '');
