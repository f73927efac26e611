import { brotliCompressSync, gzipSync } from 'node:zlib';
import { SCRIPTS, source } from './scripts.mjs';

/** What each script weighs as it is published, in bytes. */
export const sizes = () =>
  Object.fromEntries(
    Object.keys(SCRIPTS).map((name) => {
      const bytes = source(name);
      return [name, { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length }];
    }),
  );
