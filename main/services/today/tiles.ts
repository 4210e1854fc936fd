import type { TodayFacts } from '../../../db/queries/today.ts';
import type { ViewCounts } from './view-counts.ts';

export interface Tile {
  code: string;
  count: number;
  late: number;
  riskFen: number;
  nextDueAt: number | null;
  note: { code: string; params: Record<string, number> } | null;
}

/** Whom a tile is for: the permission its work asks. `all`: only with the whole outlet in view. */
interface TileDef {
  code: string;
  needs: string;
  all?: boolean;
  feature?: string;
  /** Queues it counts together, as the tab does that it opens; its own name when left out. */
  queues?: readonly string[];
}

/**
 * Everything that may need a person, in the order of an order's life. Codes of queues are counted as queues; the others
 * come from their views.
 */
export const tileDefs: readonly TileDef[] = [
  { code: 'intake', needs: 'orders.review' },
  { code: 'calls_due', needs: 'calls.write', feature: 'calls' },
  { code: 'dispatch', needs: 'orders.assign' },
  { code: 'acceptance', needs: 'orders.assign' },
  { code: 'appointment', needs: 'appointments.write' },
  { code: 'hold_part', needs: 'parts.request' },
  { code: 'slip_return', needs: 'slips.key' },
  { code: 'audit', needs: 'orders.audit', all: true },
  { code: 'differences', needs: 'money.read', all: true },
  { code: 'old_parts', needs: 'stock.read', all: true },
  { code: 'requests', needs: 'parts.request', all: true },
  { code: 'settlement', needs: 'money.read', all: true, queues: ['settlement', 'closing'] },
  { code: 'cash', needs: 'cash.receive', all: true },
  { code: 'evening', needs: 'slips.key', all: true },
  { code: 'calls_waiting', needs: 'calls.write', feature: 'calls' },
  { code: 'rebook', needs: 'appointments.write' },
  { code: 'accept_late', needs: 'orders.assign' },
  { code: 'urged', needs: 'urges.answer' },
  { code: 'told', needs: 'orders.edit' },
  { code: 'changed', needs: 'orders.review' },
  { code: 'odd', needs: 'orders.dispute', queues: ['interception', 'send_back', 'dispute'] },
  { code: 'papers', needs: 'slips.key' },
  { code: 'proof', needs: 'slips.key' },
  { code: 'suspicions', needs: 'orders.audit', all: true, feature: 'calls' },
  { code: 'hold_goods', needs: 'orders.hold' },
  { code: 'hold_user_later', needs: 'orders.hold' },
  { code: 'hold_unreachable', needs: 'orders.hold' },
  { code: 'hold_site_not_ready', needs: 'orders.hold' },
  { code: 'hold_quote', needs: 'orders.hold', feature: 'quotes' },
  { code: 'dead_letters', needs: 'outbox.retry' },
  { code: 'prints', needs: 'print.run' },
  { code: 'watched', needs: 'orders.read' },
];

export interface TileReader {
  may(permission: string): boolean;
  all(permission: string): boolean;
  isOff(feature: string): boolean;
}

/** What needs a person, as numbers with one more fact each; only what this person works on. */
export function makeTiles(facts: TodayFacts, counts: ViewCounts, reader: TileReader): Tile[] {
  return tileDefs
    .filter(
      ({ needs, all, feature }) =>
        (all === true ? reader.all(needs) : reader.may(needs)) &&
        (feature === undefined || !reader.isOff(feature)),
    )
    .map((def) => tileOf(def, facts, counts));
}

function tileOf({ code, queues = [code] }: TileDef, facts: TodayFacts, counts: ViewCounts): Tile {
  const rows = facts.queues.filter((row) => queues.includes(row.queue));
  const due = rows.flatMap((row) => row.nextDueAt ?? []);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
  const tile: Tile = {
    code,
    count: counts[code] ?? sum((row) => row.count),
    late: sum((row) => row.late),
    riskFen: sum((row) => row.riskFen),
    nextDueAt: due.length === 0 ? null : Math.min(...due),
    note: noteOf(code, facts, counts),
  };
  const { differences, oldParts } = facts;
  if (code === 'differences' && differences !== undefined)
    return { ...tile, late: differences.late, nextDueAt: differences.nextDueAt };
  if (code === 'old_parts' && oldParts !== undefined)
    return { ...tile, late: oldParts.late, riskFen: oldParts.riskFen };
  return tile;
}

function noteOf(code: string, facts: TodayFacts, counts: ViewCounts): Tile['note'] {
  const { flags, partsReady, slipsOut, differences, oldParts } = facts;
  const note = (name: string, params: Record<string, number>) => ({ code: name, params });
  switch (code) {
    case 'intake':
      return flags.stop + flags.duplicate > 0 ? note('flags', { ...flags }) : null;
    case 'hold_part':
      return partsReady > 0 ? note('parts_ready', { n: partsReady }) : null;
    case 'slip_return':
      return slipsOut > 0 ? note('slips_out', { n: slipsOut }) : null;
    case 'differences':
      return (differences?.shortFen ?? 0) > 0
        ? note('short', { amountFen: differences?.shortFen ?? 0 })
        : null;
    case 'old_parts':
      return (oldParts?.soon ?? 0) > 0
        ? note('due_soon', { n: oldParts?.soon ?? 0, amountFen: oldParts?.soonFen ?? 0 })
        : null;
    case 'evening':
      return (counts.evening ?? 0) > 0
        ? note('evening', {
            slips: counts.evening_slips ?? 0,
            amountFen: counts.evening_fen ?? 0,
            old: counts.evening_old ?? 0,
          })
        : null;
    case 'cash':
      return (counts.cash_fen ?? 0) > 0 ? note('cash', { amountFen: counts.cash_fen ?? 0 }) : null;
    case 'acceptance':
      return (counts.accept_late ?? 0) > 0 ? note('accept_late', { n: counts.accept_late ?? 0 }) : null;
    default:
      return null;
  }
}
