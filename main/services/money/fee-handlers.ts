import { listFeesOfOrder } from '../../../db/queries/money.ts';
import { statement } from '../../../db/queries/statements.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  parties,
  settlementWith,
  sumSettlement,
  type SettlementLine,
} from '../../../domain/money/settlement.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { writeFees } from './compute.ts';
import { assertAll } from './guard-scope.ts';
import { refreshOrder } from './refresh-order.ts';

type OrderMoney = OutputOf<'money.order'>;

/** Fees: sums that open to their rows, rows that open to their rule. */
export const feeHandlers: Handlers = {
  'money.payers': (ctx) => {
    const rows = statement(
      ctx.read,
      `SELECT p.id, p.name_zh AS nameZh, coalesce(nullif(p.name_en, ''), p.name_zh) AS nameEn, p.kind,
       (SELECT layout FROM payer_profile WHERE payer_id = p.id ORDER BY from_day DESC LIMIT 1) AS layout
       FROM payer p WHERE p.retired_at IS NULL AND p.kind NOT IN ('用户', '月结客户') ORDER BY p.seq`,
    ).all() as { id: string; nameZh: string; nameEn: string; kind: string; layout: string | null }[];
    const connections = statement(
      ctx.read,
      "SELECT id, payer_id AS payerId, name_zh AS nameZh, coalesce(nullif(name_en, ''), name_zh) AS nameEn FROM connection WHERE mode = 'api'",
    ).all() as { id: string; payerId: string | null; nameZh: string; nameEn: string }[];
    return {
      payers: rows.map(({ layout, ...row }) => {
        const known = JSON.parse(layout ?? '{}') as { columns?: string[]; roles?: object; file?: string };
        return {
          ...row,
          layout: known.columns !== undefined || known.roles !== undefined,
          fileHint: known.file ?? '',
          connections: connections
            .filter((one) => one.payerId === row.id)
            .map(({ payerId: _payer, ...one }) => one),
        };
      }),
    };
  },
  'money.feeTotals': async (ctx, input) => {
    assertAll(ctx, 'money.read');
    return { totals: await ctx.host.reader('money.feeTotals', input) };
  },
  'money.openFees': (ctx, input) => {
    assertAll(ctx, 'money.read');
    return ctx.host.snapshots.open('money.fees', input, ctx.session);
  },
  'money.sliceFees': async (ctx, input) => ({
    rows: (await ctx.host.snapshots.slice(input.snapshotId, input.from, input.to, ctx.session)) as never,
  }),
  'money.order': (ctx, input) => {
    assertAll(ctx, 'money.read');
    const fees = listFeesOfOrder(ctx.read, input.orderId) as unknown as OrderMoney['fees'];
    const lines: SettlementLine[] = fees
      .filter((fee) => fee.state !== 'estimate')
      .map((fee) => ({
        party: fee.party,
        amountFen: fee.amountFen,
        paidFen: fee.paidFen,
        state: fee.state as SettlementLine['state'],
      }));
    const payments = statement(
      ctx.read,
      `SELECT p.id, p.number, p.method, p.purpose, p.amount_fen AS amountFen, p.receipt_number AS receiptNumber, s.name AS staffName, p.handover_id IS NOT NULL OR p.staff_id IS NULL OR p.method <> 'cash' AS handedIn, p.day, p.at
       FROM payment p LEFT JOIN staff s ON s.id = p.staff_id WHERE p.work_order_id = ? ORDER BY p.seq`,
    ).all(input.orderId) as (Omit<OrderMoney['payments'][number], 'handedIn'> & { handedIn: number })[];
    const entries = statement(
      ctx.read,
      'SELECT id, number, period, business_day AS day, kind, reversal_of AS reversalOf FROM journal_entry WHERE work_order_id = ? ORDER BY seq',
    ).all(input.orderId) as Omit<OrderMoney['entries'][number], 'lines'>[];
    const linesOf = statement(
      ctx.read,
      `SELECT l.account_code AS account, a.name_zh AS nameZh, a.name_en AS nameEn, l.party_id AS partyId, l.debit_fen AS debitFen, l.credit_fen AS creditFen
       FROM journal_line l LEFT JOIN account a ON a.code = l.account_code WHERE l.entry_id = ? ORDER BY l.line_no`,
    );
    return {
      fees,
      settlement: parties.map((party) => ({
        party,
        state: settlementWith(party, lines),
        ...sumSettlement(party, lines),
      })),
      payments: payments.map((row) => ({ ...row, handedIn: row.handedIn === 1 })),
      entries: entries.map((entry) => ({ ...entry, lines: linesOf.all(entry.id) as never })),
    };
  },
  'money.recomputeFees': (ctx, input) =>
    ctx.gate.run(
      {
        command: 'money.recomputeFees',
        requestId: ctx.requestId,
        deskId: ctx.session.deskId,
        staffId: ctx.session.staffId,
      },
      (tx) => {
        const order = getOrder(tx, input.orderId);
        const posted = tx.value<number>(
          "SELECT count(*) FROM fee_line WHERE work_order_id = ? AND entry_id IS NOT NULL AND state <> 'void'",
          order.id,
        );
        if ((posted ?? 0) > 0 || !['finished', 'verified'].includes(order.state)) {
          throw new Fault('order_guard_failed', { guard: 'period_open', action: 'recompute' });
        }
        const done = writeFees(tx, order);
        tx.audit({
          action: 'money.recomputed',
          entity: 'work_order',
          entityId: order.id,
          params: { lineCount: done.lines },
        });
        refreshOrder(tx, order.id);
        return done;
      },
    ),
};
