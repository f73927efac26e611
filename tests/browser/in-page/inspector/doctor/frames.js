// Frames that are not served, not heard or silent.

import { element, frame, origins, page, shadowRoot } from '../../lab.js';
import { diagnoses } from './lib.js';

const listed = (origin) => page().with(`data-portal-origins='${origin}'`);
const some = () => frame();
const boxed = () => frame({ sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups' });
const inShadow = () => frame({}, shadowRoot('open'));
const inObserved = () => {
  const root = shadowRoot('open');
  LedgerBee.bridge.observe(root);
  return frame({}, root);
};

diagnoses('no_frame', 'frames', 'no-frame', [page()], [page(), some]);

diagnoses('an_untrusted_origin', 'frames', 'untrusted-origin', [listed('{{foreign}}'), some], [listed('{{frame}}'), some]);

diagnoses('no_address', 'frames', 'no-address', [page(), () => document.body.append(element({ src: null }))], [page(), some]);

diagnoses(
  'a_sandbox_without_origin',
  'frames',
  'sandboxed-frame',
  [page(), () => frame({ sandbox: 'allow-scripts' })],
  [page(), boxed],
);

diagnoses(
  'a_sandbox_without_forms',
  'frames',
  'sandbox-flag',
  [page(), () => frame({ sandbox: 'allow-scripts allow-same-origin allow-popups' })],
  [page(), boxed],
);

diagnoses(
  'a_sandbox_without_scripts',
  'frames',
  'sandbox-flag',
  [page(), () => document.body.append(element({ sandbox: 'allow-same-origin' }))],
  [page(), boxed],
);

diagnoses(
  'a_sandbox_that_keeps_the_tab',
  'frames',
  'sandbox-flag',
  [page(), () => frame({ src: `${origins.frame}/frame?target=_top`, sandbox: 'allow-scripts allow-same-origin allow-forms' })],
  [page(), () => frame({ src: `${origins.frame}/frame?target=_top`, sandbox: 'allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation' })],
);

diagnoses('a_srcdoc', 'frames', 'srcdoc-frame', [page(), () => document.body.append(element({ srcdoc: 'x' }))], [page(), some]);

diagnoses('a_root_that_is_not_observed', 'frames', 'unobserved-frame', [page(), inShadow], [page(), inObserved]);

diagnoses(
  'a_frame_that_is_not_marked',
  'frames',
  'unmarked-frame',
  [page(), async () => {
    const f = await frame({ 'data-ledgerbee-pricing': null });
    await f.post({ type: 'requestBindToken', requestId: 1 });
  }],
  [page(), async () => {
    await frame();
    const f = await frame({ 'data-ledgerbee-pricing': null });
    await f.post({ type: 'hello' });
  }],
);

diagnoses(
  'an_origin_that_is_not_that_of_src',
  'origin',
  'origin-mismatch',
  [page(), async () => {
    const f = await frame();
    await f.navigate(`${origins.foreign}/frame`);
    await f.post({ type: 'pageLoaded' });
  }],
  [page(), async () => {
    const f = await frame();
    await f.navigate(`${origins.frame}/frame?other`);
    await f.post({ type: 'pageLoaded' });
  }],
);

diagnoses(
  'a_silent_frame',
  'silence',
  'frame-silent',
  [page().fakeClock(), async () => {
    await frame();
    await lab.skip(10_100);
  }],
  [page().fakeClock(), async () => {
    const f = await frame();
    await f.post({ type: 'pageLoaded' });
    lab.skip(10_100);
    setInterval(() => lab.skip(500), 10);
  }],
);

diagnoses(
  'a_frame_that_has_spoken_since',
  'silence',
  'frame-silent',
  [page().fakeClock(), async () => {
    await frame();
    await lab.skip(10_100);
  }],
  [page().fakeClock(), async () => {
    const f = await frame();
    await lab.skip(10_100);
    await f.post({ type: 'pageLoaded' });
    setInterval(() => lab.skip(500), 10);
  }],
);
