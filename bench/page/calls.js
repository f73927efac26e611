// Counts what crosses between the program and the page. Unlike time, it is the same on every machine.

const counts = { calls: 0, strings: 0 };

const counted = (call) =>
  function (...args) {
    counts.calls++;
    return Reflect.apply(call, this, args);
  };

/** Has every import of a program that is instantiated from here on counted, and every string that the browser encodes or decodes. */
export function count() {
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    // What unpacks the program has no imports.
    construct(target, [module, imports = {}]) {
      const watched = Object.entries(imports).map(([name, functions]) => [
        name,
        Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, counted(call)])),
      ]);
      return Reflect.construct(target, [module, Object.fromEntries(watched)]);
    },
  });
  for (const [{ prototype }, name] of [[TextDecoder, 'decode'], [TextEncoder, 'encode'], [TextEncoder, 'encodeInto']]) {
    const own = prototype[name];
    prototype[name] = function (...args) {
      counts.strings++;
      return Reflect.apply(own, this, args);
    };
  }
}

/** What has crossed so far. */
export const crossed = () => ({ ...counts });
