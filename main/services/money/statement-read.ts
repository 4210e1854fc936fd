import { statement } from '../../../db/queries/statements.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { assertAll } from './guard-scope.ts';
import { findCandidates } from './statements/candidates.ts';
import { isAddressHeading, isPersonHeading, isPhoneHeading } from './statements/layout.ts';

type Head = OutputOf<'money.statement'>['statement'];
type View = OutputOf<'money.statement'>['views'][number]['view'];

const headColumns = `s.id, s.version, s.number, s.payer_id AS payerId, p.name_zh AS payerNameZh, coalesce(nullif(p.name_en, ''), p.name_zh) AS payerNameEn, p.kind = '平台' AS ofPlatform, s.period,
  s.file_name AS fileName, s.state, s.lines, s.total_fen AS totalFen, s.paid_fen AS paidFen,
  (SELECT count(*) FROM statement_line l WHERE l.statement_id = s.id AND l.state = 'open') AS openLines,
  (SELECT count(*) FROM difference d LEFT JOIN statement_line l ON l.id = d.statement_line_id
   WHERE d.state = 'open' AND (l.statement_id = s.id OR (d.kind = 'missing' AND d.payer_id = s.payer_id AND d.period = s.period))) AS openDifferences,
  EXISTS (SELECT 1 FROM settling o WHERE o.document_id = s.id) AS settling, s.at`;

type RawHead = Omit<Head, 'settling' | 'ofPlatform'> & { settling: number; ofPlatform: number };
const toHead = ({ settling, ofPlatform, ...row }: RawHead): Head => ({
  ...row,
  settling: settling === 1,
  ofPlatform: ofPlatform === 1,
});

function getHead(ctx: ServiceContext, id: string): Head {
  const row = statement(
    ctx.read,
    `SELECT ${headColumns} FROM statement s JOIN payer p ON p.id = s.payer_id WHERE s.id = ?`,
  ).get(id) as RawHead | undefined;
  if (row === undefined) throw new Fault('not_found', { entity: 'statement', id });
  return toHead(row);
}

interface Totals {
  byKind: { kind: string; count: number; diffFen: number; theirsFen: number }[];
  missing: { count: number; oursFen: number };
  appealFen: number;
  payFen: number;
  views: Record<string, number>;
  openMissing: number;
}

/** Statements as they stand: heads, sums that tie, rows side by side, the evidence of each. */
export const statementReadHandlers: Handlers = {
  'money.statements': (ctx, input) => {
    assertAll(ctx, 'money.read');
    const where = '(@payerId IS NULL OR s.payer_id = @payerId) AND (@period IS NULL OR s.period = @period)';
    const filter = { payerId: input.payerId, period: input.period };
    const rows = statement(
      ctx.read,
      `SELECT ${headColumns} FROM statement s JOIN payer p ON p.id = s.payer_id WHERE ${where} ORDER BY s.period DESC, s.seq DESC LIMIT @limit OFFSET @offset`,
    ).all({ ...filter, limit: input.limit, offset: input.offset }) as RawHead[];
    const total = statement(ctx.read, `SELECT count(*) FROM statement s WHERE ${where}`)
      .pluck()
      .get(filter) as number;
    return { statements: rows.map(toHead), total };
  },
  'money.statement': async (ctx, input) => {
    assertAll(ctx, 'money.read');
    const head = getHead(ctx, input.id);
    const totals = await ctx.host.reader<Totals>('money.statementTotals', {
      statementId: head.id,
      payerId: head.payerId,
      period: head.period,
      now: ctx.env.now(),
    });
    const theirsFen = totals.byKind.reduce((sum, one) => sum + one.theirsFen, 0);
    const diffFen = totals.byKind.reduce((sum, one) => sum + one.diffFen, 0) - totals.missing.oursFen;
    const byKind = totals.byKind.map(({ kind, count, diffFen: fen }) => ({ kind, count, diffFen: fen }));
    if (totals.missing.count > 0)
      byKind.push({ kind: 'missing', count: totals.missing.count, diffFen: -totals.missing.oursFen });
    const matchedLines = totals.byKind
      .filter((one) => ['equal', 'rounding', 'cross_month'].includes(one.kind))
      .reduce((sum, one) => sum + one.count, 0);
    const extra: Record<string, number> = {
      todo: totals.openMissing,
      missing: totals.missing.count,
      all: totals.missing.count,
    };
    return {
      statement: head,
      totals: {
        theirsFen,
        oursFen: theirsFen - diffFen,
        diffFen,
        appealFen: totals.appealFen,
        payFen: totals.payFen,
        matchedLines,
        byKind,
      },
      views: Object.entries(totals.views).map(([view, count]) => ({
        view: view as View,
        count: count + (extra[view] ?? 0),
      })),
    };
  },
  'money.openDesk': (ctx, input) => {
    assertAll(ctx, 'money.read');
    return ctx.host.snapshots.open('money.desk', input, ctx.session);
  },
  'money.sliceDesk': async (ctx, input) => ({
    rows: (await ctx.host.snapshots.slice(input.snapshotId, input.from, input.to, ctx.session)) as never,
  }),
  'money.line': (ctx, input) => {
    assertAll(ctx, 'money.read');
    const line = statement(
      ctx.read,
      `SELECT l.id, l.version, l.row_no AS rowNo, l.order_number AS number, l.amount_fen AS amountFen, l.deduction_fen AS deductionFen, l.state, l.difference_kind AS kind,
       l.reason, l.day, l.phone_tail AS phoneTail, l.raw_sealed AS raw, l.payer_id AS payerId, s.period FROM statement_line l JOIN statement s ON s.id = l.statement_id WHERE l.id = ?`,
    ).get(input.id) as LineRow | undefined;
    if (line === undefined) throw new Fault('not_found', { entity: 'statement_line', id: input.id });
    const { raw, payerId, period, day, phoneTail, ...rest } = line;
    const cells = ctx.host.seal.open<[string, string][]>(raw) ?? [];
    const find = (is: (heading: string) => boolean) => cells.find(([heading]) => is(heading))?.[1] ?? null;
    const fees = statement(
      ctx.read,
      `SELECT f.id, f.fee_kind AS feeKind, f.name, f.amount_fen AS amountFen, m.amount_fen AS matchedFen, m.how FROM statement_match m JOIN fee_line f ON f.id = m.fee_line_id
       WHERE m.statement_line_id = ? AND m.undone_at IS NULL ORDER BY m.seq`,
    ).all(line.id) as OutputOf<'money.line'>['fees'];
    const decided = line.state !== 'open' && line.state !== 'not_ours';
    const candidates = decided
      ? []
      : findCandidates(ctx.read, {
          payerId,
          period,
          number: line.number,
          amountFen: line.amountFen,
          day,
          phoneTail,
        });
    return {
      ...rest,
      person: find(isPersonHeading),
      phone: find(isPhoneHeading),
      address: find(isAddressHeading),
      cells: cells
        .filter(
          ([heading]) => !isPersonHeading(heading) && !isPhoneHeading(heading) && !isAddressHeading(heading),
        )
        .map(([heading, value]) => ({ heading, value })),
      candidates,
      why: decided
        ? 'decided'
        : line.number === null
          ? 'no_number'
          : candidates.length > 1
            ? 'several'
            : candidates.length === 1
              ? 'number_differs'
              : 'number_unknown',
      fees,
    };
  },
  'money.differences': (ctx, input) => {
    assertAll(ctx, 'money.read');
    const where = `d.state IN (SELECT value FROM json_each(@states)) AND (@payerId IS NULL OR d.payer_id = @payerId)
      AND (@statementId IS NULL OR l.statement_id = @statementId OR (d.kind = 'missing' AND EXISTS (SELECT 1 FROM statement s WHERE s.id = @statementId AND s.payer_id = d.payer_id AND s.period = d.period)))`;
    const from = 'FROM difference d LEFT JOIN statement_line l ON l.id = d.statement_line_id';
    const filter = {
      states: JSON.stringify(input.states),
      payerId: input.payerId,
      statementId: input.statementId,
    };
    const rows = statement(
      ctx.read,
      `SELECT d.id, d.version, d.kind, d.payer_id AS payerId, coalesce(p.name_zh, '') AS payerNameZh, coalesce(nullif(p.name_en, ''), p.name_zh, '') AS payerNameEn,
       l.statement_id AS statementId, d.statement_line_id AS lineId, d.work_order_id AS orderId, w.number AS orderNumber, coalesce(w.title, l.item, '') AS title, w.staff_id AS staffId, t.name AS staffName,
       d.ours_fen AS oursFen, d.theirs_fen AS theirsFen, coalesce(nullif(l.reason, ''), d.reason) AS reason, d.appeal_due_at AS appealDueAt, d.state, d.period
       ${from} LEFT JOIN payer p ON p.id = d.payer_id LEFT JOIN work_order w ON w.id = d.work_order_id LEFT JOIN staff t ON t.id = w.staff_id
       WHERE ${where} ORDER BY d.appeal_due_at IS NULL, d.appeal_due_at, abs(d.theirs_fen - d.ours_fen) DESC LIMIT @limit OFFSET @offset`,
    ).all({
      ...filter,
      limit: input.limit,
      offset: input.offset,
    }) as OutputOf<'money.differences'>['differences'];
    const sum = statement(
      ctx.read,
      `SELECT count(*) AS total, coalesce(sum(d.theirs_fen - d.ours_fen), 0) AS sumFen, coalesce(sum(d.appeal_due_at IS NOT NULL AND d.appeal_due_at < @soon), 0) AS dueSoon ${from} WHERE ${where}`,
    ).get({ ...filter, soon: ctx.env.now() + 2 * 86_400_000 }) as {
      total: number;
      sumFen: number;
      dueSoon: number;
    };
    return { differences: rows, ...sum };
  },
};

interface LineRow {
  id: string;
  version: number;
  rowNo: number;
  number: string | null;
  amountFen: number;
  deductionFen: number;
  state: string;
  kind: string | null;
  reason: string;
  day: string | null;
  phoneTail: string | null;
  raw: string;
  payerId: string;
  period: string;
}
