import { composeSearchText } from '../search/doc-text.ts';
import { normaliseText, SEP } from '../search/text.ts';
import type { Db } from '../connection.ts';
import type { FoundRow } from './search.ts';
import { statement } from './statements.ts';

/**
 * Things an outlet has few of: they are not in the index but kept in memory by each reader and read again when the store
 * changed. Found by any piece, by pinyin and by initials like everything else.
 */
export const smallKinds = ['team', 'sub_shop', 'brand', 'pay_slip', 'statement', 'view'] as const;
export type SmallKind = (typeof smallKinds)[number];

interface Small {
  kind: SmallKind;
  id: string;
  titleZh: string;
  titleEn: string;
  code: string;
  detail: string;
  /** Of a view that is not shared: whose it is. */
  onlyFor: string | null;
}

export interface SmallParams {
  text: string;
  kinds: readonly string[];
  staffId: string | null;
  limit: number;
}

const sql: Record<SmallKind, string> = {
  team: "SELECT 'team' AS kind, id, name_zh AS titleZh, name_en AS titleEn, code, kind AS detail, NULL AS onlyFor FROM team WHERE retired_at IS NULL",
  sub_shop:
    "SELECT 'sub_shop' AS kind, id, name_zh AS titleZh, name_en AS titleEn, code, '' AS detail, NULL AS onlyFor FROM sub_shop WHERE retired_at IS NULL",
  brand:
    "SELECT 'brand' AS kind, id, name_zh AS titleZh, name_en AS titleEn, code, '' AS detail, NULL AS onlyFor FROM brand",
  pay_slip: `SELECT 'pay_slip' AS kind, p.id, coalesce(s.name, u.name_zh, '') AS titleZh, coalesce(nullif(s.name_en, ''), s.name, nullif(u.name_en, ''), u.name_zh, '') AS titleEn,
    p.number AS code, p.period AS detail, NULL AS onlyFor
    FROM pay_slip p LEFT JOIN staff s ON s.id = p.staff_id LEFT JOIN sub_shop u ON u.id = p.sub_shop_id WHERE p.state <> 'void' ORDER BY p.seq DESC LIMIT 5000`,
  statement: `SELECT 'statement' AS kind, t.id, p.name_zh AS titleZh, p.name_en AS titleEn, t.number AS code, t.period AS detail, NULL AS onlyFor
    FROM statement t JOIN payer p ON p.id = t.payer_id WHERE t.state <> 'void' ORDER BY t.seq DESC LIMIT 5000`,
  view: `SELECT 'view' AS kind, id, name AS titleZh, name AS titleEn, '' AS code, '' AS detail, CASE shared WHEN 1 THEN NULL ELSE owner_id END AS onlyFor
    FROM saved_view WHERE area = 'orders' AND retired_at IS NULL`,
};

interface Kept {
  version: number;
  rows: (Small & { body: string })[];
}
const kept = new WeakMap<Db, Kept>();

function readAll(db: Db): Kept['rows'] {
  const { data_version: version } = statement(db, 'PRAGMA data_version').get() as { data_version: number };
  const known = kept.get(db);
  if (known?.version === version) return known.rows;
  const rows = smallKinds.flatMap((kind) =>
    (statement(db, sql[kind]).all() as Small[]).map((row) => ({
      ...row,
      body: composeSearchText({ names: [row.titleZh, row.titleEn], numbers: [row.code, row.detail] }).body,
    })),
  );
  kept.set(db, { version, rows });
  return rows;
}

const rankOf = (body: string, fragment: string): 0 | 1 | 2 =>
  body.includes(`${SEP}${fragment}${SEP}`) ? 0 : body.includes(`${SEP}${fragment}`) ? 1 : 2;

export type RankedRow = FoundRow & { rank: number };

/** Small things that hold the text, the best of each kind first. */
export function readSmall(db: Db, { text, kinds, staffId, limit }: SmallParams): RankedRow[] {
  const fragment = normaliseText(text);
  if (fragment === '') return [];
  const found: RankedRow[] = [];
  for (const { body, onlyFor, ...row } of readAll(db)) {
    if (!kinds.includes(row.kind) || (onlyFor !== null && onlyFor !== staffId)) continue;
    if (!body.includes(fragment)) continue;
    found.push({
      ...row,
      titleEn: row.titleEn || row.titleZh,
      name: null,
      phone: null,
      address: null,
      state: null,
      orderId: null,
      customerId: null,
      rank: rankOf(body, fragment),
    });
  }
  return found.sort((left, right) => left.rank - right.rank).slice(0, limit);
}
