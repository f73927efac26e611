import { Activity, Suspense, use, useState } from 'react';
import { LedgerBeeProvider, PricingEmbed } from 'ledgerbee-embed/react';

const parameters = new URLSearchParams(location.search);
const portal = parameters.get('portal');
const never = new Promise(() => {});
/** Of the component, not of each render. */
const shared = { portal, vanity: 'pro-plan', target: 'inline', loading: 'eager' };

async function fetchBindToken() {
  const answer = await fetch('/your-backend/bind-token', { method: 'POST' });
  if ([204, 401].includes(answer.status)) return null; // not signed in
  if (!answer.ok) throw new Error(`bind token: ${answer.status}`);
  return (await answer.json()).checkoutBindToken;
}

const Sleeper = ({ isAsleep }) => (isAsleep ? use(never) : null);

/** One frame with a customer, and one without, in one page. */
function Shop() {
  const [count, setCount] = useState(0);
  const [heard, setHeard] = useState([]);
  const [hasOther, setHasOther] = useState(true);
  const [isAsleep, setIsAsleep] = useState(false);
  const [isAway, setIsAway] = useState(false);
  const [lang, setLang] = useState('en');
  const [item, setItem] = useState();
  // A new function at each render, which sees this render's count.
  const hear = (who) => (event) => setHeard((all) => [...all, `${who} ${event.type} ${count}`]);
  return (
    <>
      <button id="count" onClick={() => setCount((it) => it + 1)}>{count}</button>
      <button id="other" onClick={() => setHasOther((it) => !it)}>other</button>
      <button id="sleep" onClick={() => setIsAsleep((it) => !it)}>sleep</button>
      <button id="away" onClick={() => setIsAway((it) => !it)}>away</button>
      <button id="lang" onClick={() => setLang('da-DK')}>{lang}</button>
      <button id="item" onClick={() => setItem('550e8400-e29b-41d4-a716-446655440211')}>{item ?? 'item'}</button>
      <Activity mode={isAway ? 'hidden' : 'visible'}>
        <Suspense fallback={<p id="asleep">asleep</p>}>
          <PricingEmbed
            {...shared}
            id="mine"
            lang={lang}
            item={item}
            className="frame"
            providers={{ fetchBindToken }}
            onPageLoaded={hear('mine')}
            onCheckoutInitiated={hear('mine')}
            onCheckoutConfirmed={hear('mine')}
          />
          <Sleeper isAsleep={isAsleep} />
        </Suspense>
      </Activity>
      {hasOther && (
        <PricingEmbed
          {...shared}
          id="other-frame"
          onEvent={(event) => event.type !== 'ledgerbee:embed:status' && event.type !== 'ledgerbee:embed:diagnostic' && hear('other')(event)}
        />
      )}
      <pre id="heard">{heard.join('\n')}</pre>
    </>
  );
}

/** A frame that does not come, with what stands in its place. */
function Lost({ options, ...more }) {
  const [status, setStatus] = useState('');
  return (
    <LedgerBeeProvider {...options}>
      <p id="status">{status}</p>
      <PricingEmbed
        {...shared}
        {...more}
        placeholder={<p id="placeholder">One moment</p>}
        onStatus={({ detail }) => setStatus(`${detail.status} ${detail.code ?? ''}`)}
      />
      <p id="below">below</p>
    </LedgerBeeProvider>
  );
}

const SCENES = {
  // An address where nobody answers, which the page's CSP forbids too.
  silent: () => <Lost options={{ silenceMs: 1_000 }} portal="http://127.0.0.1:1" lang="da-DK" />,
  refused: () => <Lost options={{ portalOrigins: ['https://pay.example'] }} />,
  own: () => <Lost options={{ portalOrigins: [] }} fallback={(status, code) => <b id="own">{`${status}: ${code}`}</b>} />,
  bare: () => <Lost options={{ portalOrigins: [] }} fallback={null} />,
  ready: () => <Lost options={{ providers: { fetchBindToken } }} />,
  unknown: () => <Lost options={{}} lang="de-CH" />,
};

export const App = SCENES[parameters.get('scene')] ?? Shop;
