import { createPricingFrame, start } from 'ledgerbee-embed';

const portal = new URLSearchParams(location.search).get('portal');

start({
  providers: {
    async fetchBindToken({ signal }) {
      const answer = await fetch('/your-backend/bind-token', { method: 'POST', signal });
      return answer.ok ? (await answer.json()).checkoutBindToken : null;
    },
  },
});
const frame = createPricingFrame({ portal, vanity: 'pro-plan', target: 'inline' });
document.getElementById('pricing').append(frame);
