import { Suspense, useState } from 'react';
import { PricingEmbed } from 'ledgerbee-embed/react';

const portal = new URLSearchParams(location.search).get('portal');
const never = new Promise(() => {});

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  if ([204, 401].includes(answer.status)) return null; // not signed in
  if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
  return (await answer.json()).checkoutBindToken;
}

function Sleeper({ isAsleep }) {
  if (isAsleep) throw never;
  return null;
}

export function App() {
  const [heard, setHeard] = useState([]);
  const [isAsleep, setIsAsleep] = useState(false);
  const hear = ({ type }) => setHeard((all) => [...all, type.replace('ledgerbee:embed:', '')]);
  return (
    <>
      <button id="sleep" onClick={() => setIsAsleep((it) => !it)}>sleep</button>
      <Suspense fallback={<p id="asleep">asleep</p>}>
        <PricingEmbed
          portal={portal}
          vanity="pro-plan"
          target="inline"
          loading="eager"
          id="mine"
          providers={{ fetchBindToken }}
          onPageLoaded={hear}
          onCheckoutInitiated={hear}
          onCheckoutConfirmed={hear}
        />
        <Sleeper isAsleep={isAsleep} />
      </Suspense>
      <pre id="heard">{heard.join('\n')}</pre>
    </>
  );
}
