// Runs one script in a page that has run none, and says how long it took to be ready.
import { longTasks } from './long-tasks.js';

const now = () => performance.now();
function run(text) {
  const tag = document.createElement('script');
  tag.textContent = text;
  const from = now();
  document.head.append(tag);
  return { from, to: now() };
}

/** Notes when the constructors of `WebAssembly` are called, and when they return. */
function watch(names) {
  const marks = {};
  for (const name of names) {
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      construct(target, args) {
        const from = now();
        const made = Reflect.construct(target, args);
        marks[name] = { from, to: now() };
        return made;
      },
    });
  }
  return marks;
}

window.bench = {
  /** ms from before the script's text is given to the browser until it is ready. */
  async evaluate({ name, before, ready, isSplit }) {
    const text = await (await fetch(`/lib/${name}`)).text();
    window.LedgerBee = { embed: { fetchBindToken: async () => 'token' } };
    if (before) run(before);
    const isReady = new Function(`return ${ready}`);
    if (!isSplit) {
      const { from } = run(text);
      await isReady();
      return { total: now() - from };
    }
    const marks = watch(['Module', 'Instance']);
    // Not before the comment that a script may begin with, which a browser reads there only.
    const { from, to } = run(text.replace(/^(\/\/.*\n)?/, '$1bench.began = performance.now();'));
    await isReady();
    const { Module, Instance } = marks;
    return {
      parse: bench.began - from,
      decode: Module.from - bench.began,
      compile: Module.to - Module.from,
      instantiate: Instance.to - Module.to,
      start: to - Instance.to,
    };
  },

  longTasks,
};
