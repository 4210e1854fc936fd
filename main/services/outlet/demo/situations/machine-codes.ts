import type { Tx } from '../../../../../db/tx.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { writeProof } from '../../../visits/proof.ts';
import { getVisit } from '../../../visits/visit-row.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 7 · 条码重复: the indoor code of yesterday's air conditioner is on last month's order already. */
export function plantRepeatedCode(stage: Stage): void {
  const shared = { connection: 'C-LZ', item: 'AZ-KT-GJ', models: ['KFR-26GW/LZA1'], staffId: 'T02' };
  const before = tell(stage, {
    ...shared,
    id: 'LZ7700000070',
    household: { name: '芮女士', phone: '13800000607', estate: 0, door: '6栋301' },
    state: 'audited',
    daysAgo: 24,
  });
  const again = tell(stage, {
    ...shared,
    id: 'LZ7700000071',
    household: { name: '司先生', phone: '13800000617', estate: 1, door: '2栋1503' },
    state: 'finished',
    daysAgo: 1,
  });
  stage.run('repeated_code_before', (tx) => {
    setCodes(tx, before(tx), 'LZ01N260300777', 'LZ01W260300778');
  });
  stage.run('repeated_code', (tx) => {
    const orderId = again(tx);
    setCodes(tx, orderId, 'LZ01N260300777', 'LZ01W260300992');
    prove(tx, orderId);
  });
}

/** Situation 8 · 外机条码型号不符: the outdoor code is of another model than the order names. */
export function plantOtherModelCode(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000008',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZB3'],
    household: { name: '谷女士', phone: '13800000608', estate: 2, door: '9栋703' },
    state: 'finished',
    staffId: 'T01',
    daysAgo: 1,
  });
  stage.run('other_model_code', (tx) => {
    const orderId = write(tx);
    setCodes(tx, orderId, 'LZ03N260300815', 'LZ01W260300816');
    prove(tx, orderId);
  });
}

function setCodes(tx: Tx, orderId: string, indoor: string, outdoor: string): void {
  const line = tx.get<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', orderId);
  if (line !== undefined) tx.update('machine_line', line.id, { indoor_code: indoor, outdoor_code: outdoor });
}

/** What the proof of the last visit says, as the program reckons it. */
export function prove(tx: Tx, orderId: string): void {
  const visitId = tx.value<string>(
    'SELECT id FROM visit WHERE work_order_id = ? ORDER BY visit_no DESC LIMIT 1',
    orderId,
  );
  if (visitId === undefined) return;
  writeProof(tx, getOrder(tx, orderId), getVisit(tx, visitId), {
    outcome: 'done',
    code: null,
    signed: true,
    atDesk: true,
  });
}
