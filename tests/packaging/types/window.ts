// A page with the script tag: no import, the types come by the reference.
/// <reference types="ledgerbee-embed/embed.js" />

addEventListener('ledgerbee:embed:checkoutConfirmed', (e) => {
  const status: string | undefined = e.detail.status;
  const frame: HTMLIFrameElement = e.detail.frame;
  // @ts-expect-error: no such field
  e.detail.email;
});
window.addEventListener('ledgerbee:embed:customCtaClicked', ({ detail }) => {
  const link: string | null = detail.ctaLink;
});
window.addEventListener('ledgerbee:embed:status', ({ detail }) => {
  if (detail.status === 'silent') console.log(detail.code);
  // @ts-expect-error: no such status
  if (detail.status === 'gone') console.log(detail.frame);
});
window.addEventListener('ledgerbee:embed:diagnostic', ({ detail: { code } }) => {
  if (code === 'provider-missing') console.log(code);
  // @ts-expect-error: no such code
  if (code === 'provider-absent') console.log(code);
});

window.LedgerBee = window.LedgerBee || {};
window.LedgerBee.embed = {
  fetchBindToken: async () => null,
  // @ts-expect-error: a number is no token
  fetchCatalogToken: async () => 5,
};
const version: string | undefined = LedgerBee?.bridge?.version;
