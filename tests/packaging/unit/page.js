// A shop's page: the frame, the provider, and what is told to analytics.

export function mountPricing(root, { fetch, track }) {
  window.LedgerBee = {
    embed: {
      async fetchBindToken({ signal }) {
        const answer = await fetch('/your-backend/bind-token', { method: 'POST', signal });
        if ([204, 401].includes(answer.status)) return null; // not signed in
        if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
        return (await answer.json()).checkoutBindToken;
      },
    },
  };
  const hear = ({ detail }) => track('purchase', detail.planItemId);
  window.addEventListener('ledgerbee:embed:checkoutConfirmed', hear);

  const frame = document.createElement('iframe');
  frame.setAttribute('data-ledgerbee-pricing', '');
  frame.src = 'https://acme.portal.ledgerbee.com/embed/pro-plan?target=inline';
  root.append(frame);
  return () => {
    window.removeEventListener('ledgerbee:embed:checkoutConfirmed', hear);
    frame.remove();
  };
}
