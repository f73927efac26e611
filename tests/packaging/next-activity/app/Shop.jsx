'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { PricingEmbed } from 'ledgerbee-embed/react';

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  if ([204, 401].includes(answer.status)) return null; // not signed in
  if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
  return (await answer.json()).checkoutBindToken;
}

export function Shop() {
  const portal = useSearchParams().get('portal');
  const [status, setStatus] = useState('');
  return (
    <>
      <PricingEmbed
        portal={portal}
        vanity="pro-plan"
        target="inline"
        loading="eager"
        providers={{ fetchBindToken }}
        onCheckoutConfirmed={({ detail }) => setStatus(detail.status ?? '')}
      />
      <p id="status">{status}</p>
      <Link id="away" href={`/other?portal=${portal}`}>Away</Link>
    </>
  );
}
