import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import type { ReaderQuery } from './index.ts';
import { statement } from './statements.ts';

const counting = "c.state IN ('open', 'recount')";
/** A code that was said to be a part meanwhile has nothing left on its own line. */
const alive = '(l.part_id IS NOT NULL OR l.counted_milli > 0)';
const asked = 'l.part_id IS NOT NULL AND l.round = c.round';
const differs = `(l.outcome IN ('found', 'missing', 'wrong_place') OR (l.part_id IS NULL AND l.counted_milli > 0) OR l.decision = 'leave')`;
const sum = (condition: string) =>
  `(SELECT count(*) FROM stock_count_line l WHERE l.count_id = c.id AND ${condition})`;

const headColumns = `c.id, c.version, c.number, c.title, c.scope, c.state, p.name_zh AS placeNameZh, p.name_en AS placeNameEn, c.filter, c.blind, c.round,
  c.gain_fen AS gainFen, c.loss_fen AS lossFen, c.reason, o.name AS openedByName, a.name AS approvedByName, c.business_day AS day, c.at,
  c.posted_at AS postedAt, c.document_id AS documentId, c.undo_document_id AS undoDocumentId,
  ${sum(asked)} AS lines, ${sum(`${asked} AND l.counted_milli IS NOT NULL`)} AS counted,
  CASE WHEN ${counting} THEN 0 ELSE ${sum(`${alive} AND ${differs}`)} END AS differing,
  ${sum('l.part_id IS NULL AND l.counted_milli > 0')} AS unknown`;
const headJoins = `FROM stock_count c JOIN location p ON p.id = c.location_id LEFT JOIN staff o ON o.id = c.opened_by LEFT JOIN staff a ON a.id = c.approved_by`;

interface HeadRow {
  filter: string;
  blind: number;
}
function typedHead(row: HeadRow) {
  const { filter, blind, ...rest } = row;
  return { ...rest, blind: blind === 1, bins: (JSON.parse(filter) as { bins?: string[] }).bins ?? [] };
}

/** Stocktakes, those that are not over first, then the newest. */
export function listCounts(db: Db, page: { offset: number; limit: number }) {
  const rows = statement(
    db,
    `SELECT ${headColumns} ${headJoins} ORDER BY c.state IN ('posted', 'undone', 'cancelled'), c.seq DESC LIMIT @limit OFFSET @offset`,
  ).all(page) as HeadRow[];
  const total = statement(db, 'SELECT count(*) FROM stock_count').pluck().get() as number;
  return { rows: rows.map(typedHead), total };
}

/** One stocktake with what a desk scanned last; null for an unknown id. */
export function readCount(db: Db, id: string, deskId: string) {
  const row = statement(
    db,
    `SELECT ${headColumns}, c.location_id AS locationId ${headJoins} WHERE c.id = ?`,
  ).get(id) as (HeadRow & { locationId: string }) | undefined;
  if (row === undefined) return null;
  const { locationId, ...head } = row;
  const recent = statement(
    db,
    `SELECT s.id, s.kind, coalesce(p.code, s.code) AS code, coalesce(p.name_zh, '') AS nameZh, coalesce(p.name_en, '') AS nameEn, coalesce(p.unit, '') AS unit,
       l.bin, s.quantity_milli AS quantityMilli, EXISTS (SELECT 1 FROM stock_count_scan b WHERE b.takes_back = s.id) AS gone, s.at
     FROM stock_count_scan s JOIN stock_count_line l ON l.id = s.line_id LEFT JOIN part p ON p.id = l.part_id
     WHERE s.count_id = ? AND s.desk_id = ? AND s.kind <> 'back' ORDER BY s.seq DESC LIMIT 8`,
  ).all(id, deskId) as { gone: number }[];
  const desks = statement(
    db,
    `SELECT coalesce(d.name, s.desk_id) AS name, count(*) AS scans FROM stock_count_scan s LEFT JOIN desk d ON d.id = s.desk_id
     WHERE s.count_id = ? AND s.kind <> 'back' GROUP BY s.desk_id ORDER BY min(s.seq)`,
  ).all(id);
  const placeBins = statement(
    db,
    `SELECT code FROM bin WHERE location_id = ? UNION SELECT DISTINCT bin FROM stock_balance WHERE location_id = ? AND bin <> '' ORDER BY 1`,
  )
    .pluck()
    .all(locationId, locationId);
  return {
    count: typedHead(head),
    recent: recent.map((scan) => ({ ...scan, gone: scan.gone === 1 })),
    desks,
    placeBins,
  };
}

/** While it is counted blind, nobody reads what the book says or what came out before. */
const hidden = (column: string) => `CASE WHEN c.blind = 1 AND ${counting} THEN NULL ELSE ${column} END`;
const lineColumns = `l.id, l.version, l.part_id AS partId, coalesce(p.code, l.code) AS code, coalesce(p.name_zh, '') AS nameZh, coalesce(p.name_en, '') AS nameEn,
  coalesce(p.unit, '') AS unit, l.bin, l.condition, l.owner_kind AS ownerKind, l.lot, l.serial,
  ${hidden('coalesce(l.book_milli, CASE WHEN l.part_id IS NULL THEN NULL ELSE (SELECT b.quantity_milli FROM stock_balance b WHERE b.part_id = l.part_id AND b.location_id = l.location_id AND b.bin = l.bin AND b.condition = l.condition AND b.owner_kind = l.owner_kind AND b.owner_id = l.owner_id AND b.lot = l.lot AND b.serial = l.serial) END)')} AS bookMilli,
  l.counted_milli AS countedMilli, ${hidden('l.first_milli')} AS firstMilli, l.round = c.round AS asked, l.outcome, l.decision,
  o.name_zh AS otherPlaceZh, o.name_en AS otherPlaceEn, l.other_bin AS otherBin, l.difference_fen AS differenceFen, l.reason, s.name AS countedByName`;
const lineJoins = `FROM stock_count_line l JOIN stock_count c ON c.id = l.count_id LEFT JOIN part p ON p.id = l.part_id
  LEFT JOIN location o ON o.id = l.other_location_id LEFT JOIN staff s ON s.id = l.counted_by`;

const views = {
  all: alive,
  asked: `(l.round = c.round AND ${alive})`,
  left: `(${asked} AND l.counted_milli IS NULL)`,
  differing: `(${alive} AND ${differs})`,
} as const;
export type CountView = keyof typeof views;

const typedLine = (row: { asked: number }) => ({ ...row, asked: row.asked === 1 });

/** Lines by shelf as one walks past them; what nobody knows stands last. */
export function listCountLines(
  db: Db,
  params: { countId: string; view: CountView; offset: number; limit: number },
) {
  const where = `l.count_id = @countId AND ${views[params.view]}`;
  const rows = statement(
    db,
    `SELECT ${lineColumns} ${lineJoins} WHERE ${where} ORDER BY l.part_id IS NULL, l.bin, p.code, l.seq LIMIT @limit OFFSET @offset`,
  ).all({ countId: params.countId, limit: params.limit, offset: params.offset }) as { asked: number }[];
  const total = statement(
    db,
    `SELECT count(*) FROM stock_count_line l JOIN stock_count c ON c.id = l.count_id WHERE ${where}`,
  )
    .pluck()
    .get({ countId: params.countId }) as number;
  return { rows: rows.map(typedLine), total };
}

/** Some lines, as the desk that counted them sees them. */
export function readCountLines(
  read: { all<T>(sql: string, ...params: unknown[]): T[] },
  ids: readonly string[],
): object[] {
  const rows = read.all<{ asked: number }>(
    `SELECT ${lineColumns} ${lineJoins} WHERE l.id IN (SELECT value FROM json_each(?)) ORDER BY l.bin, l.seq`,
    JSON.stringify(ids),
  );
  return rows.map(typedLine);
}

/** Reads of stocktakes. */
export const countQueries = {} satisfies Record<string, ReaderQuery>;
export const countSnapshots = {} satisfies Record<string, SnapshotQuery>;
