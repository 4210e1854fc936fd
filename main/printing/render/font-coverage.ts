import { openSync } from 'fontkit';

const kept = new Map<string, Uint8Array>();
const mostCode = 0x32000;

/** Which code points a font file has, as a test function. The font itself (10 MB) is not kept. */
export function fontCoverage(file: string): (char: string) => boolean {
  let bits = kept.get(file);
  if (bits === undefined) {
    bits = new Uint8Array(mostCode / 8);
    for (const code of openSync(file).characterSet) {
      if (code < mostCode) bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7));
    }
    kept.set(file, bits);
  }
  const found = bits;
  return (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < mostCode && ((found[code >> 3] ?? 0) & (1 << (code & 7))) !== 0;
  };
}
