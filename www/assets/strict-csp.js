window.LedgerBee = window.LedgerBee || {};
window.LedgerBee.embed = {
  fetchBindToken: async () => {
    const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
    return answer.ok ? (await answer.json()).checkoutBindToken : null;
  },
};
