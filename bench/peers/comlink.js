export function serve(frame, origin, fetchBindToken) {
  Comlink.expose({ fetchBindToken }, Comlink.windowEndpoint(frame, window, origin), [origin]);
}

export async function connect() {
  const { load } = await import('/page/load.js');
  await load('comlink');
  const page = Comlink.wrap(Comlink.windowEndpoint(parent));
  return { ask: () => page.fetchBindToken() };
}
