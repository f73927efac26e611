// After its handshake, Penpal talks over a `MessagePort` and no more over the window.

export function serve(remoteWindow, origin, fetchBindToken) {
  const messenger = new Penpal.WindowMessenger({ remoteWindow, allowedOrigins: [origin] });
  return Penpal.connect({ messenger, methods: { fetchBindToken } }).promise;
}

export async function connect() {
  const { load } = await import('/page/load.js');
  await load('penpal');
  const messenger = new Penpal.WindowMessenger({ remoteWindow: parent, allowedOrigins: ['*'] });
  const page = await Penpal.connect({ messenger }).promise;
  return { ask: () => page.fetchBindToken() };
}
