window.LedgerBee = window.LedgerBee || {};
window.LedgerBee.embed = {
  fetchBindToken: async () => {
    const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
    if ([204, 401].includes(answer.status)) return null; // not signed in
    if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
    return (await answer.json()).checkoutBindToken;
  },
};
