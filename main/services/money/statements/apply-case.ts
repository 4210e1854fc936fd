import type { Tx } from '../../../../db/tx.ts';
import type { MatchCase } from '../../../../domain/money/match.ts';

export interface CaseContext {
  payerId: string;
  statementId: string;
  period: string;
  how: 'automatic' | 'hand';
  appealDueAt: number | null;
  /** Amounts by id. */
  lineFen: ReadonlyMap<string, number>;
  feeFen: ReadonlyMap<string, number>;
  /** What agreed beyond the number: amount, day, phone; per statement line. */
  evidenceOf(lineId: string): string[];
}

/** Kinds that need nobody. */
const settled = new Set(['equal', 'rounding', 'cross_month']);

/** Undoes what a machine (or a hand) said about a line: its matches, its open difference, the state of its fee lines. */
export function clearLine(tx: Tx, lineId: string): void {
  for (const match of tx.all<{ id: string; fee_line_id: string }>(
    'SELECT id, fee_line_id FROM statement_match WHERE statement_line_id = ? AND undone_at IS NULL',
    lineId,
  )) {
    tx.update('statement_match', match.id, { undone_at: tx.at });
    freeFee(tx, match.fee_line_id);
  }
  for (const row of tx.all<{ id: string }>(
    "SELECT id FROM difference WHERE statement_line_id = ? AND state = 'open'",
    lineId,
  )) {
    tx.remove('difference', row.id);
  }
}

function freeFee(tx: Tx, feeId: string): void {
  const other = tx.value<number>(
    'SELECT 1 FROM statement_match WHERE fee_line_id = ? AND undone_at IS NULL',
    feeId,
  );
  const state = tx.value<string>('SELECT state FROM fee_line WHERE id = ?', feeId);
  if (other === undefined && state === 'in_statement') tx.update('fee_line', feeId, { state: 'open' });
}

/** An order that was missing is named now: the machine's open difference about it goes. */
function clearMissing(tx: Tx, orderId: string, payerId: string): void {
  for (const row of tx.all<{ id: string }>(
    "SELECT id FROM difference WHERE work_order_id = ? AND payer_id = ? AND kind = 'missing' AND state = 'open'",
    orderId,
    payerId,
  )) {
    tx.remove('difference', row.id);
  }
}

/** Writes one verdict: states of the lines, matches with their evidence, the difference where there is one. */
export function applyCase(tx: Tx, found: MatchCase, ctx: CaseContext): void {
  if (found.kind === 'missing') {
    writeMissing(tx, found, ctx);
    return;
  }
  for (const lineId of found.statementIds) clearLine(tx, lineId);
  if (found.orderId !== null) clearMissing(tx, found.orderId, ctx.payerId);
  const state = stateOf(found);
  found.statementIds.forEach((lineId, index) => {
    tx.update('statement_line', lineId, {
      state,
      difference_kind: found.kind,
      // The whole difference stands on the first line of a case, so that the lines of a statement add up
      difference_fen: index === 0 ? found.diffFen : 0,
      work_order_id: found.orderId,
    });
  });
  if (found.feeIds.length > 0) writeMatches(tx, found, ctx);
  const needsPerson = !settled.has(found.kind) && found.kind !== 'unplaced';
  if (needsPerson) {
    tx.insert('difference', {
      kind: found.kind,
      payer_id: ctx.payerId,
      statement_line_id: found.statementIds[0] ?? null,
      work_order_id: found.orderId,
      ours_fen: found.oursFen,
      theirs_fen: found.theirsFen,
      reason: found.reason,
      appeal_due_at: ctx.appealDueAt,
      state: 'open',
      period: ctx.period,
      at: tx.at,
    });
  }
}

function stateOf(found: MatchCase): string {
  if (found.kind === 'unplaced') return 'open';
  if (found.kind === 'duplicate') return 'duplicate';
  if (found.kind === 'not_ours') return 'not_ours';
  return settled.has(found.kind) ? 'matched' : 'difference';
}

function writeMissing(tx: Tx, found: MatchCase, ctx: CaseContext): void {
  const known = tx.get<{ id: string; ours_fen: number; period: string }>(
    "SELECT id, ours_fen, period FROM difference WHERE work_order_id = ? AND payer_id = ? AND kind = 'missing' AND state IN ('open', 'appealed', 'carried')",
    found.orderId,
    ctx.payerId,
  );
  if (known !== undefined) {
    if (known.ours_fen !== found.oursFen || known.period !== ctx.period) {
      tx.update('difference', known.id, { ours_fen: found.oursFen, period: ctx.period });
    }
    return;
  }
  tx.insert('difference', {
    kind: 'missing',
    payer_id: ctx.payerId,
    work_order_id: found.orderId,
    ours_fen: found.oursFen,
    theirs_fen: 0,
    reason: found.reason,
    appeal_due_at: ctx.appealDueAt,
    state: 'open',
    period: ctx.period,
    at: tx.at,
  });
}

function writeMatches(tx: Tx, found: MatchCase, ctx: CaseContext): void {
  for (const { lineId, feeId, fen } of spread(found, ctx)) {
    tx.insert('statement_match', {
      statement_line_id: lineId,
      fee_line_id: feeId,
      amount_fen: fen,
      how: ctx.how,
      confidence_milli: ctx.how === 'hand' || settled.has(found.kind) ? 1000 : 900,
      evidence: ctx.evidenceOf(lineId),
      staff_id: ctx.how === 'hand' ? tx.staffId : null,
      at: tx.at,
    });
  }
  for (const feeId of found.feeIds) {
    const state = tx.value<string>('SELECT state FROM fee_line WHERE id = ?', feeId);
    if (state === 'open') tx.update('fee_line', feeId, { state: 'in_statement' });
  }
}

/**
 * Which part of each statement line answers which fee line. Deductions first, then each fee up to its amount, the rest
 * to the last one: per line the parts add up to the line, per fee to what they pay for it.
 */
export function spread(
  found: Pick<MatchCase, 'statementIds' | 'feeIds'>,
  ctx: Pick<CaseContext, 'lineFen' | 'feeFen'>,
): { lineId: string; feeId: string; fen: number }[] {
  const fees = found.feeIds
    .map((id) => ({ id, fen: ctx.feeFen.get(id) ?? 0, part: 0 }))
    .sort((a, b) => Number(a.fen >= 0) - Number(b.fen >= 0));
  let left = found.statementIds.reduce((sum, id) => sum + (ctx.lineFen.get(id) ?? 0), 0);
  fees.forEach((fee, index) => {
    const last = index === fees.length - 1;
    fee.part = last ? left : fee.fen < 0 ? fee.fen : Math.max(0, Math.min(fee.fen, left));
    left -= fee.part;
  });
  const out: { lineId: string; feeId: string; fen: number }[] = [];
  found.statementIds.forEach((lineId, index) => {
    const last = index === found.statementIds.length - 1;
    let rest = ctx.lineFen.get(lineId) ?? 0;
    fees.forEach((fee, at) => {
      const lastFee = at === fees.length - 1;
      const fen = last
        ? fee.part
        : lastFee
          ? rest
          : Math.sign(fee.part) === Math.sign(rest)
            ? Math.sign(rest) * Math.min(Math.abs(fee.part), Math.abs(rest))
            : 0;
      fee.part -= fen;
      rest -= fen;
      if (fen !== 0 || (last && found.statementIds.length === 1)) out.push({ lineId, feeId: fee.id, fen });
    });
  });
  return out;
}
