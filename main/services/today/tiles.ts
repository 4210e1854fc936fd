import type { TodayFacts } from '../../../db/queries/today.ts';

export interface Tile {
  code: string;
  count: number;
  late: number;
  riskFen: number;
  nextDueAt: number | null;
  note: { code: string; params: Record<string, number> } | null;
}

/** Queues a person works off, in the order of an order's life; which of them are shown is the reader's business. */
const queueTiles = [
  'intake',
  'dispatch',
  'acceptance',
  'appointment',
  'hold_part',
  'slip_return',
  'audit',
] as const;

/** What needs a person, as numbers with one more fact each. `may` tells which rooms the reader works in. */
export function makeTiles(facts: TodayFacts, may: { audit: boolean }): Tile[] {
  const of = (code: string): Tile => {
    const row = facts.queues.find((queue) => queue.queue === code);
    return {
      code,
      count: row?.count ?? 0,
      late: row?.late ?? 0,
      riskFen: row?.riskFen ?? 0,
      nextDueAt: row?.nextDueAt ?? null,
      note: noteOf(code, facts),
    };
  };
  const tiles = queueTiles.filter((code) => code !== 'audit' || may.audit).map(of);
  const { differences, oldParts } = facts;
  if (differences !== undefined)
    tiles.push({
      code: 'differences',
      count: differences.count,
      late: differences.late,
      riskFen: 0,
      nextDueAt: differences.nextDueAt,
      note:
        differences.shortFen === 0 ? null : { code: 'short', params: { amountFen: differences.shortFen } },
    });
  if (oldParts !== undefined)
    tiles.push({
      code: 'old_parts',
      count: oldParts.count,
      late: oldParts.late,
      riskFen: oldParts.riskFen,
      nextDueAt: null,
      note:
        oldParts.soon === 0
          ? null
          : { code: 'due_soon', params: { n: oldParts.soon, amountFen: oldParts.soonFen } },
    });
  return tiles;
}

function noteOf(code: string, facts: TodayFacts): Tile['note'] {
  if (code === 'intake') {
    const { stop, duplicate } = facts.flags;
    if (stop + duplicate > 0) return { code: 'flags', params: { stop, duplicate } };
  }
  if (code === 'hold_part' && facts.partsReady > 0)
    return { code: 'parts_ready', params: { n: facts.partsReady } };
  if (code === 'slip_return' && facts.slipsOut > 0)
    return { code: 'slips_out', params: { n: facts.slipsOut } };
  return null;
}
