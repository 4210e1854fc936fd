/**
 * Phone numbers inside free text: mobiles with blanks, dashes, country code or glued to other digits; landlines with
 * area code and extension; 400/800 and 95 numbers; rented numbers with an extension; numbers with stars.
 */
import type { PastedPhone } from './types.ts';

export interface FoundPhone extends PastedPhone {
  start: number;
  end: number;
  /** Glued to further digits: taken, but not beyond doubt. */
  glued: boolean;
}

export interface PhoneScan {
  phones: FoundPhone[];
  /** Digit runs that look like a phone with a digit missing or too many. */
  broken: { start: number; end: number; text: string }[];
}

const gap = '[ \\-.]{0,2}';
const country = '(?:\\(?(?:\\+|00)?86\\)?[ \\-]{0,2})?';
/** 138 0000 0000 and 13800000000 before any other grouping: a room number may stand right in front. */
const mobileUsual = `1[3-9]\\d[ \\-.]{0,2}\\d{4}[ \\-.]{0,2}\\d{4}`;
const mobileLoose = `1[3-9]\\d${`${gap}\\d`.repeat(8)}`;
/** 转 8421, -8421, ext.8421, #8421, 分机8421, (8421): belongs to the number before it. */
const extension =
  /^ {0,2}(?:[,，]? ?(?:转|分机号?|ext\.?|x|#)[ :]{0,2}(\d{1,8})|-(\d{3,5})(?![\d-]|号楼|栋|室|号)|[([](?:转|分机)?:?(\d{3,6})[)\]]|, ?(\d{4})(?=\s*(?:[,;\n]|$)))(?!\d)/i;

const mobiles = [mobileUsual, mobileLoose].map(
  (shape) => new RegExp(`(?<![\\d*])${country}(${shape})(?!\\d|\\*)`, 'g'),
);
const masked =
  /(?<![\d*])(1[3-9]\d[ -]?[*xX•]{4}[ -]?\d{4}|1[3-9]\d[*]{3,8}\d{2,4}|0\d{2,3}-?[*]{4,6}\d{2,4})(?![\d*])/g;
const landline = new RegExp(
  `(?<![\\d*A-Za-z\\-])(?:\\+86[ \\-]?)?\\(?(0(?:10|2\\d|[3-9]\\d{2}))\\)?[ \\-]{0,3}(\\d{3,4})[ \\-]?(\\d{4})(?![\\d*])`,
  'g',
);
/** +86 (0)21 5888 0000, +86-731-2888-0000: without the nought. */
const abroad = /\(?\+86\)?[ -]?(?:\(0\))?(10|2\d|[3-9]\d{2})[ -]?(\d{3,4})[ -]?(\d{4})(?![\d*])/g;
const service =
  /(?<![\d*A-Za-z-])([48]00)[ -]?(\d{3})[ -]?(\d{4})(?!\d)|(?<![\d*A-Za-z-])([48]00)[ -]?(\d{4})[ -]?(\d{3})(?!\d)/g;
const glued = /\d{12,16}/g;
const spoken = /[零〇一幺壹二贰两三叁四肆五伍六陆七柒八捌九玖]{11}/g;
const spokenDigits = '零0〇0一1幺1壹1二2贰2两2三3叁3四4肆4五5伍5六6陆6七7柒7八8捌8九9玖9';

/** `text` is the normalised text with claimed characters blanked out; `labelled` says where a phone label ends. */
export function findPhones(text: string, labelled: (at: number) => boolean): PhoneScan {
  let rest = text;
  const phones: FoundPhone[] = [];
  const put = (
    start: number,
    end: number,
    number: string,
    kind: PastedPhone['kind'],
    stuck = false,
  ): void => {
    const more = extension.exec(rest.slice(end));
    const ext = more === null ? null : (more[1] ?? more[2] ?? more[3] ?? more[4] ?? null);
    // "13800000000, 1204" may be a room; only a bare comma is that weak
    const stop = ext === null || more === null ? end : end + more[0].length;
    const virtual = ext !== null && kind === 'mobile';
    phones.push({ start, end: stop, number, extension: ext, kind: virtual ? 'virtual' : kind, glued: stuck });
    rest = rest.slice(0, start) + '\u0000'.repeat(stop - start) + rest.slice(stop);
  };
  for (const match of rest.matchAll(masked)) {
    put(
      match.index,
      match.index + match[0].length,
      match[0].replace(/[ -]/g, '').replace(/[xX•]/g, '*'),
      'masked',
    );
  }
  for (const match of rest.matchAll(service)) {
    if (rest[match.index] === '\u0000') continue;
    put(match.index, match.index + match[0].length, match[0].replace(/\D/g, ''), 'service');
  }
  for (const match of mobiles.flatMap((pattern) => [...rest.matchAll(pattern)])) {
    if (rest.slice(match.index, match.index + match[0].length).includes('\u0000')) continue;
    const digits = (match[1] ?? '').replace(/\D/g, '');
    put(match.index, match.index + match[0].length, digits, 'mobile');
  }
  for (const match of [...rest.matchAll(landline)]) {
    const [whole, area = '', middle = '', tail = ''] = match;
    put(match.index, match.index + whole.length, `${area}-${middle}${tail}`, 'landline');
  }
  for (const match of [...rest.matchAll(abroad)]) {
    const [whole, area = '', middle = '', tail = ''] = match;
    put(match.index, match.index + whole.length, `0${area}-${middle}${tail}`, 'landline');
  }
  takeGlued(rest, put);
  for (const match of [...rest.matchAll(spoken)]) {
    const digits = [...match[0]].map((char) => spokenDigits[spokenDigits.indexOf(char) + 1]).join('');
    if (/^1[3-9]/.test(digits)) put(match.index, match.index + 11, digits, 'mobile');
  }
  for (const match of [...rest.matchAll(/(?<![\d*A-Za-z-])(?:95\d{3}|\d{3,4}[ -]?\d{4})(?![\d*])/g)]) {
    if (!labelled(match.index)) continue;
    const digits = match[0].replace(/\D/g, '');
    if (/^(?:95\d{3}|[2-8]\d{6,7})$/.test(digits)) {
      put(match.index, match.index + match[0].length, digits, digits.length === 5 ? 'service' : 'landline');
    }
  }
  phones.sort((a, b) => a.start - b.start);
  return { phones, broken: findBroken(rest, labelled) };
}

/** Digits run into each other: room 301 and a phone, +86 without sign, a phone and a room. */
function takeGlued(
  text: string,
  put: (start: number, end: number, number: string, kind: 'mobile', stuck: boolean) => void,
): void {
  for (const match of [...text.matchAll(glued)]) {
    const run = match[0];
    const before = text[match.index - 1] ?? '';
    const after = text[match.index + run.length] ?? '';
    if (/[\dA-Za-z*-]/.test(before) || /[\d*]/.test(after)) continue;
    const extra = run.length - 11;
    const head = run.slice(0, extra);
    const tail = run.slice(extra);
    // a room or house number in front: short, not starting with nought, and an address or a name around it
    const house = /^(?:86|[1-9]\d{0,4})$/.test(head) && /[\u4e00-\u9fff#]/.test(before);
    if (/^1[3-9]/.test(tail) && (house || head === '86')) {
      put(match.index + extra, match.index + run.length, tail, 'mobile', head !== '86');
    } else if (/^1[3-9]/.test(run) && extra <= 4 && /^(?:号|栋|室|幢|弄|楼|单元|#)/.test(after)) {
      put(match.index, match.index + 11, run.slice(0, 11), 'mobile', true);
    }
  }
}

function findBroken(text: string, labelled: (at: number) => boolean): PhoneScan['broken'] {
  const broken: PhoneScan['broken'] = [];
  for (const match of text.matchAll(/(?<![\dA-Za-z*-])1[3-9]\d[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)/g)) {
    const digits = match[0].replace(/\D/g, '').length;
    if (digits === 10 || digits === 12 || labelled(match.index)) {
      broken.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
    }
  }
  return broken;
}
