/**
 * Units that convert: 卷→米, 瓶→克, 箱→个. A roll that says 30 m and gives 29.4 is normal; what is missing is a posting
 * with a reason, never silence.
 */
import { divRound } from '../money/round.ts';

export interface UnitConversion {
  unit: string;
  /** Base units in one of this unit, in thousandths: a roll of 30 m with base metre → 30_000. */
  baseMilli: number;
}

/** Units in which things are measured or weighed; everything else is counted and has no halves. */
const measured: ReadonlySet<string> = new Set([
  ...['米', '厘米', '平方米', '千克', '公斤', '斤', '克', '吨', '升', '毫升', '度', '小时'],
  ...['m', 'cm', 'm2', 'kg', 'g', 't', 'l', 'ml', 'h'],
]);

/** Whether a quantity in this base unit can be had: half a metre can, half a board cannot. */
export const isWholeEnough = (unit: string, baseMilli: number): boolean =>
  baseMilli % 1000 === 0 || measured.has(unit.trim().toLowerCase());

/** Thousandths of `unit` → thousandths of the base unit. */
export function toBaseMilli(qtyMilli: number, conversion: UnitConversion): number {
  return divRound(BigInt(qtyMilli) * BigInt(conversion.baseMilli), 1000);
}

/** Thousandths of the base unit → thousandths of `unit`, rounded; for display only, never for moves. */
export function fromBaseMilli(baseMilli: number, conversion: UnitConversion): number {
  return divRound(BigInt(baseMilli) * 1000n, conversion.baseMilli);
}

export interface OpenedPack {
  /** Nominal content taken out of the packed unit. */
  nominalMilli: number;
  /** What was really there. */
  actualMilli: number;
  /** nominal − actual; a negative loss is a gain and is posted as well. */
  lossMilli: number;
}

/** Opening packs: nominal content against what was measured. Throws RangeError on a negative measure. */
export function openPack(packs: number, actualMilli: number, conversion: UnitConversion): OpenedPack {
  if (!Number.isSafeInteger(packs) || packs <= 0) throw new RangeError(`not a number of packs: ${packs}`);
  if (!Number.isSafeInteger(actualMilli) || actualMilli < 0)
    throw new RangeError(`not a measure: ${actualMilli}`);
  const nominalMilli = packs * conversion.baseMilli;
  return { nominalMilli, actualMilli, lossMilli: nominalMilli - actualMilli };
}
