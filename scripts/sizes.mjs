import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What a script weighs, in bytes: as it is, and as servers compress it. */
export const sizesOf = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length,
});
