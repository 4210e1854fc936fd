/** Puts the part of an address below its division together from the chunks of a text. */
import type { Chunk } from './canvas.ts';
import { looksLikePlace, nameScore, nameTail } from './names.ts';

const way = /(?<=[\u4e00-\u9fffA-Za-z\d])(?:路|街|巷|弄)|大道|胡同|公路|国道|省道|高速|道(?=\d|[东西南北])/;
const door =
  /\d+ ?(?:号|#|栋|幢|座|楼|室|单元|弄|层|期|组|队|户|排|门|铺|院|区|巷|街|村|里|团|连|营)|[一二三四五六七八九十]+(?:号|栋|幢|座|楼|单元|层|期|组|队|户|排|门|区|巷|街)|(?:栋|幢|座|楼|单元|室|阁|区)\d|(?<![\d-])\d{1,3}-\d{1,2}-\d{2,4}(?![\d-])/;
const estate =
  /小区|花园|公寓|大厦|广场|社区|街道|花苑|家园|新村|工业园|科技园|产业园|软件园|开发区|高新区|新区|园区|宿舍|家属院|家属楼|大院|市场|商城|校区|学校|大学|中学|小学|医院|酒店|商铺|门面|村委会|经济区|片区/;
const ending =
  /(?:村|镇|乡|庄|屯|寨|苑|府|城|里|坊|湾|园|院|居|庭|轩|阁|邸|郡|墅|港|岛|站|场|厂|店|校|部|局|馆|行|超市|公司|银行|宾馆|商场|铺|仓库|基地|中心|国际|世家|名城|名都|名邸|名门|半岛|公馆|天下|时代|春天|花都|星城|期|区|栋|楼|室|座|幢|号|户|旁|对面|隔壁|附近|路口|门口|里面|家|组|队|侧|边|后面|前面|公司|营业部|桥|山|桥头|口)$/;
/** An estate's last character with a building behind it: 雅苑10-1904, 华府A3. */
const house = /(?:苑|府|城|庭|园|居|轩|阁|邸|郡|湾|里|坊|院|国际|世家|名都|庄|墅|公馆|中心|厂|村)[A-Za-z]?\d/;
const code = /^(?=.*\d)[A-Za-z]?\d{0,4}[A-Za-z]?\d{0,4}(?:[-#/][A-Za-z]?\d{1,5}[A-Za-z]?){0,4}[#室号栋]?$/;

/** 0 none … 2 and more surely a place. */
export function placeScore(text: string): number {
  let score = 0;
  if (way.test(text)) score += 2;
  if (door.test(text)) score += 2;
  if (estate.test(text)) score += 2;
  if (ending.test(text) || house.test(text)) score += 1;
  if (code.test(text) && text.length <= 14) score += 1;
  return score;
}

export const kindsOfChunk = ['place', 'name', 'goods', 'talk', 'open'] as const;
export type KindOfChunk = (typeof kindsOfChunk)[number];

/** Soft gaps join pieces of one address; claims of other fields and new lines do not. */
function joins(gap: string): boolean {
  return /^[ ,。;:\u0001\u0002\-/~()[\]]*$/.test(gap) && !/\u0001/.test(gap);
}

export interface AddressInput {
  chunks: readonly Chunk[];
  /** Offset behind the division; null when there is none. */
  from: number | null;
  kindOf: (chunk: Chunk) => KindOfChunk;
  /** The chunk lies in the value of an address or region label. */
  labelled: (chunk: Chunk) => boolean;
  /** A phone stands right beside the chunk. */
  atPhone: (chunk: Chunk) => boolean;
  /** Some other words are labelled as the name. */
  named: boolean;
}

/** Indexes of the chunks that make the detail, in reading order. */
export function pickAddress(input: AddressInput): number[] {
  const picked = new Set<number>();
  const { chunks, from } = input;
  if (from !== null)
    runFrom(
      input,
      chunks.findIndex((chunk) => chunk.start >= from),
      picked,
    );
  chunks.forEach((chunk, i) => {
    if (input.labelled(chunk) && !picked.has(i) && belongsToLabel(input, chunk)) {
      const bound = picked.has(i - 1) && joins(chunk.gap) && (input.named || !input.atPhone(chunk));
      if (picked.size > 0 && input.kindOf(chunk) !== 'place' && !/\u0001/.test(chunk.gap) && !bound) return;
      picked.add(i);
    }
  });
  if (from !== null) prefixBefore(input, from, picked);
  if (picked.size === 0) {
    const best = bestRun(input);
    if (best >= 0) runFrom(input, best, picked);
  }
  return [...picked].sort((a, b) => a - b);
}

function belongsToLabel(input: AddressInput, chunk: Chunk): boolean {
  const kind = input.kindOf(chunk);
  if (kind === 'place') return true;
  if (kind !== 'open') return false;
  return input.named || !input.atPhone(chunk) || nameScore(chunk.text) < 1;
}

/** Takes chunk after chunk while the address goes on. */
function runFrom(input: AddressInput, first: number, picked: Set<number>): void {
  const { chunks } = input;
  if (first < 0) return;
  for (let i = first; i < chunks.length; i += 1) {
    const chunk = chunks[i];
    if (chunk === undefined) return;
    const attached = i === first && /\u0002$/.test(chunk.gap);
    const kind = input.kindOf(chunk);
    if (i > first && !joins(chunk.gap)) {
      // a new line goes on only when it plainly is the rest of the address
      const newLine = /^[\s,\u0002]*\n[\s,]*$/.test(chunk.gap);
      if (!newLine || kind !== 'place' || placeScore(chunk.text) < 2) return;
    }
    if (i === first && /\u0000/.test(chunk.gap) && kind !== 'place') return;
    if (kind === 'place' || attached) {
      if (
        attached &&
        kind === 'name' &&
        nameScore(chunk.text) >= 4 &&
        placeScore(chunk.text) === 0 &&
        input.atPhone(chunk)
      )
        return;
      picked.add(i);
      continue;
    }
    if (kind !== 'open' && !(kind === 'name' && nameScore(chunk.text) < 4)) return;
    if (i > first && chunk.gap === ' ' && input.named && chunk.text.length > 2 && !spoken.test(chunk.text)) {
      picked.add(i);
      continue;
    }
    if (input.atPhone(chunk) && nameScore(chunk.text) >= 1) return;
    // something unknown between two pieces of an address: 盐步 in "南海区盐步 穗盐路"
    const next = chunks[i + 1];
    const goesOn =
      next !== undefined && joins(next.gap) && !/ {2}|,/.test(next.gap) && input.kindOf(next) === 'place';
    if (!goesOn) return;
    picked.add(i);
  }
}

/** Who it is stands elsewhere, so an unknown word behind one blank still belongs to the place (景观名都). */
const spoken = /[在是有我你不了吗请就能和把给再又还没要走]/;

/** An address written before its division: "海尔路1号 崂山区". */
function prefixBefore(input: AddressInput, from: number, picked: Set<number>): void {
  const { chunks } = input;
  const own = [...picked].reduce((sum, i) => sum + placeScore(chunks[i]?.text ?? ''), 0);
  let i = chunks.findLastIndex((chunk) => chunk.end <= from);
  const gapAfter = chunks[i + 1]?.gap ?? '';
  if (i < 0 || own >= 2 || (picked.size > 0 && /\n/.test(gapAfter))) return;
  for (; i >= 0; i -= 1) {
    const chunk = chunks[i];
    if (chunk === undefined || input.kindOf(chunk) !== 'place' || placeScore(chunk.text) < 2) return;
    picked.add(i);
    if (!joins(chunk.gap)) return;
  }
}

function bestRun(input: AddressInput): number {
  let best = -1;
  let score = 1;
  input.chunks.forEach((chunk, i) => {
    if (input.kindOf(chunk) !== 'place') return;
    const value = placeScore(chunk.text);
    if (value > score) {
      score = value;
      best = i;
    }
  });
  if (best < 0) return best;
  while (best > 0) {
    const chunk = input.chunks[best];
    const before = input.chunks[best - 1];
    if (chunk === undefined || before === undefined || !joins(chunk.gap) || input.kindOf(before) !== 'place')
      break;
    best -= 1;
  }
  return best;
}

const terminal =
  /(?:[0-9A-Za-z]|号|室|楼|栋|座|幢|层|户|铺|店|院|单元|村|组|苑|园|小区|花园|广场|大厦|家园|公寓|超市)$/;

/** A name stuck to the end of an address: 15栋302张小丰 → where the name begins; −1 for none. */
export function stuckName(text: string): number {
  const match = nameTail.exec(text);
  if (match === null) return -1;
  // the shortest name that fits leaves the most address; try two and three characters from the end first
  for (const size of [3, 2, 4, 5]) {
    const name = text.slice(-size);
    const head = text.slice(0, -size);
    if (head.length < 3 || !terminal.test(head) || !nameTail.test(name) || nameScore(name) < 4) continue;
    if (looksLikePlace(name) || placeScore(name) > 0) continue;
    return text.length - size;
  }
  return -1;
}
