import { getHoldReason, isHoldKey } from '../../domain/orders/hold.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

/** A hit as the search index names it. */
interface Ref {
  kind: string;
  entityId: string;
}

export interface FoundRow {
  kind: string;
  id: string;
  titleZh: string;
  titleEn: string;
  name: string | null;
  phone: string | null;
  address: string | null;
  code: string;
  state: string | null;
  orderId: string | null;
}

export interface SearchRowsParams {
  hits: Ref[];
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

const none = 'NULL AS name, NULL AS phone, NULL AS address';

const sql: Record<string, string> = {
  work_order: `SELECT 'work_order' AS kind, w.id, w.title AS titleZh, w.title AS titleEn, c.name, c.phone, a.county || a.town || a.detail AS address,
    w.number AS code, coalesce(w.side_state, w.state) AS state, w.id AS orderId
    FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
    WHERE w.id IN (SELECT value FROM json_each(@ids)) AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)`,
  customer: `SELECT 'customer' AS kind, c.id, '' AS titleZh, '' AS titleEn, c.name, c.phone, NULL AS address, '' AS code, NULL AS state,
    (SELECT w.id FROM work_order w WHERE w.customer_id = c.id ORDER BY w.seq DESC LIMIT 1) AS orderId
    FROM customer c WHERE c.id IN (SELECT value FROM json_each(@ids))`,
  part: `SELECT 'part' AS kind, p.id, p.name_zh AS titleZh, p.name_en AS titleEn, ${none}, p.code, NULL AS state, NULL AS orderId
    FROM part p WHERE p.id IN (SELECT value FROM json_each(@ids))`,
  staff: `SELECT 'staff' AS kind, s.id, s.name AS titleZh, CASE s.name_en WHEN '' THEN s.name ELSE s.name_en END AS titleEn, ${none}, s.code, NULL AS state, NULL AS orderId
    FROM staff s WHERE s.id IN (SELECT value FROM json_each(@ids))`,
};

/** Rows of hits, in the order of the hits; those outside the reader's scope are left out. */
export function readHits(db: Db, params: SearchRowsParams): FoundRow[] {
  const { onlyStaffId, onlyTeamId } = params;
  const found = new Map<string, FoundRow>();
  for (const kind of new Set(params.hits.map((hit) => hit.kind))) {
    const text = sql[kind];
    if (text === undefined) continue;
    const ids = JSON.stringify(params.hits.filter((hit) => hit.kind === kind).map((hit) => hit.entityId));
    const bound = kind === 'work_order' ? { ids, onlyStaffId, onlyTeamId } : { ids };
    for (const row of statement(db, text).all(bound) as FoundRow[]) found.set(`${kind} ${row.id}`, row);
  }
  return params.hits.flatMap((hit) => found.get(`${hit.kind} ${hit.entityId}`) ?? []);
}

const choices = {
  reasons: `SELECT kind, code, name_zh AS nameZh, name_en AS nameEn, note, counts_against AS countsAgainst, stops_clock AS stopsClock,
    json_extract(params, '$.holdKey') AS holdKey FROM reason_code WHERE retired_at IS NULL ORDER BY kind, sort, code`,
  slots:
    'SELECT id, name_zh AS nameZh, name_en AS nameEn, from_clock AS fromClock, to_clock AS toClock FROM slot WHERE retired_at IS NULL ORDER BY sort, from_clock',
  items:
    'SELECT id, name_zh AS nameZh, name_en AS nameEn, service_type AS serviceType, category FROM service_item WHERE retired_at IS NULL ORDER BY service_type, category, code',
  connections: 'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM connection ORDER BY code',
  payers: 'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM payer ORDER BY code',
  brands: 'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM brand ORDER BY code',
  teams: 'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team WHERE retired_at IS NULL ORDER BY code',
  subShops:
    'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM sub_shop WHERE retired_at IS NULL ORDER BY code',
  people:
    'SELECT id, name, name_en AS nameEn, name_initials AS initials FROM staff WHERE daily_capacity_minutes > 0 AND left_day IS NULL ORDER BY code',
  divisions: 'SELECT code, name, parent_code AS parentCode FROM division ORDER BY code',
} as const;

/** Closed lists for pickers. */
export function readChoices(db: Db) {
  const all = (text: string) => statement(db, text).all() as Record<string, unknown>[];
  const items = all(choices.items);
  const reasons = all(choices.reasons);
  const off = statement(db, "SELECT 1 FROM feature WHERE code = 'quotes' AND enabled = 0").get();
  return {
    // An outlet that gives no quotes waits for none
    reasons: (off === undefined ? reasons : reasons.filter((row) => row.holdKey !== 'quote')).map(
      ({ holdKey, ...row }) => ({
        ...row,
        stopsClock: row.stopsClock === 1,
        needsNextCall:
          typeof holdKey === 'string' && isHoldKey(holdKey) && getHoldReason(holdKey).needsNextCall,
      }),
    ),
    slots: all(choices.slots),
    items,
    connections: all(choices.connections),
    payers: all(choices.payers),
    brands: all(choices.brands),
    teams: all(choices.teams),
    subShops: all(choices.subShops),
    people: all(choices.people),
    divisions: all(choices.divisions),
    serviceTypes: [...new Set(items.map((item) => String(item.serviceType)))],
  };
}

export const searchQueries = { 'search.rows': readHits, 'search.choices': readChoices };
