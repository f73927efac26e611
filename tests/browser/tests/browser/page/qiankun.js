// An app that qiankun keeps in a sandbox, where `window` and `document` are stand-ins. It brings the embed along,
// and is mounted, unmounted and mounted again.
const html = `<!doctype html><html><head></head><body><div id="app"></div>
<script>
  window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
</script>
<script src="${location.origin}/embed.js"></script>
<script>
  const mount = async ({ container }) => {
    const it = document.createElement('iframe');
    it.setAttribute('data-ledgerbee-pricing', '');
    it.src = '${origins.frame}/frame';
    container.querySelector('#app').append(it);
  };
  const unmount = async ({ container }) => container.querySelector('#app').replaceChildren();
  window.micro = { bootstrap: async () => {}, mount, unmount };
</script></body></html>`;
const host = document.createElement('main');
document.body.append(host);
const entry = `${location.origin}/micro/`;
const app = qiankun.loadMicroApp(
  { name: 'micro', entry, container: host },
  { sandbox: { speedy }, fetch: async (url) => (url === entry ? new Response(html) : window.fetch(url)) },
);

/** The frame of an app that is mounted is served, and its event heard. */
const isServed = async (nth) => {
  await app.mountPromise;
  const it = await until(() => host.querySelector('iframe'), 'the frame');
  const f = await lab.stub(it);
  await settle();
  eq(await f.token('bind', nth), 'token');
  await f.post({ type: 'pageLoaded' });
  eq([named('pageLoaded').length, named('pageLoaded')[nth - 1].frame], [nth, it]);
};
await isServed(1);
await app.unmount();
eq(host.querySelector('iframe'), null);
await app.mount();
await isServed(2);
ok(!Object.hasOwn(window, 'micro'), 'there is no sandbox');
eq(errors, []);
eq(diagnostics(), ['tag-unknown']);
expectWarnings('tag-unknown');
