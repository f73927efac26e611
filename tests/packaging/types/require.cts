// A CommonJS file of a project with `module: nodenext`, which Node's `require` of ES modules allows.
import { pricingUrl } from 'ledgerbee-embed';
import react = require('ledgerbee-embed/react');

export const url: string = pricingUrl({ slug: 'acme', vanity: 'pro' });
export const { PricingEmbed } = react;
// @ts-expect-error: which plan?
pricingUrl({ slug: 'acme' });
