/** Reads what `scripts/inline.mjs` wrote, which says what stands for what. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let at = 0;
  let upper = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code === 32 ? 25 : code === 33 ? 57 : code - 35;
    if (value > 88) {
      upper = (value - 89) * 64 + 88;
    } else {
      bytes[at++] = upper + value;
      upper = 0;
    }
  }
  return bytes.subarray(0, at);
}
