import type { Decoder, Token } from './tokens.ts';

/**
 * Our own tokeniser, written from the printer manuals and not from the encoder: the stand-by for machines where the
 * foreign decoder (npos) is not installed. It knows lengths only; an unknown command is an error.
 */
const argumentBytes: Record<string, number | ((stream: Uint8Array, at: number) => number)> = {
  'ESC @': 0,
  'ESC E': 1,
  'ESC a': 1,
  'ESC d': 1,
  'ESC !': 1,
  'FS &': 0,
  'FS .': 0,
  'GS !': 1,
  'GS B': 1,
  'GS H': 1,
  'GS f': 1,
  'GS w': 1,
  'GS h': 1,
  'GS V': (stream, at) => ((stream[at] ?? 0) >= 65 ? 2 : 1),
  'GS k': (stream, at) => 2 + (stream[at + 1] ?? 0),
  'GS (k': (stream, at) => 2 + word(stream, at),
  'GS v0': (stream, at) => 5 + word(stream, at + 1) * word(stream, at + 3),
};

function word(stream: Uint8Array, at: number): number {
  return (stream[at] ?? 0) + 256 * (stream[at + 1] ?? 0);
}

const leads: Record<number, string> = { 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS' };

export const standBy: Decoder = {
  name: 'stand-by',
  decode(stream) {
    const tokens: Token[] = [];
    let at = 0;
    while (at < stream.length) {
      const lead = leads[stream[at] ?? 0];
      if (lead === undefined) {
        const start = at;
        // the second byte of a Chinese character is never below 0x30, so no command hides inside one
        while (at < stream.length && leads[stream[at] ?? 0] === undefined) at++;
        tokens.push({ name: 'text', args: stream.slice(start, at) });
        continue;
      }
      const two = `${lead} ${String.fromCharCode(stream[at + 1] ?? 0, stream[at + 2] ?? 0)}`;
      const one = two.slice(0, -1);
      const name = two in argumentBytes ? two : one;
      const rule = argumentBytes[name];
      if (rule === undefined) throw new Error(`unknown command ${JSON.stringify(one)} at byte ${at}`);
      const begin = at + 1 + name.length - lead.length - 1;
      const length = typeof rule === 'number' ? rule : rule(stream, begin);
      if (begin + length > stream.length) throw new Error(`${name} at byte ${at} is cut short`);
      tokens.push({ name, args: stream.slice(begin, begin + length) });
      at = begin + length;
    }
    return tokens;
  },
};
