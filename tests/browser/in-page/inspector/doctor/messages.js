// Messages that are not understood, or do not arrive.

import { bare, frame, NEVER, page } from '../../lab.js';
import { diagnoses } from './lib.js';

const stopping = (how) =>
  bare().body(`<script>addEventListener('message', (event) => event.${how}(), true);</script><script src='/embed.js'></script>`);

const say = async () => {
  const f = await frame();
  await f.post({ type: 'pageLoaded' });
};

diagnoses(
  'a_malformed_message',
  'messages',
  'malformed-message',
  [page(), async () => {
    const f = await frame();
    await f.post({ type: 'requestBindToken' });
  }],
  [page(), async () => {
    const f = await frame();
    await f.post({ type: 'requestBindToken', requestId: 1 });
  }],
);

diagnoses(
  'an_unknown_message',
  'messages',
  'unknown-message',
  [page(), async () => {
    const f = await frame();
    await f.post({ type: 'not a name' });
  }],
  [page(), say],
);

diagnoses(
  'too_many_requests',
  'messages',
  'too-many-requests',
  [page().providers(NEVER), async () => {
    const f = await frame();
    for (let id = 1; id <= 33; id++) await f.ask('bind', id);
  }],
  [page().providers(NEVER), async () => {
    const f = await frame();
    for (let id = 1; id <= 32; id++) await f.ask('bind', id);
  }],
);

diagnoses(
  'a_listener_that_stops_events',
  'messages',
  'stopped-event',
  [stopping('stopImmediatePropagation'), say],
  [stopping('preventDefault'), say],
);
