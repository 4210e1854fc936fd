import { addDays } from '../../../../../domain/time/business-day.ts';
import { receiveGoods } from '../../../parts/receive.ts';
import { approveRequest, shipRequest } from '../../../parts/request-steps.ts';
import { requestParts } from '../../../parts/requests.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 9 · 缺件: two fan motors asked of the maker for an open repair, the parcel brought one. */
export function plantMissingPart(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000009',
    connection: 'C-LZ',
    item: 'WX-KT-HJ',
    models: ['KFR-72LW/LZC1', 'KFR-72LW/LZC1'],
    household: { name: '戚先生', phone: '13800000609', estate: 3, door: '4栋101' },
    state: 'accepted',
    staffId: 'T01',
    faultText: '柜机内风机不转',
  });
  stage.run('missing_part', (tx) => {
    const workOrderId = write(tx);
    const { requestId } = requestParts(tx, {
      workOrderId,
      machineCode: 'LZ05N260300909',
      faultText: '内风机电机烧',
      lines: [{ partId: 'LZ-007', quantityMilli: 2000 }],
      hold: true,
    });
    const asked = { requestId, version: 1 };
    const { version } = approveRequest(tx, { ...asked, lines: [], expectedDay: null });
    shipRequest(tx, {
      requestId,
      version,
      carrier: '顺丰',
      parcelNumber: 'DEMO770000009',
      expectedDay: addDays(stage.today, 3),
    });
  });
  stage.run('missing_part_came', (tx) => {
    const requestId = tx.value<string>("SELECT id FROM parts_request WHERE parcel_number = 'DEMO770000009'");
    receiveGoods(tx, {
      toLocationId: null,
      requestId: requestId ?? null,
      parcelNumber: 'DEMO770000009',
      lines: [
        {
          partId: 'LZ-007',
          quantityMilli: 1000,
          unit: null,
          bin: null,
          lot: '',
          expiresDay: null,
          serials: [],
          unitCostFen: null,
          note: '少发一件',
        },
      ],
    });
  });
}
