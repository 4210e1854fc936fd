import type { Tx } from '../../../db/tx.ts';
import { Fault, isFault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { callOf } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { moveTaking } from '../money/move-taking.ts';
import { passAdvance } from '../money/pass-advance.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { passSlip } from '../paper/pass-slip.ts';
import { passOldPart, passStock } from '../parts/pass-bag.ts';
import { type BelongingKind, type Belongings, belongingsOf } from './belongings.ts';
import { giveBag, noteStaff } from './person.ts';

type Answer = OutputOf<'staff.handAll'>;

/** What each kind asks of the one who moves it, beside the right to change people. */
const rights: Partial<Record<BelongingKind, string>> = {
  orders: 'orders.assign',
  slips: 'orders.assign',
  stock: 'stock.transfer',
  oldParts: 'stock.transfer',
  money: 'cash.receive',
  advances: 'cash.receive',
};

interface Piece {
  kind: BelongingKind;
  id: string;
  /** What a person knows it by. */
  label: string;
  move: (tx: Tx) => void;
}

interface HandAll {
  staffId: string;
  toStaffId: string;
  kinds: readonly BelongingKind[];
  reasonCode: string;
}

/** An order goes with the parts issued for it and the money taken on it, as far as these kinds were named too. */
function passOrder(tx: Tx, ctx: ServiceContext, orderId: string, input: HandAll): void {
  const order = getOrder(tx, orderId);
  assertMayTouch(ctx, 'orders.assign', order);
  if (order.staff_id !== input.staffId) return;
  const ids = (wanted: boolean, sql: string) =>
    wanted ? tx.all<{ id: string }>(sql, orderId, input.staffId).map((row) => row.id) : [];
  applyAction(tx, {
    orderId,
    read: order,
    action: 'reassign',
    reasonCode: input.reasonCode,
    params: {
      staffId: input.toStaffId,
      passed: ['parts_limit'],
      reservationIds: ids(
        input.kinds.includes('stock'),
        "SELECT r.id FROM reservation r JOIN location l ON l.id = r.location_id WHERE r.work_order_id = ? AND r.state = 'issued' AND l.kind = 'bag' AND l.staff_id = ?",
      ),
      paymentIds: ids(
        input.kinds.includes('money'),
        "SELECT id FROM payment WHERE work_order_id = ? AND staff_id = ? AND handover_id IS NULL AND method IN ('cash', 'qr')",
      ),
    },
  });
}

/** Pieces in the order in which they have to go: orders take their parts and money along, the rest follows. */
function piecesOf(ctx: ServiceContext, kind: BelongingKind, has: Belongings, input: HandAll): Piece[] {
  const from = { fromStaffId: input.staffId, toStaffId: input.toStaffId };
  switch (kind) {
    case 'orders':
      return has.orders.map((row) => ({
        kind,
        id: row.id,
        label: row.number,
        move: (tx) => passOrder(tx, ctx, row.id, input),
      }));
    case 'slips':
      return has.slips.map((row) => ({
        kind,
        id: row.id,
        label: row.number,
        move: (tx) => passSlip(tx, { ...from, slipId: row.id }),
      }));
    case 'stock':
      return has.stock.map((row) => ({
        kind,
        id: row.key,
        label: row.code,
        move: (tx) => void passStock(tx, { ...from, balanceId: row.key }),
      }));
    case 'oldParts':
      return has.oldParts.map((row) => ({
        kind,
        id: row.id,
        label: row.order ?? row.nameZh,
        move: (tx) => passOldPart(tx, { ...from, id: row.id }),
      }));
    case 'money':
      return has.payments.map((row) => ({
        kind,
        id: row.id,
        label: row.number,
        move: (tx) => void moveTaking(tx, { ...from, paymentId: row.id }),
      }));
    case 'advances':
      return has.advances.map((row) => ({
        kind,
        id: row.id,
        label: row.number,
        move: (tx) => passAdvance(tx, { ...from, advanceId: row.id }),
      }));
    case 'tools':
      return has.tools.map((row) => ({
        kind,
        id: row.id,
        label: row.nameZh,
        move: (tx) => {
          tx.update('staff_tool', row.id, { staff_id: input.toStaffId });
          noteStaff(tx, input.toStaffId, 'staff.tool_given', { toolId: row.id, fromStaffId: input.staffId });
        },
      }));
  }
}

const goOrder: readonly BelongingKind[] = [
  'orders',
  'slips',
  'stock',
  'oldParts',
  'money',
  'advances',
  'tools',
];

function assertReceiver(ctx: ServiceContext, input: HandAll): void {
  for (const kind of input.kinds) {
    const right = rights[kind];
    if (right !== undefined && ctx.session.permissions.get(right) !== 'all')
      throw new Fault('forbidden', { action: right });
  }
  if (input.toStaffId === input.staffId)
    throw new Fault('input_invalid', { field: 'toStaffId', problem: 'itself' });
  const read = readerOf(ctx.read);
  if (read.get('SELECT 1 FROM staff WHERE id = ? AND left_day IS NULL', input.toStaffId) === undefined)
    throw new Fault('not_found', { entity: 'staff', id: input.toStaffId });
  if (
    read.get(
      "SELECT 1 FROM reason_code WHERE kind = 'reassign' AND code = ? AND retired_at IS NULL",
      input.reasonCode,
    ) === undefined
  )
    throw new Fault('reason_unknown', { kind: 'reassign', code: input.reasonCode });
}

export const handAllHandlers = {
  'staff.handAll': async (ctx, input): Promise<Answer> => {
    assertReceiver(ctx, input);
    const call = callOf(ctx, 'staff.handAll');
    const run = (id: string, fn: (tx: Tx) => void) =>
      // One transaction each, named after the request: a repeat finds what was done already
      ctx.gate.run({ ...call, requestId: `${ctx.requestId}:${id}` }, (tx) => {
        fn(tx);
        return { id };
      });
    const answer: Answer = { gone: [], left: [] };
    run('bag', (tx) => {
      const to = tx.get<{ id: string; code: string; name: string }>(
        'SELECT id, code, name FROM staff WHERE id = ?',
        input.toStaffId,
      );
      if (to !== undefined && (input.kinds.includes('stock') || input.kinds.includes('oldParts')))
        giveBag(tx, to);
    });
    for (const kind of goOrder.filter((one) => input.kinds.includes(one))) {
      // Read anew for each kind: an order that went took its parts and money along
      const pieces = piecesOf(ctx, kind, belongingsOf(readerOf(ctx.read), input.staffId), input);
      let count = 0;
      for (const piece of pieces) {
        try {
          run(`${kind}:${piece.id}`, piece.move);
          count += 1;
        } catch (error) {
          if (!isFault(error)) throw error;
          const { id, label } = piece;
          answer.left.push({ kind, id, label, code: error.code, params: error.params });
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
      answer.gone.push({ kind, count });
    }
    run('note', (tx) =>
      noteStaff(tx, input.staffId, 'staff.handed_all', {
        toStaffId: input.toStaffId,
        left: answer.left.length,
        ...Object.fromEntries(answer.gone.map((one) => [one.kind, one.count])),
      }),
    );
    ctx.host.kick('outbox');
    return answer;
  },
} satisfies Handlers;
