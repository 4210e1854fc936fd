import { recordTaking } from '../../../money/takings.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { endVisit } from '../../../visits/steps.ts';
import { findOpenVisit } from '../../../visits/visit-row.ts';
import { quote } from './quotes.ts';
import { minute, tell, type Stage } from './stage.ts';

const id = 'LZ7700000150';

/** Situation 15 · 拒修: out of warranty, the price was too much for the user; the inspection fee is taken at the door. */
export function plantRefusedRepair(stage: Stage): void {
  const write = tell(stage, {
    id,
    connection: 'C-LZ',
    item: 'WX-KT-HJ',
    models: ['KFR-35GW/LZA1'],
    household: { name: '乌先生', phone: '13800000650', estate: 2, door: '6栋1401' },
    state: 'accepted',
    staffId: 'T02',
    onSite: true,
    outOfWarranty: true,
    faultText: '不制冷,过保',
  });
  stage.run('refused_repair', (tx) => {
    const orderId = write(tx);
    quote(tx, stage, orderId, 'refused', [
      ['压缩机更换', 98_000],
      ['加氟', 12_000],
    ]);
  });
  const orderId = stage.idOf(id);
  stage.run('refused_repair_ended', (tx) => {
    const visit = findOpenVisit(tx, orderId);
    const machines = tx.all<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', orderId);
    const inspection = tx.value<string>("SELECT id FROM extra_charge WHERE code = 'ZX-JC'");
    if (visit === null || inspection === undefined) throw new Error('the refused repair has no visit');
    endVisit(tx, visit, getOrder(tx, orderId), {
      at: stage.now - 10 * minute,
      late: false,
      outcome: 'repair_refused',
      causeCode: null,
      machines: machines.map((line) => ({
        machineLineId: line.id,
        resultCode: 'repair_refused',
        indoorCode: null,
        outdoorCode: null,
        faultId: null,
        cause: '压缩机卡缸',
        measure: '',
      })),
      extras: [{ extraChargeId: inspection, quantityMilli: 1000, unitFen: null }],
      note: '用户嫌贵,不修',
      nextContactAt: null,
    });
  });
  stage.run('refused_repair_paid', (tx) => {
    recordTaking(tx, {
      orderId,
      visitId: tx.value<string>('SELECT id FROM visit WHERE work_order_id = ?', orderId) ?? null,
      staffId: 'T02',
      method: 'cash',
      purpose: 'fee',
      amountFen: 5_000,
    });
  });
}
