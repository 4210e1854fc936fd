import { statement } from '../../../db/queries/statements.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { confirmPay, payOut, preparePay } from './pay-slips.ts';
import { thenSettle } from './settling.ts';
import { writerOf } from './sliced.ts';

const slipColumns = `s.id, s.version, s.number, s.staff_id AS staffId, s.sub_shop_id AS subShopId, coalesce(t.name, u.name_zh, '') AS nameZh, coalesce(t.name_en, u.name_en, '') AS nameEn, s.period, s.state,
  (SELECT count(*) FROM pay_slip_line l WHERE l.pay_slip_id = s.id) AS lines, s.due_fen AS dueFen, s.deducted_fen AS deductedFen, s.net_fen AS netFen,
  coalesce((SELECT sum(f.amount_fen - f.paid_fen) FROM fee_line f WHERE f.party IN ('technician', 'sub_shop') AND f.party_id = coalesce(s.staff_id, s.sub_shop_id) AND f.state = 'held'), 0) AS heldFen,
  EXISTS (SELECT 1 FROM settling o WHERE o.document_id = s.id) AS settling, s.at`;
type Slip = OutputOf<'money.paySlip'>['slip'];
type RawSlip = Omit<Slip, 'settling'> & { settling: number };
const toSlip = ({ settling, ...row }: RawSlip): Slip => ({ ...row, settling: settling === 1 });

/** A slip takes what is booked: fees of an order nobody audited yet may still change. */
const payable = "f.state = 'open' AND f.entry_id IS NOT NULL";

const slipFrom =
  'FROM pay_slip s LEFT JOIN staff t ON t.id = s.staff_id LEFT JOIN sub_shop u ON u.id = s.sub_shop_id';

/** Own pay for who may read only the own; everyone's otherwise. */
const onlyOf = (ctx: ServiceContext): string | null =>
  ctx.session.permissions.get('pay.read') === 'all' ? null : (ctx.session.staffId ?? '');

const last = (ctx: ServiceContext, command: string) => (fn: Parameters<typeof ctx.gate.run>[1]) =>
  ctx.gate.run(
    { command, requestId: ctx.requestId, deskId: ctx.session.deskId, staffId: ctx.session.staffId },
    fn,
  ) as never;

/** Pay of technicians and sub-shops: drafts from booked lines, confirmed, paid. */
export const payHandlers: Handlers = {
  'money.paySlips': (ctx, input) => {
    const only = onlyOf(ctx);
    const slips = statement(
      ctx.read,
      `SELECT ${slipColumns} ${slipFrom} WHERE s.period = @period AND s.state <> 'void' AND (@only IS NULL OR s.staff_id = @only) ORDER BY s.seq`,
    ).all({ period: input.period, only }) as RawSlip[];
    const waiting = statement(
      ctx.read,
      `SELECT f.party, f.party_id AS partyId, coalesce(t.name, u.name_zh, '') AS nameZh, coalesce(t.name_en, u.name_en, '') AS nameEn, count(*) FILTER (WHERE ${payable}) AS lines,
       coalesce(sum(f.amount_fen - f.paid_fen) FILTER (WHERE ${payable}), 0) AS dueFen,
       coalesce(sum(f.amount_fen - f.paid_fen) FILTER (WHERE ${payable} AND f.period < @period), 0) AS earlierFen,
       coalesce(sum(f.amount_fen - f.paid_fen) FILTER (WHERE f.state = 'open' AND f.entry_id IS NULL), 0) AS unauditedFen,
       sum(CASE WHEN f.state = 'held' THEN f.amount_fen - f.paid_fen ELSE 0 END) AS heldFen
       FROM fee_line f LEFT JOIN staff t ON t.id = f.party_id LEFT JOIN sub_shop u ON u.id = f.party_id
       WHERE f.party IN ('technician', 'sub_shop') AND f.state IN ('open', 'held') AND f.amount_fen <> 0 AND f.period <= @period AND (@only IS NULL OR f.party_id = @only)
       AND (f.state = 'held' OR NOT EXISTS (SELECT 1 FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id WHERE l.fee_line_id = f.id AND s.state IN ('confirmed', 'paid')))
       GROUP BY f.party, f.party_id ORDER BY dueFen DESC`,
    ).all({ period: input.period, only }) as OutputOf<'money.paySlips'>['waiting'];
    return { slips: slips.map(toSlip), waiting };
  },
  'money.paySlip': (ctx, input) => {
    const slip = statement(ctx.read, `SELECT ${slipColumns} ${slipFrom} WHERE s.id = ?`).get(input.id) as
      | RawSlip
      | undefined;
    const only = onlyOf(ctx);
    if (slip === undefined || (only !== null && slip.staffId !== only))
      throw new Fault('not_found', { entity: 'pay_slip', id: input.id });
    const lines = statement(
      ctx.read,
      `SELECT l.line_no AS lineNo, l.kind, l.work_order_id AS orderId, w.number AS orderNumber, coalesce(w.title, '') AS title, l.quantity_milli AS quantityMilli,
       l.unit_fen AS unitFen, l.share_milli AS shareMilli, l.amount_fen AS amountFen, l.explain FROM pay_slip_line l LEFT JOIN work_order w ON w.id = l.work_order_id WHERE l.pay_slip_id = ? ORDER BY l.line_no`,
    ).all(input.id) as (OutputOf<'money.paySlip'>['lines'][number] & { explain: unknown })[];
    return {
      slip: toSlip(slip),
      lines: lines.map((line) => {
        const { code = '', params = {} } = JSON.parse(String(line.explain)) as {
          code?: string;
          params?: never;
        };
        return { ...line, explain: { code, params } };
      }),
    };
  },
  'money.preparePay': async (ctx, input) => {
    const done = await preparePay(writerOf(ctx, 'money.preparePay'), ctx.read, input);
    return last(ctx, 'money.preparePay')(() => done);
  },
  'money.confirmPay': (ctx, input) => last(ctx, 'money.confirmPay')((tx) => confirmPay(tx, input)),
  'money.payOut': (ctx, input) =>
    thenSettle(
      ctx,
      'money.payOut',
      input.id,
      last(ctx, 'money.payOut')((tx) => payOut(tx, input)),
    ),
};
