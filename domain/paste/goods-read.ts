/** Product, fault and kind of service from the chunks that are no address and no name. */
import { type Canvas, type Chunk, spanOf } from './canvas.ts';
import { faultIn, modelIn, quantityIn, serviceIn, type Vocabulary } from './goods.ts';
import type { PastedProduct, Reading } from './types.ts';

export interface GoodsReading {
  product: Reading<PastedProduct> | null;
  service: Reading<string> | null;
  fault: Reading<string> | null;
}

export interface LabelledTexts {
  product: Chunk[];
  fault: Chunk[];
  service: Chunk[];
}

/** `chunks` are what is left over; `labelled` the values of labels, which win. */
export function readGoods(
  canvas: Canvas,
  chunks: readonly Chunk[],
  labelled: LabelledTexts,
  words: Vocabulary,
): GoodsReading {
  const all = [...labelled.product, ...chunks];
  const product = readProduct(canvas, [...all, ...labelled.fault], words, labelled.product.length > 0);
  const faultAt = labelled.fault[0] ?? null;
  const fault =
    faultAt === null
      ? first(canvas, all, (chunk) => faultIn(chunk.text), 'likely')
      : {
          value: faultAt.text,
          spans: [spanOf(canvas, faultAt.start, faultAt.end)],
          certainty: 'certain' as const,
        };
  const service =
    first(canvas, labelled.service, (chunk) => serviceIn(chunk.text) || chunk.text, 'certain') ??
    first(canvas, [...labelled.fault, ...all], (chunk) => serviceIn(chunk.text), 'likely');
  return { product, service, fault };
}

function first(
  canvas: Canvas,
  chunks: readonly Chunk[],
  read: (chunk: Chunk) => string,
  certainty: 'certain' | 'likely',
): Reading<string> | null {
  for (const chunk of chunks) {
    const value = read(chunk);
    if (value === '') continue;
    const at = chunk.text.indexOf(value);
    const start = at < 0 ? chunk.start : chunk.start + at;
    return { value, spans: [spanOf(canvas, start, at < 0 ? chunk.end : start + value.length)], certainty };
  }
  return null;
}

function readProduct(
  canvas: Canvas,
  chunks: readonly Chunk[],
  words: Vocabulary,
  labelled: boolean,
): Reading<PastedProduct> | null {
  const value: PastedProduct = { brand: '', category: '', model: '', quantity: 1 };
  const spans: Reading<PastedProduct>['spans'] = [];
  const used = new Set<number>();
  chunks.forEach((chunk, i) => {
    const category = words.category.exec(chunk.text)?.[0] ?? '';
    if (category !== '' && value.category === '') {
      value.category = category;
      used.add(i);
    }
  });
  chunks.forEach((chunk, i) => {
    const near = [...used].some((j) => Math.abs(i - j) <= 2) || labelled;
    const brand = words.brand.exec(chunk.text)?.[0] ?? '';
    const model = modelIn(chunk.text);
    if (brand !== '' && value.brand === '' && (near || model !== '' || brand === chunk.text)) {
      value.brand = brand;
      used.add(i);
    }
    const typed = /^[A-Z]{2,}[A-Za-z]*-?\d/.test(model) && /[-/]/.test(model);
    if (model !== '' && value.model === '' && (near || brand !== '' || typed)) {
      value.model = model;
      used.add(i);
    }
  });
  if (used.size === 0) return null;
  // "2台" beside the goods, or by itself
  for (const [i, chunk] of chunks.entries()) {
    const count = quantityIn(chunk.text);
    if (
      count > 1 &&
      (used.has(i) ||
        /^[x×*]?\d{1,2} ?(?:台|套|件|个|把|樘)?$|^[一二两三四五六七八九十](?:台|套|件|个)$/i.test(chunk.text))
    ) {
      value.quantity = count;
      used.add(i);
      break;
    }
  }
  for (const i of [...used].sort((a, b) => a - b)) {
    const chunk = chunks[i];
    if (chunk !== undefined) spans.push(spanOf(canvas, chunk.start, chunk.end));
  }
  return {
    value,
    spans,
    certainty: value.category !== '' && (labelled || value.brand !== '') ? 'certain' : 'likely',
  };
}
