import { createPricingFrame, start } from 'ledgerbee-embed';

const portal = new URLSearchParams(location.search).get('portal');

start({
  providers: {
    async fetchBindToken({ signal }) {
      const answer = await fetch('/your-backend/bind-token', { method: 'POST', signal });
      if ([204, 401].includes(answer.status)) return null; // not signed in
      if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
      return (await answer.json()).checkoutBindToken;
    },
  },
});
const frame = createPricingFrame({ portal, vanity: 'pro-plan', target: 'inline' });
document.getElementById('pricing').append(frame);
