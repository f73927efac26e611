// Windows whose origin is `"null"`, or says nothing about who is in them (docs/protocol.md, "Frames that are served").

import { diagnostics, element, eq, expectWarnings, frame, page, settle, stub, test, textOf } from './lab.js';
import { heardBy, isNobody, speak } from './lib/nobody.js';

const dataAddress = (html) => `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;

/** Ways to put a document of anybody's into a marked iframe. */
const opaque = async () => {
  const html = await textOf('/frame');
  const data = dataAddress(html);
  return {
    'a sandbox': { sandbox: 'allow-scripts' },
    'a sandbox of another case': { sandbox: 'ALLOW-SCRIPTS allow-forms' },
    'a sandbox that allows much': { sandbox: 'allow-scripts allow-forms allow-popups allow-modals allow-popups-to-escape-sandbox' },
    'a data: address': { src: data },
    'a data: address in a sandbox': { src: data, sandbox: 'allow-scripts allow-same-origin' },
    'a srcdoc': { src: null, srcdoc: html },
    'a srcdoc beside a src': { srcdoc: html },
    'a srcdoc in a sandbox': { srcdoc: html, sandbox: 'allow-scripts' },
    'a blob: address': { src: URL.createObjectURL(new Blob([html], { type: 'text/html' })) },
  };
};

/** Nobody in such a frame is heard, whatever the page's list is. */
const refused = async () => {
  for (const [what, attributes] of Object.entries(await opaque())) {
    const f = await frame(attributes);
    await isNobody(f, what);
    const code = attributes.srcdoc ? 'srcdoc-frame' : attributes.src ? 'untrusted-origin' : 'sandboxed-frame';
    eq([what, [...new Set(diagnostics(f.element))]], [what, [code]]);
    f.element.remove();
  }
  eq(LedgerBee.bridge.frames(), []);
};

test('a_window_without_an_origin_of_its_own_is_ignored', page().held(), async () => {
  await refused();
  expectWarnings('sandboxed-frame', 'untrusted-origin', 'srcdoc-frame');
});

test(
  'null_cannot_be_listed_as_an_origin',
  page().with("data-portal-origins='null NULL {{page}} about:blank data: {{frame}}'").held(),
  async () => {
    await refused();
    const f = await frame();
    await speak(f);
    eq(calls.length, 2, 'what is right in the list counts');
    expectWarnings('invalid-option', 'sandboxed-frame', 'untrusted-origin', 'srcdoc-frame');
  },
);

test('a_document_the_page_has_written_is_ignored', page().held(), async () => {
  const html = await textOf('/frame');
  for (const src of [null, '', 'about:blank', 'about:blank#x']) {
    const it = element({ src });
    document.body.append(it);
    it.contentDocument.write(html);
    it.contentDocument.close();
    const f = await stub(it);
    await isNobody(f, src);
    eq(diagnostics(it)[0], 'untrusted-origin');
  }
});

test('a_frame_that_went_to_a_data_address_is_ignored', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'before');
  await f.navigate(dataAddress(await textOf('/frame')));
  await isNobody(f, 'data:');
  calls[0].give('lbk-secret');
  await settle();
  eq(await heardBy(f), []);
  eq(diagnostics(), Array(7).fill('origin-mismatch'));
});

test('a_frame_sandboxed_after_it_loaded_is_ignored_and_so_is_its_next_document', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'before');
  f.element.sandbox = 'allow-scripts';
  calls[0].give('lbk-secret');
  await isNobody(f, 'the old document');
  await f.change((it) => it.setAttribute('src', it.src));
  await isNobody(f, 'the new one');
  f.element.removeAttribute('sandbox');
  await settle();
  await isNobody(f, 'whose origin is still null');
  eq(diagnostics().at(-1), 'origin-mismatch');
  expectWarnings('sandboxed-frame');
});
