/**
 * One spelling for recognising: half-width, plain punctuation, no invisible characters, with the way back to the
 * pasted text. `text` keeps the writer's characters, `fold` (same length) also turns the traditional characters that
 * occur in division and address words into simplified ones.
 */

export interface NormalText {
  source: string;
  text: string;
  fold: string;
  /** For each UTF-16 unit of `text`: offset in `source`; one more entry for the end. */
  at: number[];
}

const plain: Record<string, string> = {
  '—': '-',
  '–': '-',
  '−': '-',
  '―': '-',
  '‐': '-',
  '‑': '-',
  ー: '-',
  '─': '-',
  '【': '[',
  '】': ']',
  '「': '[',
  '」': ']',
  '『': '[',
  '』': ']',
  '〔': '[',
  '〕': ']',
  '〖': '[',
  '〗': ']',
  '《': '[',
  '》': ']',
  '{': '[',
  '}': ']',
  '、': ',',
  '﹑': ',',
  '､': ',',
  '。': '。',
  '｡': '。',
  '•': '·',
  '‧': '·',
  '・': '·',
  '･': '·',
  '∙': '·',
  '⋅': '·',
  '‘': ' ',
  '’': ' ',
  '“': ' ',
  '”': ' ',
  '"': ' ',
  '～': '~',
  '〜': '~',
  '→': '-',
  '\r': '\n',
  '\v': '\n',
  '\f': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u0085': '\n',
};

/** Traditional characters of division and address words. */
const traditional =
  '區区縣县號号樓楼東东廣广臺台灣湾門门龍龙陽阳鄉乡鎮镇單单層层棟栋莊庄園园華华灘滩島岛澳澳羅罗' +
  '漢汉貴贵雲云遼辽寧宁內内黑黑吉吉蘇苏陝陕肅肃夏夏疆疆慶庆連连長长瀋沈濟济鄭郑興兴業业國国際际馬马' +
  '銅铜貢贡義义麗丽圳圳蕪芜無无錫锡莆莆贛赣撫抚電电話话聯联係系繫系機机碼码備备註注時时間间貨货';

const simple = new Map<string, string>();
for (let i = 0; i < traditional.length; i += 2) simple.set(traditional[i] ?? '', traditional[i + 1] ?? '');

/** Zero-width, direction and variation marks, soft hyphen, byte order mark. */
const invisible =
  /^[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]$/u;
const pictograph = /^\p{Extended_Pictographic}$/u;
const control = /^\p{Cc}$/u;

/** Never throws; lone surrogates and control characters become blanks. */
export function normalise(source: string): NormalText {
  const out: string[] = [];
  const at: number[] = [];
  let offset = 0;
  for (const char of source) {
    const put = normalChar(char);
    // by UTF-16 unit, as offsets count
    for (const unit of put.split('')) {
      out.push(unit);
      at.push(offset);
    }
    offset += char.length;
  }
  at.push(source.length);
  const text = out.join('');
  const fold = out.map((char) => simple.get(char) ?? char).join('');
  return { source, text, fold, at };
}

function normalChar(char: string): string {
  const known = plain[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x7f) return code >= 0x20 || char === '\n' || char === '\t' ? char : ' ';
  if (code >= 0x4e00 && code <= 0x9fff) return char;
  if (invisible.test(char)) return '';
  // circled numbers are lists, not digits of a phone
  if (code >= 0x2460 && code <= 0x24ff) return ',';
  if (pictograph.test(char) && code > 0x2000) return ',';
  if (control.test(char) || (code >= 0xd800 && code <= 0xdfff)) return ' ';
  if (/\s/.test(char)) return ' ';
  // beyond the basic plane a character takes two units; rare name characters stay as they are
  const wide = char.normalize('NFKC');
  return [...wide].map((part) => plain[part] ?? part).join('');
}

/** Range of `text` → range of the source. */
export function sourceSpan(normal: NormalText, start: number, end: number): { start: number; end: number } {
  const from = normal.at[start] ?? normal.source.length;
  const last = end > start ? (normal.at[end - 1] ?? normal.source.length) : from;
  const next = normal.at[end] ?? normal.source.length;
  // several units may come from one source character
  let to = next > last ? next : last;
  for (let i = end; to <= last && i < normal.at.length; i += 1) to = normal.at[i] ?? to;
  return { start: from, end: end > start ? Math.max(to, from + 1) : from };
}
