import type { Tx } from '../../../../../db/tx.ts';
import { nextNumber } from '../../../numbers.ts';
import { applyAction, writeOrder } from '../../../orders/core/apply-action.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { dayMs, tell, type Stage } from './stage.ts';

/** Beside the file's list · 保外报价: out of warranty, the price is given and the order waits for the user's word. */
export function plantQuotePending(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000015',
    connection: 'C-LZ',
    item: 'WX-KT-HJ',
    models: ['KFR-35GW/LZA1'],
    household: { name: '鲍女士', phone: '13800000615', estate: 6, door: '3栋404' },
    state: 'accepted',
    staffId: 'T02',
    outOfWarranty: true,
    faultText: '不制冷,过保',
  });
  stage.run('quote_pending', (tx) => {
    const orderId = write(tx);
    quote(tx, stage, orderId, 'given', [
      ['主板更换', 26_000],
      ['上门检测', 5_000],
    ]);
    applyAction(tx, { orderId, action: 'hold', reasonCode: 'H06', params: { holdKey: 'quote' } });
  });
}

/** Situation 17 · 投诉私下加收: the complaint stands beside the quote the user signed before the work. */
export function plantComplaint(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000017',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZB3'],
    household: { name: '宓先生', phone: '13800000617', estate: 0, door: '11栋2201' },
    state: 'finished',
    staffId: 'T02',
    daysAgo: 2,
  });
  stage.run('complaint', (tx) => {
    const orderId = write(tx);
    quote(tx, stage, orderId, 'agreed', [
      ['加长铜管', 24_000],
      ['打孔', 10_000],
    ]);
    const order = getOrder(tx, orderId);
    tx.insert('note', {
      work_order_id: orderId,
      reach: 'inside',
      text: '用户来电:师傅私下多收了钱。已调出签字报价单,等回复。',
      staff_id: 'S02',
      at: tx.at,
      key_id: order.key_id,
    });
    writeOrder(tx, order, { complaint: 1 }, { kind: 'order.noted', params: { reach: 'inside' } });
  });
}

/** A quote with its lines, as it was given. */
export function quote(
  tx: Tx,
  stage: Stage,
  orderId: string,
  state: 'given' | 'agreed' | 'refused',
  lines: readonly (readonly [name: string, fen: number])[],
): void {
  const quoteId = tx.insert('quote', {
    work_order_id: orderId,
    number: nextNumber(tx, 'BJ', stage.today),
    state,
    total_fen: lines.reduce((sum, [, fen]) => sum + fen, 0),
    valid_until: tx.at + 3 * dayMs,
    ...(state === 'agreed' ? { agreed_by: '用户', agreed_how: 'signed', agreed_at: tx.at - 2 * dayMs } : {}),
    at: tx.at,
  });
  lines.forEach(([name, fen], at) =>
    tx.insert('quote_line', {
      quote_id: quoteId,
      line_no: at + 1,
      name,
      quantity_milli: 1000,
      unit_fen: fen,
      amount_fen: fen,
    }),
  );
}
