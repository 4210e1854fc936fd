import { Fault } from '../../../domain/kernel/fault.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import { markDeadlinesStale } from '../clock/recompute.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf, type RowReader } from '../masters.ts';

type Page = OutputOf<'outlet.coverage'>;
type TierInput = CheckedInputOf<'outlet.saveTier'>;
type AreaInput = CheckedInputOf<'outlet.saveArea'>;

const readCoverage = (read: RowReader): Page => ({
  tiers: read.all<Page['tiers'][number]>(
    `SELECT t.id, t.version, t.code, t.name_zh AS nameZh, t.name_en AS nameEn, t.from_m AS fromM, t.to_m AS toM,
       t.technician_fee_fen AS technicianFeeFen, t.deadline_factor_milli AS factorMilli,
       (SELECT count(*) FROM division d WHERE d.tier_code = t.code) AS areas
     FROM distance_tier t ORDER BY t.from_m, t.code`,
  ),
  areas: read.all<Page['areas'][number]>(
    `SELECT d.id, d.version, d.code, d.name, d.distance_m AS distanceM, nullif(d.tier_code, '') AS tierCode, d.coverage,
       d.sub_shop_id AS subShopId, d.extra_hours AS extraHours,
       (SELECT count(*) FROM work_order w WHERE w.division_code = d.code AND w.state IN ('received', 'in_review', 'ready', 'dispatched', 'accepted')) AS openOrders
     FROM division d WHERE length(d.code) = 6 ORDER BY d.distance_m IS NULL, d.distance_m, d.code LIMIT 300`,
  ),
  subShops: read.all(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM sub_shop WHERE retired_at IS NULL ORDER BY code',
  ),
});

/** Every county of the country by its code; the package of names is big and only needed here. */
async function countyNames(): Promise<{ counties: Record<string, string>; cities: Record<string, string> }> {
  const { areaList } = await import('@vant/area-data');
  return { counties: areaList.county_list, cities: areaList.city_list };
}

/** A kilometre belongs to one tier: from its beginning up to, not with, its end. */
function assertApart(tx: Tx, input: TierInput): void {
  const end = (toM: number | null) => toM ?? Number.MAX_SAFE_INTEGER;
  if (end(input.toM) <= input.fromM)
    throw new Fault('input_invalid', { field: 'distance', problem: 'before_start' });
  const other = tx
    .all<{ nameZh: string; fromM: number; toM: number | null }>(
      'SELECT name_zh AS nameZh, from_m AS fromM, to_m AS toM FROM distance_tier WHERE id IS NOT ?',
      input.id,
    )
    .find((row) => input.fromM < end(row.toM) && row.fromM < end(input.toM));
  if (other !== undefined)
    throw new Fault('tier_overlaps', {
      name: other.nameZh,
      fromKm: other.fromM / 1000,
      toKm: other.toM === null ? '' : other.toM / 1000,
    });
}

function saveTier(tx: Tx, input: TierInput): { id: string; version: number } {
  assertApart(tx, input);
  const row = {
    name_zh: input.nameZh,
    name_en: input.nameEn,
    from_m: input.fromM,
    to_m: input.toM,
    technician_fee_fen: input.technicianFeeFen,
    deadline_factor_milli: input.factorMilli,
  };
  const known =
    input.id === null
      ? undefined
      : tx.get<{ factor: number }>(
          'SELECT deadline_factor_milli AS factor FROM distance_tier WHERE id = ?',
          input.id,
        );
  if (input.id !== null && known === undefined)
    throw new Fault('not_found', { entity: 'distance_tier', id: input.id });
  let id = input.id;
  let version = 1;
  if (id === null) {
    id = tx.newId();
    tx.insert('distance_tier', { id, code: id, ...row });
  } else version = tx.update('distance_tier', id, row, { version: input.version ?? 0 });
  if (known !== undefined && known.factor !== input.factorMilli) markDeadlinesStale(tx);
  const { nameZh: _zh, nameEn: _en, id: _id, version: _version, ...params } = input;
  tx.note({ entity: 'distance_tier', entityId: id, kind: 'outlet.tier', params });
  return { id, version };
}

interface AreaRow {
  tier_code: string | null;
  extra_hours: number;
}

function saveArea(tx: Tx, input: AreaInput, name: string): { id: string; version: number } {
  if (
    input.tierCode !== null &&
    tx.get('SELECT 1 AS yes FROM distance_tier WHERE code = ?', input.tierCode) === undefined
  )
    throw new Fault('not_found', { entity: 'distance_tier', id: input.tierCode });
  const subShopId = input.coverage === 'sub_shop' ? input.subShopId : null;
  if (
    subShopId !== null &&
    tx.get('SELECT 1 AS yes FROM sub_shop WHERE id = ? AND retired_at IS NULL', subShopId) === undefined
  )
    throw new Fault('not_found', { entity: 'sub_shop', id: subShopId });
  const row = {
    distance_m: input.distanceM,
    tier_code: input.tierCode,
    coverage: input.coverage,
    sub_shop_id: subShopId,
    extra_hours: input.extraHours,
  };
  let id = input.id;
  let version = 1;
  if (id === null) {
    const known = tx.get<{ name: string }>('SELECT name FROM division WHERE code = ?', input.code);
    if (known !== undefined) throw new Fault('area_known', { name: known.name });
    id = input.code;
    tx.insert('division', { id, code: input.code, name, parent_code: input.code.slice(0, 4), ...row });
  } else {
    const before = tx.get<AreaRow>('SELECT tier_code, extra_hours FROM division WHERE id = ?', id);
    if (before === undefined) throw new Fault('not_found', { entity: 'division', id });
    version = tx.update('division', id, row, { version: input.version ?? 0 });
    if (before.tier_code !== row.tier_code || before.extra_hours !== row.extra_hours) markDeadlinesStale(tx);
  }
  const { id: _id, version: _version, ...params } = input;
  tx.note({ entity: 'division', entityId: id, kind: 'outlet.area', params });
  return { id, version };
}

/** What still needs a county in the table, the most pressing first. */
const areaUses = [
  [
    'orders',
    "SELECT count(*) FROM work_order WHERE division_code = ? AND state <> 'closed' AND coalesce(side_state, '') <> 'cancelled'",
  ],
  ['people', 'SELECT count(*) FROM staff_area WHERE division_code = ?'],
  ['estates', 'SELECT count(*) FROM estate WHERE division_code = ?'],
] as const;

function removeArea(tx: Tx, input: CheckedInputOf<'outlet.removeArea'>): { id: string } {
  const row = tx.get<{ code: string; name: string; version: number }>(
    'SELECT code, name, version FROM division WHERE id = ?',
    input.id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'division', id: input.id });
  if (row.version !== input.version) throw new Fault('conflict', { entity: 'division', id: input.id });
  const { code, name } = row;
  if (tx.get('SELECT 1 AS yes FROM outlet WHERE division_code = ?', code) !== undefined)
    throw new Fault('area_own', { name });
  for (const [use, sql] of areaUses) {
    const n = tx.value<number>(sql, code) ?? 0;
    if (n > 0) throw new Fault('area_used', { name, use, n });
  }
  tx.remove('division', input.id);
  tx.note({ entity: 'division', entityId: input.id, kind: 'outlet.area_removed', params: { code, name } });
  return { id: input.id };
}

/** Where the outlet goes: counties with distance and who serves them, and the tiers of distance. */
export const coverageHandlers = {
  'outlet.coverage': (ctx) => readCoverage(readerOf(ctx.read)),

  'outlet.moreAreas': async (ctx) => {
    const read = readerOf(ctx.read);
    const own =
      read.get<{ code: string | null }>('SELECT division_code AS code FROM outlet LIMIT 1')?.code ?? '';
    const known = new Set(read.all<{ code: string }>('SELECT code FROM division').map((one) => one.code));
    const { counties, cities } = await countyNames();
    return {
      areas: Object.entries(counties)
        .filter(([code]) => code.startsWith(own.slice(0, 2)) && !known.has(code))
        .map(([code, name]) => ({ code, name, city: cities[`${code.slice(0, 4)}00`] ?? '' })),
    };
  },

  'outlet.saveTier': (ctx, input) => {
    const done = runCommand(ctx, 'outlet.saveTier', (tx) => saveTier(tx, input));
    ctx.host.kick('clock');
    return done;
  },

  'outlet.removeTier': (ctx, input) =>
    runCommand(ctx, 'outlet.removeTier', (tx) => {
      const row = tx.get<{ code: string; name: string; version: number }>(
        'SELECT code, name_zh AS name, version FROM distance_tier WHERE id = ?',
        input.id,
      );
      if (row === undefined) throw new Fault('not_found', { entity: 'distance_tier', id: input.id });
      if (row.version !== input.version)
        throw new Fault('conflict', { entity: 'distance_tier', id: input.id });
      const areas = tx.value<number>('SELECT count(*) FROM division WHERE tier_code = ?', row.code) ?? 0;
      if (areas > 0) throw new Fault('tier_used', { name: row.name, areas });
      tx.remove('distance_tier', input.id);
      tx.note({
        entity: 'distance_tier',
        entityId: input.id,
        kind: 'outlet.tier_removed',
        params: { code: row.code },
      });
      return { id: input.id };
    }),

  'outlet.removeArea': (ctx, input) => runCommand(ctx, 'outlet.removeArea', (tx) => removeArea(tx, input)),

  'outlet.saveArea': async (ctx, input) => {
    const name = input.id === null ? (await countyNames()).counties[input.code] : '';
    if (name === undefined) throw new Fault('not_found', { entity: 'division', id: input.code });
    const done = runCommand(ctx, 'outlet.saveArea', (tx) => saveArea(tx, input, name));
    ctx.host.kick('clock');
    return done;
  },
} satisfies Handlers;
