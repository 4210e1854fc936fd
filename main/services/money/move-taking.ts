import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { postEntry } from './post-entry.ts';

interface PaymentRow {
  id: string;
  number: string;
  method: string;
  amount_fen: number;
  work_order_id: string | null;
}

/**
 * Money one person took and has not handed in is another's to hand in from now on: the payment keeps its number,
 * receipt and day, a journal entry moves the cash from account to account. Answers the amount in fen.
 * Faults: `hand_over_changed` {number} when it is not with the first person any more, `period_closed`.
 */
export function moveTaking(
  tx: Tx,
  input: { paymentId: string; fromStaffId: string; toStaffId: string },
): { amountFen: number; method: string } {
  const payment = tx.get<PaymentRow>(
    "SELECT id, number, method, amount_fen, work_order_id FROM payment WHERE id = ? AND staff_id = ? AND handover_id IS NULL AND method IN ('cash', 'qr')",
    input.paymentId,
    input.fromStaffId,
  );
  if (payment === undefined) {
    const number = tx.value<string>('SELECT number FROM payment WHERE id = ?', input.paymentId);
    throw new Fault('hand_over_changed', { number: number ?? '' });
  }
  if (payment.method === 'cash')
    postEntry(tx, {
      kind: 'taking_moved',
      documentKind: 'payment',
      documentId: payment.id,
      orderId: payment.work_order_id,
      lines: [
        {
          account: 'cash_with_staff',
          holderId: input.toStaffId,
          amountFen: payment.amount_fen,
          sourceId: payment.id,
        },
        {
          account: 'cash_with_staff',
          holderId: input.fromStaffId,
          amountFen: -payment.amount_fen,
          sourceId: payment.id,
        },
      ],
    });
  tx.update('payment', payment.id, { staff_id: input.toStaffId });
  const params = {
    number: payment.number,
    method: payment.method,
    amountFen: payment.amount_fen,
    fromStaffId: input.fromStaffId,
    toStaffId: input.toStaffId,
  };
  tx.note({
    entity: 'payment',
    entityId: payment.id,
    workOrderId: payment.work_order_id,
    kind: 'money.taking_moved',
    params,
  });
  return { amountFen: payment.amount_fen, method: payment.method };
}
