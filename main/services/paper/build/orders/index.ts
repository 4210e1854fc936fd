import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { RowReader } from '../../../masters.ts';
import type { PaperOwner, PaperSource } from '../common.ts';
import type { OrderPapers } from '../../../../printing/documents/orders/index.ts';
import { buildCustody, ownerOfCustody } from './custody.ts';
import { buildDayList, ownerOfDayList } from './day-list.ts';
import { buildInspection } from './inspection.ts';
import { buildQuote, ownerOfQuote } from './quote.ts';
import { buildServiceSlip, type SlipFacts } from './service-slip.ts';

/** A slip by its own id, or null when the id names something else. */
export const findSlipFacts = (
  read: RowReader,
  id: string,
): (SlipFacts & { work_order_id: string; copies: number }) | null =>
  read.get<SlipFacts & { work_order_id: string; copies: number }>(
    'SELECT id, number, state, visit_id, staff_id, void_reason, work_order_id, copies FROM slip WHERE id = ?',
    id,
  ) ?? null;

/** Whose an order is. Faults: `not_found`. */
export function ownerOfOrder(read: RowReader, orderId: string): PaperOwner {
  const order = read.get<PaperOwner>('SELECT staff_id, team_id FROM work_order WHERE id = ?', orderId);
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: orderId });
  return order;
}

export const orderSources: Record<keyof OrderPapers, PaperSource> = {
  /** By the slip's own id or the order's. */
  service_slip: {
    ownerOf: (read, id) => ownerOfOrder(read, findSlipFacts(read, id)?.work_order_id ?? id),
    build: (read, id, printing) => {
      const slip = findSlipFacts(read, id);
      return buildServiceSlip(read, slip?.work_order_id ?? id, slip, printing);
    },
  },
  day_list: { ownerOf: ownerOfDayList, build: buildDayList },
  quote: { ownerOf: ownerOfQuote, build: buildQuote },
  repair_intake: { ownerOf: ownerOfCustody('repair_intake'), build: buildCustody('repair_intake') },
  pickup_voucher: { ownerOf: ownerOfCustody('pickup_voucher'), build: buildCustody('pickup_voucher') },
  inspection: { ownerOf: ownerOfOrder, build: buildInspection },
  trade_in: { ownerOf: ownerOfCustody('trade_in'), build: buildCustody('trade_in') },
};
