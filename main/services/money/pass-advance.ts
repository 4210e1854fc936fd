import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { postEntry } from './post-entry.ts';

/**
 * What one person still owes of an advance is another's to work off from now on: the paper keeps its number, a journal
 * entry moves the rest from account to account. Faults: `hand_over_changed` {number} when it is not with the first
 * person any more or worked off, `period_closed`.
 */
export function passAdvance(
  tx: Tx,
  input: { advanceId: string; fromStaffId: string; toStaffId: string },
): void {
  const row = tx.get<{ number: string; staff_id: string; state: string; leftFen: number }>(
    'SELECT number, staff_id, state, amount_fen - repaid_fen AS leftFen FROM advance WHERE id = ?',
    input.advanceId,
  );
  if (row?.staff_id !== input.fromStaffId || row.state !== 'paid')
    throw new Fault('hand_over_changed', { number: row?.number ?? '' });
  const { fromStaffId, toStaffId, advanceId } = input;
  const line = (holderId: string, amountFen: number) => ({
    account: 'advance_staff' as const,
    holderId,
    amountFen,
    sourceId: advanceId,
  });
  postEntry(tx, {
    kind: 'advance_moved',
    documentKind: 'advance',
    documentId: advanceId,
    lines: [line(toStaffId, row.leftFen), line(fromStaffId, -row.leftFen)],
  });
  tx.update('advance', advanceId, { staff_id: toStaffId });
  const params = { number: row.number, amountFen: row.leftFen, fromStaffId, toStaffId };
  tx.note({ entity: 'advance', entityId: advanceId, kind: 'money.advance_moved', params });
}
