import type { Tx } from '../../../../../db/tx.ts';
import { postEntry } from '../../../money/post-entry.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { tell, type Stage } from './stage.ts';

const visitFen = 8_800;
const visits = 3;

/** Situation 19 · 次卡: a card for three cleanings, paid at once; the third visit yesterday used it up. */
export function plantServiceCard(stage: Stage): void {
  const stories = [62, 31, 1].map((daysAgo, at) =>
    tell(stage, {
      id: `MAN77000019${at}`,
      connection: 'C-MAN',
      item: 'QX-KT',
      models: ['KFR-35GW/LZA1'],
      household: { name: '慕女士', phone: '13800000619', estate: 4, door: '9栋1103' },
      state: 'audited',
      staffId: 'T03',
      daysAgo,
      outOfWarranty: true,
      remark: `次卡:第${at + 1}次,共${visits}次`,
      adjust(plan) {
        plan.fees = plan.fees.filter((fee) => fee.party !== 'user' || fee.kind === 'clean');
        plan.taking = null;
        // Older months are closed: the visit is audited with the card, this month.
        plan.auditedDay = stage.today;
      },
    }),
  );
  stories.forEach((write, at) =>
    stage.run(`service_card_${at}`, (tx) => {
      const orderId = write(tx);
      if (at === 0) sellCard(tx, orderId);
      useCard(tx, orderId);
    }),
  );
}

/** Paid by QR for all its visits; a liability until they are made. */
function sellCard(tx: Tx, orderId: string): void {
  const holderId = getOrder(tx, orderId).customer_id;
  postEntry(tx, {
    kind: 'card_sold',
    documentKind: 'work_order',
    documentId: orderId,
    orderId,
    lines: [
      { account: 'merchant_qr', holderId: null, amountFen: visits * visitFen },
      { account: 'prepaid_cards', holderId, amountFen: -visits * visitFen },
    ],
    params: { visits },
  });
}

/** One visit off the card pays what the user owes for this order. */
function useCard(tx: Tx, orderId: string): void {
  const holderId = getOrder(tx, orderId).customer_id;
  postEntry(tx, {
    kind: 'card_used',
    documentKind: 'work_order',
    documentId: orderId,
    orderId,
    lines: [
      { account: 'prepaid_cards', holderId, amountFen: visitFen },
      { account: 'receivable_user', holderId, amountFen: -visitFen },
    ],
  });
  for (const { id } of tx.all<{ id: string }>(
    "SELECT id FROM fee_line WHERE work_order_id = ? AND party = 'user'",
    orderId,
  ))
    tx.update('fee_line', id, { state: 'paid', paid_fen: visitFen });
}
