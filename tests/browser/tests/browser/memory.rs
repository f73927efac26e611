//! The program's memory: that it grows under traffic without harm, and is not kept.

use crate::harness::{Case, bare, in_page};

/// How large the program's memory is, in bytes, of whichever kind it is.
const MEASURE: &str = "window.memorySize = () => 0;
  if (window.WebAssembly) {
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(target, args) {
        const instance = Reflect.construct(target, args);
        const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
        window.memorySize = () => memory.buffer.byteLength;
        return instance;
      },
    });
  }
  window.watchBuffers = () => {
    let size = 0;
    const own = ArrayBuffer;
    window.ArrayBuffer = new Proxy(own, {
      construct(target, args) {
        if (args[0] % 65536 === 0) size = args[0];
        return Reflect.construct(target, args);
      },
    });
    window.memorySize = () => size;
  };";

pub(crate) fn cases() -> Vec<Case> {
    // Longer than the memory there is at first can hold, and of every length a character has.
    const GROW: &str = "const text = (i) => `${i} ${'aé語😀'.repeat(20)}`;
         const f = await frame();
         const from = memorySize();
         ok(from > 0, 'the memory is seen');
         let i = 0;
         while (memorySize() === from) {
           ok(i < 4_000, 'it grows');
           const until = i + 50;
           for (; i < until; i++) {
             const code = `for (const type of ['requestBindToken', 'checkoutConfirmed']) parent.postMessage({ type, requestId: data, status: 's${i}' }, '*')`;
             await f.run(code, text(i));
           }
           await f.run(\"parent.postMessage({ type: 'requestBindToken', requestId: '' }, '*')\");
         }
         await f.token('catalog', 'last');
         const inbox = (await f.inbox()).filter(({ data }) => data.type === 'bindToken');
         eq(inbox.length, i);
         inbox.forEach(({ data }, n) => eq(data, { type: 'bindToken', requestId: text(n), token: `token ${text(n)}` }));
         named('checkoutConfirmed').forEach(({ fields }, n) => eq(fields, { status: `s${n}` }));
         eq(named('checkoutConfirmed').length, i);
         ok(diagnostics().every((code) => code === 'malformed-message'), diagnostics());";
    let providers = "{ fetchBindToken: async ({ requestId }) => `token ${requestId}`, fetchCatalogToken: () => 'last' }";
    vec![
        in_page(
            "it_grows_in_the_middle_of_traffic",
            bare().script(MEASURE).providers(providers),
            format!(
                "if (!window.WebAssembly) watchBuffers();
                 await lab.script({{ src: '/embed.js' }});
                 {GROW}"
            ),
        ),
        in_page(
            "without_webassembly_it_grows_as_well",
            bare().script(MEASURE).providers(providers),
            format!(
                "watchBuffers();
                 await lab.script({{ src: '/embed.compat.js' }});
                 {GROW}"
            ),
        ),
    ]
}
