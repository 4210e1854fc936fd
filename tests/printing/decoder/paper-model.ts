import type { Token } from './tokens.ts';

/** A line as the printer would have put it on paper. */
export interface PrintedLine {
  text: string;
  /** Cells across, enlargement counted: one for a byte below 0x80, two for every other character. */
  cells: number;
  bold: boolean;
  invert: boolean;
  tall: boolean;
}
export type Printed =
  | ({ kind: 'line' } & PrintedLine)
  | { kind: 'qr'; data: string; moduleDots: number; align: number }
  | { kind: 'code128'; data: string; moduleDots: number }
  | { kind: 'picture'; width: number; height: number; bits: Uint8Array }
  | { kind: 'cut' };

/** Plays the tokens like a printer in Chinese mode. Text is decoded by the platform's own GB18030 tables. */
export function playTokens(tokens: readonly Token[]): Printed[] {
  const out: Printed[] = [];
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const state = {
    bold: false,
    invert: false,
    size: 0,
    align: 0,
    chinese: false,
    moduleDots: 3,
    barDots: 3,
    stored: '',
  };
  let line: PrintedLine = { text: '', cells: 0, bold: false, invert: false, tall: false };
  const reset = () => Object.assign(state, { bold: false, invert: false, size: 0, align: 0, chinese: false });
  const feed = () => {
    out.push({ kind: 'line', ...line });
    line = { text: '', cells: 0, bold: false, invert: false, tall: false };
  };
  for (const { name, args } of tokens) {
    const value = args[0] ?? 0;
    if (name === 'text') {
      if (!state.chinese && args.some((byte) => byte >= 0x80))
        throw new Error('Chinese text outside FS & mode');
      for (const char of decoder.decode(args)) {
        if (char === '\n') {
          feed();
          continue;
        }
        line.text += char;
        line.cells += (char.charCodeAt(0) < 0x80 ? 1 : 2) * ((state.size & 0xf0) === 0 ? 1 : 2);
        line.bold ||= state.bold;
        line.invert ||= state.invert;
        line.tall ||= (state.size & 0x0f) !== 0;
      }
    } else if (name === 'ESC @') reset();
    else if (name === 'FS &') state.chinese = true;
    else if (name === 'ESC E') state.bold = value === 1;
    else if (name === 'GS B') state.invert = value === 1;
    else if (name === 'GS !') state.size = value;
    else if (name === 'ESC a') state.align = value;
    else if (name === 'GS w') state.barDots = value;
    else if (name === 'GS V') out.push({ kind: 'cut' });
    else if (name === 'GS k') {
      if (value !== 73) throw new Error(`bar code of kind ${value}`);
      const data = new TextDecoder('latin1').decode(args.subarray(2, 2 + (args[1] ?? 0)));
      out.push({
        kind: 'code128',
        data: data.replace(/^\{B/u, '').replaceAll('{{', '{'),
        moduleDots: state.barDots,
      });
    } else if (name === 'GS (k') {
      const command = args[3] ?? 0;
      if (command === 0x43) state.moduleDots = args[4] ?? 0;
      if (command === 0x50) {
        const length = value + 256 * (args[1] ?? 0) - 3;
        state.stored = new TextDecoder().decode(args.subarray(5, 5 + length));
      }
      if (command === 0x51)
        out.push({ kind: 'qr', data: state.stored, moduleDots: state.moduleDots, align: state.align });
    } else if (name === 'GS v0') {
      const width = ((args[1] ?? 0) + 256 * (args[2] ?? 0)) * 8;
      const height = (args[3] ?? 0) + 256 * (args[4] ?? 0);
      out.push({ kind: 'picture', width, height, bits: args.slice(5, 5 + (width / 8) * height) });
    }
  }
  if (line.text !== '') throw new Error(`text without line feed at the end: ${line.text}`);
  return out;
}
