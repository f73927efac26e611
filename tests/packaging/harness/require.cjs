// The package in a CommonJS file, as Node loads it without a setting.
const assert = require('node:assert/strict');
const { createPricingFrame, pricingUrl } = require('ledgerbee-embed');
const { definePricingElement } = require('ledgerbee-embed/element');
const { PricingEmbed } = require('ledgerbee-embed/react');
const { verifyWebhook } = require('ledgerbee-embed/server');

assert.equal(pricingUrl({ slug: 'acme', vanity: 'pro' }), 'https://acme.portal.ledgerbee.com/embed/pro');
assert.throws(() => createPricingFrame({ slug: 'acme', vanity: 'pro' }), /needs a browser window/);
for (const it of [definePricingElement, verifyWebhook]) assert.equal(typeof it, 'function');
const { createElement } = require('react');
const { renderToString } = require('react-dom/server');
assert.match(renderToString(createElement(PricingEmbed, { slug: 'acme', vanity: 'pro' })), /^<iframe /);
