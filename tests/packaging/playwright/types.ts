// The types of the fixture; compiled only.
import { test } from 'ledgerbee-embed/testing/playwright';

test('types', async ({ ledgerbee }) => {
  const status: string = await ledgerbee.frame('pro-plan').confirm();
  const asked: number = ledgerbee.tokens.bind.asked;
  const { ctaLink } = await ledgerbee.event('customCtaClicked');
  const link: string | null = ctaLink;
  // @ts-expect-error no such event
  await ledgerbee.event('checkoutConfirm');
  // @ts-expect-error no such field
  (await ledgerbee.event('checkoutConfirmed')).email;
  // @ts-expect-error no such part
  ledgerbee.down('everything');
  // @ts-expect-error no such member
  ledgerbee.frames();
  void [status, asked, link];
});
