'use client';

import { useState } from 'react';
import { PricingEmbed } from 'ledgerbee-embed/react';

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  if ([204, 401].includes(answer.status)) return null; // not signed in
  if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
  return (await answer.json()).checkoutBindToken;
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
