import { Suspense, use, useState } from 'react';
import { PricingEmbed } from 'ledgerbee-embed/react';

const portal = new URLSearchParams(location.search).get('portal');
const never = new Promise(() => {});

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  return answer.ok ? (await answer.json()).checkoutBindToken : null;
}

const Sleeper = ({ isAsleep }) => (isAsleep ? use(never) : null);

/** One frame with a customer, and one without, in one page. */
export function App() {
  const [count, setCount] = useState(0);
  const [heard, setHeard] = useState([]);
  const [hasOther, setHasOther] = useState(true);
  const [isAsleep, setIsAsleep] = useState(false);
  const [lang, setLang] = useState('en');
  // A new function at each render, which sees this render's count.
  const hear = (who) => (event) => setHeard((all) => [...all, `${who} ${event.type} ${count}`]);
  const shared = { portal, vanity: 'pro-plan', target: 'inline', loading: 'eager' };
  return (
    <>
      <button id="count" onClick={() => setCount((it) => it + 1)}>{count}</button>
      <button id="other" onClick={() => setHasOther((it) => !it)}>other</button>
      <button id="sleep" onClick={() => setIsAsleep((it) => !it)}>sleep</button>
      <button id="lang" onClick={() => setLang('da')}>{lang}</button>
      <Suspense fallback={<p id="asleep">asleep</p>}>
        <PricingEmbed
          {...shared}
          id="mine"
          lang={lang}
          className="frame"
          providers={{ fetchBindToken }}
          onPageLoaded={hear('mine')}
          onCheckoutInitiated={hear('mine')}
          onCheckoutConfirmed={hear('mine')}
        />
        <Sleeper isAsleep={isAsleep} />
      </Suspense>
      {hasOther && <PricingEmbed {...shared} id="other-frame" onPageLoaded={hear('other')} onCheckoutInitiated={hear('other')} />}
      <pre id="heard">{heard.join('\n')}</pre>
    </>
  );
}
