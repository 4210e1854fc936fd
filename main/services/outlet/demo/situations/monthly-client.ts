import { computeDerived } from '../../../orders/core/derive.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 18 · 月结客户一天五间: the serviced flats report five rooms at once, on their monthly account. */
export function plantMonthlyClient(stage: Stage): void {
  const rooms = ['305', '306', '402', '511', '608'].map((room, at) =>
    tell(stage, {
      id: `MAN770000018${at}`,
      connection: 'C-MAN',
      item: 'WX-KT-DX',
      models: ['KFR-26GW/LZA1'],
      household: { name: '方管家', phone: '13500000402', estate: 5, door: `栖禾公寓${room}室` },
      state: 'ready',
      outOfWarranty: true,
      faultText: '空调不制冷',
    }),
  );
  rooms.forEach((write, at) =>
    stage.run(`monthly_client_${at}`, (tx) => {
      const order = getOrder(tx, write(tx));
      const paid = { ...order, payer_id: 'PY-C02' };
      tx.update('work_order', order.id, { payer_id: 'PY-C02', ...computeDerived(tx, paid) });
    }),
  );
}
