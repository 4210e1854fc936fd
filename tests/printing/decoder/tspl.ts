import type { Bitmap } from '../../../main/printing/layout/tree.ts';

/** A label as a TSPL printer would take it, read by the maker's command list and nothing of ours. */
export interface TsplLabel {
  /** Tenths of a millimetre. */
  width: number;
  height: number;
  gap: number;
  copies: number;
  /** 1 = black. */
  picture: Bitmap;
}

/** @throws Error on any command that is not of the few a picture label needs, or bytes that are left over. */
export function readTspl(bytes: Uint8Array): TsplLabel {
  const text = Buffer.from(bytes).toString('latin1');
  let at = 0;
  const line = () => {
    const end = text.indexOf('\r\n', at);
    if (end < 0) throw new Error(`no line end after ${at}`);
    const found = text.slice(at, end);
    at = end + 2;
    return found;
  };
  const tenths = (word: string) => {
    const match = /^([\d.]+) mm$/u.exec(word.trim());
    if (!match) throw new Error(`length ${word}`);
    return Math.round(Number(match[1]) * 10);
  };
  const out: Partial<TsplLabel> = {};
  let isClear = false;
  while (at < text.length) {
    if (text.startsWith('BITMAP ', at)) {
      if (!isClear) throw new Error('picture before CLS');
      const match = /^BITMAP (\d+),(\d+),(\d+),(\d+),(\d+),/u.exec(text.slice(at, at + 60));
      if (!match) throw new Error('BITMAP');
      const [x, y, stride, height, mode] = match.slice(1).map(Number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      if (x !== 0 || y !== 0 || mode !== 0) throw new Error('placed or mixed picture');
      at += match[0].length;
      const bits = bytes.slice(at, at + stride * height).map((byte) => ~byte & 0xff);
      if (bits.length !== stride * height) throw new Error('picture cut short');
      out.picture = { width: stride * 8, height, bits };
      at += stride * height;
      if (line() !== '') throw new Error('more picture than said');
      continue;
    }
    const [name = '', rest = ''] = line().split(/ (.*)/su);
    if (name === 'SIZE') [out.width, out.height] = rest.split(',').map(tenths);
    else if (name === 'GAP') [out.gap] = rest.split(',').map(tenths);
    else if (name === 'CLS') isClear = true;
    else if (name === 'PRINT') out.copies = Number(rest.split(',')[0]);
    else if (!['', 'DIRECTION', 'REFERENCE'].includes(name)) throw new Error(`command ${name}`);
  }
  return out as TsplLabel;
}
