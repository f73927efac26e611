// The package where there is no browser: importing does nothing, URLs are made, components rendered.
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

const ENTRIES = ['ledgerbee-embed', 'ledgerbee-embed/react', 'ledgerbee-embed/element'];
const ID = '550e8400-e29b-41d4-a716-446655440211';
const ACME = 'https://acme.portal.ledgerbee.com';
const acme = { slug: 'acme', vanity: 'pro' };
const gated = { slug: 'acme', planId: ID };

/** Options, and the URL. */
const GOOD = [
  [acme, `${ACME}/embed/pro`],
  [{ ...acme, lang: 'da', theme: 'dark', target: 'inline' }, `${ACME}/embed/pro?lang=da&target=inline&theme=dark`],
  [{ ...acme, item: ID }, `${ACME}/embed/pro?item=${ID}`],
  [{ ...acme, item: ID, checkout: true }, `${ACME}/embed/checkout/pro/${ID}`],
  [{ ...acme, target: 'callback', ctaCallback: true }, `${ACME}/embed/pro?target=callback&ctaCallback=1`],
  [{ ...acme, ctaCallback: false, checkout: false }, `${ACME}/embed/pro`],
  [gated, `${ACME}/embed/by-id/${ID}`],
  [{ ...gated, item: ID, checkout: true, theme: 'system' }, `${ACME}/embed/checkout/by-id/${ID}/${ID}?theme=system`],
  [{ ...gated, target: 'inline' }, `${ACME}/embed/by-id/${ID}?target=inline`],
  [{ portal: 'https://pay.example', vanity: 'pro' }, 'https://pay.example/embed/pro'],
  [{ portal: 'http://127.0.0.1:4401', vanity: 'pro' }, 'http://127.0.0.1:4401/embed/pro'],
  // Served if it is listed.
  [{ portal: 'http://pay.intranet:8080', vanity: 'pro' }, 'http://pay.intranet:8080/embed/pro'],
  [{ ...acme, target: '_top', returnUrl: 'https://a.example/?x=1&y' }, `${ACME}/embed/pro?target=_top&returnUrl=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y`],
  [{ ...acme, returnUrl: new URL('https://a.example/') }, `${ACME}/embed/pro?returnUrl=https%3A%2F%2Fa.example%2F`],
  [{ ...acme, item: undefined, lang: undefined }, `${ACME}/embed/pro`],
];

/** Options, and what the error says. */
const BAD = [
  [{ vanity: 'pro' }, /either slug or portal/],
  [{ ...acme, portal: ACME }, /either slug or portal/],
  [{ slug: 'acme' }, /either vanity or planId/],
  [{ ...acme, planId: ID }, /either vanity or planId/],
  [{ ...acme, vanity: '' }, /vanity must be/],
  [{ ...acme, vanity: ID }, /give a uuid as planId/],
  [{ ...acme, vanity: '../checkout' }, /vanity must be/],
  [{ ...acme, vanity: '..' }, /vanity must be/],
  [{ ...acme, vanity: 'pro?target=_top' }, /vanity must be/],
  [{ ...acme, slug: 'Acme' }, /slug must be/],
  [{ ...acme, slug: 'acme.evil' }, /slug must be/],
  [{ ...acme, slug: 'evil.example/' }, /slug must be/],
  [{ ...gated, planId: 'pro' }, /planId must be the uuid/],
  [{ portal: 'ftp://pay.example', vanity: 'pro' }, /portal must be an origin/],
  [{ portal: 'http://', vanity: 'pro' }, /portal must be an origin/],
  [{ portal: 'http://pay.example/?a', vanity: 'pro' }, /portal must be an origin/],
  [{ portal: 'https://pay.example/embed', vanity: 'pro' }, /portal must be an origin/],
  [{ portal: 'https://user@pay.example', vanity: 'pro' }, /portal must be an origin/],
  [{ portal: 'javascript:alert(1)', vanity: 'pro' }, /portal must be an origin/],
  [{ ...acme, checkout: true }, /checkout needs an item/],
  [{ ...acme, checkout: 'yes', item: ID }, /checkout must be true or false/],
  [{ ...acme, item: 'a/b' }, /item must be/],
  [{ ...gated, item: ID }, /item with planId needs checkout/],
  [{ ...gated, target: '_top' }, /always bought in the frame/],
  [{ ...gated, target: 'callback' }, /always bought in the frame/],
  [{ ...gated, returnUrl: 'https://a.example' }, /returnUrl is for/],
  [{ ...acme, target: 'inline', returnUrl: 'https://a.example' }, /returnUrl is for/],
  [{ ...acme, target: 'callback', returnUrl: 'https://a.example' }, /returnUrl is for/],
  [{ ...acme, returnUrl: '/thanks' }, /returnUrl must be/],
  [{ ...acme, returnUrl: 'javascript:alert(1)' }, /returnUrl must be/],
  [{ ...acme, item: ID, checkout: true, target: 'callback' }, /checkout has no button/],
  [{ ...acme, item: ID, checkout: true, ctaCallback: true }, /checkout has no cards/],
  [{ ...acme, target: '_blank' }, /target must be/],
  [{ ...acme, lang: 'de' }, /lang must be/],
  [{ ...acme, theme: 'blue' }, /theme must be/],
  [{ ...acme, planID: ID }, /there is no option planID/],
  [JSON.parse('{"slug":"acme","vanity":"pro","__proto__":{}}'), /there is no option __proto__/],
  [{ ...acme, constructor: 1 }, /there is no option constructor/],
];

export async function checkServer({ test }) {
  const [{ changeLook, configure, createPricingFrame, pricingUrl, serveFrame, start }, { LedgerBeeProvider, PricingEmbed }, { definePricingElement }] = await Promise.all(
    ENTRIES.map((entry) => import(entry)),
  );
  await test(`pricingUrl makes ${GOOD.length} URLs`, () => {
    for (const [options, url] of GOOD) assert.equal(pricingUrl(options), url);
  });
  await test(`pricingUrl says what is wrong with ${BAD.length} others`, () => {
    for (const [options, text] of BAD) {
      const check = (error) => error instanceof TypeError && text.test(error.message) && /^ledgerbee-embed: /.test(error.message);
      assert.throws(() => pricingUrl(options), check, JSON.stringify(options));
    }
  });
  await test('importing does nothing, in Node and in a worker', async () => {
    const worker = new Worker(new URL('importer.mjs', import.meta.url), { workerData: ENTRIES });
    const added = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
    await worker.terminate();
    assert.equal(added, 0, 'globals');
  });
  await test('what needs a browser says so, and options can be set without one', () => {
    assert.equal(configure({ debug: true }), undefined);
    const calls = { start: () => start(), createPricingFrame: () => createPricingFrame(acme), serveFrame: () => serveFrame({}), changeLook: () => changeLook({}, {}) };
    for (const [name, call] of Object.entries(calls)) {
      assert.throws(call, { message: `ledgerbee-embed: ${name}() needs a browser window; call it on the client only` });
    }
    assert.throws(() => definePricingElement(), /definePricingElement\(\) needs a browser window/);
  });
  await test('a server renders the component: an iframe that loads nothing yet, with no inline style', () => {
    const html = renderToString(createElement(PricingEmbed, { ...acme, providers: {}, onPageLoaded() {}, className: 'a' }));
    const frame = '<iframe width="100%" height="520" frameBorder="0" align="top" class="a" title="Pricing" loading="lazy"></iframe>';
    assert.equal(html, frame);
    const shared = createElement(LedgerBeeProvider, { portalOrigins: ['https://pay.example'] }, createElement(PricingEmbed, { ...acme, className: 'a', placeholder: 'wait', fallback: 'sorry' }));
    assert.equal(renderToString(shared), `${frame}<div hidden="" class="a">wait</div>`);
    const foreign = createElement(PricingEmbed, { ...acme, className: 'a', lang: 'de-CH' });
    assert.equal(renderToString(foreign), frame, 'never a thrown render');
    assert.equal(PricingEmbed.displayName, 'PricingEmbed');
    assert.throws(() => renderToString(createElement(PricingEmbed, { slug: 'acme' })), /either vanity or planId/);
  });
}
