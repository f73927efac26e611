export function serve(window, domain, provide) {
  postRobot.on('requestBindToken', { window, domain }, async () => ({ token: await provide() }));
}

export async function connect() {
  const { load } = await import('/page/load.js');
  await load('post-robot');
  const ask = async () => (await postRobot.send(parent, 'requestBindToken')).data.token;
  return { ask };
}
