// The other side of a bridge: a frame that asks and tells as the page says over a port of its own,
// so that no word of the bench is on the wire that is measured.

let ask;

const COMMANDS = {
  async connect({ peer }) {
    ({ ask } = await (await import(`/peers/${peer}.js`)).connect());
  },

  /** µs a request, of so many of which so many are in flight. */
  async handshakes({ count, inFlight, token }) {
    const from = performance.now();
    for (let asked = 0; asked < count; asked += inFlight) {
      const tokens = inFlight === 1 ? [await ask()] : await Promise.all(Array.from({ length: inFlight }, ask));
      if (tokens.some((it) => it !== token)) throw new Error(`not the token: ${tokens.find((it) => it !== token)}`);
    }
    return ((performance.now() - from) * 1000) / count;
  },

  say({ message, times }) {
    for (let i = 0; i < times; i++) parent.postMessage(message, '*');
  },
};

addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'bench') return;
  port.onmessage = async ({ data: { id, command, argument } }) => {
    try {
      port.postMessage({ id, result: await COMMANDS[command](argument) });
    } catch (error) {
      port.postMessage({ id, error: String(error) });
    }
  };
});
