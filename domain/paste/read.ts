/**
 * `readPaste`: free Chinese text → the fields of an order. Pure. Order of reading: labels → numbers that only look like
 * phones → phones → divisions → wishes → what is left falls into chunks: address, name, goods, remark.
 */
import { defaultZone } from '../time/business-day.ts';
import { type KindOfChunk, pickAddress, placeScore, stuckName } from './address.ts';
import {
  type Canvas,
  type Chunk,
  chunksOf,
  claim,
  mark,
  openCanvas,
  reading,
  spanOf,
  taken,
} from './canvas.ts';
import { faultPattern, modelIn, serviceIn, type Vocabulary, vocabularyOf } from './goods.ts';
import { type LabelledTexts, readGoods } from './goods-read.ts';
import { findLabels, type Label, type LabelKind } from './labels.ts';
import { bareSurname, cleanName, nameScore, titleAlone } from './names.ts';
import { readNames } from './name-read.ts';
import { claimCodes, claimLabelled, claimNumbers, claimStamps, type Noise } from './noise.ts';
import { readPhones } from './phone-read.ts';
import { readRegion } from './region.ts';
import type { PasteOptions, PasteResult, Reading } from './types.ts';
import { findUrgent, findWishes } from './wish.ts';

/** Longer pastes are cut: nothing of an order stands that far down, and time must stay bounded. */
export const longestPaste = 2000;

const vocabularies = new Map<string, Vocabulary>();

function vocabulary(options: PasteOptions): Vocabulary {
  const key = `${options.brands?.join('|') ?? ''}\n${options.categories?.join('|') ?? ''}`;
  let words = vocabularies.get(key);
  if (words === undefined) {
    if (vocabularies.size > 8) vocabularies.clear();
    words = vocabularyOf(options.brands, options.categories);
    vocabularies.set(key, words);
  }
  return words;
}

const talk =
  /打电话|电联|联系|麻烦|帮忙|帮我|不要|别(?=打|按|敲|迟|来)|记得|谢谢|尽快|加急|在家|到了|发票|有狗|老人|小孩|孩子|提前|随时|方便|可以|需要|师傅(?!傅)|已经|还没|没有|货到|到货|门铃|打不通|没人|家里|自己|希望|告知|通知|收费|保内|保外|包邮|这个地址|那个|客户要求|如果|必须|顺便|一下|上次|停车|预约|上门|催|投诉|过来|请/;
/** Words that carry nothing once the fields around them are read. */
const empty =
  /^(?:你好|您好|谢谢|麻烦(?:了|您)?|帮忙派单|派单|新单|(?:麻烦)?(?:请)?帮?我?(?:寄|送|发)到|住在?|在|是这个地址|收|收件|电话|手机|地址|姓名|[男女]|是|的|号|人|到|寄|送|中国|中华人民共和国|来|要|打|我|从|至|要求|需求|备注|时间|日期|产品|故障|预约|单号|留言|说明|[A-Za-z])$/;
const leadIn = /(?:住在?|家在|在|到|寄到?|送到?|位于|地址(?:是|在)?|是|于|来自|中国|发往?|去)$/;

/** Reads one order. Never throws for any text; see `splitPaste` for several orders in one paste. */
export function readPaste(source: string, options: PasteOptions): PasteResult {
  const canvas = openCanvas(source.slice(0, longestPaste));
  const zone = options.zone ?? defaultZone;
  const words = vocabulary(options);
  const labels = findLabels(canvas.normal.fold);
  for (const label of labels) claim(canvas, label.start, label.end, mark);
  const noise: Noise = { orderNumbers: [], postalCode: null };
  claimLabelled(canvas, labels, noise);
  claimStamps(canvas);
  const phones = readPhones(canvas, labels);
  claimNumbers(canvas, noise);
  const code = claimCodes(canvas, phones.phone?.value.extension ?? null);
  if (code !== null && phones.phone?.value.kind === 'mobile') {
    phones.phone.value = { ...phones.phone.value, extension: code, kind: 'virtual' };
    phones.phone.certainty = 'likely';
  }
  const labelled = takeLabelled(canvas, labels);
  const region = readRegion(canvas);
  const wish = readWishOf(canvas, labelled.remarks, options.now, zone);
  const urgent = readUrgent(canvas);
  cutGoods(canvas, words);
  const chunks = joinLatin(chunksOf(canvas));
  const kinds = new Map(chunks.map((chunk) => [chunk, kindOf(chunk, words)]));
  const kind = (chunk: Chunk): KindOfChunk => kinds.get(chunk) ?? 'open';
  const atPhone = (chunk: Chunk): boolean => phones.touches(canvas, chunk);
  // 尤里, 田园: short words that fit a person as well as a place are the person when nobody else is named
  const fits = (chunk: Chunk): boolean =>
    placeScore(chunk.text) === 1 && nameScore(cleanName(chunk.text)) >= 1;
  const plain =
    labels.some((label) => label.kind === 'name') ||
    chunks.some((chunk) => kind(chunk) === 'name' && !fits(chunk));
  const soft = chunks.filter((chunk) => /^(?:place|name)$/.test(kind(chunk)) && fits(chunk));
  const beside = soft.filter((chunk) => chunk.gap !== '' && !/\u0002$/.test(chunk.gap) && atPhone(chunk));
  for (const chunk of soft) {
    const person = beside.length > 0 ? beside.includes(chunk) : kind(chunk) === 'name';
    kinds.set(chunk, !plain && person ? 'name' : 'place');
  }
  const inLabel = (of: readonly LabelKind[]) => (chunk: Chunk) =>
    of.includes(labelBefore(labels, chunk, canvas)?.kind ?? 'wish');
  const nameLabelled = inLabel(['name']);
  const picked = pickAddress({
    chunks,
    from: region.from,
    kindOf: (chunk) => (nameLabelled(chunk) && placeScore(chunk.text) < 2 ? 'name' : kind(chunk)),
    labelled: inLabel(['address', 'region']),
    atPhone,
    named: plain,
  });
  const rest = chunks.filter((_, i) => !picked.includes(i));
  const address = picked.map((i) => chunks[i]).filter((chunk) => chunk !== undefined);
  const named = readNames(canvas, {
    rest,
    address,
    kindOf: kind,
    labelled: nameLabelled,
    atPhone,
    stuckName,
    region,
  });
  const detail = readDetail(canvas, named.address, region.reading !== null);
  const left = rest.filter((chunk) => !named.used.includes(chunk));
  const goods = readGoods(canvas, left, labelled.texts, words);
  const questions = [...phones.questions, ...named.questions];
  if (!(detail === null && region.reading === null && named.name === null))
    questions.unshift(...region.questions);
  if (wish !== null && !wish.sure) questions.push({ code: 'wish_unclear', stated: wish.reading.value.words });
  return {
    name: named.name,
    phone: phones.phone,
    otherPhones: phones.others,
    division: region.reading,
    detail,
    ...goods,
    wish: wish?.reading ?? null,
    urgent,
    orderNumbers: noise.orderNumbers,
    postalCode: noise.postalCode,
    remark: readRemark(canvas, [...labelled.remarks, ...left], words),
    questions,
  };
}

/** The label whose value the chunk begins or continues, or null. */
function labelBefore(labels: readonly Label[], chunk: Chunk, canvas: Canvas): Label | null {
  const label = labels.findLast((item) => item.end <= chunk.start);
  if (label === undefined) return null;
  const between = canvas.work.slice(label.end, chunk.start);
  if (/[\n\u0000]/.test(between.replace(/^\s+/, ''))) return null;
  // a name is one word; an address goes on to the end of its line
  if (label.kind === 'name' && /[^\s\u0001\u0002,:]/.test(between)) return null;
  return label;
}

interface Labelled {
  texts: LabelledTexts;
  remarks: Chunk[];
}

/** Values of labels that run to the end of their line: remarks, faults, goods. */
function takeLabelled(canvas: Canvas, labels: readonly Label[]): Labelled {
  const out: Labelled = { texts: { product: [], fault: [], service: [] }, remarks: [] };
  labels.forEach((label, i) => {
    if (!['remark', 'fault', 'product', 'service', 'quantity'].includes(label.kind)) return;
    const next = labels[i + 1]?.start ?? canvas.work.length;
    const slice = canvas.work.slice(label.end, next);
    const stop = slice.search(label.kind === 'remark' ? /\n|\u0000/ : /[\n;。\u0000|]|(?<=\S) {2,}/);
    const end = label.end + (stop < 0 ? slice.length : stop);
    const text = canvas.normal.text.slice(label.end, end).replace(/^[\s,;:]+|[\s,;。]+$/g, '');
    if (text === '') return;
    const start = canvas.normal.text.indexOf(text, label.end);
    const chunk: Chunk = { start, end: start + text.length, text, gap: mark, paren: false };
    if (label.kind === 'remark') out.remarks.push(chunk);
    else if (label.kind === 'fault') out.texts.fault.push(chunk);
    else if (label.kind === 'service') out.texts.service.push(chunk);
    else
      out.texts.product.push(
        label.kind === 'quantity' ? { ...chunk, text: `${text}台`.replace(/台台$/, '台') } : chunk,
      );
    claim(canvas, label.end, end, taken);
  });
  return out;
}

function readWishOf(canvas: Canvas, remarks: readonly Chunk[], now: number, zone: string) {
  const all = findWishes(canvas.work, now, zone);
  for (const found of all) claim(canvas, found.start, found.end, taken);
  // a remark keeps its words, but the day in it counts: 备注: 周六上门
  const said = remarks.flatMap((chunk) =>
    findWishes(chunk.text, now, zone).map((found) => ({
      ...found,
      start: found.start + chunk.start,
      end: found.end + chunk.start,
    })),
  );
  const both = [...all, ...said];
  const best = both.find((found) => found.wish.fromDay !== null) ?? both[0];
  if (best === undefined) return null;
  return {
    reading: reading(canvas, best.wish, best.start, best.end, best.sure ? 'certain' : 'unsure'),
    sure: best.sure,
  };
}

function readUrgent(canvas: Canvas): Reading<string> | null {
  const all = findUrgent(canvas.work);
  for (const found of all) claim(canvas, found.start, found.end, taken);
  const [first] = all;
  return first === undefined ? null : reading(canvas, first.words, first.start, first.end, 'likely');
}

const houseEnd =
  /(?:\d|[A-Za-z]|号|室|楼|栋|座|幢|层|户|铺|店|院|单元|村|组|苑|园|小区|花园|广场|大厦|家园)$/;

/** Goods stuck to the end of an address (…7栋1801海尔空调漏水) get a boundary of their own. */
function cutGoods(canvas: Canvas, words: Vocabulary): void {
  for (const chunk of chunksOf(canvas)) {
    const match = words.goodsStart.exec(chunk.text);
    if (match === null || match.index < 3) continue;
    const head = chunk.text.slice(0, match.index);
    if (!houseEnd.test(head) || placeScore(head) < 2) continue;
    canvas.cuts.add(chunk.start + match.index);
  }
}

function kindOf(chunk: Chunk, words: Vocabulary): KindOfChunk {
  const { text } = chunk;
  if (empty.test(text) && text.length > 1) return 'talk';
  const placed = placeScore(text);
  const category = words.category.exec(text);
  if (category === null && placed === 0 && (nameScore(cleanName(text)) >= 7 || titleAlone.test(text)))
    return 'name';
  const goods =
    category !== null || (words.brand.test(text) && (modelIn(text) !== '' || brandAlone(text, words)));
  if (goods && placed < 3 && !(placed >= 2 && category === null)) return 'goods';
  if (
    /^[A-Z]{2,}[A-Za-z]*-?\d[\w\-/()]*$/.test(text) &&
    modelIn(text) === text &&
    /[-/]|\d{3}/.test(text) &&
    placed < 2
  )
    return 'goods';
  if (
    talk.test(text) &&
    placed < 4 &&
    !(
      placed >= 2 &&
      !chunk.paren &&
      nameScore(text) <= -3 &&
      text.length < 9 &&
      !/打电话|联系|请|谢/.test(text)
    )
  )
    return 'talk';
  if (faultPattern.test(text) && placed < 2) return 'talk';
  if (serviceIn(text) !== '' && placed < 2) return 'talk';
  if (placed >= 1) {
    const name = nameScore(cleanName(text));
    return placed < 2 && name >= 4 ? 'name' : 'place';
  }
  return nameScore(cleanName(text)) >= 3 ? 'name' : 'open';
}

function brandAlone(text: string, words: Vocabulary): boolean {
  return /^(?:的|牌|品牌)?$/.test(text.replace(words.brand, ''));
}

/** Lucy + Chen, 王 + 磊, 吴敏 + 女士 are one chunk. */
function joinLatin(chunks: Chunk[]): Chunk[] {
  const out: Chunk[] = [];
  for (const chunk of chunks) {
    const before = out.at(-1);
    const pair =
      before !== undefined &&
      chunk.gap === ' ' &&
      before.paren === chunk.paren &&
      ((/^[A-Za-z.]{2,}$/.test(before.text) && /^[A-Za-z.]+$/.test(chunk.text)) ||
        /^(?:先生|女士|小姐|阿姨|师傅|老师)$/.test(chunk.text) ||
        (before.text.length === 1 &&
          bareSurname.test(before.text) &&
          /^[\u4e00-\u9fff]{1,2}$/.test(chunk.text) &&
          placeScore(chunk.text) === 0));
    if (pair && before !== undefined) {
      const glue = /[A-Za-z]$/.test(before.text) ? ' ' : '';
      out[out.length - 1] = { ...before, end: chunk.end, text: `${before.text}${glue}${chunk.text}` };
    } else out.push(chunk);
  }
  return out;
}

/** The pieces in reading order, without what is said twice. */
function readDetail(canvas: Canvas, chunks: readonly Chunk[], divided: boolean): Reading<string> | null {
  const kept = chunks.filter((chunk, i) => {
    const later = chunks.slice(i + 1);
    return (
      chunk.text.length < 2 || !later.some((next) => next.text.startsWith(chunk.text) && next.text.length > 1)
    );
  });
  let value = '';
  for (const chunk of kept) {
    const text = chunk.text.replace(/^[-/.:·~]+|[-/.:·~]+$/g, '');
    const glue = /[A-Za-z0-9]$/.test(value) && /^[A-Za-z0-9]/.test(text) ? ' ' : '';
    const open = chunk.paren && value !== '';
    value += open ? `(${text})` : `${glue}${text}`;
  }
  value = value.replace(/\)\(/g, '');
  if (value === '') return null;
  const score = placeScore(value);
  return {
    value,
    spans: kept.map((chunk) => spanOf(canvas, chunk.start, chunk.end)),
    certainty: divided && score >= 2 ? 'certain' : 'likely',
  };
}

function readRemark(canvas: Canvas, chunks: readonly Chunk[], words: Vocabulary): Reading<string> | null {
  const kept = chunks.filter((chunk) => {
    const text = chunk.text.replace(leadIn, '');
    if (text === '' || empty.test(text)) return false;
    const bare = text
      .replace(words.goodsStart, '')
      .replace(words.brand, '')
      .replace(faultPattern, '')
      .replace(
        /[x×*]?\d{0,2}[台套件个]?|[一二两三四五六七八九十][台套件个]|安装|维修|移机|清洗|拆机|上门|要|装|修|的|了|和|型号|[A-Za-z0-9\-/()]+/g,
        '',
      );
    const consumed =
      words.category.test(text) ||
      faultPattern.test(text) ||
      serviceIn(text) !== '' ||
      modelIn(text) === text;
    return !(consumed && bare.length <= 4);
  });
  if (kept.length === 0) return null;
  return {
    value: kept.map((chunk) => chunk.text).join('；'),
    spans: kept.map((chunk) => spanOf(canvas, chunk.start, chunk.end)),
    certainty: 'likely',
  };
}
