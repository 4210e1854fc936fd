import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import {
  computeMatches,
  normaliseNumber,
  type MatchCase,
  type OurLine,
  type StatementLine,
} from '../../../../domain/money/match.ts';
import { addDays, businessDay, dayEndMs } from '../../../../domain/time/business-day.ts';
import { write, writeSliced, type Writer } from '../sliced.ts';
import { applyCase, type CaseContext } from './apply-case.ts';

export interface StatementHead {
  id: string;
  payer_id: string;
  period: string;
  state: string;
  at: number;
  version: number;
}

export interface LineRow {
  id: string;
  order_number: string | null;
  amount_fen: number;
  deduction_fen: number;
  kind: string;
  coefficient_bp: number | null;
  row_key: string;
  day: string | null;
  phone_tail: string | null;
  item: string;
  state: string;
  difference_kind: string | null;
  difference_fen: number;
  work_order_id: string | null;
}

export interface OurRow {
  id: string;
  work_order_id: string;
  fee_kind: string;
  amount_fen: number;
  paid_fen: number;
  period: string | null;
}

export const lineColumns =
  'l.id, l.order_number, l.amount_fen, l.deduction_fen, l.kind, l.coefficient_bp, l.row_key, l.day, l.phone_tail, l.item, l.state, l.difference_kind, l.difference_fen, l.work_order_id';

/** The coefficient of the month multiplies work, not distance, height or material. */
const coefficientKinds = new Set(['install', 'repair', 'clean', 'service', 'remove', 'appraisal']);

export interface MatchSides {
  head: StatementHead;
  lines: LineRow[];
  ours: OurLine[];
  feeFen: Map<string, number>;
  lineFen: Map<string, number>;
  /** What is compared beside the number. */
  orders: Map<string, { day: string | null; phoneTail: string | null }>;
}

export function getStatement(db: Db, id: string): StatementHead | undefined {
  return statement(db, 'SELECT id, payer_id, period, state, at, version FROM statement WHERE id = ?').get(
    id,
  ) as StatementHead | undefined;
}

/**
 * Both sides of a statement: its rows that no person decided, and the payer's open fees up to its period, earlier ones
 * included. With `onlyOrder` just that order's fees and the rows that already stand for it, plus `withLine`.
 */
export function readSides(
  db: Db,
  head: StatementHead,
  only: { orderId: string; lineId: string } | null = null,
): MatchSides {
  const decided = new Set(
    statement(
      db,
      `SELECT DISTINCT l.work_order_id FROM statement_line l JOIN difference d ON d.statement_line_id = l.id
       WHERE l.statement_id = ? AND d.state <> 'open' AND l.work_order_id IS NOT NULL`,
    )
      .pluck()
      .all(head.id) as string[],
  );
  const byHand = new Set(
    statement(
      db,
      `SELECT DISTINCT m.statement_line_id FROM statement_match m JOIN statement_line l ON l.id = m.statement_line_id
       WHERE l.statement_id = ? AND m.how = 'hand' AND m.undone_at IS NULL`,
    )
      .pluck()
      .all(head.id) as string[],
  );
  const all = statement(
    db,
    `SELECT ${lineColumns} FROM statement_line l WHERE l.statement_id = ? AND l.state <> 'agreed' AND NOT (l.state = 'duplicate' AND l.reason = 'superseded') ORDER BY l.row_no, l.seq`,
  ).all(head.id) as LineRow[];
  const decidedLines = new Set(
    statement(
      db,
      `SELECT d.statement_line_id FROM difference d JOIN statement_line l ON l.id = d.statement_line_id WHERE l.statement_id = ? AND d.state <> 'open'`,
    )
      .pluck()
      .all(head.id) as string[],
  );
  const lines = all.filter((line) => {
    if (decidedLines.has(line.id)) return false;
    if (only !== null) return line.id === only.lineId || line.work_order_id === only.orderId;
    return !byHand.has(line.id) && !(line.work_order_id !== null && decided.has(line.work_order_id));
  });
  const fees = (
    statement(
      db,
      `SELECT f.id, f.work_order_id, f.fee_kind, f.amount_fen, f.paid_fen, f.period FROM fee_line f
       WHERE f.party = 'payer' AND f.party_id = ? AND f.state IN ('open', 'in_statement') AND f.amount_fen <> 0 AND f.period <= ?
       AND NOT EXISTS (SELECT 1 FROM statement_match m JOIN statement_line l ON l.id = m.statement_line_id
         WHERE m.fee_line_id = f.id AND m.undone_at IS NULL AND (l.statement_id <> ? OR l.state = 'agreed'))
       ORDER BY f.seq`,
    ).all(head.payer_id, head.period, head.id) as OurRow[]
  ).filter((fee) => (only === null ? !decided.has(fee.work_order_id) : fee.work_order_id === only.orderId));
  const handOrders = new Set(
    only === null ? all.filter((line) => byHand.has(line.id)).map((line) => line.work_order_id) : [],
  );
  const open = fees.filter((fee) => !handOrders.has(fee.work_order_id));
  const numbers = readNumbers(db, [...new Set(open.map((fee) => fee.work_order_id))]);
  return {
    head,
    lines,
    ours: open.map((fee) => ({
      id: fee.id,
      orderId: fee.work_order_id,
      numbers: numbers.get(fee.work_order_id)?.numbers ?? [],
      amountFen: fee.amount_fen - fee.paid_fen,
      coefficient: coefficientKinds.has(fee.fee_kind),
      period: fee.period ?? head.period,
    })),
    feeFen: new Map(open.map((fee) => [fee.id, fee.amount_fen - fee.paid_fen])),
    lineFen: new Map(lines.map((line) => [line.id, line.amount_fen])),
    orders: new Map([...numbers].map(([id, one]) => [id, { day: one.day, phoneTail: one.phoneTail }])),
  };
}

interface OrderNumbers {
  numbers: string[];
  day: string | null;
  phoneTail: string | null;
}

/** Every number an order is known by: its own, the upstream's, each source order's and trade's. */
function readNumbers(db: Db, orderIds: readonly string[]): Map<string, OrderNumbers> {
  const ids = JSON.stringify(orderIds);
  const out = new Map<string, OrderNumbers>();
  const orders = statement(
    db,
    `SELECT w.id, w.number, w.upstream_number AS upstream, w.finished_at AS finishedAt, c.phone_tail AS phoneTail,
     (SELECT max(v.ended_at) FROM visit v WHERE v.work_order_id = w.id) AS endedAt
     FROM work_order w JOIN customer c ON c.id = w.customer_id WHERE w.id IN (SELECT value FROM json_each(?))`,
  ).all(ids) as {
    id: string;
    number: string;
    upstream: string | null;
    finishedAt: number | null;
    endedAt: number | null;
    phoneTail: string | null;
  }[];
  for (const row of orders) {
    const ended = row.endedAt ?? row.finishedAt;
    out.set(row.id, {
      numbers: row.upstream === null ? [row.number] : [row.number, row.upstream],
      day: ended === null ? null : businessDay(ended),
      phoneTail: row.phoneTail,
    });
  }
  const sources = statement(
    db,
    `SELECT w.work_order_id AS id, s.upstream_id AS upstream, s.trade_id AS trade FROM work_order_source w JOIN source_order s ON s.id = w.source_order_id
     WHERE w.work_order_id IN (SELECT value FROM json_each(?))`,
  ).all(ids) as { id: string; upstream: string; trade: string | null }[];
  for (const row of sources) {
    const known = out.get(row.id);
    if (known === undefined) continue;
    known.numbers.push(row.upstream);
    if (row.trade !== null) known.numbers.push(row.trade);
  }
  return out;
}

/** A row as the rules of matching see it. */
export function toStatementLine(line: LineRow, number: string | null = line.order_number): StatementLine {
  return {
    id: line.id,
    number,
    amountFen: line.amount_fen,
    deductionFen: line.deduction_fen,
    deductionFor: line.deduction_fen === 0 ? null : line.kind === 'old_part' ? 'old_part' : 'fine',
    refused: line.kind === 'refused',
    coefficientBp: line.coefficient_bp,
    // Rows read twice never get this far: a fingerprint is stored once
    serial: null,
  };
}

/**
 * A number with one wrong digit is still its order's when amount, day and phone agree and no other order comes into
 * question: six things that agree outweigh one that a finger slipped on.
 */
export function repairNumbers(sides: MatchSides): Map<string, string> {
  const byAmount = new Map<number, { orderId: string; numbers: readonly string[] }[]>();
  const sums = new Map<string, number>();
  for (const one of sides.ours) sums.set(one.orderId, (sums.get(one.orderId) ?? 0) + one.amountFen);
  const known = new Set<string>();
  const seen = new Set<string>();
  for (const one of sides.ours) {
    for (const number of one.numbers) known.add(normaliseNumber(number));
    if (seen.has(one.orderId)) continue;
    seen.add(one.orderId);
    const fen = sums.get(one.orderId) ?? 0;
    byAmount.set(fen, [...(byAmount.get(fen) ?? []), { orderId: one.orderId, numbers: one.numbers }]);
  }
  const out = new Map<string, string>();
  for (const line of sides.lines) {
    if (line.order_number === null || line.day === null || line.phone_tail === null) continue;
    const written = normaliseNumber(line.order_number);
    if (written.length < 6 || known.has(written)) continue;
    const fits = (byAmount.get(line.amount_fen) ?? []).flatMap(({ orderId, numbers }) => {
      const facts = sides.orders.get(orderId);
      if (facts === undefined || facts.day !== line.day || facts.phoneTail !== line.phone_tail) return [];
      const near = numbers.find((number) => oneApart(normaliseNumber(number), written));
      return near === undefined ? [] : [near];
    });
    if (fits.length === 1) out.set(line.id, fits[0] as string);
  }
  return out;
}

/** One character replaced, or two neighbours swapped. */
export function oneApart(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const places: number[] = [];
  for (let at = 0; at < a.length && places.length < 3; at += 1) if (a[at] !== b[at]) places.push(at);
  if (places.length === 1) return true;
  const [x = 0, y = 0] = places;
  return places.length === 2 && y === x + 1 && a[x] === b[y] && a[y] === b[x];
}

/** What agreed beyond the number, as codes a window has words for. */
export function evidenceFor(
  sides: MatchSides,
  repaired: ReadonlyMap<string, string>,
  found: MatchCase,
): (lineId: string) => string[] {
  const byId = new Map(sides.lines.map((line) => [line.id, line]));
  return (lineId) => {
    const line = byId.get(lineId);
    const facts = found.orderId === null ? undefined : sides.orders.get(found.orderId);
    const out = [repaired.has(lineId) ? 'number_near' : 'number'];
    if (found.diffFen === 0) out.push('amount');
    if (line?.day != null && facts?.day === line.day) out.push('day');
    if (line?.phone_tail != null && facts?.phoneTail === line.phone_tail) out.push('phone');
    if (found.statementIds.length > 1) out.push('several_lines');
    return out;
  };
}

export interface MatchResult {
  matched: number;
  differences: number;
  open: number;
}

/** Appeals run to the end of the last day of the payer's window. */
export function appealDue(db: Db, head: StatementHead): number | null {
  const days = statement(
    db,
    'SELECT appeal_days FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
  )
    .pluck()
    .get(head.payer_id, `${head.period}-31`) as number | null | undefined;
  return days == null ? null : dayEndMs(addDays(businessDay(head.at), days));
}

export function contextFor(
  db: Db,
  sides: MatchSides,
  how: CaseContext['how'],
): Omit<CaseContext, 'evidenceOf'> {
  return {
    payerId: sides.head.payer_id,
    statementId: sides.head.id,
    period: sides.head.period,
    how,
    appealDueAt: appealDue(db, sides.head),
    lineFen: sides.lineFen,
    feeFen: sides.feeFen,
  };
}

/** `missing: false` for statements that grow day by day: what is not in them yet is not missing. */
export async function matchStatement(
  writer: Writer,
  db: Db,
  statementId: string,
  options: { missing?: boolean; signal?: AbortSignal; progress?(done: number): void } = {},
): Promise<MatchResult> {
  const head = getStatement(db, statementId);
  if (head === undefined || head.state === 'agreed' || head.state === 'void')
    return { matched: 0, differences: 0, open: 0 };
  const sides = readSides(db, head);
  const repaired = repairNumbers(sides);
  const cases = computeMatches(
    sides.lines.map((line) => toStatementLine(line, repaired.get(line.id) ?? line.order_number)),
    sides.ours,
    { period: head.period },
  ).filter((found) => found.kind !== 'missing' || options.missing !== false);
  const base = contextFor(db, sides, 'automatic');
  const byId = new Map(sides.lines.map((line) => [line.id, line]));
  const news = cases.filter((found) => !stands(found, byId));
  await writeSliced(
    writer,
    news,
    (tx, found) => applyCase(tx, found, { ...base, evidenceOf: evidenceFor(sides, repaired, found) }),
    options,
  );
  if (head.state === 'imported' && cases.length > 0) {
    write(writer, (tx) => void tx.update('statement', statementId, { state: 'matching' }));
  }
  return countStates(db, statementId, head);
}

/** True when the rows already say what was found: matching again writes nothing. */
function stands(found: MatchCase, lines: ReadonlyMap<string, LineRow>): boolean {
  if (found.kind === 'missing') return false;
  return found.statementIds.every((id, index) => {
    const line = lines.get(id);
    return (
      line !== undefined &&
      line.difference_kind === found.kind &&
      line.work_order_id === found.orderId &&
      line.difference_fen === (index === 0 ? found.diffFen : 0)
    );
  });
}

export function countStates(
  db: Db,
  statementId: string,
  head: Pick<StatementHead, 'payer_id' | 'period'>,
): MatchResult {
  const counts = statement(
    db,
    `SELECT coalesce(sum(state IN ('matched', 'agreed')), 0) AS matched, coalesce(sum(state = 'open'), 0) AS open
     FROM statement_line WHERE statement_id = ? AND NOT (state = 'duplicate' AND reason = 'superseded')`,
  ).get(statementId) as { matched: number; open: number };
  const differences = statement(
    db,
    `SELECT count(*) FROM difference d LEFT JOIN statement_line l ON l.id = d.statement_line_id
     WHERE d.state = 'open' AND (l.statement_id = ? OR (d.kind = 'missing' AND d.payer_id = ? AND d.period = ?))`,
  )
    .pluck()
    .get(statementId, head.payer_id, head.period) as number;
  return { ...counts, differences };
}
