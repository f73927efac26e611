/** Reads what `scripts/inline.mjs` wrote, which says what stands for what. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const keptOut = [10, 13, 34, 60, 92];
  const bytes = new Uint8Array(text.length);
  let at = 0;
  let upper = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = (code > 122 ? keptOut[code - 123]! : code) - 1;
    if (value > 118) {
      upper = (value - 119) * 64 + 119;
    } else {
      bytes[at++] = upper + value;
      upper = 0;
    }
  }
  return bytes.subarray(0, at);
}
