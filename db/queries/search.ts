import { getHoldReason, isHoldKey } from '../../domain/orders/hold.ts';
import { composeSearchText } from '../search/doc-text.ts';
import { normaliseText, SEP } from '../search/text.ts';
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
  /** What else tells it apart: kind of a paper, period, model, number of its order. */
  detail: string;
  state: string | null;
  orderId: string | null;
  customerId: string | null;
}

export interface SearchRowsParams {
  hits: Ref[];
  onlyStaffId: string | null;
  onlyTeamId: string | null;
  /** Users behind the orders found, as far as this text names them; absent: none. */
  owners?: { text: string; masked: boolean; limit: number };
}

const none = 'NULL AS name, NULL AS phone, NULL AS address';
const noOwner = 'NULL AS state, NULL AS orderId, NULL AS customerId';
const mine =
  '(@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)';
const wanted = 'IN (SELECT value FROM json_each(@ids))';

/** Work of the own catalogue has an English name, however many machines; what a platform called otherwise keeps its words. */
const titleEn = `coalesce((SELECT nullif(i.name_en, '') || substr(w.title, length(i.name_zh) + 1) FROM service_item i
    WHERE i.id = w.service_item_id AND (i.name_zh = w.title OR substr(w.title, 1, length(i.name_zh) + 2) = i.name_zh || ' ×')), w.title)`;

const sql: Record<string, string> = {
  work_order: `SELECT 'work_order' AS kind, w.id, w.title AS titleZh, ${titleEn} AS titleEn, c.name, c.phone, a.county || a.town || a.detail AS address,
    w.number AS code, '' AS detail, coalesce(w.side_state, w.state) AS state, w.id AS orderId, w.customer_id AS customerId
    FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id WHERE w.id ${wanted} AND ${mine}`,
  customer: `SELECT 'customer' AS kind, c.id, '' AS titleZh, '' AS titleEn, c.name, c.phone,
    (SELECT a.county || a.town || a.detail FROM address a WHERE a.customer_id = c.id ORDER BY a.seq DESC LIMIT 1) AS address, '' AS code, '' AS detail, NULL AS state,
    (SELECT w.id FROM work_order w WHERE w.customer_id = c.id ORDER BY w.seq DESC LIMIT 1) AS orderId, c.id AS customerId
    FROM customer c WHERE c.deleted_at IS NULL AND c.id ${wanted}`,
  device: `SELECT 'device' AS kind, d.id, coalesce(b.name_zh, '') AS titleZh, coalesce(nullif(b.name_en, ''), b.name_zh, '') AS titleEn, c.name, NULL AS phone, NULL AS address,
    coalesce(d.indoor_code, d.outdoor_code, '') AS code, d.model AS detail, NULL AS state, w.id AS orderId, d.customer_id AS customerId
    FROM device d JOIN work_order w ON w.id = (SELECT m.work_order_id FROM machine_line m WHERE m.device_id = d.id ORDER BY m.seq DESC LIMIT 1)
    LEFT JOIN customer c ON c.id = d.customer_id LEFT JOIN brand b ON b.id = d.brand_id WHERE d.id ${wanted} AND ${mine}`,
  slip: `SELECT 'slip' AS kind, s.id, w.title AS titleZh, ${titleEn} AS titleEn, ${none}, s.number AS code, w.number AS detail, NULL AS state, w.id AS orderId, NULL AS customerId
    FROM slip s JOIN work_order w ON w.id = s.work_order_id WHERE s.id ${wanted} AND ${mine}`,
  document: `SELECT 'document' AS kind, d.id, '' AS titleZh, '' AS titleEn, ${none}, d.number AS code, d.kind AS detail, ${noOwner} FROM document d WHERE d.id ${wanted}`,
  receipt: `SELECT 'receipt' AS kind, p.id, coalesce(w.title, '') AS titleZh, coalesce(${titleEn}, '') AS titleEn, ${none},
    CASE p.receipt_number WHEN '' THEN p.number ELSE p.receipt_number END AS code, coalesce(w.number, '') AS detail, NULL AS state, p.work_order_id AS orderId, NULL AS customerId
    FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id WHERE p.id ${wanted}`,
  part: `SELECT 'part' AS kind, p.id, p.name_zh AS titleZh, p.name_en AS titleEn, ${none}, p.code, '' AS detail, ${noOwner} FROM part p WHERE p.id ${wanted}`,
  staff: `SELECT 'staff' AS kind, s.id, s.name AS titleZh, CASE s.name_en WHEN '' THEN s.name ELSE s.name_en END AS titleEn, ${none}, s.code, '' AS detail, ${noOwner}
    FROM staff s WHERE s.id ${wanted}`,
};
/** Kinds that lie with an order: read within the reader's scope. */
const scoped = new Set(['work_order', 'device', 'slip']);

/** Rows of hits, in the order of the hits; those outside the reader's scope are left out. Users stand at the end. */
export function readHits(db: Db, params: SearchRowsParams): FoundRow[] {
  const { onlyStaffId, onlyTeamId } = params;
  const found = new Map<string, FoundRow>();
  for (const kind of new Set(params.hits.map((hit) => hit.kind))) {
    const text = sql[kind];
    if (text === undefined) continue;
    const ids = JSON.stringify(params.hits.filter((hit) => hit.kind === kind).map((hit) => hit.entityId));
    const bound = scoped.has(kind) ? { ids, onlyStaffId, onlyTeamId } : { ids };
    for (const row of statement(db, text).all(bound) as FoundRow[]) found.set(`${kind} ${row.id}`, row);
  }
  const rows = params.hits.flatMap((hit) => found.get(`${hit.kind} ${hit.entityId}`) ?? []);
  return params.owners === undefined ? rows : [...rows, ...ownersOf(rows, params.owners)];
}

/** The users of these orders whom the text names: by name, pinyin or number; masked readers by number or tail only. */
function ownersOf(
  rows: readonly FoundRow[],
  { text, masked, limit }: NonNullable<SearchRowsParams['owners']>,
) {
  const fragment = normaliseText(text);
  const owners = new Map<string, FoundRow>();
  for (const row of rows) {
    if (row.kind !== 'work_order' || row.customerId === null || owners.has(row.customerId)) continue;
    if (owners.size === limit) break;
    const { body, numbers } = composeSearchText({ names: [row.name], phones: [row.phone] });
    if (masked ? !numbers.includes(`${SEP}${fragment}${SEP}`) : !body.includes(fragment)) continue;
    owners.set(row.customerId, {
      ...row,
      kind: 'customer',
      id: row.customerId,
      titleZh: '',
      titleEn: '',
      address: null,
      code: '',
      state: null,
    });
  }
  return [...owners.values()];
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
  staff: `SELECT s.id, s.name, s.name_en AS nameEn, s.name_initials AS initials, EXISTS (SELECT 1 FROM staff_role r
    JOIN role_permission p ON p.role_id = r.role_id WHERE r.staff_id = s.id AND p.permission = 'orders.edit'
    AND p.scope IN ('team', 'all')) AS leads FROM staff s WHERE s.left_day IS NULL ORDER BY s.code`,
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
    staff: all(choices.staff).map((row) => ({ ...row, leads: row.leads === 1 })),
    divisions: all(choices.divisions),
    serviceTypes: [...new Set(items.map((item) => String(item.serviceType)))],
  };
}

export const searchQueries = {
  'search.rows': readHits,
  'search.choices': readChoices,
};
