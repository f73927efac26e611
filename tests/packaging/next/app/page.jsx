import { pricingUrl } from 'ledgerbee-embed';
import { Pricing } from './Pricing';

/** Rendered on the server for each request, as the nonce of the CSP asks for. */
export default async function Page({ searchParams }) {
  const { portal } = await searchParams;
  return (
    <>
      <a id="link" href={pricingUrl({ portal, vanity: 'pro-plan' })}>Pricing in a page of its own</a>
      <Pricing portal={portal} />
    </>
  );
}
