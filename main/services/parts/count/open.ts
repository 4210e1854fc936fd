import type { Tx } from '../../../../db/tx.ts';
import {
  chooseSample,
  countablePlaces,
  unfinishedStates,
  type CountScope,
} from '../../../../domain/stock/count.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { StockKey } from '../../../../domain/stock/key.ts';
import { numberPrefix } from '../../../../domain/paper/series.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { nextNumber } from '../../numbers.ts';
import { getBag, getLocation, partParams } from '../ledger.ts';
import { keyColumns, type CountFilter } from './rows.ts';
import { lastSeq, whatLies } from './what-lies.ts';

/** More keys than two people count in a day; also what one transaction writes at once. */
export const largestCount = 2000;

export interface OpenInput {
  scope: Exclude<CountScope, 'part'>;
  locationId: string | null;
  bins: readonly string[];
  staffId: string | null;
  sampleSize: number | null;
  blind: boolean;
  title: string;
}

/**
 * Opens a stocktake: every key that lies there becomes a line to be counted. Faults: `count_place` (not a place one
 * counts), `count_nothing`, `count_too_big` {lines, most}, `count_taken` (a key is in another one that is not over).
 */
export function openCount(
  tx: Tx,
  input: OpenInput,
  random: () => number,
): { countId: string; number: string } {
  const locationId = input.scope === 'bag' ? getBag(tx, input.staffId ?? '') : (input.locationId ?? '');
  const place = getLocation(tx, locationId);
  if (!countablePlaces.includes(place.kind)) throw new Fault('count_place', { place: place.name });
  const filter: CountFilter = {};
  if (input.scope === 'bin') filter.bins = [...new Set(input.bins)].sort();
  let lying = whatLies(tx, { locationId, ...(filter.bins === undefined ? {} : { bins: filter.bins }) });
  if (input.scope === 'sample') {
    const parts = [...new Set(lying.map((one) => one.key.partId))];
    filter.size = input.sampleSize ?? 0;
    filter.partIds = chooseSample(parts, filter.size, random);
    const chosen = new Set(filter.partIds);
    lying = lying.filter((one) => chosen.has(one.key.partId));
  }
  if (lying.length === 0 && input.scope !== 'bin') throw new Fault('count_nothing', { place: place.name });
  if (lying.length > largestCount)
    throw new Fault('count_too_big', { place: place.name, lines: lying.length, most: largestCount });
  const day = businessDay(tx.at, getZone(tx));
  const number = nextNumber(tx, numberPrefix('count'), day);
  const countId = tx.insert('stock_count', {
    number,
    title: input.title.trim(),
    scope: input.scope,
    state: 'open',
    location_id: locationId,
    filter,
    blind: input.blind,
    base_seq: lastSeq(tx),
    opened_by: tx.staffId,
    business_day: day,
    at: tx.at,
  });
  for (const { key } of lying) addLine(tx, countId, key, 1);
  const params = { number, scope: input.scope, place: place.name, lines: lying.length };
  tx.note({ entity: 'stock_count', entityId: countId, kind: 'count.opened', params });
  return { countId, number };
}

/** A key that is to be counted here. Faults: `count_taken` {part, number}. */
export function addLine(tx: Tx, countId: string, key: StockKey, round: number): string {
  const taken = tx.value<string>(
    `SELECT c.number FROM stock_count_line l JOIN stock_count c ON c.id = l.count_id
     WHERE l.part_id = ? AND l.location_id = ? AND l.bin = ? AND l.condition = ? AND l.owner_kind = ? AND l.owner_id = ? AND l.lot = ? AND l.serial = ?
       AND c.id <> ? AND c.state IN (SELECT value FROM json_each(?)) LIMIT 1`,
    key.partId,
    key.locationId,
    key.bin,
    key.condition,
    key.ownerKind,
    key.ownerId,
    key.lot,
    key.serial,
    countId,
    JSON.stringify(unfinishedStates),
  );
  if (taken !== undefined) throw new Fault('count_taken', { ...partParams(tx, key.partId), number: taken });
  return tx.insert('stock_count_line', {
    count_id: countId,
    ...keyColumns(key),
    round,
    unit_fen: tx.value<number>('SELECT cost_fen FROM part WHERE id = ?', key.partId) ?? 0,
  });
}
