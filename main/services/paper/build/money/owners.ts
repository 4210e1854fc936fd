import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../../../domain/paper/kinds.ts';
import type { RowReader } from '../../../masters.ts';
import { ownerByStaff, type PaperOwner } from '../common.ts';
import { ownerOfOrder } from '../orders/index.ts';

/** Whose a payment is: the order's it was made for, else who took it. Faults: `not_found`. */
export function ownerOfPayment(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ work_order_id: string | null; staff_id: string | null }>(
    'SELECT work_order_id, staff_id FROM payment WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'payment', id });
  return row.work_order_id === null
    ? ownerByStaff(read, row.staff_id)
    : ownerOfOrder(read, row.work_order_id);
}

type PersonTable = 'cash_handover' | 'fine' | 'advance' | 'pay_slip';

/** A row of money that names its person; a sub-shop's is the outlet's. Faults: `not_found`. */
export const ownerByRow =
  (table: PersonTable) =>
  (read: RowReader, id: string): PaperOwner => {
    const row = read.get<{ staff_id: string | null }>(`SELECT staff_id FROM ${table} WHERE id = ?`, id);
    if (row === undefined) throw new Fault('not_found', { entity: table, id });
    return ownerByStaff(read, row.staff_id);
  };

/** What the outlet itself holds or owes is the outlet's. */
const theOutlets: PaperOwner = { staff_id: null, team_id: null };

/** A deposit is its holder's. Faults: `not_found`. */
export function ownerOfDeposit(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ holder_kind: string; holder_id: string }>(
    'SELECT holder_kind, holder_id FROM deposit_move WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'deposit_move', id });
  return row.holder_kind === 'staff' ? ownerByStaff(read, row.holder_id) : theOutlets;
}

/** By the holder's own id: a person, a sub-shop, a payer. Faults: `not_found`. */
export function ownerOfHolder(read: RowReader, id: string): PaperOwner {
  if (read.get('SELECT 1 FROM staff WHERE id = ?', id) !== undefined) return ownerByStaff(read, id);
  const known = read.get(
    'SELECT 1 FROM sub_shop WHERE id = ?1 UNION ALL SELECT 1 FROM payer WHERE id = ?1',
    id,
  );
  if (known === undefined) throw new Fault('not_found', { entity: 'staff', id });
  return theOutlets;
}

const ofPlatform = (kind: string) => kind === '平台';

/** Statements are the outlet's. Faults: `not_found`, `paper_other_document` where the payer sends the other sort. */
export const ownerOfStatement =
  (document: PrintKind) =>
  (read: RowReader, id: string): PaperOwner => {
    const row = read.get<{ number: string; kind: string }>(
      'SELECT s.number, p.kind FROM statement s JOIN payer p ON p.id = s.payer_id WHERE s.id = ?',
      id,
    );
    if (row === undefined) throw new Fault('not_found', { entity: 'statement', id });
    if (document !== 'difference_sheet' && ofPlatform(row.kind) !== (document === 'platform_statement'))
      throw new Fault('paper_other_document', { document, number: row.number });
    return theOutlets;
  };

/** `open`: every difference nobody has settled; else the statement whose differences they are. Faults: `not_found`. */
export const ownerOfDifferences = (read: RowReader, id: string): PaperOwner =>
  id === 'open' ? theOutlets : ownerOfStatement('difference_sheet')(read, id);

/** `PAYER:2026-11`. Faults: `not_found`. */
export function customerAccount(read: RowReader, id: string): { payerId: string; period: string } {
  const [, payerId = '', period = ''] = /^(.+):(\d{4}-\d{2})$/u.exec(id) ?? [];
  if (read.get('SELECT 1 FROM payer WHERE id = ?', payerId) === undefined)
    throw new Fault('not_found', { entity: 'payer', id });
  return { payerId, period };
}

export function ownerOfAccount(read: RowReader, id: string): PaperOwner {
  customerAccount(read, id);
  return theOutlets;
}
