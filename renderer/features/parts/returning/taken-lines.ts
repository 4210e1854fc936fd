import { useRef, useState } from 'react';

/** What lies in the place things are taken from, a row per key of the ledger. */
export interface Lying {
  partId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  condition: string;
  bin?: string;
  lot: string;
  serial: string;
  onHandMilli: number;
  reservedMilli: number;
}

export const returnReasons = ['unused', 'too_many', 'wrong_model', 'cancelled'] as const;
export const returnStates = ['good', 'opened', 'dead'] as const;

/** One line of a sheet that is scanned together. */
export interface TakenLine {
  id: number;
  row: Lying;
  quantityMilli: number | null;
  state: (typeof returnStates)[number];
  reason: (typeof returnReasons)[number];
  note: string;
  workOrderId: string | null;
  orderNumber: string | null;
}

export const keyOf = (row: Lying): string =>
  [row.partId, row.condition, row.bin ?? '', row.lot, row.serial].join('|');

/** Why a scan added nothing; the page has the sentence. */
export type Refusal = 'notHere' | 'scanPiece' | 'enough';
/** What a scan did: the line as it stands now, or why not. */
export type Added = { line: TakenLine; refusal: null } | { line: null; refusal: Refusal };

/**
 * Lines of a sheet, one scan after another. Scans come faster than the screen is drawn, so the lines are kept beside
 * it. `roomOf` says how much of a row may be taken.
 */
export function useTakenLines(roomOf: (row: Lying) => number) {
  const kept = useRef<readonly TakenLine[]>([]);
  const next = useRef(1);
  const [, draw] = useState(0);
  const put = (lines: readonly TakenLine[]) => {
    kept.current = lines;
    draw((n) => n + 1);
  };
  const takenOf = (row: Lying) =>
    kept.current
      .filter((line) => keyOf(line.row) === keyOf(row))
      .reduce((sum, line) => sum + (line.quantityMilli ?? 0), 0);
  const leftOf = (row: Lying) => roomOf(row) - takenOf(row);

  const addRow = (row: Lying, quantityMilli: number, more: Partial<TakenLine> = {}): TakenLine => {
    // A line somebody has already said something about stays as it is
    const same = kept.current.find(
      (line) =>
        keyOf(line.row) === keyOf(row) &&
        line.state === 'good' &&
        line.reason === (more.reason ?? 'unused') &&
        line.workOrderId === (more.workOrderId ?? null),
    );
    if (same !== undefined) {
      const grown = { ...same, quantityMilli: (same.quantityMilli ?? 0) + quantityMilli };
      put(kept.current.map((line) => (line === same ? grown : line)));
      return grown;
    }
    const line: TakenLine = {
      id: next.current,
      row,
      quantityMilli,
      state: 'good',
      reason: 'unused',
      note: '',
      workOrderId: null,
      orderNumber: null,
      ...more,
    };
    next.current += 1;
    put([...kept.current, line]);
    return line;
  };

  return {
    lines: kept.current,
    leftOf,
    addRow,
    /** One of a scanned part or this very piece. */
    add(lying: readonly Lying[], partId: string, serial: string | null): Added {
      const rows = lying.filter((row) => row.partId === partId && (serial === null || row.serial === serial));
      if (rows.length === 0) return { line: null, refusal: 'notHere' };
      if (serial === null && rows.length > 1 && rows.every((row) => row.serial !== ''))
        return { line: null, refusal: 'scanPiece' };
      const row = rows.find((one) => leftOf(one) > 0);
      if (row === undefined) return { line: null, refusal: 'enough' };
      return { line: addRow(row, Math.min(1000, leftOf(row))), refusal: null };
    },
    change(id: number, patch: Partial<TakenLine>) {
      put(kept.current.map((line) => (line.id === id ? { ...line, ...patch } : line)));
    },
    remove(id: number) {
      put(kept.current.filter((line) => line.id !== id));
    },
    clear() {
      put([]);
    },
  };
}

export type TakenLines = ReturnType<typeof useTakenLines>;
