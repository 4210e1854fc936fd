import { parseFen, parseMilli, toHalfWidth } from '../../../../domain/money/fen.ts';
import type { Catalogue, SheetPart } from './catalogue-rows.ts';
import type { CellProblem, SheetColumn } from '../../../../domain/stock/part-sheet.ts';
import { choiceOf } from './columns.ts';

export interface Problem {
  column: SheetColumn;
  code: CellProblem;
  /** What stands in the cell, or the one word of it that is wrong. */
  value: string;
  /** Part or row it collides with. */
  other: string;
}

const clears = new Set(['-', '—', '－', '无', 'none']);
/** A sheet made an exponent of a long number: its digits are gone. */
const exponent = /^[-+]?\d(?:\.\d+)?e\+\d+$/i;
const largestFen = 1_000_000_000;
const largestMilli = 100_000_000;
const longest: Partial<Record<SheetColumn, number>> = {
  nameZh: 120,
  nameEn: 120,
  category: 40,
  unit: 20,
  bin: 40,
  serialPattern: 60,
};

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n;；,，、]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

/**
 * Writes what one cell says onto the part. An empty cell says nothing; a dash empties the field. Answers what is wrong
 * with the cell, or null.
 */
export function readCell(
  part: SheetPart,
  column: SheetColumn,
  raw: string,
  catalogue: Catalogue,
): Problem | null {
  const text = raw.trim();
  if (text === '') return null;
  const clear = clears.has(text.toLowerCase());
  const wrong = (code: CellProblem, value = text, other = ''): Problem => ({
    column,
    code,
    value: value.slice(0, 60),
    other,
  });
  const limit = longest[column];
  if (limit !== undefined && text.length > limit) return wrong('too_long');
  switch (column) {
    case 'code':
      return null;
    case 'nameZh':
    case 'unit':
      part[column] = text;
      return null;
    case 'nameEn':
    case 'category':
    case 'serialPattern':
    case 'bin':
      if (exponent.test(text)) return wrong('sheet_number');
      part[column] = clear ? '' : text;
      return null;
    case 'kind': {
      const kind = choiceOf(text, (words) => words.kinds);
      if (kind === undefined) return wrong('choice');
      part.kind = kind;
      return null;
    }
    case 'tracking': {
      const tracking = choiceOf(text, (words) => words.trackings);
      if (tracking === undefined) return wrong('choice');
      part.tracking = tracking;
      return null;
    }
    case 'state': {
      const state = choiceOf(text, ({ live, retired }) => ({ live, retired }));
      if (state === undefined) return wrong('choice');
      part.retired = state === 'retired';
      return null;
    }
    case 'oldPartReturn': {
      const said = choiceOf(text, ({ yes, no }) => ({ yes, no }));
      if (said === undefined) return wrong('yes_no');
      part.oldPartReturn = said === 'yes';
      if (!part.oldPartReturn) part.oldPartDays = null;
      return null;
    }
    case 'owner': {
      if (choiceOf(text, ({ own }) => ({ own })) !== undefined) {
        part.ownerKind = 'own';
        part.payerId = null;
        return null;
      }
      const wanted = text.toLowerCase();
      const payer = catalogue.payers.find((one) =>
        [one.id, one.nameZh, one.nameEn].some((name) => name.toLowerCase() === wanted),
      );
      if (payer === undefined) return wrong('payer_unknown');
      part.ownerKind = 'payer';
      part.payerId = payer.id;
      return null;
    }
    case 'barcodes': {
      const barcodes = clear ? [] : listOf(text);
      const broken = barcodes.find((one) => exponent.test(one));
      if (broken !== undefined) return wrong('sheet_number', broken);
      const long = barcodes.find((one) => one.length > 60);
      if (long !== undefined) return wrong('barcode_long', long);
      part.barcodes = barcodes;
      return null;
    }
    case 'models': {
      const models = clear ? [] : listOf(text);
      const unknown = models.find((one) => !catalogue.models.has(one) && !part.models.includes(one));
      if (unknown !== undefined) return wrong('model_unknown', unknown);
      part.models = models.sort();
      return null;
    }
    case 'packs': {
      const units: SheetPart['units'] = [];
      for (const one of clear ? [] : listOf(text)) {
        const [, unit = '', holds = '', loss = '0'] =
          /^(.+?)\s*[=＝]\s*([\d.]+)\s*(?:[-－]\s*([\d.]+))?$/.exec(one) ?? [];
        const [perMilli, lossMilli] = [parseMilli(holds), parseMilli(loss)];
        if (unit === '' || perMilli === null || perMilli > largestMilli || lossMilli === null)
          return wrong('packs', one);
        units.push({ unit, perMilli, lossMilli });
      }
      part.units = units;
      return null;
    }
    case 'min':
    case 'max': {
      const milli = clear ? 0 : parseMilli(text);
      if (milli === null || milli < 0 || milli > largestMilli) return wrong('number');
      part[column === 'min' ? 'minMilli' : 'maxMilli'] = milli;
      return null;
    }
    case 'oldPartDays':
    case 'warrantyDays': {
      const plain = toHalfWidth(text);
      if (!clear && !/^\d{1,4}$/.test(plain)) return wrong('days');
      const days = clear ? null : Number(plain);
      if (days !== null && days > (column === 'oldPartDays' ? 730 : 3650)) return wrong('days');
      if (column === 'warrantyDays') part.warrantyAfterDays = days;
      else part.oldPartDays = part.oldPartReturn ? days : null;
      return null;
    }
    case 'cost':
    case 'price': {
      const fen = clear ? 0 : parseFen(text);
      if (fen === null || fen < 0 || fen > largestFen) return wrong('number');
      part[column === 'cost' ? 'costFen' : 'customerPriceFen'] = fen;
      return null;
    }
  }
}
