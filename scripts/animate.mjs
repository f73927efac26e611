// Puts WebP pictures together as one that moves. Chromium writes each as a file with one chunk of pixels;
// the container of an animation is chunks around those.

/** A number in so many bytes, the lowest first. */
const number = (value, bytes) => Buffer.from(Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 255));

function chunk(name, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(name), number(body.length, 4), body, Buffer.alloc(body.length % 2)]);
}

/** The chunks of a WebP file, by name. */
function read(file) {
  const chunks = new Map();
  for (let at = 12; at < file.length; ) {
    const length = file.readUInt32LE(at + 4);
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return chunks;
}

/**
 * @param {{ width: number, height: number }} size
 * @param {{ ms: number, bytes: Buffer }[]} pictures each of that size, and how long it is shown
 * @returns {Buffer} a WebP file that plays them again and again
 */
export function animate({ width, height }, pictures) {
  const size = Buffer.concat([number(width - 1, 3), number(height - 1, 3)]);
  const frames = pictures.map(({ ms, bytes }) => {
    const chunks = read(bytes);
    const name = ['VP8 ', 'VP8L'].find((it) => chunks.has(it));
    if (!name) throw new Error(`a picture without pixels: ${[...chunks.keys()]}`);
    // At the left top, over what was there.
    return chunk('ANMF', number(0, 6), size, number(ms, 3), number(2, 1), chunk(name, chunks.get(name)));
  });
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', number(2, 4), size),
    chunk('ANIM', number(0xffffffff, 4), number(0, 2)),
    ...frames,
  ]);
  return Buffer.concat([Buffer.from('RIFF'), number(body.length, 4), body]);
}
