'use client';

import { useState } from 'react';
import { PricingEmbed } from 'ledgerbee-embed/react';

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  return answer.ok ? (await answer.json()).checkoutBindToken : null;
}

export function Pricing({ portal }) {
  const [status, setStatus] = useState('');
  return (
    <>
      <PricingEmbed
        portal={portal}
        vanity="pro-plan"
        target="inline"
        providers={{ fetchBindToken }}
        onCheckoutConfirmed={({ detail }) => setStatus(detail.status ?? '')}
      />
      <p id="status">{status}</p>
    </>
  );
}
